#pragma once
// Workbooks made by hand, part by part, so that each can be wrong in its own way.
#include <files/sheet.h>

#include <map>
#include <string>
#include <vector>
#include <zip.h>

namespace banxing::files {

/// A zip archive of these entries.
inline std::string zipped(const std::map<std::string, std::string>& entries) {
    zip_error_t error;
    zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_source_keep(target);
    zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
    for (auto& [name, content] : entries) {
        zip_source_t* source = zip_source_buffer(archive, content.data(), content.size(), 0);
        zip_file_add(archive, name.c_str(), source, ZIP_FL_OVERWRITE);
    }
    zip_close(archive);
    zip_source_open(target);
    zip_stat_t stat;
    zip_source_stat(target, &stat);
    std::string bytes(stat.size, '\0');
    zip_source_read(target, bytes.data(), bytes.size());
    zip_source_close(target);
    zip_source_free(target);
    return bytes;
}

inline void write_size(std::string& bytes, std::size_t at, std::uint32_t size) {
    for (std::size_t i = 0; i < 4; ++i) bytes[at + i] = char(size >> (8 * i));
}

/// The same archive whose headers say `size` where the inflated size of each entry should stand.
inline std::string with_claimed_size(std::string archive, std::uint32_t size) {
    for (auto at = archive.find("PK\3\4"); at != archive.npos; at = archive.find("PK\3\4", at + 1))
        write_size(archive, at + 22, size);
    for (auto at = archive.find("PK\1\2"); at != archive.npos; at = archive.find("PK\1\2", at + 1))
        write_size(archive, at + 24, size);
    return archive;
}

/// A workbook with one sheet; each part may be replaced or taken out.
struct MadeBook {
    std::map<std::string, std::string> parts;

    /// `rows`: what stands inside <sheetData>; `after`: what stands behind it.
    explicit MadeBook(const std::string& rows, const std::string& after = "");
    /// <si> elements.
    MadeBook& texts(const std::string& items);
    /// <numFmt> elements and the number formats of the cell styles.
    MadeBook& styles(const std::string& formats, const std::vector<int>& cells);
    MadeBook& set(const std::string& part, std::string content);
    MadeBook& without(const std::string& part);
    std::string bytes() const { return zipped(parts); }
};

struct Outcome {
    Result<SheetInfo> info;
    std::vector<Row> rows;

    /// "3: 甲 | 乙": row number and cells.
    std::vector<std::string> lines() const;
    /// Its Chinese sentence, or "" when there is none.
    std::string refusal() const { return info ? "" : info.error().message.zh; }
    const Cell& cell(std::size_t row, std::size_t column) const {
        return rows.at(row).cells.at(column);
    }
};

inline const std::string relations =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

inline std::string relation(const std::string& id, const std::string& type,
                            const std::string& target) {
    return "<Relationship Id=\"" + id + "\" Type=\"" + relations + type + "\" Target=\"" + target +
           "\"/>";
}

inline MadeBook::MadeBook(const std::string& rows, const std::string& after) {
    parts["_rels/.rels"] = "<Relationships>" + relation("r1", "officeDocument", "xl/workbook.xml") +
                           "</Relationships>";
    parts["xl/workbook.xml"] =
        "<workbook xmlns:r=\"" + relations +
        "\"><sheets><sheet name=\"名单\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";
    parts["xl/_rels/workbook.xml.rels"] =
        "<Relationships>" + relation("r1", "worksheet", "worksheets/sheet1.xml") +
        relation("r2", "sharedStrings", "/xl/sharedStrings.xml") +
        relation("r3", "styles", "styles.xml") + "</Relationships>";
    parts["xl/worksheets/sheet1.xml"] =
        "<worksheet><sheetData>" + rows + "</sheetData>" + after + "</worksheet>";
}

inline MadeBook& MadeBook::texts(const std::string& items) {
    return set("xl/sharedStrings.xml", "<sst>" + items + "</sst>");
}

inline MadeBook& MadeBook::styles(const std::string& formats, const std::vector<int>& cells) {
    std::string xfs;
    for (int id : cells) xfs += "<xf numFmtId=\"" + std::to_string(id) + "\"/>";
    return set("xl/styles.xml",
               "<styleSheet><numFmts>" + formats +
                   "</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>" + xfs +
                   "</cellXfs></styleSheet>");
}

inline MadeBook& MadeBook::set(const std::string& part, std::string content) {
    parts[part] = std::move(content);
    return *this;
}

inline MadeBook& MadeBook::without(const std::string& part) {
    parts.erase(part);
    return *this;
}

inline std::vector<std::string> Outcome::lines() const {
    std::vector<std::string> lines;
    for (auto& row : rows) {
        std::string line = std::to_string(row.number) + ":";
        for (std::size_t i = 0; i < row.cells.size(); ++i)
            line += (i == 0 ? " " : " | ") + row.cells[i].text;
        lines.push_back(line);
    }
    return lines;
}

inline Outcome read_all(const std::string& bytes, const Limits& limits = {},
                        const std::string& sheet = "") {
    std::vector<Row> rows;
    Source source{.bytes = bytes, .sheet = sheet};
    auto info = read_sheet(source, limits, [&](const SheetInfo&, Row& row) -> Result<Next> {
        rows.push_back(std::move(row));
        return Next::more;
    });
    return {std::move(info), std::move(rows)};
}

} // namespace banxing::files
