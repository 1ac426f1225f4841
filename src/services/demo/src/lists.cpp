#include "lists.h"

#include "dirt.h"
#include "names.h"

#include <clock/clock.h>
#include <core/identity_number.h>
#include <files/write.h>

#include <algorithm>

namespace banxing::demo {

constexpr std::size_t most_rows = 600;

using Values = std::vector<files::Value>;

/// The rows of a list in the order in which they were kept: what is new first when there are too
/// many.
static std::vector<Held> rows_of(const std::vector<Held>& held, List list) {
    std::vector<Held> out;
    for (auto& row : held)
        if (row.list == list) out.push_back(row);
    std::stable_sort(out.begin(), out.end(),
                     [](auto& a, auto& b) { return a.recorded < b.recorded; });
    if (out.size() > most_rows) out.resize(most_rows);
    std::stable_sort(out.begin(), out.end(), [](auto& a, auto& b) {
        return std::tie(a.day, a.index) < std::tie(b.day, b.index);
    });
    return out;
}

class Writing {
public:
    Writing(const World& world, List list)
        : world_(world), draw_(world.options.seed, Stream::lists, std::uint64_t(list)),
          dirt_(world.tables.rates, draw_) {}

    Result<std::filesystem::path> write(const std::string& file, files::SheetPlan plan,
                                        std::vector<Held> rows,
                                        Values (Writing::*values)(const Held&, int)) {
        spoil(rows);
        plan.created = start_of(world_.options.day);
        auto path = world_.options.lists / file;
        auto writer = TRY(files::SheetWriter::create(path, std::move(plan)));
        int n = 0;
        for (auto& row : rows) TRY(writer.row((this->*values)(row, ++n)));
        TRY(writer.finish());
        return path;
    }

    Values check(const Held& row, int n) {
        auto signs = row.content["signs"];
        auto age = row.content.value("visit_age", std::string());
        std::string text;
        for (auto& sign : signs)
            text += (text.empty() ? "" : "、") + wording(sign.get<std::string>());
        static const std::vector<std::string> nothing{"无", "无", "", "未见异常", "/"};
        if (text.empty()) text = draw_.one_of(nothing);
        if (draw_.chance(30'000)) age += age.ends_with("月") ? "龄" : "";
        return {std::int64_t(n),
                dirt_.name(row.name),
                dirt_.sex(row.male),
                dirt_.day(row.birth),
                dirt_.number(row.number),
                dirt_.cell(row.guardian.name),
                dirt_.phone(row.guardian.phone),
                row.village,
                dirt_.day(row.day),
                dirt_.digits(age),
                dirt_.cell(text),
                dirt_.yes_no(row.content.value("regression", false))};
    }

    Values diagnosis(const Held& row, int) {
        auto& c = row.content;
        static const std::vector<std::string> confirmed{"确诊", "确诊", "确诊孤独症", "孤独症"},
            excluded{"排除", "排除", "非孤独症"}, open{"暂不能确诊", "待定"};
        auto conclusion = c.value("conclusion", std::string());
        auto& forms = conclusion == "确诊" ? confirmed : conclusion == "排除" ? excluded : open;
        return {dirt_.day(row.day),
                dirt_.name(row.name),
                dirt_.number(row.number),
                dirt_.sex(row.male),
                dirt_.day(row.birth),
                dirt_.cell(c.value("icd10", std::string())),
                dirt_.cell(draw_.one_of(forms)),
                dirt_.digits(std::to_string(c.value("cars_total", 0))),
                row.guardian.name,
                dirt_.phone(row.guardian.phone),
                c.value("hospital", std::string()),
                dirt_.cell(c.value("advice", std::string()))};
    }

    Values month(const Held& row, int n) {
        auto& c = row.content;
        Date month = *parse_iso_date(c.value("month", std::string()) + "-01");
        return {std::int64_t(n),
                dirt_.name(row.name),
                dirt_.number(row.number),
                dirt_.sex(row.male),
                dirt_.day(row.birth),
                dirt_.phone(row.guardian.phone),
                dirt_.month(month),
                dirt_.digits(std::to_string(c.value("sessions", 0))),
                dirt_.yuan(c.value("fee_total", std::int64_t{0})),
                dirt_.yuan(c.value("self_paid", std::int64_t{0})),
                dirt_.day(row.day)};
    }

    /// Opening balances are exported by a programme: clean.
    Values paid_before(const Held& row, int) {
        auto& c = row.content;
        return {row.name,
                std::string(row.male ? "男" : "女"),
                row.birth,
                row.number,
                row.guardian.name,
                row.guardian.phone,
                row.day,
                c.value("month", std::string()),
                Money{c.value("amount", std::int64_t{0})},
                c.value("source", std::string())};
    }

private:
    std::string wording(const std::string& sign) {
        auto at = world_.law.sign_words.find(sign);
        return at == world_.law.sign_words.end() || draw_.chance(15'000) ? sign : at->second;
    }

    /// Somebody whom no file knows; the name is one that breaks careless software.
    Held stranger(Held like) {
        std::vector<std::pair<std::string, std::string>> rare = world_.tables.names.rare;
        auto& [name, sex] =
            rare[std::size_t(draw_.below(10))]; // the first ten: characters seldom in fonts
        like.name = name;
        like.male = sex != "2";
        like.birth = add_days(like.birth, int(draw_.between(1, 20)));
        auto day = iso(like.birth);
        auto first = world_.tables.address.identity_area + day.substr(0, 4) + day.substr(5, 2) +
                     day.substr(8, 2) + std::to_string(like.male ? 999 : 998);
        like.number = first + identity_check_digit(first);
        like.guardian.phone = phone(world_, draw_);
        like.recorded = false;
        return like;
    }

    static void correct(Held& row, Draw& draw) {
        if (row.content.contains("sessions"))
            row.content["sessions"] = row.content.value("sessions", 1) + 1;
        if (row.content.contains("regression"))
            row.content["regression"] = !row.content.value("regression", false);
        if (row.content.contains("cars_total")) row.content["cars_total"] = draw.between(30, 45);
    }

    /// Duplicates, corrections further down, people whom nobody knows, twins.
    void spoil(std::vector<Held>& rows) {
        if (rows.empty()) return;
        std::vector<Held> out, later;
        for (auto& row : rows) {
            out.push_back(row);
            if (dirt_.happens("duplicate_row")) out.push_back(row);
            if (dirt_.happens("corrected_row")) later.push_back(row), correct(later.back(), draw_);
            if (dirt_.happens("unknown_person")) out.push_back(stranger(row));
        }
        auto first = stranger(rows.front()), second = stranger(rows.back());
        auto twin = first; // of one birth and phone, told apart by name and number only
        twin.name = "陈㛃" == first.name ? "陈𠮷" : "陈㛃";
        twin.male = false;
        twin.number.clear();
        out.insert(out.begin() + std::ptrdiff_t(out.size() / 2), {first, twin, second});
        out.insert(out.end(), later.begin(), later.end());
        rows = std::move(out);
    }

    const World& world_;
    Draw draw_;
    Dirt dirt_;
};

static std::vector<files::Column> columns(std::initializer_list<const char*> headings,
                                          const char* over = "") {
    std::vector<files::Column> out;
    for (auto* heading : headings) out.push_back({heading, files::ColumnType::text, 0, over});
    return out;
}

static files::SheetPlan checks_plan(const std::string& town) {
    return {"健康检查",
            town + "0～6岁儿童健康检查登记表（演示数据）",
            {"填报单位：" + town + "　　填表人：（演示）"},
            columns({"序号", "儿童姓名", "性别", "出生年月日", "身份证号码", "家长姓名", "联系电话",
                     "村居", "体检日期", "月龄", "预警征象", "有无倒退"})};
}

static files::SheetPlan diagnoses_plan() {
    return {"诊断",
            {},
            {},
            columns({"就诊日期", "姓 名", "身份证号码", "性别", "出生日期", "ICD-10", "结论",
                     "CARS评分", "家长", "电话", "诊断医院", "处理意见"})};
}

static files::SheetPlan months_plan() {
    auto all =
        columns({"序号", "学员姓名", "身份证号", "性别", "出生日期", "家长电话"}, "学员信息");
    for (auto& more : {columns({"月份", "次数"}, "出勤"), columns({"总额", "其中自付"}, "费用"),
                       columns({"填报日期"}, "填报")})
        all.insert(all.end(), more.begin(), more.end());
    return {"月报", "康复机构月报（演示数据）", {}, all};
}

static files::SheetPlan paid_before_plan() {
    return {"已发补贴",
            {},
            {},
            columns({"姓名", "性别", "出生日期", "身份证号", "监护人姓名", "监护人电话", "登记日期",
                     "补贴月份", "已发金额", "发放单位"})};
}

static Result<std::filesystem::path> write_paid_before(const World& world,
                                                       const std::vector<Held>& held) {
    auto path = world.options.lists / "already_paid.xlsx";
    auto plan = paid_before_plan();
    plan.created = start_of(world.options.day);
    auto writer = TRY(files::SheetWriter::create(path, plan));
    Writing writing(world, List::paid_before);
    for (auto& row : rows_of(held, List::paid_before)) TRY(writer.row(writing.paid_before(row, 0)));
    TRY(writer.finish());
    return path;
}

Result<std::vector<std::filesystem::path>> write_lists(const World& world,
                                                       const std::vector<Held>& held) {
    std::error_code error;
    std::filesystem::create_directories(world.options.lists, error);
    if (error)
        return fail(Error::unavailable(
            {"无法建立名单文件夹", "The folder for the lists cannot be made"}, error.message()));
    auto& town = world.towns[world.list_town].name;
    std::vector<std::filesystem::path> out;
    out.push_back(TRY(Writing(world, List::checks)
                          .write("child_health_check.xlsx", checks_plan(town),
                                 rows_of(held, List::checks), &Writing::check)));
    out.push_back(TRY(Writing(world, List::diagnoses)
                          .write("diagnosis.xlsx", diagnoses_plan(), rows_of(held, List::diagnoses),
                                 &Writing::diagnosis)));
    out.push_back(TRY(Writing(world, List::months)
                          .write("institution_month.xlsx", months_plan(),
                                 rows_of(held, List::months), &Writing::month)));
    out.push_back(TRY(write_paid_before(world, held)));
    return out;
}

} // namespace banxing::demo
