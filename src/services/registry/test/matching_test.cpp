#include "setting.h"

#include <core/text.h>

#include <algorithm>
#include <rapidcheck/gtest.h>

using namespace banxing;
using namespace banxing::registry;
using namespace banxing::registry::testing;

namespace {

constexpr const char* phone = "10012345678";
constexpr const char* another_phone = "10087654321";
constexpr const char* day = "2019-03-05";

struct Case {
    const char* what;
    std::vector<Identity> filed;
    Identity incoming;
    std::optional<std::size_t> certain; // which of those filed
    std::vector<std::size_t> doubtful;
    const char* why = "";
};

const std::string one = number("20190305", 11), two = number("20190305", 13),
                  later = number("20190306", 11);

std::string ending_in_x() {
    for (int sequence = 1;; sequence += 2)
        if (auto found = number("20190305", sequence); found.back() == 'X') return found;
}

std::string in_full_width(const std::string& digits) {
    std::u32string out;
    for (char c : digits) out += c == 'X' ? U'ｘ' : static_cast<char32_t>(c) + 0xFEE0;
    return to_utf8(out);
}

const std::vector<Case> cases{
    {"nobody is there", {}, person("周小乐", "1", day, one), {}, {}, "没有相符"},
    // by identity number
    {"same number",
     {person("周小乐", "1", day, one)},
     person("周小乐", "1", day, one),
     0,
     {},
     "身份证号相同"},
    {"same number, in full width with a small x",
     {person("周小乐", "1", day, ending_in_x())},
     person("周小乐", "1", day, in_full_width(ending_in_x())),
     0,
     {}},
    {"same number, one name miscopied",
     {person("周小乐", "1", day, one)},
     person("周晓乐", "1", day, one),
     0,
     {}},
    {"same number, birth date miscopied",
     {person("周小乐", "1", day, one)},
     person("周小乐", "1", "2019-03-06", one),
     0,
     {}},
    {"same number, another name and birth date",
     {person("周小乐", "1", day, one)},
     person("王强", "1", "1980-01-01", one),
     {},
     {0},
     "身份证号相同而姓名、出生日期不同"},
    {"the number is another's, all else fits somebody without one",
     {person("王强", "1", "1980-01-01", one), person("周小乐", "1", day, "", phone)},
     person("周小乐", "1", day, one, phone),
     {},
     {0, 1},
     "几份档案"},
    {"number alone says birth and sex",
     {person("周小乐", "1", day, "", phone)},
     {"周小乐", "", {}, one, "", phone},
     0,
     {}},
    {"a wrong digit: both have numbers, and they differ",
     {person("周小乐", "1", day, one, phone)},
     person("周小乐", "1", day, two, phone),
     {},
     {}},
    {"the number of another birth date",
     {person("周小乐", "1", day, one, phone)},
     person("周小乐", "1", day, later, phone),
     {},
     {}},
    // without a number on one side
    {"all four agree",
     {person("周小乐", "1", day, "", phone)},
     person("周小乐", "1", day, "", phone),
     0,
     {}},
    {"all four agree, the file has a number",
     {person("周小乐", "1", day, one, phone)},
     person("周小乐", "1", day, "", phone),
     0,
     {}},
    {"all four agree, the row has a number",
     {person("周小乐", "1", day, "", phone)},
     person("周小乐", "1", day, one, phone),
     0,
     {}},
    {"phone with prefix and hyphens",
     {person("周小乐", "1", day, "", phone)},
     person(" 周　小乐", "1", day, "", "+86 100-1234-5678"),
     0,
     {}},
    {"another phone",
     {person("周小乐", "1", day, "", phone)},
     person("周小乐", "1", day, "", another_phone),
     {},
     {0},
     "监护人电话不同"},
    {"no phone in the row",
     {person("周小乐", "1", day, one, phone)},
     person("周小乐", "1", day),
     {},
     {0},
     "没有可核对的监护人电话"},
    {"no phone in the file",
     {person("周小乐", "1", day, one)},
     person("周小乐", "1", day, "", phone),
     {},
     {0}},
    {"two files agree in all four",
     {person("周小乐", "1", day, one, phone), person("周小乐", "1", day, two, phone)},
     person("周小乐", "1", day, "", phone),
     {},
     {0, 1},
     "几份档案"},
    {"one file agrees in all four, another but for the phone",
     {person("周小乐", "1", day, "", phone), person("周小乐", "1", day, "", another_phone)},
     person("周小乐", "1", day, "", phone),
     0,
     {}},
    {"two files of that name, no phone",
     {person("周小乐", "1", day, "", phone), person("周小乐", "1", day, "", another_phone)},
     person("周小乐", "1", day),
     {},
     {0, 1},
     "几份档案"},
    {"another sex, same phone",
     {person("周小乐", "1", day, "", phone)},
     person("周小乐", "2", day, "", phone),
     {},
     {0},
     "性别不同"},
    {"another sex, another phone",
     {person("周小乐", "1", day, "", phone)},
     person("周小乐", "2", day, "", another_phone),
     {},
     {}},
    {"no sex in the row",
     {person("周小乐", "1", day, "", phone)},
     person("周小乐", "", day, "", phone),
     {},
     {0},
     "没有性别"},
    {"another birth date, same phone",
     {person("周小乐", "1", day, "", phone)},
     person("周小乐", "1", "2019-05-03", "", phone),
     {},
     {0},
     "出生日期不同"},
    {"no birth date in the row",
     {person("周小乐", "1", day, "", phone)},
     {"周小乐", "1", {}, "", "", phone},
     {},
     {0},
     "没有出生日期"},
    {"another birth date, no phone",
     {person("周小乐", "1", day)},
     person("周小乐", "1", "2019-05-03"),
     {},
     {}},
    // twins and slips of the pen
    {"twins",
     {person("周小乐", "1", day, "", phone)},
     person("周小欢", "1", day, "", phone),
     {},
     {}},
    {"twins, a girl and a boy with names that sound alike",
     {person("周子涵", "1", day, "", phone)},
     person("周紫涵", "2", day, "", phone),
     {},
     {}},
    {"twins in files, one in the row",
     {person("周小乐", "1", day, "", phone), person("周小欢", "1", day, "", phone)},
     person("周小欢", "1", day, "", phone),
     1,
     {}},
    {"twins with numbers",
     {person("周小乐", "1", day, one, phone)},
     person("周小欢", "1", day, two, phone),
     {},
     {}},
    {"a character that sounds the same",
     {person("周小乐", "1", day, "", phone)},
     person("周晓乐", "1", day, "", phone),
     {},
     {0},
     "像是误写"},
    {"a rare character that the list could not write",
     {person("楼㛃怡", "2", day, "", phone)},
     person("楼?怡", "2", day, "", phone),
     {},
     {0},
     "像是误写"},
    {"its look-alike",
     {person("楼㛃怡", "2", day, "", phone)},
     person("楼洁怡", "2", day, "", phone),
     {},
     {0}},
    {"left out",
     {person("楼㛃怡", "2", day, "", phone)},
     person("楼怡", "2", day, "", phone),
     {},
     {0}},
    {"𠮷 is not 吉",
     {person("张𠮷", "1", day, "", phone)},
     person("张吉", "1", day, "", another_phone),
     {},
     {}},
    {"𠮷 is 𠮷", {person("张𠮷", "1", day, "", phone)}, person("张𠮷", "1", day, "", phone), 0, {}},
    {"dots of all kinds",
     {person("买买提·艾力", "1", day, "", phone)},
     person("买买提•艾力", "1", day, "", phone),
     0,
     {}},
    {"no dot, Latin letters in small",
     {person("ANNA・李", "2", day, "", phone)},
     person("ａnna李", "2", day, "", phone),
     0,
     {}},
};

std::vector<std::size_t> places(const std::vector<SubjectId>& filed, const Match& match) {
    std::vector<std::size_t> out;
    for (auto& c : match.doubtful)
        out.push_back(static_cast<std::size_t>(std::find(filed.begin(), filed.end(), c.subject) -
                                               filed.begin()));
    std::sort(out.begin(), out.end());
    return out;
}

void check(Setting& county, const Case& c) {
    SCOPED_TRACE(std::string(c.what) + " on " + county.database.name());
    std::vector<SubjectId> filed;
    for (auto& identity : c.filed) filed.push_back(county.add(identity));
    auto match = county.match(c.incoming);
    std::optional<SubjectId> certain;
    if (c.certain) certain = filed[*c.certain];
    EXPECT_EQ(match.certain, certain);
    EXPECT_EQ(places(filed, match), c.doubtful);
    EXPECT_NE(match.why.zh.find(c.why), std::string::npos) << match.why.zh;
    EXPECT_FALSE(match.why.en.empty());
    for (auto subject : filed) county.change(subject, {});
}

TEST(Matching, follows_the_rules) {
    for (auto& database : testing_databases({migrations()})) {
        Setting county(database);
        for (auto& c : cases) check(county, c);
    }
}

TEST(Matching, names_the_fields_that_agree_and_those_that_do_not) {
    for (auto& database : testing_databases({migrations()})) {
        Setting county(database);
        county.add({"周小乐", "1", parse_iso_date(day), one, "周强", phone});
        auto match = county.match({"周小乐", "1", parse_iso_date(day), "", "王丽", another_phone});
        ASSERT_EQ(match.doubtful.size(), 1U);
        EXPECT_EQ(match.doubtful[0].same, (std::vector<std::string>{"name", "sex", "birth_date"}));
        EXPECT_EQ(match.doubtful[0].different,
                  (std::vector<std::string>{"guardian_name", "guardian_phone"}));
    }
}

TEST(Matching, refuses_a_number_that_is_none) {
    for (auto& database : testing_databases({migrations()})) {
        Setting county(database);
        auto wrong = one;
        wrong.back() = wrong.back() == '1' ? '2' : '1';
        auto match = database->read([&](db::Session& s) {
            return county.registry->match(s, person("周小乐", "1", day, wrong));
        });
        ASSERT_FALSE(match);
        EXPECT_EQ(match.error().fault, Fault::invalid);
        EXPECT_EQ(match.error().message.zh.find(wrong), std::string::npos);
    }
}

/// Small worlds, so that people meet.
Identity some_person() {
    static const std::vector<std::string> names{"周小乐", "周晓乐", "周小欢",
                                                "楼㛃怡", "楼洁怡", "王强"};
    static const std::vector<std::string> days{"2019-03-05", "2019-03-06"};
    static const std::vector<std::string> phones{"", phone, another_phone};
    static const std::vector<std::string> numbers{"", "", one, two, later};
    return person(*rc::gen::elementOf(names), *rc::gen::element<std::string>("1", "2"),
                  *rc::gen::elementOf(days), *rc::gen::elementOf(numbers),
                  *rc::gen::elementOf(phones));
}

TEST(Matching, is_sure_of_nobody_with_another_number_or_another_name_without_one) {
    auto databases = testing_databases({migrations()});
    Setting county(databases[0]);
    EXPECT_TRUE(rc::check("laws of certainty", [&] {
        auto filed = some_person(), incoming = some_person();
        auto subject = county.add(filed);
        auto match = county.match(incoming);
        if (match.certain == subject) {
            bool by_number =
                !filed.identity_number.empty() && filed.identity_number == incoming.identity_number;
            bool no_other_number =
                filed.identity_number.empty() || incoming.identity_number.empty();
            RC_ASSERT(by_number || (no_other_number && filed.name == incoming.name &&
                                    filed.birth == incoming.birth));
        }
        auto itself = county.match(filed);
        bool identified = !filed.identity_number.empty() || !filed.guardian_phone.empty();
        RC_ASSERT((identified ? itself.certain == subject : itself.doubtful.size() == 1));
        county.change(subject, {});
        RC_ASSERT((county.match(filed).certain != subject));
    }));
}

} // namespace
