#include "payment_setting.h"

#include <casework/files.h>
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
        if (!trainer.empty()) one.content["trainer"] = trainer;
        must(database.write(db::Priority::interactive, [&](db::Session& s) {
            return submit_in(office, s, as("institution", organisation), child, {one},
                             Door::opening);
        }));
    }

    std::string trainer; // of the sessions that follow

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
        for (int slot = 1; slot <= 7; ++slot) county.session(child, "2026-10-09", slot, 40, "签字");
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

TEST(Supervision, PricesPlacesAndTrainersAreHeldAgainstTheInstitutionsOwnFile) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Supervision county(*database);
        auto& office = county.office;
        auto child = county.child("周小乐"), other = county.child("吴小欣");
        county.bill(child, "2026-10", 200'000); // 8 sessions
        county.bill(other, "2026-09", 100'000);
        auto kinds = [&] {
            std::map<Doubtful, Suspicion> out;
            for (auto& one : must(suspicions(office, county.reviewer, "2026-10")))
                out[one.kind] = one;
            return out;
        };
        EXPECT_TRUE(kinds().empty()) << "an institution without a file is held against nothing";
        Json about{{"name", "甲康复中心"}, {"organisation", 90}, {"region", "330681104"}};
        Submission opening{"institution.registration", d("2026-01-05"), about, {}, {}, 0};
        auto made = must(
            open_subject(office, county.as("federation_reviewer", 1), "institution", {opening}));
        auto file = [&](const char* form, const char* day, Json content) {
            must(county.put("federation_reviewer", made.subject, form, day, std::move(content)));
        };
        Json price{{"item", "个别训练"}, {"price", 25'000}, {"minutes", 40}, {"shown", true}};
        file("institution.price", "2026-01-06", price);
        file("institution.capacity", "2026-01-06", {{"beds", 0}, {"places", 2}});
        EXPECT_TRUE(kinds().empty()) << "eight times 250 yuan, two children on two places";
        price["price"] = 24'999;
        file("institution.price", "2026-01-06", price);
        file("institution.capacity", "2026-01-06", {{"beds", 0}, {"places", 1}});
        auto found = kinds();
        ASSERT_EQ(found.size(), 2u);
        EXPECT_EQ(found[Doubtful::over_price].claimed, 200'000);
        EXPECT_EQ(found[Doubtful::over_price].found, 199'992);
        EXPECT_EQ(found[Doubtful::over_places].claimed, 2);
        EXPECT_EQ(found[Doubtful::over_places].subject, made.subject);
        county.trainer = "何老师";
        county.session(child, "2026-10-09", 1, 240, "签字");
        county.session(other, "2026-10-09", 1, 240, "签字");
        EXPECT_FALSE(kinds().contains(Doubtful::long_shift)) << "eight hours are allowed";
        county.session(other, "2026-10-09", 2, 5, "签字");
        found = kinds();
        EXPECT_EQ(found[Doubtful::long_shift].claimed, 485);
        EXPECT_EQ(found[Doubtful::long_shift].trainer, "何老师");
    }
}

} // namespace
} // namespace banxing::casework
