#pragma once
// The registers as the documents have them: data/duties.
#include <core/date.h>
#include <core/result.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace banxing::duties {

struct Unit {
    std::string id;
    Words label;
    std::vector<std::string> aliases; // as the document writes it elsewhere
    std::string kind;                 // of its organisation; empty: none here
};

struct Post {
    std::string id;
    Words label, role; // 组长, 市政府分管副市长
    std::string unit;
};

struct Duty {
    std::string id, clause;
    Words label;
    std::vector<std::string> lead, responsible; // units
    std::string item_clause, points;            // of annex 1; empty: not in it
    std::optional<Date> due;
    std::vector<std::string> figures, documents; // indicators; what is to be issued
};

struct Project {
    std::string id, clause, region, lead, from, to; // months; to empty: goes on
    bool provincial = false;
    Words label;
    std::string measures;
};

struct Register {
    std::string document, region;
    Date from;
    std::vector<Unit> units;
    std::vector<Post> posts;
    std::vector<Duty> duties;
    std::string projects_document;
    std::vector<Project> projects;

    /// Invalid, naming the file, when an entry lacks something or names a unit that is not there.
    static Result<Register> read(const std::filesystem::path& folder);
    const Duty* find_duty(const std::string& id) const;
    const Project* find_project(const std::string& id) const;
    /// By id, name or alias.
    const Unit* find_unit(const std::string& name) const;
};

} // namespace banxing::duties
