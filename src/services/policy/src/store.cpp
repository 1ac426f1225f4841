#include "kept.h"

#include <policy/cases.h>
#include <policy/drafts.h>

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

/// A set that was published goes on ruling: what is asked of new ones since (that some rule looks
/// at each form) does not refuse it.
static Result<std::shared_ptr<const derive::Program>> compile_published(const Files& files) {
    auto source = TRY(read_source(files));
    for (auto& system : source.systems)
        for (auto& form : system.forms)
            if (form.unread.zh.empty()) form.unread = {"先前已发布", "published before"};
    return derive::Program::compile(std::move(source));
}

Result<void> put_set(db::Session& session, const std::string& version, const Files& files,
                     Instant now) {
    TRY(session.run(sql::PutSet{.version = version, .made_at = now.ms}));
    for (auto& [path, content] : files)
        TRY(session.run(sql::PutFile{.version = version, .path = path, .content = content}));
    return {};
}

/// The shipped set waits for consent as every change does; what was consented to on another base
/// is asked anew.
static Result<void> rest_on(db::Session& session, const std::string& version,
                            const std::string& base, Instant now) {
    TRY(session.run(sql::PutDraft{.version = version,
                                  .base = base,
                                  .title_zh = "随程序升级附带的政策",
                                  .title_en = "The policy that came with the program",
                                  .change = std::string(),
                                  .proposed_by = 0,
                                  .proposed_at = now.ms}));
    if (TRY(session.run(sql::RestDraftOn{.version = version, .base = base})) > 0)
        TRY(session.run(sql::ForgetConsents{.version = version}));
    return {};
}

Result<Proposed> propose(db::Session& session, const Files& files, Instant now) {
    auto ruling = TRY(session.one(sql::RulingSet{}));
    bool same = ruling && TRY(files_of(session, ruling->version)) == files; // nothing to parse
    std::string version = same ? ruling->version : version_of(files);
    auto known = TRY(session.one(sql::FindSet{.version = version}));
    if (!known) TRY(put_set(session, version, files, now));
    if (!ruling) {
        TRY(publish(session, version, AccountId{}, now));
        return Proposed{version, {}};
    }
    bool draft = version != ruling->version && !(known && known->published_no);
    if (draft) TRY(rest_on(session, version, ruling->version, now));
    return Proposed{ruling->version, draft ? std::optional(version) : std::nullopt};
}

/// Takes the draft's consents for a publication; nothing but the first start does without. Its
/// change.
static Result<std::string> close_draft(db::Session& session, const std::string& version,
                                       const std::string& ruling) {
    auto moved = TRY(session.run(sql::MoveDraft{
        .version = version, .before = int(DraftState::open), .state = int(DraftState::published)}));
    auto draft = TRY(find_draft(session, version));
    if (moved == 0 || !draft.may_be_published())
        return fail(Error::conflict(
            {"须有提出人以外的两人同意才能发布",
             "Two people besides the proposer must consent before it is published"}));
    if (draft.base == ruling) return std::move(draft.change);
    return fail(Error::conflict({"提出草稿之后政策已另有变更，请在现行政策上重新提出",
                                 "The policy has changed since this was proposed; propose it "
                                 "anew on what rules now"}));
}

Result<void> publish(db::Session& session, const std::string& version, AccountId by, Instant now) {
    auto set = TRY(session.one(sql::FindSet{.version = version}));
    if (!set)
        return fail(Error::not_found({"没有这个政策版本", "There is no such policy version"}));
    if (set->published_no)
        return fail(Error::conflict(
            {"这个政策版本已经发布过", "This policy version was published before"}));
    auto ruling = TRY(session.one(sql::RulingSet{}));
    std::string change;
    if (ruling) change = TRY(close_draft(session, version, ruling->version));
    auto program = TRY(compile(TRY(files_of(session, version))));
    TRY(pass_own_cases(*program, change));
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
    auto set = TRY(session.one(sql::FindSet{.version = version}));
    auto files = TRY(files_of(session, version));
    auto program = TRY(set && set->published_no ? compile_published(files) : compile(files));
    programs_.emplace(version, program);
    return program;
}

Result<std::shared_ptr<const derive::Program>> compiled(db::Session& session,
                                                        const std::string& version) {
    return compile(TRY(files_of(session, version)));
}

Result<std::string> ruling_version(db::Session& session) {
    auto ruling = TRY(session.one(sql::RulingSet{}));
    return ruling ? ruling->version : std::string();
}

} // namespace banxing::policy
