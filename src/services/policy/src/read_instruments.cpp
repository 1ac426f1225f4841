// Scales and check-lists: items with points, totals of them, bands of a total. They become fields
// and scores of the form that takes them up.
#include "read.h"

#include <algorithm>

namespace banxing::policy {

using namespace derive;

/// An answer and what it counts; without points the item does not count at all (不适用).
struct Answer {
    Code code;
    std::optional<std::int64_t> points;
};

struct Item {
    std::string field, name, group;
    std::int64_t weight = 1;
    std::vector<Answer> answers;
};

class InstrumentReader {
public:
    InstrumentReader(const Source& source, const YAML::Node& root, const std::string& id)
        : map_(source, root), id_(id) {}
    InstrumentParts read();

private:
    std::vector<Answer> answers(Map& map, const std::string& key, Need need);
    void item(Map& map);
    void entered(Map& map);
    void of_entered(Map& map);
    void total(Map& map);
    void bands(Map& map, const Field& total);
    std::vector<const Item*> chosen(Map& map, const std::string& group);
    std::string points(const Item& item, bool best) const;
    std::string sum(const std::vector<const Item*>& items, bool best) const;
    void score(std::string id, Words label, FieldType type, std::string formula);

    Map map_;
    std::string id_;
    InstrumentParts out_;
    std::vector<Answer> answers_, reversed_;
    std::vector<Item> items_;
};

std::vector<Answer> InstrumentReader::answers(Map& map, const std::string& key, Need need) {
    std::vector<Answer> out;
    map.each(
        key,
        [&](Map& one) {
            Answer answer;
            answer.code.code = one.text("code", Need::required);
            answer.code.label = one.words();
            answer.points = one.integer("points");
            out.push_back(std::move(answer));
        },
        need);
    return out;
}

void InstrumentReader::item(Map& map) {
    Item item;
    std::string number = map.text("no", Need::required);
    item.field = id_ + "_" + number;
    item.name = out_.instrument.label.zh + "第" + number + "项";
    item.group = map.text("group");
    item.weight = map.integer("weight").value_or(1);
    bool turned = map.flag("reversed");
    item.answers = map.has("answers") ? answers(map, "answers", Need::required)
                   : turned           ? reversed_
                                      : answers_;
    if (turned && reversed_.empty())
        map.fault({"反向计分需要 reversed_answers", "reversed items need reversed_answers"});
    Field field;
    field.id = item.field;
    field.name = item.name;
    field.label = map.words();
    field.help = map.words("help");
    field.type = FieldType::code;
    field.required = map.flag("required", true);
    field.instrument = id_;
    field.code_system = out_.instrument.label.zh + " " + out_.instrument.version;
    for (auto& answer : item.answers) field.codes.push_back(answer.code);
    out_.fields.push_back(std::move(field));
    items_.push_back(std::move(item));
}

/// Points of an item as FEEL; `best`: the most it could have had, given that it counts.
std::string InstrumentReader::points(const Item& item, bool best) const {
    std::int64_t most = 0;
    for (auto& answer : item.answers) most = std::max(most, answer.points.value_or(0));
    std::string out;
    for (auto& answer : item.answers) {
        std::int64_t n = answer.points ? item.weight * (best ? most : *answer.points) : 0;
        out += "if " + item.name + " = \"" + answer.code.code + "\" then " + std::to_string(n) +
               " else ";
    }
    return "(" + out + "0)";
}

/// The formula, or null while an item is unanswered.
static std::string once_answered(const std::vector<const Item*>& items,
                                 const std::string& formula) {
    std::string open;
    for (auto* item : items) open += (open.empty() ? "" : " or ") + item->name + " = null";
    return "if " + open + " then null else " + formula;
}

std::string InstrumentReader::sum(const std::vector<const Item*>& items, bool best) const {
    std::string out;
    for (auto* item : items) out += (out.empty() ? "" : " + ") + points(*item, best);
    return out;
}

std::vector<const Item*> InstrumentReader::chosen(Map& map, const std::string& group) {
    std::vector<const Item*> out;
    for (auto& item : items_)
        if (group == "all" || item.group == group) out.push_back(&item);
    if (out.empty())
        map.fault({"没有“" + group + "”组的项目", "no items of group '" + group + "'"});
    return out;
}

void InstrumentReader::score(std::string id, Words label, FieldType type, std::string formula) {
    Field score;
    score.id = std::move(id);
    score.label = std::move(label);
    score.type = type;
    score.formula = std::move(formula);
    score.instrument = id_;
    out_.scores.push_back(std::move(score));
}

/// A total that is worked out on paper, where the items are not ours to show.
void InstrumentReader::entered(Map& map) {
    Field field;
    field.id = map.id();
    field.label = map.words();
    field.help = map.words("help");
    field.type = FieldType::integer;
    field.min = map.integer("min", Need::required);
    field.max = map.integer("max", Need::required);
    field.required = map.flag("required");
    field.instrument = id_;
    out_.fields.push_back(std::move(field));
}

void InstrumentReader::of_entered(Map& map) {
    std::string id = map.text("of", Need::required);
    auto at = std::find_if(out_.fields.begin(), out_.fields.end(),
                           [&](auto& field) { return field.id == id; });
    if (at == out_.fields.end())
        return map.fault({"没有填写项“" + id + "”", "nothing is entered as '" + id + "'"});
    Field total = *at;
    bands(map, total);
}

void InstrumentReader::total(Map& map) {
    if (map.has("of")) return of_entered(map);
    std::string id = map.id();
    Words label = map.words();
    int given = int(map.has("sum")) + int(map.has("percent")) + int(map.has("count"));
    if (given != 1)
        map.fault({"sum、percent、count 写且只写一个", "give one of sum, percent, count"});
    std::string formula;
    if (map.has("sum")) {
        auto items = chosen(map, map.text("sum"));
        formula = once_answered(items, sum(items, false));
    } else if (map.has("percent")) {
        auto items = chosen(map, map.text("percent"));
        std::string best = "(" + sum(items, true) + ")";
        formula = once_answered(items, "if " + best + " = 0 then null else floor(100 * (" +
                                           sum(items, false) + ") / " + best + ")");
    } else {
        std::string answer = map.text("answer", Need::required);
        auto items = chosen(map, map.text("count"));
        for (auto* item : items)
            formula += (formula.empty() ? "" : " + ") +
                       ("(if " + item->name + " = \"" + answer + "\" then 1 else 0)");
        formula = once_answered(items, formula);
    }
    score(id, label, FieldType::integer, formula);
    const Field total = out_.scores.back();
    if (map.has("bands")) bands(map, total);
}

/// In order; a band reaches up to the parameter that `below` names, the last has none.
void InstrumentReader::bands(Map& map, const Field& total) {
    std::string formula = "if " + total.label.zh + " = null then null else ";
    bool closed = false;
    map.each("bands", [&](Map& band) {
        std::string code = band.text("code", Need::required);
        std::string below = band.text("below");
        if (closed)
            band.fault({"最后一档之后不能再有档", "nothing follows the band without below"});
        closed = below.empty();
        formula += closed ? "\"" + code + "\""
                          : "if " + total.label.zh + " < " + below + " then \"" + code + "\" else ";
    });
    if (!closed) map.fault({"最后一档不写 below", "the last band has no below"});
    score(total.id + "_band", map.words("band", Need::required), FieldType::text, formula);
}

InstrumentParts InstrumentReader::read() {
    auto& instrument = out_.instrument;
    instrument.id = id_;
    instrument.label = map_.words();
    instrument.version = map_.text("version", Need::required);
    instrument.licence = map_.words("licence", Need::required);
    static const std::vector<std::string> trusts = {"official", "secondary", "example"};
    instrument.trust = trusts[std::size_t(map_.choice("trust", trusts, Need::required))];
    instrument.basis = map_.basis();
    answers_ = answers(map_, "answers", Need::optional);
    reversed_ = answers(map_, "reversed_answers", Need::optional);
    map_.each("items", [&](Map& one) { item(one); });
    map_.each("entered", [&](Map& one) { entered(one); });
    if (out_.fields.empty())
        map_.fault({"量表没有项目，也没有填写项", "the instrument has neither items nor entered"});
    map_.each("totals", [&](Map& one) { total(one); });
    return std::move(out_);
}

InstrumentParts read_instrument(const Source& source, const YAML::Node& root,
                                const std::string& id) {
    return InstrumentReader(source, root, id).read();
}

} // namespace banxing::policy
