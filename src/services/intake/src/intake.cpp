#include "inside.h"

#include <log/log.h>

namespace banxing::intake {

constexpr int days_kept = 30; // of the sheets themselves: docs/decisions/0007-intake.md

Intake::Intake(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Intake::~Intake() {
    stop();
}

Result<std::unique_ptr<Intake>> Intake::open(casework::Office& office,
                                             const std::filesystem::path& lists,
                                             const std::filesystem::path& sheets) {
    auto impl = std::make_unique<Impl>(office, sheets);
    impl->kinds = TRY(Kinds::read(lists, office.program));
    return std::unique_ptr<Intake>(new Intake(std::move(impl)));
}

const Kind* Intake::Impl::find_kind(const std::string& id) const {
    for (auto& kind : kinds->current())
        if (kind.id == id) return &kind;
    return nullptr;
}

const Kind* Intake::find_kind(const std::string& id) const {
    return impl_->find_kind(id);
}

std::vector<const Kind*> Intake::kinds(const access::Principal& who) const {
    std::vector<const Kind*> out;
    for (auto& kind : impl_->kinds->current())
        if (std::find(kind.roles.begin(), kind.roles.end(), who.role) != kind.roles.end())
            out.push_back(&kind);
    return out;
}

/// A list belongs to the organisation that handed it in.
Result<Import> Intake::Impl::visible(const access::Principal& who, std::int64_t id) {
    auto found =
        TRY(office.database.read([&](db::Session& session) { return find_import(session, id); }));
    if (!found || found->organisation != who.organisation.id)
        return fail(Error::not_found({"没有这份名单", "There is no such list"}));
    return *found;
}

Result<Import> Intake::Impl::set_state(Import import, const std::string& before) {
    TRY(office.database.write(db::Priority::interactive, [&](db::Session& session) {
        return change_state(session, import, before);
    }));
    wake();
    return import;
}

Result<std::vector<Import>> Intake::list(const access::Principal& who, std::int64_t before,
                                         int limit) {
    return impl_->office.database.read([&](db::Session& session) {
        return imports_of(session, who.organisation.id, before, limit);
    });
}

Result<std::vector<BadRow>> Intake::bad_rows(const access::Principal& who, std::int64_t id) {
    TRY(impl_->visible(who, id));
    return impl_->office.database.read(
        [&](db::Session& session) { return bad_rows_of(session, id); });
}

Result<Import> Intake::work(std::int64_t id, const Progress& progress) {
    return impl_->run(id, progress);
}

Result<std::vector<std::int64_t>> Intake::unfinished() {
    return impl_->office.database.read([](db::Session& session) { return waiting(session); });
}

void Intake::Impl::wake() {
    std::lock_guard lock(mutex);
    woken = true;
    ready.notify_one();
}

/// Whether there was one; a list that cannot go on now is tried again after a while.
bool Intake::Impl::work_on_next() {
    auto ids = office.database.read([](db::Session& session) { return waiting(session); });
    if (!ids || ids->empty()) return false;
    auto done = run(ids->front(), {});
    if (!done && !stopping) log::failure("import.paused", done.error());
    return done.has_value();
}

void Intake::Impl::loop() {
    while (!stopping) {
        {
            std::unique_lock lock(mutex);
            woken = false;
        }
        if (work_on_next()) continue;
        if (stopping) return;
        drop_old_sheets();
        std::unique_lock lock(mutex);
        ready.wait_for(lock, std::chrono::seconds(30), [&] { return stopping || woken; });
    }
}

/// Of lists handed in more than 30 days ago; those that still wait for somebody are kept.
void Intake::Impl::drop_old_sheets() {
    Instant before{office.clock.now().ms - std::int64_t{days_kept} * 86'400'000};
    auto old =
        office.database.read([&](db::Session& session) { return settled_before(session, before); });
    if (!old) return;
    for (auto id : *old) sheets.drop(id);
}

void Intake::start() {
    impl_->worker = std::thread([this] { impl_->loop(); });
}

void Intake::ask_to_stop() {
    std::lock_guard lock(impl_->mutex);
    impl_->stopping = true;
    impl_->ready.notify_one();
}

void Intake::stop() {
    ask_to_stop();
    if (impl_->worker.joinable()) impl_->worker.join();
}

} // namespace banxing::intake
