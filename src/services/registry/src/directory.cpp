#include "directory.h"

#include "name.h"

#include <core/text.h>

#include <algorithm>
#include <array>

namespace banxing::registry {

/// What fits, one after the other in the order of the answer.
class Directory::Hits {
public:
    struct Changed {
        Fit fit;
        SubjectId subject;
        Change change;
    };
    struct One {
        SubjectId subject;
        const Unit* name;
        Facts facts;
    };

    std::shared_ptr<const Volume> volume;
    std::array<std::vector<std::uint32_t>, fits> people; // of the volume, in order
    std::vector<Changed> changed;

    void sort() {
        std::sort(changed.begin(), changed.end(), [](const Changed& a, const Changed& b) {
            return a.fit != b.fit ? a.fit < b.fit : before(one(a), one(b));
        });
    }

    std::optional<One> next() {
        while (fit_ < fits && at_ == people[fit_].size()) ++fit_, at_ = 0;
        if (changed_at_ < changed.size() && change_is_next()) return one(changed[changed_at_++]);
        if (fit_ == fits) return std::nullopt;
        return one(people[fit_][at_++]);
    }

private:
    static One one(const Changed& c) { return {c.subject, c.change.name.c_str(), c.change.facts}; }
    One one(std::uint32_t person) const {
        return {volume->subject(person), volume->name_of(person), volume->facts(person)};
    }

    static bool before(const One& a, const One& b) {
        if (int order = compare_names(a.name, b.name); order != 0) return order < 0;
        return std::pair(a.facts.age_order(), a.subject) <
               std::pair(b.facts.age_order(), b.subject);
    }

    bool change_is_next() const {
        auto& change = changed[changed_at_];
        auto fit = static_cast<std::size_t>(change.fit);
        return fit != fit_ ? fit < fit_ : before(one(change), one(people[fit_][at_]));
    }

    std::size_t fit_ = 0, at_ = 0, changed_at_ = 0;
};

Directory::Directory(const Readings& readings)
    : readings_(readings), volume_(std::make_shared<Volume>(Gathering(readings), 0)) {}

void Directory::start_loading() {
    std::scoped_lock one_writer(writing_);
    keeps_changes_ = loading_ = true;
}

void Directory::put(SubjectId subject, std::string_view name, Facts facts) {
    auto normal = normal_name(name);
    if (normal.empty()) return remove(subject);
    std::vector<Unit> units;
    readings_.encode(normal, units);
    change(subject, {{units.data(), units.size()}, facts});
}

void Directory::remove(SubjectId subject) {
    change(subject, {});
}

void Directory::change(SubjectId subject, Change change) {
    std::scoped_lock one_writer(writing_);
    if (!keeps_changes_) return;
    auto known = changes_.find(subject.value);
    auto person = volume_->find(subject);
    if (person && volume_->gone(*person)) person.reset();
    bool was_there = person || (known != changes_.end() && !known->second.name.empty());
    if (person && volume_->facts(*person) == change.facts && !change.name.empty() &&
        compare_names(volume_->name_of(*person), change.name.c_str()) == 0)
        return; // most corrections leave the name alone
    {
        std::unique_lock moment(changing_);
        if (person) volume_->set_gone(*person);
        size_ = size_ + (change.name.empty() ? 0 : 1) - (was_there ? 1 : 0);
        changes_[subject.value] = std::move(change);
    }
    if (!loading_ && changes_.size() > std::max<std::size_t>(4096, volume_->size() / 16)) rebind();
}

void Directory::rebind() {
    Gathering gathering(readings_);
    volume_->copy_to(gathering);
    auto sorted = gathering.size();
    for (auto& [subject, change] : changes_)
        if (!change.name.empty())
            gathering.add(SubjectId(subject), readings_.decode(change.name.c_str()), change.facts);
    auto fresh = std::make_shared<Volume>(std::move(gathering), sorted);
    std::unique_lock moment(changing_);
    volume_ = std::move(fresh);
    changes_.clear();
}

void Directory::install(Gathering&& gathering) {
    auto fresh = std::make_shared<Volume>(std::move(gathering), 0);
    std::scoped_lock one_writer(writing_);
    loading_ = false;
    auto size = fresh->size();
    for (auto& [subject, change] : changes_) {
        auto person = fresh->find(SubjectId(subject));
        if (person) fresh->set_gone(*person);
        size = size + (change.name.empty() ? 0 : 1) - (person ? 1 : 0);
    }
    std::unique_lock moment(changing_);
    volume_ = std::move(fresh);
    size_ = size;
}

std::size_t Directory::size() const {
    std::shared_lock steady(changing_);
    return size_;
}

Listed Directory::listed(SubjectId subject, const Unit* name, Facts facts) const {
    return {subject, to_utf8(readings_.decode(name)), facts.sex(), facts.birth()};
}

std::optional<Listed> Directory::find(SubjectId subject) const {
    std::shared_lock steady(changing_);
    if (auto changed = changes_.find(subject.value); changed != changes_.end()) {
        auto& [name, facts] = changed->second;
        if (name.empty()) return std::nullopt;
        return listed(subject, name.c_str(), facts);
    }
    auto person = volume_->find(subject);
    if (!person) return std::nullopt;
    return listed(subject, volume_->name_of(*person), volume_->facts(*person));
}

void Directory::gather(const Query& query, std::size_t enough, Hits& hits) const {
    std::shared_lock steady(changing_);
    hits.volume = volume_;
    volume_->search(query, [&](Fit fit, std::uint32_t from, std::uint32_t to) {
        auto& people = hits.people[static_cast<std::size_t>(fit)];
        for (auto person = from; person < to && people.size() < enough; ++person)
            if (!volume_->gone(person)) people.push_back(person);
    });
    for (auto& [subject, change] : changes_) {
        const Unit* name = change.name.c_str();
        if (auto fit = fit_of(query, name))
            hits.changed.push_back({*fit, SubjectId(subject), change});
    }
}

std::vector<Listed> Directory::search(std::string_view typed, std::size_t limit,
                                      const Keep& keep) const {
    std::vector<Listed> out;
    Query query(readings_, typed);
    if (query.empty()) return out;
    Hits hits;
    gather(query, keep ? SIZE_MAX : limit, hits);
    hits.sort();
    while (out.size() < limit) {
        auto one = hits.next();
        if (!one) break;
        if (!keep || keep(one->subject)) out.push_back(listed(one->subject, one->name, one->facts));
    }
    return out;
}

} // namespace banxing::registry
