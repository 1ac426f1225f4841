#include <cstring>
#include <db_testing/faulty_disk.h>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <sqlite3.h>
#include <vector>

namespace banxing::db {
namespace {

namespace fs = std::filesystem;
using Bytes = std::vector<char>;

/// One change that the disk has taken and not yet written for good.
struct Change {
    std::int64_t at = 0; // of the file; for a truncation its new size
    Bytes bytes;
    bool truncates = false;
};

struct Image {
    Bytes durable;
    std::vector<Change> pending;
};

void take_in(Bytes& file, const Change& change) {
    if (change.truncates) {
        file.resize(std::size_t(change.at));
        return;
    }
    auto end = std::size_t(change.at) + change.bytes.size();
    if (file.size() < end) file.resize(end);
    std::copy(change.bytes.begin(), change.bytes.end(), file.begin() + change.at);
}

struct State {
    std::mutex mutex;
    std::string folder;
    std::mt19937_64 chance;
    std::map<std::string, Image> images; // by path
    std::int64_t operations = 0, fails_at = INT64_MAX;
    bool failed = false, full = false, lies = false;

    bool lies_here(const std::string& path) const { return path.starts_with(folder); }
    /// False from the moment on at which the power fails.
    bool works() {
        if (++operations > fails_at) failed = true;
        return !failed;
    }
};

std::unique_ptr<State>& state() {
    static std::unique_ptr<State> one;
    return one;
}

struct File {
    sqlite3_file base; // SQLite sees only this
    std::string* path; // none: not on the faulty disk, or of no lasting use
    bool keeps;        // the database and its log; the shared index is made anew
    sqlite3_file* real;
};

File& of(sqlite3_file* file) {
    return *reinterpret_cast<File*>(file);
}
sqlite3_vfs& real_vfs() {
    static sqlite3_vfs* it = sqlite3_vfs_find("unix");
    return *it;
}

int refuse(State& disk, File& file, Change change) {
    std::scoped_lock lock(disk.mutex);
    if (!disk.works()) return SQLITE_IOERR_WRITE;
    sqlite3_int64 size = 0;
    file.real->pMethods->xFileSize(file.real, &size);
    bool grows = !change.truncates && change.at + std::int64_t(change.bytes.size()) > size;
    if (disk.full && grows) return SQLITE_FULL;
    disk.images[*file.path].pending.push_back(std::move(change));
    return SQLITE_OK;
}

int write(sqlite3_file* f, const void* data, int size, sqlite3_int64 at) {
    auto& file = of(f);
    if (file.keeps && state()) {
        const auto* bytes = static_cast<const char*>(data);
        if (int code = refuse(*state(), file, {at, Bytes(bytes, bytes + size), false})) return code;
    }
    return file.real->pMethods->xWrite(file.real, data, size, at);
}

int truncate(sqlite3_file* f, sqlite3_int64 size) {
    auto& file = of(f);
    if (file.keeps && state())
        if (int code = refuse(*state(), file, {size, {}, true})) return code;
    return file.real->pMethods->xTruncate(file.real, size);
}

int sync(sqlite3_file* f, int) {
    auto& file = of(f);
    if (!file.keeps || !state()) return SQLITE_OK;
    std::scoped_lock lock(state()->mutex);
    if (!state()->works()) return SQLITE_IOERR_FSYNC;
    if (state()->lies) return SQLITE_OK;
    auto& image = state()->images[*file.path];
    for (const auto& change : image.pending) take_in(image.durable, change);
    image.pending.clear();
    return SQLITE_OK; // the real disk need not be waited for
}

int close(sqlite3_file* f) {
    auto& file = of(f);
    int code = file.real->pMethods->xClose(file.real);
    delete file.path;
    sqlite3_free(file.real);
    return code;
}

// What only passes on.
int read(sqlite3_file* f, void* to, int size, sqlite3_int64 at) {
    return of(f).real->pMethods->xRead(of(f).real, to, size, at);
}
int file_size(sqlite3_file* f, sqlite3_int64* size) {
    return of(f).real->pMethods->xFileSize(of(f).real, size);
}
int lock(sqlite3_file* f, int level) {
    return of(f).real->pMethods->xLock(of(f).real, level);
}
int unlock(sqlite3_file* f, int level) {
    return of(f).real->pMethods->xUnlock(of(f).real, level);
}
int reserved(sqlite3_file* f, int* out) {
    return of(f).real->pMethods->xCheckReservedLock(of(f).real, out);
}
int control(sqlite3_file* f, int op, void* argument) {
    return of(f).real->pMethods->xFileControl(of(f).real, op, argument);
}
int sector(sqlite3_file* f) {
    return of(f).real->pMethods->xSectorSize(of(f).real);
}
// Nothing is promised of writes that were not synced.
int traits(sqlite3_file*) {
    return 0;
}
int map_shared(sqlite3_file* f, int page, int size, int extend, void volatile** out) {
    return of(f).real->pMethods->xShmMap(of(f).real, page, size, extend, out);
}
int lock_shared(sqlite3_file* f, int offset, int n, int flags) {
    return of(f).real->pMethods->xShmLock(of(f).real, offset, n, flags);
}
void barrier(sqlite3_file* f) {
    of(f).real->pMethods->xShmBarrier(of(f).real);
}
int unmap_shared(sqlite3_file* f, int drop) {
    return of(f).real->pMethods->xShmUnmap(of(f).real, drop);
}

const sqlite3_io_methods methods{2,       close,        read,    write,      truncate,
                                 sync,    file_size,    lock,    unlock,     reserved,
                                 control, sector,       traits,  map_shared, lock_shared,
                                 barrier, unmap_shared, nullptr, nullptr};

int open(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* f, int flags, int* out) {
    auto& file = of(f);
    file.base.pMethods = nullptr;
    file.real = static_cast<sqlite3_file*>(sqlite3_malloc(real_vfs().szOsFile));
    std::memset(file.real, 0, std::size_t(real_vfs().szOsFile));
    int code = real_vfs().xOpen(&real_vfs(), name, file.real, flags, out);
    if (code != SQLITE_OK) {
        sqlite3_free(file.real);
        return code;
    }
    file.path = name ? new std::string(name) : nullptr;
    bool lasting =
        (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0;
    file.keeps = file.path && lasting && state() && state()->lies_here(*file.path);
    file.base.pMethods = &methods;
    return SQLITE_OK;
}

int remove(sqlite3_vfs*, const char* path, int wait) {
    if (state() && state()->lies_here(path)) {
        std::scoped_lock guard(state()->mutex);
        if (!state()->works()) return SQLITE_IOERR_DELETE;
        state()->images.erase(path);
    }
    return real_vfs().xDelete(&real_vfs(), path, wait);
}

/// Over the system's: the same but for files and deletions.
sqlite3_vfs& faulty_vfs() {
    static sqlite3_vfs it = [] {
        sqlite3_vfs made = real_vfs();
        made.zName = "faulty";
        made.pNext = nullptr;
        made.szOsFile = sizeof(File);
        made.xOpen = open;
        made.xDelete = remove;
        return made;
    }();
    return it;
}

/// Each change that was never synced is there, lost or half there.
Bytes found_again(const Image& image, std::mt19937_64& chance) {
    Bytes out = image.durable;
    for (const auto& change : image.pending) {
        auto fate = chance() % 3;
        if (fate == 0) continue;
        auto written = change;
        if (fate == 1 && !change.bytes.empty()) // torn
            written.bytes.resize(std::size_t(chance() % change.bytes.size()));
        take_in(out, written);
    }
    return out;
}

} // namespace

FaultyDisk::FaultyDisk(std::string folder, std::uint64_t seed) {
    state() = std::make_unique<State>();
    state()->folder = std::move(folder);
    state()->chance.seed(seed);
    sqlite3_vfs_register(&faulty_vfs(), 1);
}

FaultyDisk::~FaultyDisk() {
    sqlite3_vfs_register(&real_vfs(), 1);
    sqlite3_vfs_unregister(&faulty_vfs());
    state().reset();
}

void FaultyDisk::fail_power_after(std::int64_t operations) {
    std::scoped_lock lock(state()->mutex);
    state()->fails_at = state()->operations + operations;
}

bool FaultyDisk::power_failed() const {
    std::scoped_lock lock(state()->mutex);
    return state()->failed;
}

void FaultyDisk::set_full(bool full) {
    std::scoped_lock lock(state()->mutex);
    state()->full = full;
}

void FaultyDisk::set_lying() {
    std::scoped_lock lock(state()->mutex);
    state()->lies = true;
}

std::int64_t FaultyDisk::operations() const {
    std::scoped_lock lock(state()->mutex);
    return state()->operations;
}

void FaultyDisk::after_power_cut(const std::string& into) const {
    std::scoped_lock lock(state()->mutex);
    for (const auto& [path, image] : state()->images) {
        auto bytes = found_again(image, state()->chance);
        std::ofstream out(fs::path(into) / fs::path(path).filename(), std::ios::binary);
        out.write(bytes.data(), std::streamsize(bytes.size()));
    }
}

} // namespace banxing::db
