#include "refusals.h"

#include <fmt/format.h>

namespace banxing::files {

Error damaged(std::string detail) {
    return {
        Fault::invalid,
        {"文件已损坏或没有传完整，请用 Excel 或 WPS 打开检查，另存为 .xlsx 后重新上传",
         "The file is damaged or was cut off. Open it in Excel or WPS, save it as .xlsx and upload "
         "it again"},
        {},
        std::move(detail)};
}

Error too_large(Words message) {
    return {Fault::too_large, std::move(message), {}};
}

Error not_a_sheet() {
    return Error::invalid({"这不是表格文件，请上传 .xlsx 或 .csv",
                           "This is not a sheet. Upload an .xlsx or .csv file"});
}

Error refused_xml() {
    return Error::invalid(
        {"文件内含有不允许的定义（DTD），请用 Excel 或 WPS 另存为 .xlsx 后重新上传",
         "The file contains definitions that are not allowed (DTD). Save it as .xlsx in "
         "Excel or WPS and upload it again"});
}

Error cell_too_long(std::uint32_t row, std::uint32_t limit) {
    return too_large(
        {fmt::format("第{}行有单元格超过{}个字，请检查是否缺少引号或内容填错", row, limit),
         fmt::format("Row {} has a cell of more than {} characters. Look for a missing quote or "
                     "misplaced content",
                     row, limit)});
}

Error too_many_rows(std::uint32_t limit) {
    return too_large(
        {fmt::format("表格超过{}行，请拆成几个文件上传", limit),
         fmt::format("The sheet has more than {} rows. Split it into several files", limit)});
}

Error too_many_columns(std::uint32_t row, std::uint32_t limit) {
    return too_large(
        {fmt::format("第{}行超过{}列，请删去右侧多余的列", row, limit),
         fmt::format("Row {} has more than {} columns. Delete what is not needed on the right", row,
                     limit)});
}

Error too_much_text() {
    return too_large({"表格的文字总量过大，请拆成几个文件上传",
                      "The sheet holds too much text. Split it into several files"});
}

Error inflates_too_much(std::uint64_t limit) {
    return too_large(
        {fmt::format("文件解压后超过{}兆字节，请删去图片和多余的工作表后重新上传", limit >> 20),
         fmt::format("Unpacked, the file has more than {} MB. Remove pictures and other sheets "
                     "and upload it again",
                     limit >> 20)});
}

} // namespace banxing::files
