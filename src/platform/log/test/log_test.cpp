#include "render.h"

#include <log/log.h>

#include <gtest/gtest.h>
#include <thread>

using namespace banxing;
using namespace banxing::log;

TEST(Log, renders_numbers_truth_and_codes) {
    EXPECT_EQ(render_json("import.finished",
                          {{"rows", 100'000}, {"good", true}, {"kind", "health-check"}}),
              R"("event":"import.finished","rows":100000,"good":true,"kind":"health-check")");
    EXPECT_EQ(render_text("serve.listening", {{"listen", "127.0.0.1:8080"}}),
              R"(serve.listening listen="127.0.0.1:8080")");
}

TEST(Log, texts_of_people_have_no_way_in) {
    for (auto text :
         {"张三", "Zhang San", "990000201903051234", "13800000000", "a\"b", "a\nb", "<b>"})
        EXPECT_EQ(Value(text).json(), "\"?\"") << text;
    EXPECT_EQ(Value(std::string(81, 'a')).json(), "\"?\"");
    EXPECT_EQ(Value("2026-03-05").json(), "\"2026-03-05\"");
}

TEST(Log, a_detail_keeps_printable_ascii_only) {
    EXPECT_EQ(render_json("x", {}, "unique key: a.b \"\\\n李"),
              R"("event":"x","detail":"unique key: a.b ??????")");
}

TEST(Log, lines_carry_the_request_of_their_thread) {
    EXPECT_EQ(render_json("x", {}), R"("event":"x")");
    {
        RequestScope outer("r-1");
        {
            RequestScope inner("r-2");
            EXPECT_EQ(render_json("x", {}), R"("event":"x","request":"r-2")");
            std::thread([] { EXPECT_TRUE(current_request().empty()); }).join();
        }
        EXPECT_EQ(current_request(), "r-1");
    }
    EXPECT_TRUE(current_request().empty());
}

TEST(Log, writes_one_json_object_a_line) {
    ::testing::internal::CaptureStderr();
    start(Format::json, Level::info);
    debug("hidden");
    warning("seen", {{"count", 1}});
    failure("broken", Error::internal("sqlite 5: a.b"));
    auto text = ::testing::internal::GetCapturedStderr();
    EXPECT_EQ(text.find("hidden"), std::string::npos);
    EXPECT_NE(text.find(R"("level":"warning","event":"seen","count":1})"), std::string::npos)
        << text;
    EXPECT_NE(text.find(R"("fault":"internal","detail":"sqlite 5: a.b"})"), std::string::npos)
        << text;
    EXPECT_EQ(text.substr(0, 7), "{\"at\":\"");
}
