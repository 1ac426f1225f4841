// Who is next for a place, and why; counted over files, each of which says only its own part.
#include "office_for_tests.h"

#include <casework/files.h>
#include <casework/places.h>
#include <consequences/pools.h>

#include <algorithm>

namespace banxing::casework {
namespace {

access::Principal office_of_care() {
    return post("civil_affairs", 302, "330681");
}

/// One county's adults who ask for a bed.
class Waitlist {
public:
    explicit Waitlist(db::Database& database) : test_(database) {}

    SubjectId asks(const char* name, const char* asked, int need,
                   std::optional<std::int64_t> only_at = {}) {
        auto village = std::string(regions().children("330681109").front()->code);
        auto subject =
            must(register_person(office(), doctor(), registration(name, "1996-05-04", ""),
                                 {residence(village.c_str(), "2015-03-01")}))
                .receipt->subject;
        write(subject, "autism_screening.diagnosis", "2015-03-05",
              {{"conclusion", "确诊"}, {"icd10", "F84.0"}, {"hospital", "演示医院"}});
        Json content{{"wanted_kind", "寄宿制"},
                     {"asked_by", "监护人"},
                     {"person_agrees", "愿意"},
                     {"reasons", {"照护人年老"}},
                     {"urgent", false}};
        if (only_at) content["organisation"] = *only_at;
        write(subject, "care.care_request", asked, content);
        write(subject, "care.need_assessment", "2026-10-12",
              {{"daily_living", need},
               {"safety", 1},
               {"health", 1},
               {"communication", 1},
               {"night", 1},
               {"family", Json::array()},
               {"feelings", "母亲在旁边就安心"},
               {"advised_kind", "寄宿制"},
               {"assessor", "演示评估员"}});
        return subject;
    }

    void write(SubjectId subject, const char* form, const char* day, const Json& content) {
        bool health = std::string(form).starts_with("autism_screening.");
        auto who = health ? post("hospital", 202, "330681") : office_of_care();
        must(office().database.write(db::Priority::interactive, [&](db::Session& session) {
            return submit_in(office(), session, who, subject, {{form, d(day), content, "", "", 0}},
                             Door::opening);
        }));
    }

    std::vector<std::int64_t> line(std::int64_t holder = 0) {
        std::vector<std::int64_t> out;
        for (auto& one : page({"寄宿制", holder, 0, 0, 50}, office_of_care()))
            out.push_back(one.subject.value);
        return out;
    }

    std::vector<consequences::Waiting> page(const consequences::PoolFilter& filter,
                                            const access::Principal& who) {
        return must(office().database.read([&](db::Session& session) {
            return consequences::waiting(session, who, pool(), filter, office().clock.today());
        }));
    }

    consequences::PoolSums sums() {
        return must(office().database.read([&](db::Session& session) {
            return consequences::pool_sums(session, pool(), 330681109000);
        }));
    }

    /// Of the first list in which the file waits.
    consequences::Rank rank(SubjectId subject) {
        auto file = must(read_file(office(), office_of_care(), subject));
        for (std::size_t i = 0; i < file.ranks.size(); ++i)
            if (file.consequences.pools[i].side == derive::PoolSide::waits) return file.ranks[i];
        return {};
    }

    const derive::Pool& pool() {
        return *consequences::find_pool(*office().program, "care.places");
    }
    Office& office() { return test_.office; }

private:
    TestOffice test_;
};

TEST(Pools, MorePointsThenTheEarlierRequestThenTheLot) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Waitlist list(*database);
        auto late = list.asks("甲演", "2026-10-09", 1);
        auto early = list.asks("乙演", "2026-10-01", 1);
        auto needy = list.asks("丙演", "2026-10-10", 3);
        auto twin = list.asks("丁演", "2026-10-09", 1);
        auto lot = std::minmax(late.value, twin.value);
        std::vector<std::int64_t> order{needy.value, early.value, lot.first, lot.second};
        EXPECT_EQ(list.line(), order);
        auto last = list.rank(SubjectId{lot.second});
        EXPECT_EQ(last.people, 4);
        EXPECT_EQ(last.more_points, 1);
        EXPECT_EQ(last.earlier, 1);
        EXPECT_EQ(last.by_lot, 1);
        EXPECT_EQ(last.nth(), 4);
        auto second = list.page({"寄宿制", 0, 330681, 1, 1}, office_of_care());
        ASSERT_EQ(second.size(), 1U) << "a page goes on behind the first";
        EXPECT_EQ(second[0].subject, early);
        EXPECT_EQ(second[0].nth, 2);
        EXPECT_EQ(second[0].entry.why[1].fact, "care.need_part");
        EXPECT_EQ(second[0].entry.why[1].value, "25");
        // a post to whom no file is open reads no name; the order stays
        EXPECT_TRUE(
            list.page({"寄宿制", 0, 0, 0, 50}, post("care_institution", 701, "330681")).empty());
        EXPECT_TRUE(list.page({"日间", 0, 0, 0, 50}, office_of_care()).empty());
    }
}

TEST(Pools, TheNightNotesWhoMoved) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Waitlist list(*database);
        auto calm = list.asks("甲演", "2026-10-09", 1);
        EXPECT_EQ(must(note_ranks(list.office(), d("2026-11-21"))), 0) << "new is not moved";
        EXPECT_FALSE(list.rank(calm).changed);
        auto needy = list.asks("乙演", "2026-10-10", 3);
        EXPECT_EQ(must(note_ranks(list.office(), d("2026-11-22"))), 1);
        auto moved = list.rank(calm).changed;
        ASSERT_TRUE(moved);
        EXPECT_EQ(moved->from, 1);
        EXPECT_EQ(moved->to, 2);
        EXPECT_EQ(moved->on, d("2026-11-22"));
        EXPECT_FALSE(list.rank(needy).changed);
        EXPECT_EQ(must(note_ranks(list.office(), d("2026-11-23"))), 0);
        EXPECT_EQ(list.rank(calm).changed->on, d("2026-11-22")) << "a quiet night forgets nothing";
        auto line = list.page({"寄宿制", 0, 0, 0, 50}, office_of_care());
        ASSERT_EQ(line.size(), 2U);
        EXPECT_FALSE(line[0].changed);
        EXPECT_EQ(line[1].changed->to, 2);
        // who left the list begins anew
        list.write(calm, "care.request_withdrawn", "2026-11-20", {{"reason", "姐姐接去同住"}});
        EXPECT_EQ(must(note_ranks(list.office(), d("2026-11-24"))), 0);
        list.write(calm, "care.care_request", "2026-11-21",
                   {{"wanted_kind", "寄宿制"},
                    {"asked_by", "监护人"},
                    {"person_agrees", "愿意"},
                    {"reasons", {"照护人年老"}},
                    {"urgent", false}});
        EXPECT_EQ(must(note_ranks(list.office(), d("2026-11-25"))), 0);
        EXPECT_FALSE(list.rank(calm).changed);
    }
}

TEST(Pools, ABedThatIsTakenIsTakenOffTheLineAndFreedAgain) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Waitlist list(*database);
        auto choosy = list.asks("甲演", "2026-10-09", 1, 702);
        auto easy = list.asks("乙演", "2026-10-10", 1);
        EXPECT_EQ(list.line(702), (std::vector{choosy.value, easy.value}));
        EXPECT_EQ(list.line(701), std::vector{easy.value}) << "who wants only 702 waits not here";
        EXPECT_EQ(list.rank(choosy).people, 2);
        auto opened = must(
            open_subject(list.office(), post("federation_reviewer", 6, "330681"), "institution",
                         {{"institution.registration",
                           d("2026-01-05"),
                           {{"name", "暖阳托养中心"}, {"organisation", 701}, {"region", "330681"}},
                           "0b1f1b1e-0000-4000-8000-000000000001",
                           "",
                           0}}));
        list.write(opened.subject, "care_standards.capacity", "2026-01-06",
                   {{"owner", "民办"},
                    {"beds", 20},
                    {"autism_beds", 1},
                    {"day_places", 0},
                    {"purchased", true}});
        list.write(easy, "care.placement", "2026-11-02",
                   {{"institution", "暖阳托养中心"},
                    {"organisation", 701},
                    {"kind", "寄宿制"},
                    {"agreement", true},
                    {"monthly_fee", 300000},
                    {"public_part", 200000},
                    {"family_part", 100000}});
        auto sums = list.sums();
        ASSERT_EQ(sums.holdings.size(), 1U);
        EXPECT_EQ(sums.holdings[0].holder, 701);
        EXPECT_EQ(sums.holdings[0].offered, 1);
        EXPECT_EQ(sums.holdings[0].taken, 1);
        ASSERT_EQ(sums.waiting.size(), 1U);
        EXPECT_EQ(sums.waiting[0].people, 1);
        EXPECT_EQ(sums.waiting[0].longest, d("2026-10-09"));
        auto today = list.office().clock.today();
        EXPECT_EQ(must(rederive(list.office(), today, true, {})).changed, 0);
        list.write(easy, "care.care_end", "2026-11-20",
                   {{"reason", "家庭接回"}, {"afterwards", "姐姐"}});
        EXPECT_EQ(list.sums().holdings[0].taken, 0);
    }
}

} // namespace
} // namespace banxing::casework
