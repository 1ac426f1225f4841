#pragma once
// A data folder opened for work: lock, database and schema, key, roles, regions, published policy,
// names; in this order.
#include <access/access.h>
#include <casework/casework.h>
#include <policy/store.h>

#include <filesystem>

namespace banxing::workplace {

struct Options {
    std::filesystem::path data; // the county's own folder
    std::filesystem::path home; // what ships with the program: systems/, data/, build/web
    std::optional<Date> today;  // pins the day; on demo data only
    int connections = 8;
    bool names = true; // false: nobody is looked for by name, a large county's are not read
};

class Workplace {
public:
    /// Conflict when another process works on this folder; unavailable when something in it cannot
    /// be read.
    static Result<std::unique_ptr<Workplace>> open(const Options& options);
    ~Workplace();

    casework::Office& office();
    access::Access& access();
    db::Database& database();
    const Options& options() const;
    /// 演示数据: a made-up county.
    bool demo() const;
    /// A draft that waits because the shipped policy differs from the published one.
    std::optional<std::string> policy_draft() const;

private:
    class Impl;
    explicit Workplace(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

/// The folder that holds systems/: BANXING_HOME, or the first one above the program that has it.
Result<std::filesystem::path> find_home();

} // namespace banxing::workplace
