#include "people.h"
#include "registry_sql.h"

namespace banxing::registry {
namespace {

constexpr const char* sealed_field = "registry.doubt";

/// Wrapped keys are bound to a number; subjects are positive.
std::int64_t bound(std::int64_t doubt) {
    return -doubt;
}

Json to_json(const Doubt& doubt) {
    Json candidates = Json::array();
    for (auto& c : doubt.candidates)
        candidates.push_back(
            {{"subject", c.subject.value}, {"same", c.same}, {"different", c.different}});
    return {{"zh", doubt.why.zh},
            {"en", doubt.why.en},
            {"incoming", to_json(doubt.incoming)},
            {"submission", doubt.submission},
            {"candidates", std::move(candidates)}};
}

void take_json(Doubt& doubt, const Json& json) {
    doubt.why = {json["zh"], json["en"]};
    doubt.incoming = identity_from(json["incoming"]);
    doubt.submission = json["submission"];
    for (auto& c : json["candidates"])
        doubt.candidates.push_back({SubjectId(c["subject"]), c["same"], c["different"]});
}

template <typename Row>
Result<Doubt> opened(const crypto::Vault& vault, const Row& row) {
    Doubt out;
    out.id = row.id;
    out.at = Instant{row.said_at};
    out.organisation = row.organisation;
    out.import = row.import;
    out.row = row.import_row;
    out.place = row.place;
    out.decided = row.decided_at.has_value();
    out.decision = row.decision.value_or("");
    if (row.subject_id) out.into = SubjectId(*row.subject_id);
    auto key = TRY(vault.unwrap(row.key, bound(row.id)));
    take_json(out, TRY(parse_json(TRY(vault.reveal(key, row.sealed, sealed_field)))));
    return out;
}

std::string content_of(const crypto::Vault& vault, const Doubt& doubt) {
    Json said = {doubt.organisation, to_json(doubt.incoming), doubt.submission};
    return vault.lookup(sealed_field, said.dump(-1, ' ', false, Json::error_handler_t::replace));
}

Error too_many_at_once() {
    return Error::unavailable({"请稍后再试", "Please try again in a moment"}, "numbers of doubts");
}

} // namespace

Result<std::int64_t> add_doubt(db::Session& session, const crypto::Vault& vault,
                               const Doubt& doubt) {
    auto content = content_of(vault, doubt);
    auto plain = to_json(doubt).dump(-1, ' ', false, Json::error_handler_t::replace);
    for (int attempt = 0; attempt < 8;
         ++attempt) { // on PostgreSQL another may take the number first
        if (auto known = TRY(session.one(sql::DoubtWith{content}))) return known->id;
        auto id = TRY(session.one(sql::HighestDoubt{}))->id + 1;
        auto key = vault.new_key();
        auto added = TRY(session.run(sql::AddDoubt{
            id, content, doubt.at.ms, doubt.organisation, doubt.import, doubt.row, doubt.place,
            vault.wrap(key, bound(id)), vault.protect(key, plain, sealed_field)}));
        if (added == 1) return id;
    }
    return fail(too_many_at_once());
}

Result<std::optional<Doubt>> find_doubt(db::Session& session, const crypto::Vault& vault,
                                        std::int64_t id) {
    auto row = TRY(session.one(sql::Doubt{id}));
    if (!row) return std::optional<Doubt>{};
    return std::optional(TRY(opened(vault, *row)));
}

Result<std::vector<Doubt>> doubts(db::Session& session, const crypto::Vault& vault,
                                  std::int64_t from, std::int64_t to, std::int64_t after,
                                  int limit) {
    std::vector<Doubt> out;
    for (auto& row : TRY(session.all(sql::OpenDoubts{after, from, to, limit})))
        out.push_back(TRY(opened(vault, row)));
    return out;
}

Result<std::int64_t> count_doubts(db::Session& session, std::int64_t from, std::int64_t to) {
    return TRY(session.one(sql::CountOpenDoubts{from, to}))->n;
}

Result<void> decide_doubt(db::Session& session, std::int64_t id, const std::string& decision,
                          std::int64_t account, Instant at, std::optional<SubjectId> into) {
    std::optional<std::int64_t> subject;
    if (into) subject = into->value;
    if (TRY(session.run(sql::DecideDoubt{id, decision, subject, account, at.ms})) == 1) return {};
    if (!TRY(session.one(sql::Doubt{id})))
        return fail(Error::not_found({"没有这条疑似重复", "There is no such doubtful match"}));
    return fail(Error::conflict(
        {"已有人处理了这条疑似重复", "Somebody has decided this doubtful match already"}));
}

static bool is_about(const Doubt& doubt, SubjectId subject) {
    for (const auto& candidate : doubt.candidates)
        if (candidate.subject == subject) return true;
    return doubt.into == subject;
}

Result<void> drop_doubts_about(db::Session& session, const crypto::Vault& vault,
                               SubjectId subject) {
    for (std::int64_t after = 0;;) {
        auto rows = TRY(session.all(sql::DoubtsAfter{after}));
        if (rows.empty()) return {};
        for (auto& row : rows)
            if (is_about(TRY(opened(vault, row)), subject))
                TRY(session.run(sql::DropDoubt{row.id}));
        after = rows.back().id;
    }
}

Result<std::int64_t> close_doubts_of(db::Session& session, std::int64_t import,
                                     std::int64_t account, Instant at) {
    return session.run(sql::CloseDoubtsOf{import, account, at.ms});
}

} // namespace banxing::registry
