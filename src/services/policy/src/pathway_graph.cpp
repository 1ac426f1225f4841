#include <policy/pathway_graph.h>

#include <algorithm>
#include <map>
#include <set>

namespace banxing::policy {
namespace {

constexpr std::string_view everybodys = "base.";

/// The facts that a system sees, by label and by full id.
class Facts {
public:
    Facts(const derive::PolicySource& policy, const derive::System& system) {
        for (const auto& one : policy.systems) {
            bool used = std::ranges::find(system.uses, one.id) != system.uses.end();
            if (!used && one.id != system.id) continue;
            for (const auto& fact : one.facts) {
                by_label_[fact.label.zh] = &fact;
                by_id_[one.id + "." + fact.id] = &fact;
            }
        }
    }

    void forms_behind_text(const std::string& feel, std::set<std::string>& out) {
        for (const auto* fact : named_in(feel)) forms_behind(*fact, out);
    }
    void forms_behind_id(const std::string& id, std::set<std::string>& out) {
        auto found = by_id_.find(id);
        if (found != by_id_.end()) forms_behind(*found->second, out);
    }

private:
    void forms_behind(const derive::Fact& fact, std::set<std::string>& out) {
        if (!seen_.insert(&fact).second) return;
        if (!fact.form.empty() && !fact.form.starts_with(everybodys)) out.insert(fact.form);
        forms_behind_text(fact.formula, out);
        seen_.erase(&fact);
    }

    /// Labels may hold labels: the longest one that fits counts. Quoted texts name nothing.
    std::vector<const derive::Fact*> named_in(const std::string& feel) const {
        std::vector<const derive::Fact*> out;
        std::string_view rest = feel;
        while (!rest.empty()) {
            if (rest.front() == '"') {
                auto end = rest.find('"', 1);
                rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
                continue;
            }
            auto found = longest_at(rest);
            if (found != by_label_.end()) out.push_back(found->second);
            rest.remove_prefix(found != by_label_.end() ? found->first.size() : 1);
        }
        return out;
    }

    using ByLabel = std::map<std::string, const derive::Fact*, std::less<>>;
    ByLabel::const_iterator longest_at(std::string_view text) const {
        auto best = by_label_.end();
        for (auto at = by_label_.begin(); at != by_label_.end(); ++at)
            if (text.starts_with(at->first) &&
                (best == by_label_.end() || at->first.size() > best->first.size()))
                best = at;
        return best;
    }

    ByLabel by_label_;
    std::map<std::string, const derive::Fact*, std::less<>> by_id_;
    std::set<const derive::Fact*> seen_;
};

class Graph {
public:
    Graph(const derive::PolicySource& policy, const derive::System& system)
        : facts_(policy, system) {
        for (const auto& stage : system.stages) {
            std::set<std::string> forms;
            facts_.forms_behind_text(stage.when, forms);
            for (const auto& form : forms) edge("form:" + form, "stage:" + stage.id, Tie::leads);
        }
        for (const auto& task : system.tasks) add(task);
        for (const auto& referral : system.referrals) add(referral);
    }

    std::vector<Edge> edges() const { return {edges_.begin(), edges_.end()}; }

private:
    void add(const derive::TaskRule& task) {
        auto node = "task:" + task.id;
        std::set<std::string> openers;
        if (!task.opened_by.form.empty()) openers.insert(task.opened_by.form);
        if (openers.empty()) facts_.forms_behind_id(task.since, openers);
        for (const auto& form : openers) edge("form:" + form, node, Tie::opens);
        for (const auto& match : task.closed_by) edge(node, "form:" + match.form, Tie::closes);
    }

    void add(const derive::ReferralRule& referral) {
        auto node = "referral:" + referral.id;
        edge("form:" + referral.opened_by.form, node, Tie::opens);
        for (const auto& match : referral.answered_by)
            edge(node, "form:" + match.form, Tie::closes);
    }

    void edge(std::string from, std::string to, Tie tie) {
        edges_.insert({std::move(from), std::move(to), tie});
    }

    Facts facts_;
    std::set<Edge> edges_;
};

} // namespace

std::vector<Edge> pathway_graph(const derive::PolicySource& policy, const derive::System& system) {
    return Graph(policy, system).edges();
}

} // namespace banxing::policy
