#include <core/json.h>
#include <core/text.h>
#include <feel/read.h>

namespace banxing::feel {
namespace {

template <typename T>
Value of(const std::optional<T>& v) {
    return v ? Value::of(*v) : Value();
}

Value read_boolean(std::string_view text) {
    if (text == "true" || text == "1") return Value::of(true);
    return text == "false" || text == "0" ? Value::of(false) : Value();
}

/// Builds values from the parser's events; the parser never sees a number but as its text.
class JsonValues : public Json::json_sax_t {
public:
    Value take() { return std::move(done_); }
    const char* refusal() const { return refusal_; }

    bool null() override { return add({}); }
    bool boolean(bool yes) override { return add(Value::of(yes)); }
    bool number_integer(Json::number_integer_t n) override { return add(Value::of(n)); }
    bool number_unsigned(Json::number_unsigned_t n) override {
        return add(of(Decimal::make(false, n, 0)));
    }
    bool number_float(Json::number_float_t, const std::string& digits) override {
        Value value = of(Decimal::parse(digits));
        return value.is_null() ? refuse("a number is out of range") : add(std::move(value));
    }
    bool string(std::string& text) override { return add(Value::of(text)); }
    bool binary(Json::binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(true); }
    bool start_array(std::size_t) override { return open(false); }
    bool key(std::string& name) override {
        open_.back().name = name;
        return true;
    }
    bool end_object() override {
        Level level = std::move(open_.back());
        open_.pop_back();
        return add(Value::context(std::move(level.entries)));
    }
    bool end_array() override {
        Level level = std::move(open_.back());
        open_.pop_back();
        return add(Value::of(std::move(level.items)));
    }
    bool parse_error(std::size_t, const std::string&, const Json::exception&) override {
        return false;
    }

private:
    struct Level {
        bool object = false;
        std::string name;
        std::vector<Entry> entries;
        List items;
    };
    bool refuse(const char* why) {
        refusal_ = why;
        return false;
    }
    bool open(bool object) {
        if (open_.size() >= 64) return refuse("it is nested too deeply");
        open_.push_back({object, {}, {}, {}});
        return true;
    }
    bool add(Value value) {
        if (open_.empty()) {
            done_ = std::move(value);
        } else if (open_.back().object) {
            open_.back().entries.push_back({std::move(open_.back().name), std::move(value)});
        } else {
            open_.back().items.push_back(std::move(value));
        }
        return true;
    }

    std::vector<Level> open_;
    Value done_;
    const char* refusal_ = "it is not well-formed";
};

} // namespace

Value read_text(std::string_view text, TypeKind kind) {
    switch (kind) {
    case TypeKind::boolean:
        return read_boolean(text);
    case TypeKind::number:
        return of(Decimal::parse(text));
    case TypeKind::date:
        return of(parse_day(text));
    case TypeKind::time:
        return of(parse_time(text));
    case TypeKind::date_time:
        return of(parse_date_time(text));
    case TypeKind::days_duration:
        return of(parse_days_duration(text));
    case TypeKind::months_duration:
        return of(parse_months_duration(text));
    default:
        return Value::of(text);
    }
}

Result<Value> read_json(std::string_view json) {
    JsonValues values;
    if (Json::sax_parse(json.begin(), json.end(), &values)) return values.take();
    return fail(Error::invalid({"JSON 无法读取", std::string("bad JSON: ") + values.refusal()}));
}

Value read_as(const Value& plain, const Type& wanted) {
    if (plain.is(Kind::string)) {
        TypeKind kind = wanted.kind();
        bool written = kind >= TypeKind::date && kind <= TypeKind::months_duration;
        return written ? read_text(plain.string(), kind) : plain;
    }
    if (plain.is(Kind::list)) {
        List items;
        for (const Value& item : plain.list()) items.push_back(read_as(item, wanted.element()));
        return Value::of(std::move(items));
    }
    if (!plain.is(Kind::context)) return plain;
    std::vector<Entry> entries;
    for (const Entry& entry : plain.entries()) {
        const Type* type = wanted.field(entry.name);
        entries.push_back({entry.name, type ? read_as(entry.value, *type) : entry.value});
    }
    return Value::context(std::move(entries));
}

} // namespace banxing::feel
