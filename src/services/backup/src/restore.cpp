#include "manifest.h"
#include "pages.h"

#include <db/snapshot.h>

#include <backup/backup.h>

namespace banxing::backup {

namespace fs = std::filesystem;

namespace {

Error not_empty(const fs::path& folder) {
    return Error::conflict({"目标文件夹不是空的：" + folder.string(),
                            "The target folder is not empty: " + folder.string()});
}

Result<void> database(const fs::path& from, const fs::path& to, const Manifest& manifest,
                      std::size_t steps) {
    auto base = TRY(backup::copy_file(from / manifest.steps.front().file, to));
    if (base != manifest.steps.front().sm3) return fail(altered(from / manifest.steps[0].file));
    if (steps == 1) return {};
    auto writer = TRY(Writer::create(to.string() + ".next"));
    {
        auto reader = TRY(Reader::open(to));
        for (auto some = TRY(reader.take(1u << 20)); !some.empty();
             some = TRY(reader.take(1u << 20)))
            TRY(writer.put(some));
    }
    for (std::size_t i = 1; i < steps; ++i) {
        const auto& step = manifest.steps[i];
        auto sm3 = TRY(apply_changes(from / step.file, manifest.page_size, step.pages, writer));
        if (sm3 != step.sm3) return fail(altered(from / step.file));
    }
    TRY(writer.finish());
    std::error_code error;
    fs::rename(to.string() + ".next", to, error);
    if (error) return fail(no_space(to, "rename"));
    return {};
}

Result<void> attachments(const fs::path& from, const fs::path& to, const Manifest& manifest) {
    std::error_code error;
    for (const auto& [path, one] : manifest.attachments) {
        auto source = from / "attachments" / path;
        fs::create_directories((to / path).parent_path(), error);
        if (TRY(backup::copy_file(source, to / path)) != one.sm3) return fail(altered(source));
    }
    return {};
}

} // namespace

Result<Restored> restore(const fs::path& from, const fs::path& to, const fs::path& key,
                         std::int64_t until) {
    auto vault = TRY(crypto::Vault::open(key.string(), false));
    auto manifest = TRY(read_manifest(from, vault));
    auto steps =
        until < 0 ? manifest.steps.size() : std::min(manifest.steps.size(), std::size_t(until) + 1);
    std::error_code error;
    if (fs::exists(to, error) && !fs::is_empty(to, error)) return fail(not_empty(to));
    auto making = to;
    making += ".restoring";
    fs::remove_all(making, error); // of a restore that was cut off
    fs::create_directories(making, error);
    fs::permissions(making, fs::perms::owner_all, error);
    TRY(database(from, making / "banxing.db", manifest, steps));
    TRY(db::check_sqlite((making / "banxing.db").string()));
    TRY(attachments(from, making, manifest));
    TRY(backup::copy_file(key, making / "master.key"));
    TRY(sync_folder(making));
    fs::remove(to, error); // empty, or not there
    fs::rename(making, to, error);
    if (error) return fail(no_space(to, "rename"));
    const auto& last = manifest.steps[steps - 1];
    return Restored{std::int64_t(steps) - 1, last.pages, std::int64_t(manifest.attachments.size()),
                    last.at};
}

} // namespace banxing::backup
