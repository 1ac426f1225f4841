// Ten figures of a demo county twice: as the engine counts them, and by plain SQL over the records.
#include "setting.h"

#include <consequences/figures.h>

#include <gtest/gtest.h>
#include <map>

namespace banxing::demo {
namespace {

/// Of each lineage the version in force; withdrawn ones are out. :d is the day.
constexpr const char* standing = R"(
with r as (select subject_id, no, day, entered_at, organisation, form, content from records_record a
        where op <> 2 and day <= :d and not exists (select 1 from records_record b
            where b.subject_id = a.subject_id and b.lineage = a.lineage and b.version > a.version)),
    last as (select r.*, row_number() over (partition by subject_id, form order by day desc, entered_at desc, no desc) as nth from r),
    alive as (select f.subject_id,
            (select json_extract(content, '$.birth_date') from records_record g where g.subject_id = f.subject_id and form = 'base.registration'
                and op <> 2 order by version desc, no desc limit 1) as born, -- a birth date holds from birth, whenever it was written
            (select json_extract(content, '$.village') from last where last.subject_id = f.subject_id and form = 'base.residence' and nth = 1) as village,
            (select day from last where last.subject_id = f.subject_id and form = 'base.residence' and nth = 1) as moved_in,
            (select day from last where last.subject_id = f.subject_id and form = 'base.moving_out' and nth = 1) as moved_out,
            (select json_extract(content, '$.region') from last where last.subject_id = f.subject_id and form = 'base.household_registration' and nth = 1) as household
        from records_file f where f.kind = 'person'
            and not exists (select 1 from r where r.subject_id = f.subject_id and form = 'base.death')),
    here as (select *, cast(strftime('%Y', :d * 86400, 'unixepoch') as integer) as y from alive
        where village like '33%' and (moved_out is null or moved_in > moved_out)),
    checks as (select subject_id, day, json_array_length(json_extract(content, '$.signs')) > 0 or json_extract(content, '$.regression') as abnormal
        from r where form = 'autism_screening.child_health_check'),
    said as (select r.*, row_number() over (partition by subject_id order by day desc, entered_at desc, no desc) as nth from r
        where form = 'autism_screening.diagnosis' and json_extract(content, '$.conclusion') <> '暂不能确诊'),
    confirmed as (select subject_id from said where nth = 1 and json_extract(content, '$.conclusion') = '确诊'),
    this_year as (select (julianday(strftime('%Y-01-01', :d * 86400, 'unixepoch')) - 2440587.5) as begins)
)";

struct Asked {
    const char* indicator;
    const char* day; // last of a month
    const char* sql; // below, above
};

const Asked table[] = {
    {"autism_screening.initial_screening_rate", "2026-10-31",
     R"(select count(*) as below, coalesce(sum(exists (select 1 from checks c, this_year where c.subject_id = here.subject_id and c.day >= begins)), 0) as above
        from here where date(born, '+7 years') > date(:d * 86400, 'unixepoch') and born <= date(:d * 86400, 'unixepoch'))"},
    {"autism_screening.initial_screening_rate", "2026-03-31",
     R"(select count(*) as below, coalesce(sum(exists (select 1 from checks c, this_year where c.subject_id = here.subject_id and c.day >= begins)), 0) as above
        from here where date(born, '+7 years') > date(:d * 86400, 'unixepoch') and born <= date(:d * 86400, 'unixepoch'))"},
    {"autism_screening.re_screening_rate", "2026-10-31",
     R"(select count(*) as below, coalesce(sum((select max(day) from r where r.subject_id = here.subject_id and form = 'autism_screening.re_screening')
            >= (select max(day) from checks c where c.subject_id = here.subject_id and abnormal)), 0) as above
        from here where exists (select 1 from checks c, this_year where c.subject_id = here.subject_id and abnormal and c.day >= begins))"},
    {"autism_screening.confirmed_people", "2026-10-31",
     "select count(*) as below, count(*) as above from here join confirmed using (subject_id)"},
    {"autism_screening.confirmed_people", "2026-06-30",
     "select count(*) as below, count(*) as above from here join confirmed using (subject_id)"},
    {"child_rehabilitation.in_rehabilitation", "2026-10-31",
     R"(select count(*) as below, coalesce(sum((select max(day) from r where r.subject_id = alive.subject_id and form = 'child_rehabilitation.enrolment')
            >= coalesce((select max(day) from r where r.subject_id = alive.subject_id and form = 'child_rehabilitation.institution_transfer'), 0)), 0) as above
        from alive join confirmed using (subject_id)
        where household like '33%' and date(born, '+7 years') > date(:d * 86400, 'unixepoch'))"},
    {"work_training.training_rate", "2026-10-31",
     R"(select count(*) as below, coalesce(sum(exists (select 1 from r where r.subject_id = here.subject_id and form = 'work_training.course_enrolment')), 0) as above
        from here join confirmed using (subject_id) where date(born, '+18 years') <= date(:d * 86400, 'unixepoch')
            and (select json_extract(content, '$.intention') from last where last.subject_id = here.subject_id and form = 'work_training.intention' and nth = 1) = '有')"},
    {"supported_employment.at_work_people", "2026-10-31",
     R"(select count(*) as below, count(*) as above from here
        where (select max(day) from r where r.subject_id = here.subject_id and form = 'supported_employment.work_start')
            >= coalesce((select max(day) from r where r.subject_id = here.subject_id and form = 'supported_employment.work_end'), 0))"},
    {"education_placement.compulsory_enrolment", "2026-10-31", R"(, start as (select here.*,
            cast(substr(born, 1, 4) as integer) + 6 + (substr(born, 6) >= '09-01')
            + (select count(*) from r where r.subject_id = here.subject_id and form = 'education_placement.deferral' and json_extract(content, '$.granted')) as school
        from here join confirmed using (subject_id))
        select count(*) as below, coalesce(sum(coalesce((select json_extract(content, '$.school_year') >= 2026 and json_extract(content, '$.status') in ('在读', '休学')
            from last where last.subject_id = start.subject_id and form = 'education_placement.enrolment' and nth = 1), 0)), 0) as above
        from start where school <= 2026 and school + 9 > 2026)"},
    {"education_placement.preschool_enrolment", "2026-10-31", R"(, start as (select here.*,
            cast(substr(born, 1, 4) as integer) + 3 + (substr(born, 6) >= '09-01') as kindergarten,
            cast(substr(born, 1, 4) as integer) + 6 + (substr(born, 6) >= '09-01')
            + (select count(*) from r where r.subject_id = here.subject_id and form = 'education_placement.deferral' and json_extract(content, '$.granted')) as school
        from here join confirmed using (subject_id))
        select count(*) as below, coalesce(sum(coalesce((select json_extract(content, '$.school_year') >= 2026 and json_extract(content, '$.status') in ('在读', '休学')
            from last where last.subject_id = start.subject_id and form = 'education_placement.enrolment' and nth = 1), 0)), 0) as above
        from start where kindergarten <= 2026 and school > 2026)"},
};

/// What the cells sum up to in a month.
consequences::Change counted(db::Database& database, const char* indicator, Date day) {
    consequences::Change out;
    auto month = consequences::month_number(day);
    auto rows = must(
        database.read([](db::Session& session) { return consequences::cells_since(session, -1); }));
    for (auto& row : rows)
        if (row.key.indicator == indicator && row.key.month <= month)
            out.below += row.change.below, out.above += row.change.above;
    return out;
}

TEST(FiguresTwice, TheEngineAndPlainSqlAgree) {
    for (auto& database : databases()) {
        if (!database->is_sqlite()) continue; // the SQL speaks SQLite's JSON
        db::TemporaryFolder folder;
        Setting setting(*database, folder.path());
        Options options;
        options.people = 4000;
        options.seed = 5;
        options.day = demo_day;
        options.data = home / "data";
        must(build(setting.office, options, {}));
        std::int64_t people = 0;
        for (auto& one : table) {
            auto day = *parse_iso_date(one.day);
            auto text = std::string(standing) + one.sql;
            static constexpr db::Column in[] = {{"d", db::Type::integer, false}};
            static constexpr db::Column out[] = {{"below", db::Type::integer, false},
                                                 {"above", db::Type::integer, false}};
            db::Statement statement{"twice", text.c_str(), in, out};
            auto rows = must(database->read([&](db::Session& session) {
                db::Value input = to_days(day);
                return session.fetch(statement, std::span(&input, 1));
            }));
            auto engine = counted(*database, one.indicator, day);
            std::string name = std::string(one.indicator) + " " + one.day;
            EXPECT_EQ(engine.below, std::get<std::int64_t>(rows[0][0])) << name;
            EXPECT_EQ(engine.above, std::get<std::int64_t>(rows[0][1])) << name;
            std::printf("%-46s %s  %lld / %lld\n", one.indicator, one.day,
                        static_cast<long long>(engine.above), static_cast<long long>(engine.below));
            people += engine.below;
        }
        EXPECT_GT(people, 150);
    }
}

} // namespace
} // namespace banxing::demo
