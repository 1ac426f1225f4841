#include "households.h"

#include "names.h"

namespace banxing::demo {

static std::string put(std::string form, const char* what, const std::string& with) {
    if (auto at = form.find(what); at != form.npos)
        form.replace(at, std::string(what).size(), with);
    return form;
}

static std::string address(const World& world, Draw& draw, const Village& village) {
    auto& words = world.tables.address;
    auto form = words.forms.pick(draw);
    form = put(form, "{town}", world.towns[village.town].name);
    form = put(form, "{village}", village.name);
    form = put(form, "{hamlet}", draw.one_of(words.hamlets));
    form = put(form, "{road}", draw.one_of(words.roads));
    form = put(form, "{road_ending}", draw.one_of(words.road_endings));
    form = put(form, "{estate}", draw.one_of(words.estates));
    form = put(form, "{n}", std::to_string(draw.between(1, 280)));
    form = put(form, "{m}", std::to_string(draw.between(1, 4)));
    return put(form, "{k}", std::to_string(draw.between(1, 18) * 100 + draw.between(1, 4)));
}

class Families {
public:
    Families(const World& world, Draw& draw, Cluster& cluster)
        : world_(world), draw_(draw), cluster_(cluster), people_(cluster.people) {}

    void form() {
        for (int i = 0; i < int(people_.size()); ++i)
            if (people_[std::size_t(i)].child) child(i);
        for (int i = 0; i < int(people_.size()); ++i)
            if (at(i).household < 0) pair(i);
        for (auto& person : people_) name(person);
    }

private:
    Person& at(int i) { return people_[std::size_t(i)]; }
    int older_by(int i, int than) { return int(at(than).birth.year()) - int(at(i).birth.year()); }

    int open() {
        Household home;
        home.village = world_.towns[world_.town_shares.pick(draw_)].villages.pick(draw_);
        home.address = address(world_, draw_, world_.villages[home.village]);
        home.surname = world_.tables.names.surnames.pick(draw_);
        auto& rates = world_.tables.rates;
        if (draw_.chance(rates.poor)) home.poverty = rates.poverty.pick(draw_);
        cluster_.households.push_back(std::move(home));
        return int(cluster_.households.size()) - 1;
    }

    /// Somebody without a home who is so many years older than `than`.
    int find(int than, bool male, Range years) {
        for (int i = 0; i < int(people_.size()); ++i) {
            int older = older_by(i, than);
            if (!at(i).child && at(i).household < 0 && at(i).male == male && older >= years.from &&
                older <= years.to)
                return i;
        }
        return -1;
    }

    int sibling_home(int child) {
        if (!draw_.chance(40'000)) return -1;
        for (int i = 0; i < child; ++i) {
            int apart = std::abs(older_by(i, child));
            int mother = at(i).mother;
            if (at(i).child && mother >= 0 && apart >= 2 && apart <= 8 &&
                older_by(mother, child) >= 20 && older_by(mother, child) <= 45)
                return i;
        }
        return -1;
    }

    void join(int child, int as) {
        at(child).household = at(as).household;
        at(child).mother = at(as).mother;
        at(child).father = at(as).father;
    }

    void child(int i) {
        if (at(i).twin && i > 0) return join(i, i - 1);
        if (int as = sibling_home(i); as >= 0) return join(i, as);
        auto age = world_.tables.rates.mother_age.pick(draw_);
        auto years = draw_.between(age.from, age.to);
        int mother = find(i, false, {years - 3, years + 3});
        if (mother < 0) mother = find(i, false, {20, 45});
        int home = open();
        at(i).household = home;
        if (mother < 0) return;
        at(i).mother = mother;
        at(mother).household = home;
        if (!draw_.chance(94'000)) return;
        int father = find(mother, true, {-4, 9});
        if (father < 0) return;
        at(i).father = father;
        at(father).household = home;
        if (int elder = find(father, false, {20, 36}); elder >= 0 && draw_.chance(40'000))
            at(elder).household = home;
    }

    void pair(int i) {
        at(i).household = open();
        if (!draw_.chance(72'000)) return;
        if (int partner = find(i, !at(i).male, {-6, 6}); partner >= 0)
            at(partner).household = at(i).household;
    }

    void name(Person& person) {
        auto& home = cluster_.households[std::size_t(person.household)];
        bool mothers = person.child && draw_.chance(world_.tables.rates.mothers_surname);
        bool family = person.child ? !mothers : person.male;
        person.name = full_name(world_.tables, draw_, int(person.birth.year()), person.male,
                                family ? std::optional(home.surname) : std::nullopt);
    }

    const World& world_;
    Draw& draw_;
    Cluster& cluster_;
    std::vector<Person>& people_;
};

void form_households(const World& world, Draw& draw, Cluster& cluster) {
    Families(world, draw, cluster).form();
}

} // namespace banxing::demo
