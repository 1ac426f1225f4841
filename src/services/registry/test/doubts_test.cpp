#include "setting.h"

#include <registry/keys.h>

using namespace banxing;
using namespace banxing::registry;
using namespace banxing::registry::testing;

namespace {

constexpr std::int64_t town = 330681001000, next_town = 330681002000;

Doubt doubt_of(const std::string& name, std::int64_t place = town) {
    Doubt out;
    out.at = Instant{1'700'000'000'000};
    out.organisation = 7;
    out.import = 3;
    out.row = 12;
    out.place = place;
    out.why = {"姓名相同", "The same name"};
    out.incoming = person(name, "1", "2019-03-05", "", "10012345678");
    out.submission = {{"form", "base.registration"}, {"content", {{"name", name}}}};
    out.candidates = {{SubjectId(42), {"name"}, {"guardian_phone"}}};
    return out;
}

struct Desk : Setting {
    using Setting::add;
    using Setting::Setting;
    std::int64_t add(const Doubt& doubt) {
        return write([&](db::Session& s) { return add_doubt(s, vault, doubt); }).value();
    }
    Doubt find(std::int64_t id) {
        return *database->read([&](db::Session& s) { return find_doubt(s, vault, id); }).value();
    }
    std::vector<std::int64_t> open(std::int64_t from, std::int64_t to, std::int64_t after = 0,
                                   int limit = 10) {
        std::vector<std::int64_t> ids;
        auto listed =
            database->read([&](db::Session& s) { return doubts(s, vault, from, to, after, limit); })
                .value();
        ids.reserve(listed.size());
        for (auto& d : listed) ids.push_back(d.id);
        return ids;
    }
    std::int64_t count(std::int64_t from, std::int64_t to) {
        return database->read([&](db::Session& s) { return count_doubts(s, from, to); }).value();
    }
    Result<void> decide(std::int64_t id, std::optional<SubjectId> into = {}) {
        return write(
            [&](db::Session& s) { return decide_doubt(s, id, "same", 5, Instant{1}, into); });
    }
};

TEST(Doubts, come_back_as_they_were) {
    for (auto& database : testing_databases({migrations()})) {
        SCOPED_TRACE(database.name());
        Desk desk(database);
        auto put = doubt_of("周小乐");
        auto got = desk.find(desk.add(put));
        EXPECT_EQ(got.at, put.at);
        EXPECT_EQ(got.organisation, 7);
        EXPECT_EQ(got.import, 3);
        EXPECT_EQ(got.row, 12);
        EXPECT_EQ(got.place, town);
        EXPECT_EQ(got.why, put.why);
        EXPECT_EQ(got.incoming, put.incoming);
        EXPECT_EQ(got.submission, put.submission);
        ASSERT_EQ(got.candidates.size(), 1U);
        EXPECT_EQ(got.candidates[0].subject, SubjectId(42));
        EXPECT_EQ(got.candidates[0].same, std::vector<std::string>{"name"});
        EXPECT_EQ(got.candidates[0].different, std::vector<std::string>{"guardian_phone"});
        EXPECT_FALSE(got.decided);
    }
}

TEST(Doubts, are_listed_by_place_oldest_first) {
    for (auto& database : testing_databases({migrations()})) {
        Desk desk(database);
        auto a = desk.add(doubt_of("一")), b = desk.add(doubt_of("二", next_town)),
             c = desk.add(doubt_of("三"));
        EXPECT_EQ(desk.open(town, next_town + 1), (std::vector{a, b, c}));
        EXPECT_EQ(desk.open(town, next_town), (std::vector{a, c}));
        EXPECT_EQ(desk.open(town, next_town + 1, a), (std::vector{b, c}));
        EXPECT_EQ(desk.open(town, next_town + 1, 0, 2), (std::vector{a, b}));
        EXPECT_EQ(desk.count(town, next_town), 2);
    }
}

TEST(Doubts, of_the_same_row_are_one) {
    for (auto& database : testing_databases({migrations()})) {
        Desk desk(database);
        auto first = desk.add(doubt_of("周小乐"));
        auto again = doubt_of("周小乐");
        again.import = 4;
        again.row = 99;
        EXPECT_EQ(desk.add(again), first);
        auto other_content = again;
        other_content.submission["content"]["name"] = "周";
        EXPECT_NE(desk.add(other_content), first);
        auto other_organisation = again;
        other_organisation.organisation = 8;
        EXPECT_NE(desk.add(other_organisation), first);
        ASSERT_TRUE(desk.decide(first, SubjectId(42)));
        EXPECT_EQ(desk.add(again), first);
        EXPECT_TRUE(desk.find(first).decided);
        EXPECT_EQ(desk.find(first).decision, "same");
        EXPECT_EQ(desk.find(first).into, SubjectId(42));
    }
}

TEST(Doubts, are_decided_once) {
    for (auto& database : testing_databases({migrations()})) {
        Desk desk(database);
        auto id = desk.add(doubt_of("周小乐"));
        EXPECT_TRUE(desk.decide(id));
        EXPECT_EQ(desk.decide(id).error().fault, Fault::conflict);
        EXPECT_EQ(desk.decide(id + 1).error().fault, Fault::not_found);
        EXPECT_TRUE(desk.open(town, next_town).empty());
        EXPECT_EQ(desk.count(town, next_town), 0);
        EXPECT_FALSE(desk.find(id).into);
    }
}

TEST(Keys, are_wrapped_anew_while_they_are_used) {
    for (auto& database : testing_databases({migrations()})) {
        SCOPED_TRACE(database.name());
        Desk desk(database);
        auto zhou = person("周小乐", "1", "2019-03-05", number("20190305", 11));
        auto subject = desk.add(zhou);
        auto doubt = desk.add(doubt_of("周小乐"));
        ASSERT_TRUE(desk.vault.rotate());
        EXPECT_EQ(rewrap(*database, desk.vault).value(), 2);
        EXPECT_EQ(rewrap(*database, desk.vault).value(), 0) << "nothing is left";
        auto fresh = desk.add(person("新来", "2", "2020-03-05"));
        EXPECT_EQ(rewrap(*database, desk.vault).value(), 0) << "a new one comes under the new key";
        auto key = database->read([&](db::Session& s) { return s.one(sql::KeyOf{fresh.value}); });
        EXPECT_TRUE(desk.vault.is_current((*key)->key));
        ASSERT_TRUE(desk.vault.forget_old());
        auto reopened = Registry::open(*database, desk.vault, pinyin_folder).value();
        auto read = [&](db::Session& s) { return reopened->identity_of(s, subject); };
        EXPECT_EQ(*database->read(read).value(), zhou);
        EXPECT_EQ(desk.find(doubt).incoming.name, "周小乐");
    }
}

TEST(Keys, of_an_erased_person_open_nothing_any_more) {
    for (auto& database : testing_databases({migrations()})) {
        SCOPED_TRACE(database.name());
        Desk desk(database);
        ASSERT_TRUE(desk.registry->load()); // only then are names kept in memory
        auto zhou = person("周小乐", "1", "2019-03-05", number("20190305", 11), "10012345678");
        auto subject = desk.add(zhou), other = desk.add(person("别人", "1", "2019-03-05"));
        auto sealed =
            desk.write([&](db::Session& s) { return desk.registry->seal(s, subject, "字", "x"); });
        auto about = doubt_of("周小乐");
        about.candidates = {{subject, {"name"}, {}}};
        auto gone = desk.add(about), stays = desk.add(doubt_of("别人"));
        ASSERT_TRUE(desk.write([&](db::Session& s) { return desk.registry->erase(s, subject); }));
        desk.registry->committed(subject, {});
        auto reveal = database->read(
            [&](db::Session& s) { return desk.registry->reveal(s, subject, *sealed, "x"); });
        EXPECT_EQ(reveal.error().fault, Fault::not_found);
        EXPECT_FALSE(desk.by_number(zhou.identity_number));
        EXPECT_FALSE(desk.match(zhou).certain);
        EXPECT_TRUE(desk.match(zhou).doubtful.empty());
        EXPECT_FALSE(desk.registry->listed(subject));
        EXPECT_TRUE(desk.registry->listed(other));
        auto found = [&](std::int64_t id) {
            return database->read([&](db::Session& s) { return find_doubt(s, desk.vault, id); })
                .value()
                .has_value();
        };
        EXPECT_FALSE(found(gone));
        EXPECT_TRUE(found(stays));
        auto twice = desk.write([&](db::Session& s) { return desk.registry->erase(s, subject); });
        EXPECT_EQ(twice.error().fault, Fault::not_found);
        ASSERT_TRUE(desk.vault.rotate());
        EXPECT_EQ(rewrap(*database, desk.vault).value(), 2) << "the other one and a doubt";
    }
}

} // namespace
