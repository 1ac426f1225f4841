#include <policy/store.h>

#include <policy_sql.h>

namespace banxing::policy {

std::span<const db::Migration> migrations() {
    return sql::migrations();
}
std::span<const db::Statement* const> statements() {
    return sql::statements();
}

static Result<std::shared_ptr<const derive::Program>> compile(const Files& files) {
    return derive::Program::compile(TRY(read_source(files)));
}

static Result<void> put(db::Session& session, const std::string& version, const Files& files,
                        Instant now) {
    TRY(session.run(sql::PutSet{.version = version, .made_at = now.ms}));
    for (auto& [path, content] : files)
        TRY(session.run(sql::PutFile{.version = version, .path = path, .content = content}));
    return {};
}

Result<Proposed> propose(db::Session& session, const Files& files, Instant now) {
    std::string version = version_of(files);
    auto ruling = TRY(session.one(sql::RulingSet{}));
    auto known = TRY(session.one(sql::FindSet{.version = version}));
    if (!known) TRY(put(session, version, files, now));
    if (!ruling) {
        TRY(publish(session, version, AccountId{}, now));
        return Proposed{version, {}};
    }
    bool draft = version != ruling->version && !(known && known->published_no);
    return Proposed{ruling->version, draft ? std::optional(version) : std::nullopt};
}

Result<void> publish(db::Session& session, const std::string& version, AccountId by, Instant now) {
    auto set = TRY(session.one(sql::FindSet{.version = version}));
    if (!set)
        return fail(Error::not_found({"没有这个政策版本", "There is no such policy version"}));
    if (set->published_no)
        return fail(Error::conflict(
            {"这个政策版本已经发布过", "This policy version was published before"}));
    TRY(compile(TRY(files_of(session, version))));
    auto ruling = TRY(session.one(sql::RulingSet{}));
    TRY(session.run(sql::NotePublished{.version = version,
                                       .published_no = ruling ? ruling->published_no + 1 : 1,
                                       .published_at = now.ms,
                                       .published_by = by.value}));
    return {};
}

Result<std::vector<SetInfo>> sets(db::Session& session) {
    auto ruling = TRY(session.one(sql::RulingSet{}));
    std::vector<SetInfo> out;
    for (auto& row : TRY(session.all(sql::Sets{}))) {
        SetInfo info;
        info.version = row.version;
        info.made_at = {row.made_at};
        if (row.published_at) info.published_at = Instant{*row.published_at};
        info.published_by = AccountId{row.published_by.value_or(0)};
        info.rules = ruling && ruling->version == row.version;
        out.push_back(std::move(info));
    }
    return out;
}

Result<Files> files_of(db::Session& session, const std::string& version) {
    Files files;
    for (auto& row : TRY(session.all(sql::FilesOf{.version = version})))
        files[row.path] = std::move(row.content);
    if (files.empty())
        return fail(Error::not_found({"没有这个政策版本", "There is no such policy version"}));
    return files;
}

Result<std::shared_ptr<const derive::Program>> Programs::current(db::Session& session) {
    auto ruling = TRY(session.one(sql::RulingSet{}));
    if (!ruling)
        return fail(Error::unavailable({"还没有发布政策", "No policy has been published yet"}));
    return of_version(session, ruling->version);
}

Result<std::shared_ptr<const derive::Program>> Programs::of_version(db::Session& session,
                                                                    const std::string& version) {
    std::lock_guard lock(mutex_);
    if (auto known = programs_.find(version); known != programs_.end()) return known->second;
    auto program = TRY(compile(TRY(files_of(session, version))));
    programs_.emplace(version, program);
    return program;
}

} // namespace banxing::policy
