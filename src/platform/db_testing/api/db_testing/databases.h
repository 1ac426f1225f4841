#pragma once
// Every storage test runs on SQLite in a temporary folder, and on PostgreSQL in a schema of its own
// when BANXING_TEST_POSTGRES holds a postgresql:// address (tools/with_postgres.sh COMMAND…):
//
//   for (auto& database : testing_databases({audit::migrations(), records::migrations()})) {
//       SCOPED_TRACE(database.name());
//       auto done = database->write(db::Priority::interactive, [&](db::Session& session) { … });
//   }
#include <db/db.h>

#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace banxing::db {

/// Gone with its data when it goes out of scope. Faults of set-up end the test program with a
/// sentence.
class TestingDatabase {
public:
    TestingDatabase(std::string name, Options options, std::string schema);
    ~TestingDatabase();
    TestingDatabase(TestingDatabase&&) = default;

    const std::string& name() const { return name_; }
    const Options& options() const { return options_; }
    Database& operator*() const { return *database_; }
    Database* operator->() const { return database_.get(); }

    /// Closes and opens again, as after a restart.
    void reopen();

private:
    std::string name_;
    Options options_;
    std::string schema_; // PostgreSQL only
    std::unique_ptr<Database> database_;
};

std::vector<TestingDatabase>
testing_databases(std::initializer_list<std::span<const Migration>> modules);

/// What is wrong with a module's statements on this database: empty when all can be prepared.
std::vector<std::string> faults_of(Database& database,
                                   std::span<const Statement* const> statements);

/// A new empty folder, removed with what it holds.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

} // namespace banxing::db

namespace banxing {
using db::testing_databases;
}
