#include <gtest/gtest.h>
#include <messages/spool.h>

namespace banxing::messages {

TEST(Receipts, AreReadByTheirFirstTwoColumns) {
    auto read = read_receipts("id,status,time\r\n12,DELIVRD,2026-11-22 08:00\r\n13,UNDELIV\n\n");
    ASSERT_EQ(read.lines.size(), 2U);
    EXPECT_EQ(read.lines[0].id, 12);
    EXPECT_EQ(read.lines[0].status, "DELIVRD");
    EXPECT_EQ(read.lines[1].id, 13);
    EXPECT_EQ(read.lines[1].status, "UNDELIV");
    EXPECT_EQ(read.unread, 0);
}

TEST(Receipts, WhatIsNoLineIsCountedAndLeftOut) {
    for (const auto* line : {"x,DELIVRD", "12", "12,", "12,delivered", "12x,DELIVRD", "12,<script>",
                             "99999999999999999999,DELIVRD", "12,ABCDEFGHIJKLMNOPQRSTU"}) {
        auto read = read_receipts(line);
        EXPECT_TRUE(read.lines.empty()) << line;
        EXPECT_EQ(read.unread, 1) << line;
    }
    EXPECT_EQ(read_receipts("").unread, 0);
    EXPECT_EQ(read_receipts("7,DELIVRD").lines.size(), 1U) << "without a line of columns";
}

} // namespace banxing::messages
