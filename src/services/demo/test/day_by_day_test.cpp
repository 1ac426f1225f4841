// A county that is not made at once but lived through: every record on the day on which it was
// entered, every night what has come due. In the end nothing may differ from deriving every file
// anew.
#include "pipeline.h"
#include "setting.h"

#include <cstdlib>
#include <gtest/gtest.h>
#include <map>

namespace banxing::demo {
namespace {

struct Size {
    std::int64_t people;
    int years;
};

/// `./dev test --long` lives through five years of 20,000 people.
Size size() {
    return std::getenv("BANXING_LONG") ? Size{20'000, 5} : Size{400, 2};
}

struct Happening {
    std::int64_t index; // of the person
    Entry entry;
};

class Lived {
public:
    Lived(db::Database& database, const std::filesystem::path& folder, std::int64_t people)
        : setting(database, folder) {
        Options options;
        options.people = people;
        options.seed = 11;
        options.day = demo_day;
        options.data = home / "data";
        world = must(read_world(setting.office, options));
        must(database.write(db::Priority::background, [&](db::Session& session) {
            return add_staff(session, setting.roles, world, "none");
        }));
        tell_all();
    }

    void live_until(Date day) {
        setting.office.clock = Clock::pinned(day);
        auto& today = days[day];
        if (today.empty()) return;
        must(setting.office.database.write(db::Priority::background,
                                           [&](db::Session& session) -> Result<void> {
                                               for (auto& happening : today)
                                                   TRY(write(session, happening));
                                               return {};
                                           }));
        written += std::int64_t(today.size());
    }

    Setting setting;
    std::map<Date, std::vector<Happening>> days;
    std::int64_t written = 0;

private:
    void tell_all() {
        auto sequences = identity_sequences(world);
        for (std::int64_t index = 0; index < world.options.people; index += cluster_size) {
            auto some = std::span(sequences).subspan(std::size_t(index), std::size_t(cluster_size));
            auto cluster = make_cluster(world, index / cluster_size, some);
            for (std::size_t who = 0; who < cluster.people.size(); ++who)
                for (auto& entry : tell(world, cluster, who, index + std::int64_t(who)).entries)
                    days[entry.entered].push_back({index + std::int64_t(who), entry});
        }
    }

    access::Principal writer_of(const Entry& entry) {
        auto& staff = world.staff.at(entry.writer.organisation);
        access::Principal out;
        out.account = AccountId{entry.writer.account};
        out.organisation = staff.organisation;
        auto& allowed = setting.office.program->find_form(entry.form)->write_roles;
        for (auto& post : world.tables.posts) {
            if (post.kind != staff.organisation.kind) continue;
            if (std::find(allowed.begin(), allowed.end(), post.role) != allowed.end())
                out.role = post.role;
        }
        return out;
    }

    Result<void> write(db::Session& session, const Happening& happening) {
        auto& entry = happening.entry;
        casework::Submission submission{
            .form = entry.form, .day = entry.day, .content = entry.content};
        auto who = writer_of(entry);
        auto known = subjects.find(happening.index);
        if (known != subjects.end()) {
            TRY(casework::submit_in(setting.office, session, who, known->second, {submission},
                                    casework::Door::opening));
            return {};
        }
        auto registered =
            TRY(casework::find_or_open(setting.office, session, who, submission, {}, {}));
        if (!registered.receipt) return fail(Error::internal("a doubt in the demo county"));
        subjects[happening.index] = registered.receipt->subject;
        return {};
    }

    World world;
    std::map<std::int64_t, SubjectId> subjects;
};

/// Files whose consequences would be others if they were derived today: none, if each night took
/// every file whose day had come.
std::int64_t slept_through(casework::Office& office) {
    std::int64_t count = 0;
    auto look = [&](const records::Head& head,
                    const std::vector<records::Row>& rows) -> Result<void> {
        auto records = records::as_records(rows);
        auto now = office.program->derive({head.kind, records}, demo_day);
        auto stored = TRY(office.database.read(
            [&](db::Session& session) { return consequences::load(session, head.subject); }));
        count += stored.tasks != now.tasks || stored.stages != now.stages ||
                 stored.entitled != now.entitled;
        return {};
    };
    must(records::scan(office.database, SubjectId{0}, SubjectId{INT64_MAX}, look));
    return count;
}

TEST(DayByDay, Nothing_differs_after_years_of_records_and_nights) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        db::TemporaryFolder folder;
        Lived county(*database, folder.path(), size().people);
        auto& office = county.setting.office;
        Date first = add_days(demo_day, -365 * size().years);
        while (!county.days.empty() && county.days.begin()->first < first) {
            county.live_until(county.days.begin()->first);
            county.days.erase(county.days.begin());
        }
        std::int64_t nights = 0;
        for (Date day = first; day <= demo_day; day = add_days(day, 1), ++nights) {
            county.live_until(day);
            ASSERT_EQ(must(casework::rederive_due(office, day, {})).faults, 0);
        }
        EXPECT_GT(county.written, size().people * 2);
        EXPECT_GT(nights, 700);

        auto checked = must(casework::rederive(office, demo_day, true, {}));
        EXPECT_EQ(checked.files, size().people);
        EXPECT_EQ(checked.changed, 0) << "what is stored is what the records say";
        EXPECT_EQ(slept_through(office), 0) << "a file that changed while nobody looked";
    }
}

} // namespace
} // namespace banxing::demo
