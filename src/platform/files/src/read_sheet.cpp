#include "delimited.h"
#include "refusals.h"
#include "worksheet.h"

#include <algorithm>

namespace banxing::files {

std::string column_name(std::size_t index) {
    std::string name;
    for (++index; index > 0; index = (index - 1) / 26)
        name.insert(name.begin(), char('A' + (index - 1) % 26));
    return name;
}

namespace {

enum class Content { archive, compound, markup, other_binary, text };

} // namespace

static Content content_of(std::string_view head) {
    if (head.starts_with("PK\3\4")) return Content::archive;
    if (head.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return Content::compound;
    for (std::string_view mark :
         {"%PDF", "PK", "Rar!", "\x89PNG", "\xFF\xD8\xFF", "7z\xBC\xAF", "{\\rtf"})
        if (head.starts_with(mark)) return Content::other_binary;
    if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
    head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n"), head.size()));
    if (head.starts_with('<')) return Content::markup;
    return Content::text;
}

static std::string utf16(std::string_view ascii) {
    std::string wide;
    for (char c : ascii) wide.append({c, '\0'});
    return wide;
}

/// A compound file is an old workbook, or the shell around an encrypted new one.
static Result<bool> is_encrypted(const Input& input) {
    std::string wanted = utf16("EncryptedPackage"), window;
    bool found = false;
    TRY(input.stream([&](std::string_view block) -> Result<Next> {
        window.append(block);
        found = window.find(wanted) != window.npos;
        if (window.size() > wanted.size()) window.erase(0, window.size() - wanted.size());
        return found ? Next::stop : Next::more;
    }));
    return found;
}

static Error compound_refusal(bool encrypted) {
    if (encrypted)
        return Error::invalid(
            {"文件有密码保护，请取消密码后另存为 .xlsx 重新上传",
             "The file is protected by a password. Remove it, save as .xlsx and upload again"});
    return Error::invalid(
        {"这是旧版 Excel 文件（.xls），请用 Excel 或 WPS 打开，另存为 .xlsx 后重新上传",
         "This is an old Excel file (.xls). Open it in Excel or WPS, save it as .xlsx and "
         "upload it again"});
}

Result<SheetInfo> read_sheet(const Source& source, const Limits& limits, const RowSink& sink) {
    Input input = TRY(Input::open(source, limits));
    switch (content_of(input.at(0, 512))) {
    case Content::archive:
        return read_xlsx(input, source.sheet, limits, sink);
    case Content::compound:
        return fail(compound_refusal(TRY(is_encrypted(input))));
    case Content::markup:
        return fail(Error::invalid({"这是网页或 XML 文件（有的系统把它命名为 .xls），请用 Excel 或 "
                                    "WPS 打开，另存为 .xlsx 后重新上传",
                                    "This is a web page or XML file (some systems call it .xls). "
                                    "Open it in Excel or WPS, save it "
                                    "as .xlsx and upload it again"}));
    case Content::other_binary:
        return fail(not_a_sheet());
    case Content::text:
        return read_delimited(input, limits, sink);
    }
    return fail(not_a_sheet());
}

} // namespace banxing::files
