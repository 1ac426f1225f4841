#include "payment_setting.h"

#include <casework/supervision.h>

namespace banxing::casework {
namespace {

class Supervision : public Setting {
public:
    using Setting::Setting;

    void session(SubjectId child, const char* day, int slot, int minutes, const char* sign_in,
                 std::int64_t organisation = 90) {
        Submission one{
            "child_rehabilitation.session",
            d(day),
            {{"slot", slot}, {"minutes", minutes}, {"domain", domain()}, {"sign_in", sign_in}},
            {},
            {},
            0};
        must(database.write(db::Priority::interactive, [&](db::Session& s) {
            return submit_in(office, s, as("institution", organisation), child, {one},
                             Door::opening);
        }));
    }

private:
    /// Any of the form's code table.
    std::string domain() const {
        auto* form = office.program->find_form("child_rehabilitation.session");
        for (auto& field : form->fields)
            if (field.id == "domain") return field.codes.front().code;
        return {};
    }
};

TEST(Supervision, WhatDoesNotFitIsListedWithItsRecords) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Supervision county(*database);
        auto& office = county.office;
        auto child = county.child("周小乐");
        county.bill(child, "2026-10", 200'000); // 8 sessions
        auto look = [&] { return must(suspicions(office, county.reviewer, "2026-10")); };
        EXPECT_TRUE(look().empty()) << "an institution that keeps no sessions is not suspected";
        for (int slot = 1; slot <= 7; ++slot) county.session(child, "2026-10-09", slot, 40, "扫码");
        county.session(child, "2026-10-09", 8, 40, "未签到");
        auto found = look();
        ASSERT_EQ(found.size(), 1u);
        EXPECT_EQ(found[0].kind, Doubtful::unattended);
        EXPECT_EQ(found[0].claimed, 8);
        EXPECT_EQ(found[0].found, 7);
        EXPECT_EQ(found[0].records.size(), 1u);
        county.session(child, "2026-10-12", 1, 40, "签字");
        EXPECT_TRUE(look().empty()) << "eight were signed in for";
        county.session(child, "2026-10-12", 1, 40, "签字", 91);
        county.session(child, "2026-10-12", 2, 401, "签字");
        found = look();
        ASSERT_EQ(found.size(), 2u);
        EXPECT_EQ(found[0].kind, Doubtful::two_places);
        EXPECT_EQ(found[1].kind, Doubtful::long_day);
        EXPECT_EQ(found[1].claimed, 481);
        auto stranger = county.as("federation_reviewer", 7, 330683000000);
        EXPECT_TRUE(must(suspicions(office, stranger, "2026-10")).empty());
    }
}

} // namespace
} // namespace banxing::casework
