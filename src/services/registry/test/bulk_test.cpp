#include "setting.h"

#include <registry/bulk.h>

using namespace banxing;
using namespace banxing::registry;
using namespace banxing::registry::testing;

namespace {

TEST(Bulk, people_are_found_and_read_like_those_who_came_singly) {
    const Identity zhou{
        "周小乐", "1", parse_iso_date("2019-03-05"), number("20190305", 11), "周强", "10012345678"};
    for (auto& database : testing_databases({migrations()})) {
        SCOPED_TRACE(database.name());
        Setting county(database);
        const SubjectId subject(42);
        auto prepared = prepare(county.vault, subject, county.vault.new_key(), zhou).value();
        auto insert = [&](db::Session& s) { return insert_first(s, prepared); };
        ASSERT_TRUE(county.write(insert));
        EXPECT_FALSE(county.by_number(zhou.identity_number));
        ASSERT_TRUE(county.write([&](db::Session& s) { return insert_keys(s, prepared.keys); }));
        EXPECT_EQ(county.by_number(zhou.identity_number), subject);
        auto without_number = zhou;
        without_number.identity_number = "";
        EXPECT_EQ(county.match(without_number).certain, subject);
        auto read = [&](db::Session& s) { return county.registry->identity_of(s, subject); };
        EXPECT_EQ(*database->read(read).value(), zhou);
        EXPECT_EQ(county.write(insert).error().fault, Fault::conflict);
        county.change(subject, {});
        for (auto& key : prepared.keys) { // index() takes away the hashes that were made here
            auto left = [&](db::Session& s) { return s.all(sql::FoundBy{key.kind, key.hash}); };
            EXPECT_TRUE(database->read(left).value().empty()) << key.kind;
        }
    }
}

} // namespace
