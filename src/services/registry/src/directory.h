#pragma once
// The names of a county in memory: one sorted volume, and the changes since, which are put into a
// new volume from time to time. About 40 bytes a person.
#include "query.h"
#include "readings.h"

#include <core/id.h>
#include <registry/registry.h>

#include <functional>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

namespace banxing::registry {

/// Sex and day of birth in 32 bits.
struct Facts {
    std::uint32_t packed = 0;
    static Facts of(const std::string& sex, std::optional<Date> birth);
    std::string sex() const;
    std::optional<Date> birth() const;
    /// Unknown births first, then the oldest.
    std::uint32_t age_order() const { return packed >> 4; }
    bool operator==(const Facts&) const = default;
};

/// As they sort: negative, zero or positive.
int compare_names(const Unit* a, const Unit* b);

/// Names in the order they come, to make a volume of.
class Gathering {
public:
    explicit Gathering(const Readings& readings) : readings_(readings) {}
    void add(SubjectId subject, std::u32string_view normal_name, Facts facts);
    std::size_t size() const { return people_.size(); }

private:
    friend class Volume;
    struct Person {
        std::uint64_t beginning; // of the name, to compare fast
        std::int64_t subject;
        std::uint32_t name; // where in units_
        Facts facts;
    };
    void add(std::int64_t subject, const Unit* name, Facts facts);

    const Readings& readings_;
    std::vector<Unit> units_;
    std::vector<Person> people_;
};

/// People in the order of their names; equal names are kept once.
class Volume {
public:
    Volume() = default;
    /// The first `sorted` people of the gathering are in order already.
    Volume(Gathering&& gathering, std::size_t sorted);

    std::size_t size() const { return subjects_.size(); }
    std::optional<std::uint32_t> find(SubjectId subject) const;
    const Unit* name_of(std::uint32_t person) const;
    SubjectId subject(std::uint32_t person) const { return SubjectId(subjects_[person]); }
    Facts facts(std::uint32_t person) const { return facts_[person]; }

    bool gone(std::uint32_t person) const { return gone_[person]; }
    void set_gone(std::uint32_t person) { gone_[person] = true; }
    /// Adds those that are not gone.
    void copy_to(Gathering& gathering) const;

    /// For each name that fits, in order: how, and the people of that name from ≤ n < to.
    template <typename F>
    void search(const Query& query, F&& found) const;

private:
    std::vector<Unit> units_;
    std::vector<std::uint32_t> names_;  // where in units_
    std::vector<std::uint32_t> people_; // by name: its first person; one more at the end
    std::vector<std::int64_t> subjects_;
    std::vector<Facts> facts_;
    std::vector<std::uint32_t> by_subject_;
    std::vector<bool> gone_;
};

class Directory {
public:
    using Keep = std::function<bool(SubjectId)>;

    explicit Directory(const Readings& readings);

    /// From now on changes are kept; those before are in what is about to be read.
    void start_loading();
    void put(SubjectId subject, std::string_view name, Facts facts);
    void remove(SubjectId subject);
    /// What was read from the database; changes that came meanwhile win.
    void install(Gathering&& gathering);

    std::size_t size() const;
    std::optional<Listed> find(SubjectId subject) const;
    std::vector<Listed> search(std::string_view typed, std::size_t limit, const Keep& keep) const;

private:
    struct Change {
        std::basic_string<Unit> name; // empty: removed; short ones need no memory of their own
        Facts facts;
    };
    class Hits;

    void change(SubjectId subject, Change change);
    void rebind();
    Listed listed(SubjectId subject, const Unit* name, Facts facts) const;
    void gather(const Query& query, std::size_t enough, Hits& hits) const;

    const Readings& readings_;
    std::mutex writing_; // one writer at a time; it alone reads what follows without the other lock
    mutable std::shared_mutex changing_; // exclusive for moments only
    std::shared_ptr<Volume> volume_;
    std::unordered_map<std::int64_t, Change> changes_;
    std::size_t size_ = 0;
    bool keeps_changes_ = false, loading_ = false;
};

/// How a name fits at its first place that does.
inline std::optional<Fit> fit_of(const Query& query, const Unit* name) {
    for (const Unit* at = name; *at != Readings::end_of_name; ++at)
        if (query.may_begin(*at))
            if (auto fit = query.fit(name, at)) return fit;
    return std::nullopt;
}

template <typename F>
void Volume::search(const Query& query, F&& found) const {
    for (std::size_t n = 0; n < names_.size(); ++n)
        if (auto fit = fit_of(query, units_.data() + names_[n]))
            found(*fit, people_[n], people_[n + 1]);
}

} // namespace banxing::registry
