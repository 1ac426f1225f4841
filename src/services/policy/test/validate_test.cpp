#include <policy/forms.h>
#include <policy/load.h>

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace banxing::policy {

static const derive::PolicySource& source() {
    static const derive::PolicySource read = [] {
        std::filesystem::path dir = BANXING_SOURCE_DIR;
        return read_source(read_files(dir / "systems", dir / "data/calendar/china.tsv").value())
            .value();
    }();
    return read;
}

static const derive::Form& form(const std::string& id) {
    for (auto& system : source().systems)
        for (auto& one : system.forms)
            if (one.full_id() == id) return one;
    throw std::runtime_error("no form " + id);
}

static const Regions& regions() {
    static const Regions read =
        Regions::read(std::filesystem::path(BANXING_SOURCE_DIR) / "data/regions/zhejiang.tsv")
            .value();
    return read;
}

static const Date today = *parse_iso_date("2026-11-21");

static Result<Json> checked(const std::string& id, const std::string& content) {
    return validate(form(id), Json::parse(content), today, &regions());
}

struct Good {
    const char* form;
    const char* content;
    const char* normalised;
};

class Accepted : public testing::TestWithParam<Good> {};

TEST_P(Accepted, and_normalised) {
    auto& [id, content, normalised] = GetParam();
    auto out = checked(id, content);
    ASSERT_TRUE(out) << out.error().message.en << " " << out.error().fields.at(0).message.en;
    EXPECT_EQ(*out, Json::parse(normalised));
}

INSTANTIATE_TEST_SUITE_P(
    Table, Accepted,
    testing::Values(
        Good{
            "base.registration",
            R"({"name":" 𠮷　梅 ","sex":"2","birth_date":"2024-02-29","identity_number":"９９００００２０２４０２２９００２６","guardian_phone":"138-0000 0000","relation":null})",
            R"({"name":"𠮷 梅","sex":"2","birth_date":"2024-02-29","identity_number":"990000202402290026","guardian_phone":"13800000000"})"},
        Good{"autism_screening.child_health_check",
             R"({"visit_age":"18月","signs":["18月-3","18月-1","18月-3"],"regression":false})",
             R"({"visit_age":"18月","signs":["18月-1","18月-3"],"regression":false})"},
        Good{"autism_screening.child_health_check",
             R"({"visit_age":"3月","signs":[],"regression":false})",
             R"({"visit_age":"3月","signs":[],"regression":false})"},
        Good{"base.residence", R"({"village":"330681104","address":"  "})",
             R"({"village":"330681104"})"},
        Good{"base.poverty", R"({"status":"低保","until":"2027-01-01"})",
             R"({"status":"低保","until":"2027-01-01"})"},
        Good{"child_rehabilitation.institution_month",
             R"({"month":"2026-11","sessions":20,"fee_total":560000,"self_paid":0})",
             R"({"month":"2026-11","sessions":20,"fee_total":560000,"self_paid":0})"}));

struct Bad {
    const char* form;
    const char* content;
    const char* fields; // the fields that are wrong, in order
};

class Wrong : public testing::TestWithParam<Bad> {};

TEST_P(Wrong, every_issue_is_listed_in_both_languages) {
    auto& [id, content, fields] = GetParam();
    auto out = checked(id, content);
    ASSERT_FALSE(out);
    EXPECT_EQ(out.error().fault, Fault::invalid);
    std::string all;
    for (auto& issue : out.error().fields) {
        all += (all.empty() ? "" : " ") + issue.field;
        EXPECT_FALSE(issue.message.zh.empty() || issue.message.en.empty());
    }
    EXPECT_EQ(all, fields);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Wrong,
    testing::Values(
        Bad{"base.registration", R"({})", "name sex birth_date"},
        Bad{"base.registration", R"({"name":"","sex":"3","birth_date":"2023-02-29"})",
            "name sex birth_date"},
        Bad{"base.registration", R"({"name":"甲","sex":"1","birth_date":"2026-11-22"})",
            "birth_date"},
        Bad{"base.registration", R"({"name":"甲","sex":"1","birth_date":"1897-01-01"})",
            "birth_date"},
        Bad{"base.registration", R"({"name":"甲","sex":1,"birth_date":20230101})",
            "sex birth_date"},
        Bad{"base.registration", R"({"name":"a\u0000b","sex":"1","birth_date":"2023-01-01"})",
            "name"},
        Bad{"base.registration",
            R"({"name":"甲","sex":"1","birth_date":"2023-01-01","nick":"x","zz":1})", "nick zz"},
        Bad{"base.registration",
            R"({"name":"甲","sex":"1","birth_date":"2023-01-01","identity_number":"990000202301010011","guardian_phone":"12a"})",
            "identity_number guardian_phone"},
        Bad{"autism_screening.child_health_check",
            R"({"visit_age":"18月","signs":["24月-1"],"regression":"no"})", "signs regression"},
        Bad{"autism_screening.child_health_check",
            R"({"visit_age":"18月","signs":"18月-1","regression":true})", "signs"},
        Bad{"autism_screening.child_health_check", R"({"visit_age":"7岁","regression":true})",
            "visit_age signs"},
        Bad{"base.residence", R"({"village":"990000"})", "village"},
        Bad{"base.residence", R"({"village":"33068110"})", "village"},
        Bad{"child_rehabilitation.institution_month",
            R"({"month":"2026-12","sessions":-1,"fee_total":1.5,"self_paid":"3"})",
            "month sessions fee_total self_paid"},
        Bad{"child_rehabilitation.institution_month",
            R"({"month":"2026-13","sessions":20,"fee_total":18446744073709551615,"self_paid":0})",
            "month fee_total"},
        Bad{"autism_screening.diagnosis",
            R"({"conclusion":"确诊","icd10":"F84.0","hospital":"甲","cars_total":61})",
            "cars_total"}));

TEST(Validate, content_must_be_an_object) {
    EXPECT_FALSE(validate(form("base.death"), Json::array(), today));
    EXPECT_FALSE(validate(form("base.death"), Json("x"), today));
}

TEST(Validate, without_a_table_only_the_form_of_a_region_counts) {
    EXPECT_TRUE(validate(form("base.residence"), Json{{"village", "110101"}}, today));
    EXPECT_FALSE(validate(form("base.residence"), Json{{"village", "11010"}}, today));
}

RC_GTEST_PROP(Validate, what_was_accepted_is_accepted_again_unchanged,
              (const std::string& name, int sessions)) {
    Json content = {
        {"month", "2026-01"}, {"sessions", sessions}, {"fee_total", 1}, {"self_paid", 0}};
    if (auto once = validate(form("child_rehabilitation.institution_month"), content, today))
        RC_ASSERT(*validate(form("child_rehabilitation.institution_month"), *once, today) == *once);
    Json person = {{"name", name}, {"sex", "1"}, {"birth_date", "2024-02-29"}};
    if (auto once = validate(form("base.registration"), person, today))
        RC_ASSERT(*validate(form("base.registration"), *once, today) == *once);
}

TEST(Forms, are_told_to_the_web_with_codes_groups_and_help) {
    Json json = form_json(form("autism_screening.child_health_check"), {"筛查", "Screening"});
    EXPECT_EQ(json["id"], "autism_screening.child_health_check");
    EXPECT_EQ(json["kind"], "event");
    EXPECT_EQ(json["day_label"]["zh"], "检查日期");
    auto& signs = json["fields"][1];
    EXPECT_EQ(signs["type"], "codes");
    EXPECT_EQ(signs["options_of"], "visit_age");
    EXPECT_EQ(signs["codes"].size(), 44u);
    EXPECT_EQ(signs["codes"][0]["group"], "3月");
    EXPECT_FALSE(signs["help"]["en"].get<std::string>().empty());
    EXPECT_FALSE(json["basis"].empty());
}

} // namespace banxing::policy
