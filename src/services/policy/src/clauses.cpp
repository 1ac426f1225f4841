#include <core/text.h>
#include <policy/clauses.h>

#include <fstream>

namespace banxing::policy {

static void read_one(std::istream& in, std::vector<Clause>& out) {
    std::string line, document;
    while (std::getline(in, line)) {
        auto columns = split(line, '\t');
        if (columns.size() < 2) continue;
        if (columns[0] == "# document") document = columns[1];
        bool comment = columns[0].starts_with("#");
        if (!comment && !columns[1].empty())
            out.push_back({document, std::string(columns[0]), std::string(columns[1])});
    }
}

Result<std::vector<Clause>> read_clauses(const std::filesystem::path& folder) {
    std::error_code fault;
    std::vector<Clause> out;
    for (const auto& entry : std::filesystem::directory_iterator(folder, fault)) {
        std::ifstream in(entry.path(), std::ios::binary);
        if (entry.path().extension() == ".tsv") read_one(in, out);
    }
    if (!fault) return out;
    return fail(Error::unavailable({"读不到条款文件夹", "The folder of the clauses cannot be read"},
                                   fault.message()));
}

} // namespace banxing::policy
