#include "case_file.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

namespace banxing::policy {

using namespace derive;
namespace fs = std::filesystem;

static std::string state_name(TaskState state) {
    static constexpr const char* names[] = {"open", "done", "waived", "missed", "ended"};
    return names[std::size_t(state)];
}

static std::string referral_state(ReferralState state) {
    static constexpr const char* names[] = {"sent",     "accepted", "declined", "expired",
                                            "answered", "closed",   "withdrawn"};
    return names[std::size_t(state)];
}

static std::string outcome_name(Outcome outcome) {
    static constexpr const char* names[] = {"granted", "refused", "needs"};
    return names[std::size_t(outcome)];
}

static std::string joined(const std::vector<std::string>& items) {
    std::string out;
    for (auto& item : items) out += (out.empty() ? "" : " ") + item;
    return out;
}

static std::string sorted(std::vector<std::string> items) {
    std::sort(items.begin(), items.end());
    return joined(items);
}

/// One case against what the engine derives.
class CaseRun {
public:
    CaseRun(const Program& program, const Case& source) : program_(program), case_(source) {
        for (auto& item : source.records) {
            Record record = item.record;
            record.form = item.form;
            record.content = item.content;
            records_.push_back(record);
        }
    }

    std::vector<Words> differences() {
        if (case_.contradicts) contradictions(*case_.contradicts);
        got_ = program_.derive(file(), case_.day);
        for (auto& fault : got_.faults)
            note("无法推导：" + fault.zh, "cannot be derived: " + fault.en);
        if (case_.tasks) tasks(*case_.tasks, true);
        if (case_.tasks_include) tasks(*case_.tasks_include, false);
        if (case_.entitled) months(*case_.entitled, true);
        if (case_.entitled_include) months(*case_.entitled_include, false);
        for (auto& [system, stage] : case_.stages) {
            std::string found;
            for (auto& one : got_.stages)
                if (one.system == system) found = one.stage;
            compare("阶段 " + system, "stage of " + system, stage, found);
        }
        for (auto& [id, value] : case_.facts) fact(id, value);
        more();
        return std::move(out_);
    }

private:
    void more() {
        if (case_.referrals) referrals(*case_.referrals);
        for (auto& want : case_.transitions) transition(want);
        for (auto& want : case_.counted) counted(want);
        if (case_.pools) pools(*case_.pools);
    }

    File file() const { return {case_.subject, records_}; }

    void fact(const std::string& id, const std::string& expected) {
        auto got = program_.value(file(), case_.day, id);
        compare("事实 " + id, "fact " + id, expected, got ? *got : got.error().message.en);
    }

    /// The last record of the case is the one about to be written.
    void contradictions(const std::vector<std::string>& expected) {
        if (records_.empty()) return;
        File before{case_.subject, std::span(records_).first(records_.size() - 1)};
        std::vector<std::string> got;
        for (auto& one : program_.contradictions(before, records_.back())) got.push_back(one.id);
        compare("矛盾", "contradicts", sorted(expected), sorted(got));
    }

    void referrals(const std::vector<ExpectedReferral>& expected) {
        std::set<const Referral*> seen;
        for (auto& want : expected) {
            auto at = std::find_if(got_.referrals.begin(), got_.referrals.end(), [&](auto& one) {
                bool same = !want.occurrence || *want.occurrence == one.occurrence;
                return one.system + "." + one.referral == want.referral && same &&
                       !seen.count(&one);
            });
            if (at == got_.referrals.end()) {
                note("缺少转介 " + want.referral, "referral missing: " + want.referral);
                continue;
            }
            seen.insert(&*at);
            maybe(want.referral + " 状态", want.referral + " state", want.state,
                  referral_state(at->state));
            maybe(want.referral + " 期限", want.referral + " due", want.due, shown(at->due));
            maybe(want.referral + " 发出", want.referral + " sent", want.sent, iso(at->sent));
            maybe(want.referral + " 结束", want.referral + " closed", want.closed,
                  shown(at->closed));
        }
        for (auto& one : got_.referrals)
            if (!seen.count(&one))
                note("多出转介 " + one.referral + "/" + one.occurrence,
                     "referral too many: " + one.referral + "/" + one.occurrence);
    }

    void transition(const ExpectedTransition& want) {
        auto at = std::find_if(got_.transitions.begin(), got_.transitions.end(), [&](auto& one) {
            return one.system + "." + one.transition == want.transition;
        });
        if (at == got_.transitions.end())
            return note("没有到龄提示 " + want.transition, "no transition " + want.transition);
        maybe(want.transition + " 日期", want.transition + " on", want.on, iso(at->on));
        maybe(want.transition + " 缺", want.transition + " missing", want.missing, at->form);
    }

    void counted(const ExpectedCounted& want) {
        auto at = std::find_if(got_.counted.begin(), got_.counted.end(), [&](auto& one) {
            return one.indicator == want.indicator && Period{one.from, one.to}.contains(want.day);
        });
        bool in = at != got_.counted.end();
        std::string name = want.indicator + " " + iso(want.day);
        auto pair = [](std::int64_t above, std::int64_t below) {
            return std::to_string(above) + "/" + std::to_string(below);
        };
        compare(name, name, pair(want.above, want.below), in ? pair(at->above, at->below) : "0/0");
        maybe(name + " 乡镇", name + " town", want.town, in ? std::to_string(at->town) : "");
    }
    void pools(const std::vector<ExpectedPool>& expected) {
        static constexpr const char* sides[] = {"offers", "takes", "waits"};
        auto name = [](const std::string& pool, const std::string& side, const std::string& kind) {
            return pool + " " + side + " " + kind;
        };
        std::vector<std::string> want, got;
        for (auto& one : expected) {
            auto at = std::find_if(got_.pools.begin(), got_.pools.end(), [&](auto& entry) {
                return entry.pool == one.pool && sides[int(entry.side)] == one.side &&
                       one.kind.value_or(entry.kind) == entry.kind;
            });
            bool found = at != got_.pools.end();
            want.push_back(name(one.pool, one.side, one.kind.value_or(found ? at->kind : "")));
            if (!found) continue;
            maybe(want.back() + " 机构", want.back() + " holder", one.holder,
                  std::to_string(at->holder));
            maybe(want.back() + " 数", want.back() + " amount", one.amount,
                  std::to_string(at->amount));
            maybe(want.back() + " 起", want.back() + " since", one.since, shown(at->since));
        }
        for (auto& one : got_.pools) got.push_back(name(one.pool, sides[int(one.side)], one.kind));
        compare("名额", "pools", sorted(want), sorted(got));
    }

    void note(std::string zh, std::string en) { out_.push_back({std::move(zh), std::move(en)}); }
    void compare(const std::string& zh, const std::string& en, const std::string& expected,
                 const std::string& got) {
        if (expected != got)
            note(zh + "：应为 " + expected + "，实为 " + got,
                 en + ": expected " + expected + ", got " + got);
    }
    template <typename T>
    void maybe(const std::string& zh, const std::string& en, const std::optional<T>& expected,
               const std::string& got) {
        if (!expected) return;
        if constexpr (std::is_same_v<T, Date>)
            compare(zh, en, iso(*expected), got);
        else if constexpr (std::is_same_v<T, std::string>)
            compare(zh, en, *expected, got);
        else
            compare(zh, en, std::to_string(*expected), got);
    }

    static std::string key(const Task& task) {
        return task.system + "." + task.task + "/" + task.occurrence;
    }
    static std::string shown(const std::optional<Date>& day) { return day ? iso(*day) : ""; }

    /// Of several that fit, one in the state that is wanted.
    const Task* find(const ExpectedTask& want, const std::set<const Task*>& taken,
                     const std::optional<std::string>& state) const {
        const Task* best = nullptr;
        for (auto& task : got_.tasks) {
            bool named = want.task == task.system + "." + task.task;
            bool same = !want.occurrence || *want.occurrence == task.occurrence;
            if (!named || !same || taken.count(&task)) continue;
            if (state && state_name(task.state) == *state) return &task;
            if (!best) best = &task;
        }
        return best;
    }

    static std::optional<std::string> wanted_state(const ExpectedTask& want, bool exactly) {
        if (want.state || !exactly) return want.state;
        return "open";
    }

    void tasks(const std::vector<ExpectedTask>& expected, bool exactly) {
        std::set<const Task*> seen;
        for (auto& want : expected) {
            const Task* found = find(want, seen, wanted_state(want, exactly));
            if (!found) {
                std::string name = want.task + "/" + want.occurrence.value_or("…");
                note("缺少待办 " + name, "to-do missing: " + name);
                continue;
            }
            seen.insert(found);
            task(want, *found, exactly);
        }
        if (exactly) no_more_tasks(seen);
    }

    /// Of the case's own system and of those that it names: another system's to-dos are its own.
    void no_more_tasks(const std::set<const Task*>& seen) {
        std::set<std::string> systems = {case_.file.substr(0, case_.file.find('/'))};
        for (auto* task : seen) systems.insert(task->system);
        for (auto& task : got_.tasks)
            if (task.state == TaskState::open && !seen.count(&task) && systems.count(task.system))
                note("多出待办 " + key(task) + " 期限 " + shown(task.due),
                     "to-do too many: " + key(task) + " due " + shown(task.due));
    }

    void task(const ExpectedTask& want, const Task& got, bool exactly) {
        std::string name = key(got);
        maybe(name + " 状态", name + " state", wanted_state(want, exactly), state_name(got.state));
        maybe(name + " 开始", name + " opens", want.opens, iso(got.opens));
        maybe(name + " 期限", name + " due", want.due, shown(got.due));
        maybe(name + " 催办", name + " escalates", want.escalates, shown(got.escalates));
        maybe(name + " 办结", name + " closed", want.closed, shown(got.closed));
        maybe(name + " 上报", name + " supervisor", want.supervisor, got.supervisor);
    }

    void months(const std::vector<ExpectedMonth>& expected, bool exactly) {
        std::set<const Entitled*> seen;
        for (auto& want : expected) {
            auto found = std::find_if(got_.entitled.begin(), got_.entitled.end(), [&](auto& one) {
                return one.benefit == want.benefit && one.period == want.period;
            });
            std::string name = want.benefit + " " + want.period;
            if (found == got_.entitled.end()) {
                note("没有判定 " + name, "nothing decided for " + name);
                continue;
            }
            seen.insert(&*found);
            month(want, *found, name);
        }
        if (exactly) no_more_months(seen);
    }

    /// Of the case's own system and of those that it names, as with to-dos.
    void no_more_months(const std::set<const Entitled*>& seen) {
        std::set<std::string> systems = {case_.file.substr(0, case_.file.find('/'))};
        for (auto* month : seen) systems.insert(month->benefit.substr(0, month->benefit.find('.')));
        for (auto& one : got_.entitled)
            if (!seen.count(&one) && systems.count(one.benefit.substr(0, one.benefit.find('.')))) {
                std::string name = one.benefit + " " + one.period + " " + outcome_name(one.outcome);
                note("多出判定 " + name, "decided too many: " + name);
            }
    }

    void month(const ExpectedMonth& want, const Entitled& got, const std::string& name) {
        maybe(name + " 结果", name + " outcome", want.outcome, outcome_name(got.outcome));
        maybe(name + " 金额", name + " amount", want.amount, std::to_string(got.amount.fen));
        maybe(name + " 行", name + " row", want.row, joined(got.rows));
        if (want.needs)
            compare(name + " 还需", name + " needs", sorted(*want.needs), sorted(got.needs));
        explanation(want, got, name);
    }

    /// What is stored and what is explained must be the same.
    void explanation(const ExpectedMonth& want, const Entitled& got, const std::string& name) {
        auto why = program_.explain(file(), case_.day, got.benefit, got.period);
        if (!why)
            return note(name + " 无法解释：" + why.error().message.zh,
                        name + " cannot be explained");
        compare(name + " 解释的金额", name + " amount explained", std::to_string(got.amount.fen),
                std::to_string(why->amount.fen));
        if (!want.near) return;
        std::vector<std::string> near;
        for (auto& row : why->nearly) near.push_back(row.rule_id);
        if (std::find(near.begin(), near.end(), *want.near) == near.end())
            compare(name + " 近似行", name + " near miss", *want.near, joined(near));
    }

    const Program& program_;
    const Case& case_;
    std::vector<Record> records_;
    Consequences got_;
    std::vector<Words> out_;
};

CaseResult run_case(const Program& program, const Case& one) {
    return {one.file, one.line, one.title, CaseRun(program, one).differences()};
}

static std::vector<Coverage> cited_clauses(const Program& program) {
    std::map<std::pair<std::string, std::string>, Coverage> clauses;
    auto add = [&](const std::vector<Citation>& basis) {
        for (auto& one : basis) clauses[{one.document, one.clause}].clause = one;
    };
    for (auto& system : program.source().systems) {
        for (auto& task : system.tasks) add(task.basis);
        for (auto& referral : system.referrals) add(referral.basis);
        for (auto& entitlement : system.entitlements) add(entitlement.basis);
    }
    std::vector<Coverage> out;
    out.reserve(clauses.size());
    for (auto& [key, coverage] : clauses) out.push_back(coverage);
    return out;
}

static void cover(std::vector<Coverage>& coverage, const Case& one) {
    for (auto& clause : one.clauses)
        for (auto& line : coverage) {
            if (line.clause.document != clause.document || line.clause.clause != clause.clause)
                continue;
            line.grants += one.shows == Shows::grants;
            line.refuses += one.shows == Shows::refuses;
            line.boundary += one.shows == Shows::boundary;
        }
}

static std::vector<std::string> never_contradicted(const Program& program,
                                                   const std::vector<Case>& cases) {
    std::set<std::string> shown;
    for (auto& one : cases)
        for (auto& id : one.contradicts.value_or(std::vector<std::string>{}))
            shown.insert(one.records.back().form + " " + id);
    std::vector<std::string> out;
    for (auto& system : program.source().systems)
        for (auto& form : system.forms)
            for (auto& rule : form.contradictions)
                if (std::string name = form.system + "." + form.id + " " + rule.id;
                    shown.count(name) == 0)
                    out.push_back(std::move(name));
    return out;
}

static std::vector<Case> read_all(const Program& program, const fs::path& systems, Faults& faults) {
    std::vector<fs::path> paths;
    for (auto& system : program.source().systems) {
        std::error_code none; // a system without cases has no folder
        for (auto& entry : fs::directory_iterator(systems / system.id / "cases", none))
            if (entry.path().extension() == ".yaml") paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    std::vector<Case> out;
    for (auto& path : paths) {
        std::ifstream in(path, std::ios::binary);
        std::string text{std::istreambuf_iterator<char>(in), {}};
        Source source{fs::relative(path, systems).generic_string(), faults};
        auto root = parse_yaml(source, text);
        if (!root) continue;
        for (auto& one : read_case_file(source, *root, program)) out.push_back(std::move(one));
    }
    return out;
}

Result<CasesReport> run_cases(const Program& program, const fs::path& systems,
                              std::string_view filter) {
    Faults faults;
    auto cases = read_all(program, systems, faults);
    std::string n = std::to_string(faults.size());
    if (!faults.empty())
        return fail(Error::invalid({"案例有" + n + "处错误", "The cases have " + n + " faults"},
                                   std::move(faults)));
    CasesReport report;
    report.coverage = cited_clauses(program);
    report.never_contradicted = never_contradicted(program, cases);
    for (auto& one : cases) {
        cover(report.coverage, one);
        std::string name = one.file + " " + one.title.zh + " " + one.title.en;
        if (name.find(filter) == std::string::npos) continue;
        report.results.push_back(run_case(program, one));
    }
    return report;
}

} // namespace banxing::policy
