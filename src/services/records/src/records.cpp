#include "records_sql.h"

#include <records/records.h>

#include <algorithm>

namespace banxing::records {

static std::optional<std::int64_t> days_of(const std::optional<Date>& day) {
    return day ? std::optional<std::int64_t>(to_days(*day)) : std::nullopt;
}

static std::optional<Date> day_of(const std::optional<std::int64_t>& days) {
    return days ? std::optional<Date>(from_days(*days)) : std::nullopt;
}

Result<void> create_file(db::Session& session, SubjectId subject, const std::string& kind) {
    TRY(session.run(sql::CreateFile{.subject_id = subject.value, .kind = kind}));
    return {};
}

Result<void> insert_first(db::Session& session, const Head& head) {
    TRY(session.run(sql::PutFile{.subject_id = head.subject.value,
                                 .kind = head.kind,
                                 .version = head.version,
                                 .last_no = head.last_no,
                                 .derived_on = days_of(head.derived_on),
                                 .next_change = days_of(head.next_change),
                                 .policy = head.policy,
                                 .fault = head.fault}));
    return {};
}

static Error no_file() {
    return Error::not_found(
        {"没有这份档案，或您无权查看", "There is no such file, or it is not open to you"});
}

Result<Head> lock(db::Session& session, SubjectId subject) {
    if (TRY(session.run(sql::RaiseVersion{.subject_id = subject.value})) == 0)
        return fail(no_file());
    auto head = TRY(find(session, subject));
    if (!head) return fail(no_file());
    return *head;
}

template <typename R>
static Head head_of(SubjectId subject, R& row) {
    return {subject,
            std::move(row.kind),
            row.version,
            row.last_no,
            day_of(row.derived_on),
            day_of(row.next_change),
            std::move(row.policy),
            std::move(row.fault)};
}

Result<std::optional<Head>> find(db::Session& session, SubjectId subject) {
    auto row = TRY(session.one(sql::FindFile{.subject_id = subject.value}));
    if (!row) return std::optional<Head>{};
    return std::optional<Head>(head_of(subject, *row));
}

template <typename R>
static Row row_of(R& r) {
    return {r.no,
            r.lineage,
            int(r.version),
            derive::RecordOp(r.op),
            std::move(r.form),
            from_days(r.day),
            Instant{r.entered_at},
            r.account,
            r.organisation,
            r.import,
            std::move(r.write_id),
            std::move(r.reason),
            std::move(r.content)};
}

Result<std::vector<Row>> load(db::Session& session, SubjectId subject) {
    std::vector<Row> out;
    for (auto& row : TRY(session.all(sql::RecordsOf{.subject_id = subject.value})))
        out.push_back(row_of(row));
    return out;
}

Result<void> append(db::Session& session, SubjectId subject, const Row& row) {
    TRY(session.run(sql::PutRecord{.subject_id = subject.value,
                                   .no = row.no,
                                   .lineage = row.lineage,
                                   .version = row.version,
                                   .op = std::int64_t(row.op),
                                   .form = row.form,
                                   .day = to_days(row.day),
                                   .entered_at = row.entered_at.ms,
                                   .account = row.account,
                                   .organisation = row.organisation,
                                   .import = row.import,
                                   .write_id = row.write_id,
                                   .reason = row.reason,
                                   .content = row.content}));
    return {};
}

Result<void> note_derived(db::Session& session, const Head& head) {
    TRY(session.run(sql::NoteDerived{.subject_id = head.subject.value,
                                     .last_no = head.last_no,
                                     .derived_on = days_of(head.derived_on),
                                     .next_change = days_of(head.next_change),
                                     .policy = head.policy,
                                     .fault = head.fault}));
    return {};
}

template <typename Rows>
static std::vector<SubjectId> subjects(const Rows& rows) {
    std::vector<SubjectId> out;
    for (auto& row : rows) out.emplace_back(row.subject_id);
    return out;
}

Result<std::vector<SubjectId>> due(db::Session& session, Date day, const std::string& policy,
                                   SubjectId after, int limit) {
    auto late = subjects(
        TRY(session.all(sql::DueFiles{.day = to_days(day), .after = after.value, .limit = limit})));
    auto other = subjects(TRY(session.all(
        sql::FilesOfOtherPolicy{.policy = policy, .after = after.value, .limit = limit})));
    late.insert(late.end(), other.begin(), other.end());
    std::sort(late.begin(), late.end());
    late.erase(std::unique(late.begin(), late.end()), late.end());
    if (late.size() > std::size_t(limit)) late.resize(std::size_t(limit));
    return late;
}

Result<std::int64_t> count_due(db::Session& session, Date day) {
    return TRY(session.one(sql::CountDue{.day = to_days(day)}))->files;
}

Result<std::vector<Fault>> faults(db::Session& session, int limit) {
    std::vector<Fault> out;
    for (auto& row : TRY(session.all(sql::FaultyFiles{.limit = limit})))
        out.push_back({SubjectId{row.subject_id}, std::move(row.fault)});
    return out;
}

Result<std::int64_t> count_files(db::Session& session) {
    return TRY(session.one(sql::CountFiles{}))->files;
}

Result<std::vector<SubjectId>> touched_by_import(db::Session& session, std::int64_t import,
                                                 SubjectId after, int limit) {
    return subjects(TRY(
        session.all(sql::TouchedByImport{.import = import, .after = after.value, .limit = limit})));
}

std::vector<derive::Record> as_records(const std::vector<Row>& rows) {
    std::vector<derive::Record> out;
    out.reserve(rows.size());
    for (auto& row : rows)
        out.push_back({row.no, row.lineage, row.version, row.op, row.form, row.day, row.entered_at,
                       row.organisation, row.content});
    return out;
}

std::vector<const Row*> in_force(const std::vector<Row>& rows) {
    std::vector<const Row*> out;
    for (auto& row : rows) {
        auto same = std::find_if(out.begin(), out.end(),
                                 [&](auto* other) { return other->lineage == row.lineage; });
        if (same == out.end())
            out.push_back(&row);
        else if ((*same)->version < row.version)
            *same = &row;
    }
    std::sort(out.begin(), out.end(), [](auto* a, auto* b) {
        return std::tie(b->day, b->entered_at, b->no) < std::tie(a->day, a->entered_at, a->no);
    });
    return out;
}

/// Gathers the rows of one subject after another.
class Gathering {
public:
    explicit Gathering(
        const std::function<Result<void>(const Head&, const std::vector<Row>&)>& file)
        : file_(file) {}
    Result<void> take(std::span<const db::Value> values) {
        SubjectId subject{integer(values[0])};
        if (head_ && head_->subject != subject) TRY(finish());
        if (!head_) {
            head_ = Head{subject,        text(values[1]), integer(values[2]), integer(values[3]),
                         day(values[4]), day(values[5]),  text(values[6]),    text(values[7])};
        }
        if (!std::holds_alternative<std::monostate>(values[8])) add(values.subspan(8));
        return {};
    }
    Result<void> finish() {
        if (head_) TRY(file_(*head_, rows_));
        head_.reset();
        rows_.clear();
        return {};
    }

private:
    static std::int64_t integer(const db::Value& value) { return std::get<std::int64_t>(value); }
    static const std::string& text(const db::Value& value) { return std::get<std::string>(value); }
    static std::optional<Date> day(const db::Value& value) {
        auto* days = std::get_if<std::int64_t>(&value);
        return days ? std::optional<Date>(from_days(*days)) : std::nullopt;
    }
    void add(std::span<const db::Value> r) {
        rows_.push_back({integer(r[0]), integer(r[1]), int(integer(r[2])),
                         derive::RecordOp(integer(r[3])), text(r[4]), from_days(integer(r[5])),
                         Instant{integer(r[6])}, integer(r[7]), integer(r[8]), integer(r[9]),
                         text(r[10]), text(r[11]), text(r[12])});
    }
    const std::function<Result<void>(const Head&, const std::vector<Row>&)>& file_;
    std::optional<Head> head_;
    std::vector<Row> rows_;
};

Result<void> scan(db::Database& database, SubjectId from, SubjectId to,
                  const std::function<Result<void>(const Head&, const std::vector<Row>&)>& file) {
    Gathering gathering(file);
    std::vector<db::Value> inputs{from.value, to.value};
    TRY(database.scan(sql::ScanAll::statement(), inputs,
                      [&](std::span<const db::Value> row) { return gathering.take(row); }));
    return gathering.finish();
}

std::span<const db::Migration> migrations() {
    return sql::migrations();
}
std::span<const db::Statement* const> statements() {
    return sql::statements();
}

} // namespace banxing::records
