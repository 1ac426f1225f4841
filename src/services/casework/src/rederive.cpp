#include "writer.h"

#include <entitlement/payable.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace banxing::casework {

struct Loaded {
    records::Head head;
    std::vector<records::Row> rows;
};
using Chunk = std::vector<Loaded>;

/// Chunks on their way from the one reader to those who derive; bounded, so that memory stays so
/// too.
class ChunkQueue {
public:
    void push(Chunk chunk) {
        std::unique_lock lock(mutex_);
        room_.wait(lock, [&] { return chunks_.size() < 8; });
        chunks_.push_back(std::move(chunk));
        ready_.notify_one();
    }
    void close() {
        std::lock_guard lock(mutex_);
        closed_ = true;
        ready_.notify_all();
    }
    std::optional<Chunk> pop() {
        std::unique_lock lock(mutex_);
        ready_.wait(lock, [&] { return closed_ || !chunks_.empty(); });
        if (chunks_.empty()) return std::nullopt;
        Chunk chunk = std::move(chunks_.front());
        chunks_.pop_front();
        room_.notify_one();
        return chunk;
    }

private:
    std::mutex mutex_;
    std::condition_variable ready_, room_;
    std::deque<Chunk> chunks_;
    bool closed_ = false;
};

/// Derives all files on every core; the differences are written by the database's one writer.
class Rederivation {
public:
    Rederivation(Office& office, Date day, bool check, const Progress& progress)
        : office_(office), day_(day), check_(check), progress_(progress) {}
    Result<Rederived> run();

private:
    Result<void> read_all(ChunkQueue& queue);
    void work(ChunkQueue& queue);
    Result<void> chunk(const Chunk& chunk);
    Result<std::vector<SubjectId>> differing(db::Session& session, const Chunk& chunk);
    Result<void> write(const std::vector<SubjectId>& subjects);

    Office& office_;
    Date day_;
    bool check_;
    const Progress& progress_;
    std::mutex mutex_;
    Rederived out_;
    std::int64_t total_ = 0;
    std::optional<Error> error_;
    std::atomic<bool> stop_ = false;
};

Result<void> Rederivation::read_all(ChunkQueue& queue) {
    Chunk chunk;
    auto file = [&](const records::Head& head,
                    const std::vector<records::Row>& rows) -> Result<void> {
        if (stop_) return fail(Error::unavailable({"已中止", "stopped"}));
        chunk.push_back({head, rows});
        if (chunk.size() < 500) return {};
        queue.push(std::move(chunk));
        chunk.clear();
        return {};
    };
    auto scanned = records::scan(office_.database, SubjectId{0}, SubjectId{INT64_MAX}, file);
    if (!chunk.empty()) queue.push(std::move(chunk));
    queue.close();
    return scanned;
}

static bool same(const consequences::OfSubject& stored, const derive::Consequences& now) {
    return stored.tasks == now.tasks && stored.referrals == now.referrals &&
           stored.transitions == now.transitions && stored.stages == now.stages &&
           stored.entitled == now.entitled && stored.counted == now.counted &&
           stored.pools == now.pools;
}

Result<std::vector<SubjectId>> Rederivation::differing(db::Session& session, const Chunk& chunk) {
    std::vector<SubjectId> out;
    for (auto& one : chunk) {
        auto records = records::as_records(one.rows);
        Date day = check_ ? one.head.derived_on.value_or(day_) : day_;
        auto now = office_.program->derive({one.head.kind, records}, day);
        auto stored = TRY(consequences::load(session, one.head.subject));
        bool grants = TRY(consequences::same_grants(session, office_.roles, one.head.subject, now));
        bool sums = TRY(entitlement::same_entitled(session, one.head.subject, now));
        bool stale = !check_ && (one.head.derived_on != day ||
                                 one.head.policy != office_.program->source().version);
        if (!same(stored, now) || !grants || !sums || stale ||
            one.head.next_change != now.next_change)
            out.push_back(one.head.subject);
        if (!now.faults.empty()) {
            std::lock_guard lock(mutex_);
            ++out_.faults;
        }
    }
    return out;
}

Result<void> Rederivation::write(const std::vector<SubjectId>& subjects) {
    return office_.database.write(db::Priority::background,
                                  [&](db::Session& session) -> Result<void> {
                                      for (SubjectId subject : subjects) {
                                          auto head = TRY(records::lock(session, subject));
                                          auto rows = TRY(records::load(session, subject));
                                          TRY(settle(office_, session, head, rows, day_));
                                      }
                                      return {};
                                  });
}

Result<void> Rederivation::chunk(const Chunk& chunk) {
    auto other =
        TRY(office_.database.read([&](db::Session& session) { return differing(session, chunk); }));
    if (!check_ && !other.empty()) TRY(write(other));
    std::lock_guard lock(mutex_);
    out_.files += std::int64_t(chunk.size());
    out_.changed += std::int64_t(other.size());
    for (SubjectId subject : other)
        if (out_.different.size() < 20) out_.different.push_back(subject);
    if (progress_) progress_(out_.files, total_);
    return {};
}

void Rederivation::work(ChunkQueue& queue) {
    while (auto next = queue.pop()) {
        if (stop_) continue; // drain, so that the reader is not held up
        if (auto done = chunk(*next); !done) {
            std::lock_guard lock(mutex_);
            error_ = done.error();
            stop_ = true;
        }
    }
}

Result<Rederived> Rederivation::run() {
    total_ = TRY(
        office_.database.read([](db::Session& session) { return records::count_files(session); }));
    ChunkQueue queue;
    std::vector<std::jthread> workers;
    for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i)
        workers.emplace_back([&] { work(queue); });
    auto read = read_all(queue);
    workers.clear(); // joins
    if (error_) return fail(*error_);
    TRY(std::move(read));
    return out_;
}

Result<Rederived> rederive(Office& office, Date day, bool check, const Progress& progress) {
    return Rederivation(office, day, check, progress).run();
}

Result<Rederived> rederive_due(Office& office, Date day, const Progress& progress,
                               const std::stop_token& stop) {
    Rederived out;
    SubjectId after{0};
    std::int64_t total = TRY(office.database.read(
        [&](db::Session& session) { return records::count_due(session, day); }));
    const std::string& policy = office.program->source().version;
    while (!stop.stop_requested()) {
        auto due = TRY(office.database.read(
            [&](db::Session& session) { return records::due(session, day, policy, after, 100); }));
        if (due.empty()) return out;
        out.changed += TRY(office.database.write(
            db::Priority::background, [&](db::Session& session) -> Result<std::int64_t> {
                std::int64_t changed = 0;
                for (SubjectId subject : due) {
                    auto head = TRY(records::lock(session, subject));
                    auto rows = TRY(records::load(session, subject));
                    changed += TRY(settle(office, session, head, rows, day)) > 0;
                }
                return changed;
            }));
        after = due.back();
        out.files += std::int64_t(due.size());
        if (progress) progress(out.files, std::max(total, out.files));
    }
    return out;
}

} // namespace banxing::casework
