#include "directory.h"
#include "name.h"

#include <core/text.h>

#include <atomic>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <thread>

using namespace banxing;
using namespace banxing::registry;

namespace {

const Readings& readings() {
    static const Readings it = Readings::read(BANXING_SOURCE_DIR "/data/pinyin").value();
    return it;
}

/// Half of the people in the volume, half among the changes.
std::unique_ptr<Directory> directory_of(const std::vector<std::string>& names) {
    auto out = std::make_unique<Directory>(readings());
    out->start_loading();
    Gathering gathering(readings());
    for (std::size_t i = 0; i < names.size(); i += 2)
        gathering.add(SubjectId(static_cast<std::int64_t>(i) + 1), normal_name(names[i]), {});
    out->install(std::move(gathering));
    for (std::size_t i = 1; i < names.size(); i += 2)
        out->put(SubjectId(static_cast<std::int64_t>(i) + 1), names[i], {});
    return out;
}

std::vector<std::string> names_of(const std::vector<Listed>& people) {
    std::vector<std::string> out;
    for (auto& p : people) out.push_back(p.name);
    return out;
}

using Names = std::vector<std::string>;

const Names known_names{"周小乐", "周晓乐",      "单小雨", "欧阳修", "张𠮷",
                        "楼㛃怡", "买买提·艾力", "西安",   "先知",   "吕布",
                        "曾国",   "Anna李",      "重阳",   "万俟雪", "仇乐"};

struct Typed {
    const char* typed;
    Names found;
};

const std::vector<Typed> typed_cases{
    {"周小乐", {"周小乐"}},
    {"小", {"单小雨", "周小乐"}},
    {"周", {"周小乐", "周晓乐"}},
    {"zxl", {"周小乐", "周晓乐"}},
    {"ZXL", {"周小乐", "周晓乐"}},
    {"zhxl", {"周小乐", "周晓乐"}},
    {"xl", {"周小乐", "周晓乐"}},
    {"zhou xiaole", {"周小乐", "周晓乐"}},
    {"zhouxiaole", {"周小乐", "周晓乐"}},
    {"zhouxl", {"周小乐", "周晓乐"}},
    {"zhouxiaol", {"周小乐", "周晓乐"}},
    {"xiaole", {"周小乐", "周晓乐"}},
    {"ｚｈｏｕ", {"周小乐", "周晓乐"}},
    {"周xl", {"周小乐", "周晓乐"}},
    {"周xiao乐", {"周小乐", "周晓乐"}},
    {"shan", {"单小雨"}},
    {"danxiaoyu", {"单小雨"}},
    {"sxy", {"单小雨"}},
    {"ouyangx", {"欧阳修"}},
    {"zhangji", {"张𠮷"}},
    {"𠮷", {"张𠮷"}},
    {"吉", {}},
    {"㛃", {"楼㛃怡"}},
    {"loujieyi", {"楼㛃怡"}},
    {"买买提•艾力", {"买买提·艾力"}},
    {"提艾", {"买买提·艾力"}},
    {"提·艾", {"买买提·艾力"}},
    {"mmtal", {"买买提·艾力"}},
    {"xian", {"西安", "先知"}},
    {"xi an", {"西安"}},
    {"xi'an", {"西安"}},
    {"lvbu", {"吕布"}},
    {"lübu", {"吕布"}},
    {"lyubu", {"吕布"}},
    {"lubu", {"吕布"}},
    {"zeng", {"曾国"}},
    {"cengguo", {"曾国"}},
    {"chongyang", {"重阳"}},
    {"zhongyang", {"重阳"}},
    {"moqixue", {"万俟雪"}},
    {"wqx", {"万俟雪"}},
    {"qiuyue", {"仇乐"}},
    {"ANNA", {"Anna李"}},
    {"anna li", {"Anna李"}},
    {"", {}},
    {"  ", {}},
    {"周小乐的长得没有人用的名字周小乐的长得没有人用的名字周小乐的长得没有人用的名字周小乐的长"
     "得没有人用的名字周小乐的长得没有人用的名字",
     {}},
    {"%", {}},
};

TEST(Directory, finds_by_what_people_type) {
    auto directory = directory_of(known_names);
    for (auto& c : typed_cases)
        EXPECT_EQ(names_of(directory->search(c.typed, 10, {})), c.found) << c.typed;
}

TEST(Directory, puts_the_best_first_and_then_goes_by_pinyin) {
    auto directory =
        directory_of({"林", "安林", "林中", "阿林", "林爱", "李林英", "林", "凌波", "令和"});
    EXPECT_EQ(names_of(directory->search("林", 20, {})),
              (Names{"林", "林", "林爱", "林中", "阿林", "安林", "李林英"}));
    EXPECT_EQ(names_of(directory->search("林", 4, {})), (Names{"林", "林", "林爱", "林中"}));
    EXPECT_EQ(names_of(directory->search("lin", 20, {})),
              (Names{"林", "林", "林爱", "林中", "凌波", "令和", "阿林", "安林", "李林英"}));
}

TEST(Directory, asks_whom_one_may_see) {
    auto directory = directory_of({"周一", "周二", "周三", "周四", "周五", "周六"});
    std::vector<std::int64_t> asked;
    auto found = directory->search("周", 2, [&](SubjectId subject) {
        asked.push_back(subject.value);
        return subject.value % 2 == 0;
    });
    EXPECT_EQ(names_of(found), (Names{"周二", "周六"})); // er, liu, san, si, wu, yi
    EXPECT_EQ(asked.size(), 2U);
}

TEST(Directory, follows_changes) {
    auto directory = directory_of({"周小乐", "王强"});
    const SubjectId zhou(1), wang(2);
    EXPECT_EQ(directory->size(), 2U);
    directory->put(zhou, "周大乐", Facts::of("1", parse_iso_date("2019-03-05")));
    EXPECT_TRUE(directory->search("周小乐", 5, {}).empty());
    auto found = directory->search("zhoudale", 5, {});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].subject, zhou);
    EXPECT_EQ(found[0].sex, "1");
    EXPECT_EQ(found[0].birth, parse_iso_date("2019-03-05"));
    EXPECT_EQ(directory->find(zhou)->name, "周大乐");
    directory->remove(wang);
    EXPECT_FALSE(directory->find(wang));
    EXPECT_TRUE(directory->search("王", 5, {}).empty());
    EXPECT_EQ(directory->size(), 1U);
    EXPECT_FALSE(directory->find(SubjectId(77)));
}

TEST(Directory, keeps_what_changed_while_it_was_read) {
    Directory directory(readings());
    directory.put(SubjectId(1), "早", {}); // in what is read
    EXPECT_EQ(directory.size(), 0U);
    directory.start_loading();
    for (int i = 0; i < 5000; ++i) directory.put(SubjectId(10 + i), "新人", {});
    directory.put(SubjectId(2), "新名", {});
    directory.remove(SubjectId(3));
    Gathering gathering(readings());
    for (auto id : {1, 2, 3}) gathering.add(SubjectId(id), U"旧名", {});
    directory.install(std::move(gathering));
    EXPECT_EQ(directory.size(), 5002U);
    EXPECT_EQ(directory.find(SubjectId(1))->name, "旧名");
    EXPECT_EQ(directory.find(SubjectId(2))->name, "新名");
    EXPECT_FALSE(directory.find(SubjectId(3)));
    EXPECT_EQ(directory.search("旧", 9, {}).size(), 1U);
    directory.put(SubjectId(2), "新人", {}); // now the changes are put into a volume
    EXPECT_EQ(directory.search("新人", 9000, {}).size(), 5001U);
    EXPECT_EQ(directory.size(), 5002U);
}

TEST(Directory, is_searched_while_it_changes) {
    auto directory = directory_of({"周小乐", "王强", "楼㛃怡"});
    std::atomic<bool> stop = false;
    std::vector<std::thread> readers;
    for (int t = 0; t < 3; ++t)
        readers.emplace_back([&] {
            while (!stop) {
                EXPECT_EQ(directory->search("lou", 3, {}).size(), 1U);
                EXPECT_EQ(directory->find(SubjectId(1))->name, "周小乐");
            }
        });
    for (int i = 0; i < 9000; ++i)
        directory->put(SubjectId(100 + i), i % 2 == 0 ? "新人" : "来者", {});
    stop = true;
    for (auto& reader : readers) reader.join();
    EXPECT_EQ(directory->size(), 9003U);
}

std::string some_name() {
    static const std::u32string characters = U"周小乐单于欧阳长重曾𠮷㛃娄吕缪仇盖任万俟尉迟艾力买提"
                                             U"·安李先西旋𬱖\U00030EDE\uE863";
    auto size = *rc::gen::inRange<std::size_t>(1, 7);
    std::u32string out;
    for (std::size_t i = 0; i < size; ++i)
        out += characters[*rc::gen::inRange<std::size_t>(0, characters.size())];
    return to_utf8(normal_name(to_utf8(out)));
}

bool found(const Directory& directory, const std::string& typed, std::size_t person) {
    auto people = directory.search(typed, SIZE_MAX, {});
    return std::any_of(people.begin(), people.end(), [&](auto& p) {
        return p.subject.value == static_cast<std::int64_t>(person) + 1;
    });
}

RC_GTEST_PROP(DirectoryLaw, everybody_is_found_by_any_part_of_the_name, ()) {
    auto names = *rc::gen::container<Names>(8, rc::gen::exec(some_name));
    auto directory = directory_of(names);
    auto who = *rc::gen::inRange<std::size_t>(0, names.size());
    auto name = to_utf32(names[who]);
    auto from = *rc::gen::inRange<std::size_t>(0, name.size());
    auto size = *rc::gen::inRange<std::size_t>(1, name.size() - from + 1);
    auto part = name.substr(from, size);
    RC_PRE(to_utf8(part) != "·");
    RC_ASSERT(found(*directory, to_utf8(part), who));
}

RC_GTEST_PROP(DirectoryLaw, everybody_is_found_by_each_initial_and_each_pinyin, ()) {
    auto names = *rc::gen::container<Names>(8, rc::gen::exec(some_name));
    auto directory = directory_of(names);
    auto who = *rc::gen::inRange<std::size_t>(0, names.size());
    std::string initials, pinyin;
    for (char32_t c : to_utf32(names[who])) {
        auto written = readings().written(c);
        if (joins(c)) continue;
        RC_PRE(!written.single.empty());
        auto spoken = readings().syllables(*rc::gen::elementOf(written.single));
        auto& syllable =
            readings().syllable(*rc::gen::elementOf(std::vector(spoken.begin(), spoken.end())));
        initials += syllable[0];
        pinyin += syllable;
    }
    RC_PRE(!initials.empty());
    RC_ASSERT(found(*directory, initials, who));
    RC_ASSERT(found(*directory, pinyin, who));
    RC_ASSERT(found(*directory,
                    pinyin.substr(0, *rc::gen::inRange<std::size_t>(1, pinyin.size() + 1)), who));
}

RC_GTEST_PROP(DirectoryLaw, the_answer_is_in_the_order_of_sort_keys, ()) {
    auto names = *rc::gen::container<Names>(12, rc::gen::exec(some_name));
    auto directory = directory_of(names);
    std::vector<std::string> keys;
    for (auto& person :
         directory->search(*rc::gen::element<std::string>("x", "l", "a"), SIZE_MAX, {}))
        keys.push_back(readings().sort_key(to_utf32(person.name)));
    std::size_t descents = 0; // between the three classes only
    for (std::size_t i = 1; i < keys.size(); ++i) descents += keys[i] < keys[i - 1] ? 1 : 0;
    RC_ASSERT(descents <= 2U);
}

RC_GTEST_PROP(DirectoryLaw, a_name_comes_back_as_it_was, ()) {
    auto name = normal_name(some_name());
    std::vector<Unit> units;
    readings().encode(name, units);
    RC_ASSERT(to_utf8(readings().decode(units.data())) == to_utf8(name));
}

TEST(Readings, sorts_as_a_dictionary_does) {
    auto key = [](const char* name) { return readings().sort_key(normal_name(name)); };
    EXPECT_LT(key("阿布"), key("安"));
    EXPECT_LT(key("妈"), key("麻")); // mā má
    EXPECT_LT(key("西"), key("先")); // xi xian
    EXPECT_LT(key("山"), key("单")); // shān shàn, not dān
    EXPECT_LT(key("周"), key("周小"));
    EXPECT_LT(key("周"), key("A")); // those without reading last
    EXPECT_LT(key("A"), key("\uE863"));
}

TEST(Readings, refuses_a_folder_that_holds_none) {
    auto none = Readings::read("/nonexistent");
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().fault, Fault::unavailable);
}

TEST(Name, is_made_normal) {
    struct Case {
        const char *said, *normal;
    };
    for (auto& c : std::vector<Case>{{"张　三", "张三"},
                                     {" 张\n三 ", "张三"},
                                     {"买买提•艾力", "买买提·艾力"},
                                     {"买买提.艾力", "买买提·艾力"},
                                     {"买买提 · 艾力", "买买提·艾力"},
                                     {"Ａｎｎａ  Ｌｉ", "Anna Li"},
                                     {"J. Li", "J. Li"},
                                     {"𠮷", "𠮷"}})
        EXPECT_EQ(to_utf8(normal_name(c.said)), c.normal);
}

} // namespace
