#include "matching.h"

#include "name.h"

#include <core/identity_number.h>
#include <core/text.h>

#include <algorithm>

namespace banxing::registry {
namespace {

enum class Agreement { unsaid, same, different };

template <typename T>
Agreement agreement(const T& a, const T& b) {
    if (a == T{} || b == T{}) return Agreement::unsaid;
    return a == b ? Agreement::same : Agreement::different;
}

struct Agreements {
    Agreement name, sex, birth, number, phone, guardian;

    Agreements(const Person& a, const Person& b)
        : name(agreement(a.name, b.name)), sex(agreement(a.sex, b.sex)),
          birth(agreement(a.birth, b.birth)), number(agreement(a.number, b.number)),
          phone(agreement(a.phone, b.phone)), guardian(agreement(a.guardian, b.guardian)) {}

    void list(Candidate& out) const {
        auto one = [&](const char* field, Agreement agreed) {
            if (agreed == Agreement::same) out.same.emplace_back(field);
            if (agreed == Agreement::different) out.different.emplace_back(field);
        };
        one("name", name);
        one("sex", sex);
        one("birth_date", birth);
        one("identity_number", number);
        one("guardian_name", guardian);
        one("guardian_phone", phone);
    }
};

constexpr auto same = Agreement::same;
constexpr auto different = Agreement::different;
constexpr auto unsaid = Agreement::unsaid;

/// What people and programs put where they cannot write a character.
bool stands_for_another(char32_t c) {
    bool private_use = (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
    return private_use ||
           std::u32string_view(U"?*_□○〇〓\uFFFD").find(c) != std::u32string_view::npos;
}

bool one_left_out(std::u32string_view longer, std::u32string_view shorter) {
    if (longer.size() != shorter.size() + 1 || shorter.size() < 2) return false;
    auto at = std::mismatch(shorter.begin(), shorter.end(), longer.begin());
    return std::equal(at.first, shorter.end(), at.second + 1);
}

/// One slip of the pen: a character that sounds the same (洁 for 㛃), a blank for a rare one, one
/// left out. Twins' names usually differ in sound.
bool miscopied(const Readings& readings, const std::u32string& a, const std::u32string& b) {
    if (a.size() != b.size()) return one_left_out(a, b) || one_left_out(b, a);
    std::size_t slips = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i] == b[i]) continue;
        ++slips;
        if (!stands_for_another(a[i]) && !stands_for_another(b[i]) &&
            !readings.sound_alike(a[i], b[i]))
            return false;
    }
    return slips == 1;
}

using Verdict = std::pair<Likeness, Words>;

Verdict doubt(const char* zh, const char* en) {
    return {Likeness::doubtful, {zh, en}};
}

Verdict other() {
    return {Likeness::other, {}};
}

Verdict same_number(const Agreements& are) {
    if (are.name == different && are.birth == different)
        return doubt("身份证号相同而姓名、出生日期不同",
                     "The same identity number, but another name and birth date");
    return {Likeness::same_number, {"身份证号相同", "The same identity number"}};
}

Verdict same_name_and_birth(const Agreements& are) {
    if (are.sex == different) {
        if (are.phone != same) return other();
        return doubt("姓名、出生日期、监护人电话相同而性别不同",
                     "The same name, birth date and guardian's phone, but another sex");
    }
    if (are.sex == unsaid)
        return doubt("姓名、出生日期相同，一方没有性别",
                     "The same name and birth date, but the sex is not stated on one side");
    if (are.phone == same)
        return {Likeness::equal,
                {"姓名、性别、出生日期、监护人电话相同",
                 "The same name, sex, birth date and guardian's phone"}};
    if (are.phone == different)
        return doubt("姓名、性别、出生日期相同而监护人电话不同",
                     "The same name, sex and birth date, but another guardian's phone");
    return doubt("姓名、性别、出生日期相同，没有可核对的监护人电话",
                 "The same name, sex and birth date, and no guardian's phone to compare");
}

Verdict same_name(const Agreements& are) {
    if (are.birth == same) return same_name_and_birth(are);
    if (are.phone != same || are.sex == different) return other();
    if (are.birth == different)
        return doubt("姓名、监护人电话相同而出生日期不同",
                     "The same name and guardian's phone, but another birth date");
    return doubt(
        "姓名、监护人电话相同，一方没有出生日期",
        "The same name and guardian's phone, but the birth date is not stated on one side");
}

Verdict judge(const Readings& readings, const Person& incoming, const Person& filed,
              const Agreements& are) {
    if (are.number == same) return same_number(are);
    if (are.number == different) return other();
    if (are.name == same) return same_name(are);
    bool one_family_and_day = are.phone == same && are.birth == same && are.sex != different;
    if (are.name == different && one_family_and_day &&
        miscopied(readings, incoming.name, filed.name))
        return doubt("出生日期、监护人电话相同，姓名只差一个字且像是误写",
                     "The same birth date and guardian's phone, and names that differ by what "
                     "looks like a slip");
    return other(); // twins, or strangers
}

} // namespace

Result<Person> Person::of(const Identity& identity) {
    Person out;
    out.name = folded_name(identity.name);
    out.guardian = folded_name(identity.guardian_name);
    out.sex = known_sex(identity.sex);
    out.phone = normal_phone(identity.guardian_phone);
    out.birth = identity.birth;
    if (identity.identity_number.empty()) return out;
    auto number = TRY(parse_identity_number(without_space(fold_width(identity.identity_number))));
    out.number = number.text;
    if (!out.birth) out.birth = number.birth;
    if (out.sex.empty()) out.sex = number.male ? "1" : "2";
    return out;
}

Compared compare(const Readings& readings, const Person& incoming, SubjectId subject,
                 const Person& filed) {
    Compared out;
    Agreements are(incoming, filed);
    out.candidate.subject = subject;
    are.list(out.candidate);
    std::tie(out.likeness, out.why) = judge(readings, incoming, filed, are);
    return out;
}

Match conclude(std::vector<Compared> compared) {
    auto count = [&](Likeness likeness) {
        return std::count_if(compared.begin(), compared.end(),
                             [&](auto& c) { return c.likeness == likeness; });
    };
    auto best = count(Likeness::same_number) > 0 ? Likeness::same_number : Likeness::equal;
    // a file with this very number, but another name and birth
    bool contradicted = std::any_of(compared.begin(), compared.end(), [](auto& c) {
        auto& agreed = c.candidate.same;
        return c.likeness == Likeness::doubtful &&
               std::find(agreed.begin(), agreed.end(), "identity_number") != agreed.end();
    });
    Match out;
    if (count(best) == 1 && !contradicted) {
        for (auto& c : compared)
            if (c.likeness == best) out.certain = c.candidate.subject, out.why = c.why;
        return out;
    }
    for (auto& c : compared) {
        if (c.likeness == Likeness::other) continue;
        out.why = out.doubtful.empty()
                      ? c.why
                      : Words{"有几份档案可能是同一人", "Several files could be of this person"};
        out.doubtful.push_back(std::move(c.candidate));
    }
    if (out.doubtful.empty()) out.why = {"没有相符的档案", "No file fits"};
    return out;
}

} // namespace banxing::registry
