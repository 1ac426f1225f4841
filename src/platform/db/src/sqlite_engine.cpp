// One writer thread: all writes of a county go through it, several to a commit.
#include "engine.h"
#include "pool.h"

#include <clock/clock.h>

#include <array>
#include <deque>
#include <fcntl.h>
#include <future>
#include <sys/file.h>
#include <thread>
#include <unistd.h>

namespace banxing::db {
namespace {

constexpr int writes_per_commit = 16;
constexpr std::int64_t commit_after_us = 5000;

/// Held as long as the database is open: a second process would neither see this one's memory nor
/// share its writer.
class FileLock {
public:
    explicit FileLock(const std::string& path)
        : file_(::open((path + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)),
          held_(file_ >= 0 && ::flock(file_, LOCK_EX | LOCK_NB) == 0) {}
    ~FileLock() {
        if (file_ >= 0) ::close(file_);
    }
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    bool can_open() const { return file_ >= 0; }
    bool held() const { return held_; }

private:
    int file_;
    bool held_;
};

struct Job {
    const Work* work;
    std::promise<Result<void>> reply;
    Result<void> outcome{};
};

class SqliteEngine : public Engine {
public:
    SqliteEngine(std::string path, int readers, std::unique_ptr<FileLock> lock,
                 std::unique_ptr<Connection> writer)
        : path_(std::move(path)), lock_(std::move(lock)), writer_(std::move(writer)),
          readers_(readers, [this] { return open_reader(); }), thread_([this] { run(); }) {}

    ~SqliteEngine() override {
        {
            std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        wake_.notify_one();
        thread_.join();
    }

    Result<void> read(const Work& work) override {
        ++reads;
        return readers_.with([&](Connection& connection) -> Result<void> {
            TRY(connection.command("begin"));
            auto done = run_work(connection, work);
            TRY(connection.command("rollback"));
            return done;
        });
    }

    Result<void> write(Priority priority, const Work& work) override {
        if (std::this_thread::get_id() == thread_.get_id())
            return fail(Error::internal("a write inside a write: hand the session down instead"));
        Job job{&work, {}, {}};
        auto reply = job.reply.get_future();
        {
            std::lock_guard lock(mutex_);
            queues_[static_cast<std::size_t>(priority)].push_back(&job);
        }
        wake_.notify_one();
        return reply.get();
    }

    Result<void> scan(const Statement& statement, std::span<const Value> inputs,
                      const RowCallback& row) override {
        return sqlite_scan(path_, statement, inputs, row);
    }

private:
    Result<std::unique_ptr<Connection>> open_reader() {
        auto connection = TRY(Connection::open(path_, true));
        for (auto setting : {"pragma query_only = on", "pragma cache_size = -8000"})
            TRY(connection->command(setting));
        return connection;
    }

    void run() {
        while (Job* first = wait_for_job()) commit_group(*first);
    }

    Job* wait_for_job() {
        std::unique_lock lock(mutex_);
        Job* job = nullptr;
        wake_.wait(lock, [&] { return (job = pop(true)) || stopping_; });
        return job;
    }

    /// Most urgent first. Background work may be long, so it never joins a group that somebody
    /// waits for.
    Job* pop(bool with_background) {
        for (std::size_t i = 0; i < queues_.size() - (with_background ? 0 : 1); ++i) {
            if (queues_[i].empty()) continue;
            auto* job = queues_[i].front();
            queues_[i].pop_front();
            group_is_background_ = i + 1 == queues_.size();
            return job;
        }
        return nullptr;
    }

    Job* next_of_group() {
        std::lock_guard lock(mutex_);
        if (!group_is_background_) return pop(false);
        return queues_[0].empty() && queues_[1].empty() ? pop(true) : nullptr;
    }

    void commit_group(Job& first) {
        Stopwatch since;
        std::vector<Job*> group{&first};
        auto began = begin();
        if (began) {
            run_in_savepoint(first);
            while (group.size() < writes_per_commit && since.microseconds() < commit_after_us &&
                   writer_->in_transaction()) {
                auto* next = next_of_group();
                if (!next) break;
                group.push_back(next);
                run_in_savepoint(*next);
            }
            began = commit();
        }
        for (auto* job : group) {
            if (!began && job->outcome) job->outcome = fail(began.error());
            if (job->outcome) ++writes;
            job->reply.set_value(std::move(job->outcome)); // the job may be gone after this
        }
    }

    Result<void> begin() {
        if (!writer_ || writer_->trouble() == Trouble::lost)
            writer_ = TRY(Connection::open(path_, true));
        writer_->reset_trouble();
        return writer_->command("begin immediate");
    }

    Result<void> commit() {
        auto done = writer_->in_transaction()
                        ? writer_->command("commit")
                        : Result<void>(fail(Error::unavailable(
                              {"写入失败，请重试。", "Writing failed. Please try again."},
                              "sqlite rolled the group back")));
        if (done)
            ++commits;
        else if (writer_->in_transaction())
            (void)writer_->command("rollback");
        return done;
    }

    void run_in_savepoint(Job& job) {
        job.outcome = writer_->command("savepoint w");
        if (!job.outcome) return;
        job.outcome = run_work(*writer_, *job.work);
        if (!writer_->in_transaction()) return; // SQLite gave up the whole group: commit() says so
        if (!job.outcome) (void)writer_->command("rollback to w");
        if (auto released = writer_->command("release w"); !released && job.outcome)
            job.outcome = released;
    }

    std::string path_;
    std::unique_ptr<FileLock> lock_;
    std::unique_ptr<Connection> writer_;
    Pool readers_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::array<std::deque<Job*>, 3> queues_; // by Priority
    bool group_is_background_ = false;
    bool stopping_ = false;
    std::thread thread_; // last: it uses all of the above
};

} // namespace

Result<std::unique_ptr<Engine>> open_sqlite(const Options& options) {
    auto lock = std::make_unique<FileLock>(options.location);
    if (!lock->can_open())
        return fail(unreachable("cannot create the lock file beside the database"));
    if (!lock->held()) return fail(in_use_elsewhere());
    auto writer = TRY(Connection::open(options.location, true));
    for (auto setting : {"pragma journal_mode = wal", "pragma synchronous = full",
                         "pragma foreign_keys = on", "pragma cache_size = -64000",
                         "pragma wal_autocheckpoint = 4000", "begin immediate", "rollback"})
        TRY(writer->command(setting));
    return std::unique_ptr<Engine>(std::make_unique<SqliteEngine>(
        options.location, options.connections, std::move(lock), std::move(writer)));
}

} // namespace banxing::db
