#include "institutions.h"

#include <casework/files.h>

namespace banxing::demo {
namespace {

/// A record and the log-in that writes it.
struct Write {
    std::string login, form;
    int days; // after go-live
    Json content;
};

/// A file: its opening record first.
struct FilePlan {
    const char* kind;
    std::vector<Write> writes;
};

std::string region_of(const access::Organisation& organisation) {
    return access::region_code(organisation.region);
}

Json opening(const access::Organisation& organisation) {
    return {{"name", organisation.name.zh},
            {"organisation", organisation.id.value},
            {"region", region_of(organisation)}};
}

FilePlan rehabilitation(const World& world, const OrganisationPlan& plan, Draw& draw) {
    auto& organisation = world.staff.at(plan.id).organisation;
    std::string login = "institution-" + std::to_string(plan.id);
    FilePlan out{"institution",
                 {{"reviewer", "institution.registration", 4, opening(organisation)}}};
    constexpr std::int64_t designated_from = 80; // places: the smallest one has no agreement yet
    if (plan.capacity >= designated_from) {
        Date until = add_days(world.law.go_live, int(draw.between(300, 700)));
        out.writes.push_back({"reviewer", "institution.agreement", 4, {{"until", iso(until)}}});
    }
    out.writes.push_back({login,
                          "institution.capacity",
                          8,
                          {{"beds", plan.capacity / 4}, {"places", plan.capacity}}});
    out.writes.push_back({login,
                          "institution.staff",
                          8,
                          {{"therapists", plan.capacity / draw.between(5, 9)}, {"others", 6}}});
    if (draw.chance(70'000))
        out.writes.push_back(
            {login,
             "institution.price",
             9,
             {{"item", "个别训练"}, {"price", 18'000}, {"minutes", 45}, {"shown", true}}});
    return out;
}

FilePlan care(const World& world, const OrganisationPlan& plan, Draw& draw) {
    auto& organisation = world.staff.at(plan.id).organisation;
    std::string login = "care-" + std::to_string(plan.id);
    bool boards = plan.id == world.care;
    std::int64_t beds = boards ? 60 : 0, day_places = boards ? 10 : 20;
    FilePlan out{"institution",
                 {{"reviewer", "institution.registration", 5, opening(organisation)}}};
    out.writes.push_back({"civil",
                          "care_standards.capacity",
                          6,
                          {{"owner", "民办"},
                           {"beds", beds},
                           {"autism_beds", beds / 3},
                           {"day_places", day_places},
                           {"purchased", true}}});
    out.writes.push_back({login,
                          "care_standards.staffing",
                          10,
                          {{"carers", draw.between(6, 14)},
                           {"night", boards ? 2 : 0},
                           {"nurses", 1},
                           {"social_workers", 1},
                           {"psychologists", 1},
                           {"boarders", boards ? draw.between(20, 50) : 0},
                           {"day_guests", draw.between(4, 15)}}});
    return out;
}

FilePlan school(const access::Organisation& organisation, const char* type, Draw& draw) {
    Json content = opening(organisation);
    content["kind"] = type;
    content["private"] = false;
    FilePlan out{"institution", {{"education", "inclusive_schools.school", 6, std::move(content)}}};
    if (std::string(type) == "特教学校") return out;
    auto pupils = draw.between(0, 9);
    out.writes.push_back({"education",
                          "inclusive_schools.inclusion_report",
                          40,
                          {{"pupils", pupils},
                           {"autistic", pupils / 2},
                           {"applied", pupils / 3},
                           {"accepted", pupils / 3},
                           {"most_in_class", pupils > 0 ? 2 : 0},
                           {"shadows", pupils / 4},
                           {"courses", true}}});
    return out;
}

FilePlan employer(const World& world, int n, Draw& draw) {
    static constexpr const char* trades[] = {"面包房", "图书馆", "洗车行",
                                             "园艺场", "面馆",   "手工坊"};
    static constexpr const char* kinds[] = {"烘焙", "图书", "洗车", "园艺", "面馆", "手工"};
    auto trade = std::size_t(n) % std::size(trades);
    auto& town = world.towns[std::size_t(n) % world.towns.size()];
    FilePlan out{"employer",
                 {{"labour",
                   "employers.registration",
                   12,
                   {{"name", town.name + "演示" + trades[trade] + "（演示）"},
                    {"region", town.code},
                    {"kind", n % 3 == 0 ? "个体" : "企业"},
                    {"trade", trades[trade]}}}}};
    auto total = draw.between(6, 60);
    out.writes.push_back(
        {"labour",
         "employers.staff",
         12,
         {{"total", total}, {"disabled", 2}, {"autistic", n % 2}, {"autistic_certified", n % 2}}});
    out.writes.push_back({"labour",
                          "employers.job_opening",
                          int(draw.between(20, 300)),
                          {{"number", "Y2026-" + std::to_string(n + 1)},
                           {"post", std::string(trades[trade]) + "助理"},
                           {"work_kind", kinds[trade]},
                           {"posts", draw.between(1, 3)},
                           {"public_post", n % 4 == 0},
                           {"hours_a_week", draw.between(15, 40)},
                           {"monthly_wage", draw.between(24, 34) * 10'000},
                           {"demands", Json::array({"自理", "步骤"})},
                           {"surroundings", Json::array({"独立工位"})},
                           {"offered", Json::array({"带教", "图示"})},
                           {"steps", "备料；按图操作；清洁（演示）"}}});
    return out;
}

std::vector<FilePlan> plans_of(const World& world) {
    Draw draw(world.options.seed, Stream::organisations, 1);
    std::vector<FilePlan> out;
    for (auto& plan : world.tables.organisations) {
        if (plan.kind == "rehabilitation_institution")
            out.push_back(rehabilitation(world, plan, draw));
        if (plan.kind == "care_institution") out.push_back(care(world, plan, draw));
    }
    for (auto& [id, staff] : world.staff) {
        auto& kind = staff.organisation.kind;
        if (kind == "special_school") out.push_back(school(staff.organisation, "特教学校", draw));
        if (kind == "kindergarten") out.push_back(school(staff.organisation, "幼儿园", draw));
        if (kind == "primary_school") out.push_back(school(staff.organisation, "小学", draw));
    }
    constexpr int employers = 14;
    for (int n = 0; n < employers; ++n) out.push_back(employer(world, n, draw));
    return out;
}

/// All of it in one transaction: a commit a record would take minutes.
class Registrar {
public:
    Registrar(casework::Office& office, db::Session& session, const World& world)
        : session_(session), world_(world),
          random_(crypto::Random::seeded(world.options.seed ^ 0x1f3d5b79)),
          office_{office.database,
                  office.roles,
                  office.program,
                  office.regions,
                  office.registry,
                  office.vault,
                  Clock::stopped({start_of(world.options.day).ms + noon_ms}),
                  &random_} {}

    Result<void> write(const FilePlan& plan) {
        std::optional<SubjectId> subject;
        for (auto& one : plan.writes) {
            Date day = std::min(add_days(world_.law.go_live, one.days), world_.options.day);
            casework::Submission what{one.form, day, one.content, {}, {}, 0};
            auto who = TRY(principal(one.login));
            if (subject) {
                receipts_.push_back(TRY(casework::submit_in(office_, session_, who, *subject,
                                                            {what}, casework::Door::visible_only)));
                continue;
            }
            auto done = TRY(casework::open_subject_in(office_, session_, who, plan.kind, {what}));
            subject = done.opened.subject;
            receipts_.push_back(std::move(done.receipt));
        }
        return {};
    }

    std::vector<casework::Receipt> take() { return std::move(receipts_); }

private:
    static constexpr std::int64_t noon_ms = 12 * 3'600'000;

    Result<access::Principal> principal(const std::string& login) {
        auto known = known_.find(login);
        if (known != known_.end()) return known->second;
        auto found = TRY(access::principal_of_login(session_, office_.roles, login));
        known_.emplace(login, found);
        return found;
    }

    db::Session& session_;
    const World& world_;
    crypto::Random random_;
    casework::Office office_;
    std::map<std::string, access::Principal> known_;
    std::vector<casework::Receipt> receipts_;
};

} // namespace

Result<std::int64_t> write_institutions(casework::Office& office, const World& world) {
    auto plans = plans_of(world);
    using Receipts = std::vector<casework::Receipt>;
    auto receipts = TRY(office.database.write(db::Priority::background,
                                              [&](db::Session& session) -> Result<Receipts> {
                                                  Registrar registrar(office, session, world);
                                                  for (auto& plan : plans)
                                                      TRY(registrar.write(plan));
                                                  return registrar.take();
                                              }));
    for (auto& receipt : receipts) casework::announce(office, receipt);
    return std::int64_t(plans.size());
}

} // namespace banxing::demo
