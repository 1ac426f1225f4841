#include "inside.h"
#include "intake_sql.h"

namespace banxing::intake {

static Json header_json(const std::vector<Heading>& header) {
    Json out = Json::array();
    for (auto& one : header)
        out.push_back({{"column", one.column}, {"heading", one.heading}, {"field", one.field}});
    return out;
}

static std::string mapping_json(const std::vector<Heading>& header) {
    Json out = Json::object();
    for (auto& one : header)
        if (!one.field.empty()) out[std::to_string(one.column)] = one.field;
    return out.dump();
}

Mapping mapping_of(const Import& import) {
    Mapping out;
    for (auto& one : import.header)
        if (!one.field.empty()) out[one.column] = one.field;
    return out;
}

template <typename R>
static Import import_of(R& r) {
    Import out;
    out.id = r.id, out.kind = r.kind, out.file_name = r.file_name;
    out.account = AccountId{r.account}, out.organisation = OrganisationId{r.organisation},
    out.role = r.role;
    out.at = {r.at}, out.state = r.state, out.total = r.total, out.next_row = r.next_row;
    out.good = r.good, out.unchanged = r.unchanged, out.corrected = r.corrected;
    out.doubtful = r.doubtful, out.bad = r.bad;
    out.message = {r.message_zh, r.message_en};
    out.reason = r.reason;
    Json mapping = Json::parse(r.mapping); // our own texts
    Json header = Json::parse(r.header);
    for (auto& one : header) {
        int column = one.at("column");
        out.header.push_back(
            {column, one.at("heading"), mapping.value(std::to_string(column), std::string()), {}});
    }
    return out;
}

Result<std::optional<Import>> find_import(db::Session& session, std::int64_t id) {
    auto row = TRY(session.one(sql::FindImport{.id = id}));
    if (!row) return std::optional<Import>{};
    return std::optional<Import>(import_of(*row));
}

Result<std::vector<Import>> imports_of(db::Session& session, OrganisationId organisation,
                                       std::int64_t before, int limit) {
    std::vector<Import> out;
    for (auto& row : TRY(session.all(
             sql::ImportsOf{.organisation = organisation.value, .before = before, .limit = limit})))
        out.push_back(import_of(row));
    return out;
}

Result<void> put_import(db::Session& session, Import& import) {
    import.id = TRY(session.one(sql::LastImport{}))->id + 1;
    TRY(session.run(sql::PutImport{.id = import.id,
                                   .kind = import.kind,
                                   .file_name = import.file_name,
                                   .account = import.account.value,
                                   .organisation = import.organisation.value,
                                   .role = import.role,
                                   .at = import.at.ms,
                                   .state = import.state,
                                   .total = import.total,
                                   .header = header_json(import.header).dump(),
                                   .mapping = mapping_json(import.header),
                                   .message_zh = import.message.zh,
                                   .message_en = import.message.en}));
    return {};
}

Result<void> note_progress(db::Session& session, const Import& import) {
    TRY(session.run(sql::NoteProgress{.id = import.id,
                                      .next_row = import.next_row,
                                      .good = import.good,
                                      .unchanged = import.unchanged,
                                      .corrected = import.corrected,
                                      .doubtful = import.doubtful,
                                      .bad = import.bad}));
    return {};
}

Result<void> change_state(db::Session& session, const Import& import, const std::string& before) {
    auto changed = TRY(session.run(sql::ChangeState{.id = import.id,
                                                    .before = before,
                                                    .state = import.state,
                                                    .message_zh = import.message.zh,
                                                    .message_en = import.message.en,
                                                    .mapping = mapping_json(import.header),
                                                    .reason = import.reason}));
    if (changed == 1) return {};
    return fail(Error::conflict(
        {"这份名单的状态已改变，请刷新", "The list's state has changed; load it again"}));
}

Result<void> put_bad_row(db::Session& session, std::int64_t import, const BadRow& row) {
    TRY(session.run(sql::PutBadRow{.import = import,
                                   .row_no = row.row,
                                   .reason_zh = row.reason.zh,
                                   .reason_en = row.reason.en}));
    return {};
}

Result<std::vector<BadRow>> bad_rows_of(db::Session& session, std::int64_t import) {
    std::vector<BadRow> out;
    for (auto& row : TRY(session.all(sql::BadRows{.import = import})))
        out.push_back({row.row_no, {row.reason_zh, row.reason_en}});
    return out;
}

/// Columns by what heads them, so that another order is the same list; the second one of a name
/// counts as its own.
static std::map<std::string, int> columns_by_name(const std::vector<Heading>& header) {
    std::map<std::string, int> out;
    for (auto& one : header) {
        if (one.heading == reason_heading) continue;
        std::string name = one.heading;
        for (int n = 2; out.contains(name); ++n) name = one.heading + " #" + std::to_string(n);
        out[name] = one.column;
    }
    return out;
}

static std::string headings_text(const std::vector<Heading>& header) {
    Json out = Json::array();
    for (auto& [name, column] : columns_by_name(header)) out.push_back(name);
    return out.dump();
}

Result<std::optional<Mapping>> known_mapping(db::Session& session, OrganisationId organisation,
                                             const std::string& kind,
                                             const std::vector<Heading>& header) {
    auto row = TRY(session.one(sql::FindMapping{
        .organisation = organisation.value, .kind = kind, .headings = headings_text(header)}));
    if (!row) return std::optional<Mapping>{};
    Mapping out;
    Json known = Json::parse(row->mapping); // our own text
    for (auto& [name, column] : columns_by_name(header))
        if (known.contains(name)) out[column] = known[name].get<std::string>();
    return std::optional<Mapping>(out);
}

Result<void> remember_mapping(db::Session& session, const Import& import, const Mapping& mapping) {
    Json text = Json::object();
    for (auto& [name, column] : columns_by_name(import.header))
        if (auto found = mapping.find(column); found != mapping.end()) text[name] = found->second;
    TRY(session.run(sql::PutMapping{.organisation = import.organisation.value,
                                    .kind = import.kind,
                                    .headings = headings_text(import.header),
                                    .mapping = text.dump()}));
    return {};
}

Result<std::vector<std::int64_t>> waiting(db::Session& session) {
    std::vector<std::int64_t> out;
    for (auto& row : TRY(session.all(sql::WaitingImports{}))) out.push_back(row.id);
    return out;
}

Result<std::vector<std::int64_t>> undone_imports(db::Session& session) {
    std::vector<std::int64_t> out;
    for (auto& row : TRY(session.all(sql::UndoneImports{}))) out.push_back(row.id);
    return out;
}

Result<std::vector<std::int64_t>> settled_before(db::Session& session, Instant before) {
    std::vector<std::int64_t> out;
    for (auto& row : TRY(session.all(sql::SettledBefore{.before = before.ms})))
        out.push_back(row.id);
    return out;
}

std::span<const db::Migration> migrations() {
    return sql::migrations();
}
std::span<const db::Statement* const> statements() {
    return sql::statements();
}

} // namespace banxing::intake
