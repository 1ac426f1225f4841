#include "inside.h"

#include <core/text.h>
#include <files/clean.h>
#include <files/headings.h>
#include <files/write.h>

#include <algorithm>
#include <set>

namespace banxing::intake {

constexpr std::size_t looked_at = 20, samples = 3;

struct Top {
    files::Headings headings;
    std::vector<files::Row> rows;
    std::uint32_t expected = 0;
};

/// The first rows of a sheet and where its table begins.
static Result<Top> read_top(const files::Source& source) {
    Top top;
    std::vector<files::Merge> merges;
    TRY(files::read_sheet(
        source, {}, [&](const files::SheetInfo& info, files::Row& row) -> Result<files::Next> {
            merges = info.merges;
            top.expected = info.expected_rows;
            top.rows.push_back(std::move(row));
            return top.rows.size() < looked_at ? files::Next::more : files::Next::stop;
        }));
    top.headings = TRY(files::find_headings(top.rows, merges));
    return top;
}

static std::vector<Heading> header_of(const Top& top) {
    std::vector<Heading> out;
    for (std::size_t i = 0; i < top.headings.columns.size(); ++i) {
        if (top.headings.columns[i].empty()) continue;
        Heading heading{int(i), top.headings.columns[i], {}, {}};
        for (auto& row : top.rows)
            if (row.number > top.headings.last_row && i < row.cells.size() &&
                !files::blank(row.cells[i]) && heading.samples.size() < samples)
                heading.samples.push_back(
                    squeeze(row.cells[i].date ? iso(*row.cells[i].date) : row.cells[i].text));
        out.push_back(std::move(heading));
    }
    return out;
}

static void set_fields(std::vector<Heading>& header, const Mapping& mapping) {
    for (auto& one : header) {
        auto found = mapping.find(one.column);
        one.field = found == mapping.end() ? std::string() : found->second;
    }
}

static Result<void> check_kind(const access::Principal& who, const Kind* kind) {
    if (!kind) return fail(Error::not_found({"没有这种名单", "There is no such kind of list"}));
    auto& roles = kind->roles;
    if (std::find(roles.begin(), roles.end(), who.role) != roles.end()) return {};
    return fail(Error::forbidden(
        {"您的岗位不能导入这种名单", "Your post may not hand in this kind of list"}));
}

static Result<void> check_mapping(const Kind& kind, const Import& import, const Mapping& mapping) {
    std::vector<FieldIssue> issues;
    std::set<std::string> seen;
    for (auto& [column, field] : mapping) {
        bool heading = std::any_of(import.header.begin(), import.header.end(),
                                   [&](auto& h) { return h.column == column; });
        bool known = std::any_of(kind.columns.begin(), kind.columns.end(),
                                 [&](auto& c) { return c.to == field; });
        if (!heading || !known)
            issues.push_back({field, {"没有这一列或这个字段", "no such column or field"}});
        if (!seen.insert(field).second)
            issues.push_back({field, {"有两列对应同一个字段", "two columns for one field"}});
    }
    for (auto* column : missing(kind, mapping))
        issues.push_back(
            {column->to,
             {"缺少“" + column->label.zh + "”列", "no column for '" + column->label.en + "'"}});
    if (issues.empty()) return {};
    return fail(Error::invalid({"列的对应关系还不完整", "The columns are not all settled yet"},
                               std::move(issues)));
}

Result<Import> Intake::hand_in(const access::Principal& who, const std::string& kind_id,
                               const std::string& file_name, const std::filesystem::path& file) {
    auto* kind = find_kind(kind_id);
    TRY(check_kind(who, kind));
    Top top = TRY(read_top(files::Source::file(file)));
    Import import;
    import.kind = kind_id, import.file_name = file_name.substr(0, 200);
    import.account = who.account, import.organisation = who.organisation.id, import.role = who.role;
    import.at = impl_->office.clock.now();
    import.total = top.expected > top.headings.last_row ? top.expected - top.headings.last_row : 0;
    import.header = header_of(top);
    import.state = "mapping";
    auto kept = impl_->office.database.write(
        db::Priority::interactive, [&](db::Session& session) -> Result<void> {
            import.state = "mapping";
            auto known = TRY(known_mapping(session, who.organisation.id, kind_id, import.header));
            if (known && check_mapping(*kind, import, *known)) {
                set_fields(import.header, *known);
                import.state = "running";
            } else {
                for (auto& one : import.header) one.field.clear();
                propose(*kind, import.header);
            }
            TRY(put_import(session, import));
            return impl_->sheets.keep(import.id,
                                      file); // on disk before the import that names it is
        });
    TRY(std::move(kept));
    if (import.state == "running") impl_->wake();
    return import;
}

Result<Import> Intake::confirm(const access::Principal& who, std::int64_t id,
                               const Mapping& mapping) {
    Import import = TRY(impl_->visible(who, id));
    auto* kind = find_kind(import.kind);
    TRY(check_kind(who, kind));
    TRY(check_mapping(*kind, import, mapping));
    set_fields(import.header, mapping);
    import.state = "running";
    TRY(impl_->office.database.write(db::Priority::interactive,
                                     [&](db::Session& session) -> Result<void> {
                                         TRY(change_state(session, import, "mapping"));
                                         return remember_mapping(session, import, mapping);
                                     }));
    impl_->wake();
    return import;
}

Result<Import> Intake::undo(const access::Principal& who, std::int64_t id,
                            const std::string& reason) {
    Import import = TRY(impl_->visible(who, id));
    std::string before = import.state == "failed" ? "failed" : "done";
    import.state = "undoing";
    import.reason = reason;
    import.message = {};
    return impl_->set_state(std::move(import), before);
}

/// The first cells of each column, read from the sheet again, never stored; without them once the
/// sheet is dropped, and while somebody only waits for the end.
Result<Import> Intake::find(const access::Principal& who, std::int64_t id) {
    Import import = TRY(impl_->visible(who, id));
    if (import.state == "running" || import.state == "undoing") return import;
    auto bytes = impl_->sheets.open(id);
    if (!bytes) return import;
    auto with_samples = header_of(TRY(read_top(files::Source::memory(*bytes))));
    for (std::size_t i = 0; i < with_samples.size() && i < import.header.size(); ++i)
        import.header[i].samples = std::move(with_samples[i].samples);
    return import;
}

/// The bad rows as they came, the reason in a column of its own, ready to be corrected and handed
/// in again.
class RejectSheet {
public:
    RejectSheet(const Import& import, const std::vector<BadRow>& bad, std::uint32_t heading_row)
        : import_(import), heading_row_(heading_row) {
        for (auto& row : bad) reasons_[row.row] = row.reason.zh;
    }
    Result<void> write(const std::string& sheet, const std::filesystem::path& to) {
        files::SheetPlan plan;
        plan.name = "退回";
        plan.created = import_.at;
        for (auto& heading : import_.header)
            if (heading.heading != reason_heading) plan.columns.push_back({heading.heading});
        plan.columns.push_back({reason_heading});
        auto writer = TRY(files::SheetWriter::create(to, std::move(plan)));
        TRY(files::read_sheet(
            files::Source::memory(sheet), {},
            [&](const files::SheetInfo&, files::Row& row) { return this->row(writer, row); }));
        return writer.finish();
    }

private:
    Result<files::Next> row(files::SheetWriter& writer, const files::Row& row) {
        auto reason = reasons_.find(row.number);
        if (row.number <= heading_row_ || reason == reasons_.end()) return files::Next::more;
        std::vector<files::Value> cells;
        for (auto& heading : import_.header) {
            if (heading.heading == reason_heading) continue; // of the time before
            if (std::size_t(heading.column) >= row.cells.size()) {
                cells.emplace_back();
                continue;
            }
            auto& cell = row.cells[std::size_t(heading.column)];
            cells.emplace_back(cell.date ? files::Value(*cell.date) : files::Value(cell.text));
        }
        cells.emplace_back(reason->second);
        TRY(writer.row(cells));
        return files::Next::more;
    }
    const Import& import_;
    std::uint32_t heading_row_;
    std::map<std::int64_t, std::string> reasons_;
};

Result<void> Intake::rejects(const access::Principal& who, std::int64_t id,
                             const std::filesystem::path& to) {
    Import import = TRY(impl_->visible(who, id));
    auto bad = TRY(bad_rows(who, id));
    auto bytes = TRY(impl_->sheets.open(id));
    auto top = TRY(read_top(files::Source::memory(bytes)));
    return RejectSheet(import, bad, top.headings.last_row).write(bytes, to);
}

} // namespace banxing::intake
