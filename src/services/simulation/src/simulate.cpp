#include "coming.h"
#include "tally.h"

#include <access/grants.h>
#include <core/json.h>
#include <entitlement/payable.h>
#include <policy/store.h>

#include <algorithm>
#include <atomic>
#include <ledger/ledger.h>
#include <mutex>
#include <set>
#include <thread>

namespace banxing::simulation {

constexpr std::size_t town_digits = 9;
constexpr int files_at_a_time = 200;

using Programs = std::pair<std::shared_ptr<const derive::Program>,
                           std::shared_ptr<const derive::Program>>; // published, changed

/// Forms with months of a set's benefits.
static void note_forms(const derive::Program& program, const std::string& benefit,
                       MonthForms& out) {
    for (auto& system : program.source().systems)
        for (auto& rule : system.entitlements)
            if (benefit.empty() || benefit == system.id + "." + rule.id)
                out[rule.months_form] = rule.months_field;
}

/// Works through the candidates on several threads; each has its own sums.
class Simulation {
public:
    Simulation(casework::Office& office, const Programs& programs, const Options& options)
        : office_(office), programs_(programs), options_(options) {
        auto month = iso(first_of_month(office.clock.today())).substr(0, 7);
        bool coming = options.window == Window::coming;
        window_ =
            coming ? Months{month, month_after(month, 12)} : Months{month_after(month, -12), month};
        if (coming) source_ = {month_after(month, -12), month};
        end_ = last_of_month(parse_iso_date(month_after(window_.to, -1) + "-01").value());
        note_forms(*programs.first, options.benefit, forms_);
        note_forms(*programs.second, options.benefit, forms_);
    }

    Result<Tally> run() {
        TRY(find());
        std::vector<std::jthread> threads;
        auto cores = options_.threads > 0 ? unsigned(options_.threads)
                                          : std::max(1u, std::thread::hardware_concurrency());
        for (unsigned i = 0; i < cores; ++i) threads.emplace_back([&] { work(); });
        threads.clear();
        if (error_) return fail(*error_);
        return std::move(sum_);
    }
    const Months& window() const { return window_; }
    Date end() const { return end_; }
    const MonthForms& forms() const { return forms_; }
    const Months& source() const { return source_; }

private:
    Result<void> find() {
        std::set<SubjectId> all;
        constexpr int page = 10'000;
        for (auto& [form, field] : forms_)
            TRY(office_.database.read([&](db::Session& session) -> Result<void> {
                SubjectId after{0};
                for (;;) {
                    auto some = TRY(entitlement::candidates(session, form, after, page));
                    all.insert(some.begin(), some.end());
                    if (some.size() < std::size_t(page)) return {};
                    after = some.back();
                }
            }));
        subjects_.assign(all.begin(), all.end());
        return {};
    }

    void work() {
        Tally own;
        for (;;) {
            auto from = next_.fetch_add(files_at_a_time);
            if (from >= subjects_.size() || stop_) break;
            auto to = std::min(subjects_.size(), from + files_at_a_time);
            auto done = office_.database.read([&](db::Session& session) -> Result<void> {
                for (auto at = from; at < to; ++at) TRY(file(session, subjects_[at], own));
                return {};
            });
            if (done) continue;
            std::lock_guard lock(mutex_);
            error_ = done.error();
            stop_ = true;
        }
        std::lock_guard lock(mutex_);
        sum_.add(own);
    }

    void note(const derive::Program& program, const derive::File& file, bool changed,
              OfPerson& out) const {
        for (auto& month : program.entitled(file, end_)) {
            bool wanted = options_.benefit.empty() || month.benefit == options_.benefit;
            if (!wanted || !window_.contains(month.period) || month.amount.fen == 0) continue;
            auto& sums = out[{month.benefit, month.period}];
            (changed ? sums.after : sums.before) = month.amount;
        }
    }

    Result<void> file(db::Session& session, SubjectId subject, Tally& tally) const {
        if (options_.for_whom &&
            !TRY(access::visible(session, *options_.for_whom, subject, office_.clock.today())))
            return {};
        auto rows = TRY(records::load(session, subject));
        Carried carried(rows, forms_, source_);
        derive::File whole{"person", carried.records()};
        OfPerson months;
        note(*programs_.first, whole, false, months);
        note(*programs_.second, whole, true, months);
        if (months.empty()) {
            ++tally.files;
            return {};
        }
        auto today = office_.clock.today();
        auto place = programs_.first->value(whole, today, "base.residence").value_or("");
        auto age = programs_.first->value(whole, today, "base.age_years").value_or("");
        bool known = place.size() > town_digits + 1 && place.find('?') == place.npos;
        tally.person(subject, known ? place.substr(1, town_digits) : "", age, months);
        return {};
    }

    casework::Office& office_;
    const Programs& programs_;
    const Options& options_;
    Months window_, source_;
    Date end_;
    MonthForms forms_;
    std::vector<SubjectId> subjects_;
    std::atomic<std::size_t> next_ = 0;
    std::atomic<bool> stop_ = false;
    std::mutex mutex_;
    Tally sum_;
    std::optional<Error> error_;
};

/// From the sums to what is shown.
class Reporting {
public:
    Reporting(casework::Office& office, const Programs& programs, const Simulation& simulation)
        : office_(office), programs_(programs), simulation_(simulation) {}

    Result<Report> make(Tally tally, Words title) {
        Report out;
        out.title = std::move(title);
        out.from = simulation_.window().from;
        out.to = simulation_.window().to;
        out.files = tally.files, out.people = tally.people;
        out.gain = tally.gain, out.lose = tally.lose;
        out.newly = tally.newly, out.no_longer = tally.no_longer;
        out.before = tally.before, out.after = tally.after;
        out.by_month = rows(tally.by_month, [](auto& key) { return Words{key, key}; });
        out.by_town = rows(tally.by_town, [&](auto& key) { return town(key); });
        out.by_age = rows(tally.by_age, [](auto& key) { return Words{key + "岁", key}; });
        std::sort(out.by_age.begin(), out.by_age.end(), [](auto& a, auto& b) {
            return std::pair(a.key.size(), a.key) < std::pair(b.key.size(), b.key);
        });
        out.by_benefit = rows(tally.by_benefit, [&](auto& key) { return benefit(key); });
        out.by_source = TRY(sources(tally));
        TRY(people(tally, out.surprising));
        return out;
    }

private:
    template <typename F>
    static std::vector<Row> rows(const std::map<std::string, Side>& sums, F label) {
        std::vector<Row> out;
        for (auto& [key, side] : sums) out.push_back({key, label(key), side});
        return out;
    }

    Words town(const std::string& code) const {
        auto* region = office_.regions.find(code);
        return region ? Words{region->name, region->latin.empty() ? region->name : region->latin}
                      : Words{"住地未知", "residence not known"};
    }

    Words benefit(const std::string& id) const {
        for (auto* program : {programs_.first.get(), programs_.second.get()})
            for (auto& system : program->source().systems)
                for (auto& rule : system.entitlements)
                    if (system.id + "." + rule.id == id) return rule.label;
        return {id, id};
    }

    /// Today's lines in their order, each as far as it is appropriated; the rest has no money yet.
    Result<std::vector<Row>> sources(const Tally& tally) const {
        auto lines = TRY(office_.database.read([&](db::Session& session) {
            return ledger::standings(session, 0, INT64_MAX, int(office_.clock.today().year()));
        }));
        std::map<std::string, Side> sums;
        for (auto& [id, side] : tally.by_benefit) {
            auto before = side.before, after = side.after;
            for (auto& line : lines) {
                if (line.line.benefit != id || line.line.source == ledger::Source::none) continue;
                auto& sum = sums[ledger::name_of(line.line.source)];
                auto take = [&](Money& left, Money& into) {
                    auto part = Money{std::min(left.fen, line.appropriated.fen)};
                    left = left - part;
                    into += part;
                };
                take(before, sum.before);
                take(after, sum.after);
            }
            sums["none"].before += before;
            sums["none"].after += after;
        }
        return rows(sums, [](auto& key) { return Words{key, key}; });
    }

    Words why(const derive::Program& program, const derive::File& file,
              const Tally::Changed& one) const {
        auto found = program.explain(file, simulation_.end(), one.benefit, one.period);
        if (!found) return {"这个月没有判定", "nothing is decided for the month"};
        Words out = found->sentence;
        for (auto& row : found->matched) {
            out.zh += row.text.zh + "（" + row.clause + "）";
            out.en += " " + row.text.en + " (" + row.clause + ")";
        }
        return out;
    }

    Result<void> people(const Tally& tally, std::vector<Person>& out) const {
        constexpr std::size_t most = 10;
        bool rises = tally.after > tally.before;
        auto order = rises ? tally.losses : tally.gains;
        auto& rest = rises ? tally.gains : tally.losses;
        order.insert(order.end(), rest.begin(), rest.end());
        if (order.size() > most) order.resize(most);
        return office_.database.read([&](db::Session& session) -> Result<void> {
            for (auto& one : order) {
                auto rows = TRY(records::load(session, one.subject));
                Carried carried(rows, simulation_.forms(), simulation_.source());
                derive::File file{"person", carried.records()};
                out.push_back({one.subject, one.benefit, one.period, one.before, one.after,
                               one.month_before, one.month_after, why(*programs_.first, file, one),
                               why(*programs_.second, file, one)});
            }
            return {};
        });
    }

    casework::Office& office_;
    const Programs& programs_;
    const Simulation& simulation_;
};

Result<policy::Files> published(casework::Office& office) {
    return office.database.read([&](db::Session& session) {
        return policy::files_of(session, office.program->source().version);
    });
}

Result<Report> simulate(casework::Office& office, const Changed& change, const Options& options) {
    auto source = TRY(policy::read_source(change.files));
    Programs programs{office.program.shared(), TRY(derive::Program::compile(std::move(source)))};
    Simulation simulation(office, programs, options);
    auto tally = TRY(simulation.run());
    return Reporting(office, programs, simulation).make(std::move(tally), change.title);
}

} // namespace banxing::simulation
