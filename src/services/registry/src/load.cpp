#include "load.h"

#include "name.h"
#include "people.h"
#include "registry_sql.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <thread>

namespace banxing::registry {
namespace {

struct Sealed {
    std::int64_t subject;
    std::string key, name;
    Facts facts;
};
using Batch = std::vector<Sealed>;

constexpr std::size_t batch_size = 1024, most_waiting = 16;

/// Opens batches on its own threads while the database is read.
class Openers {
public:
    Openers(const crypto::Vault& vault, Loaded& loaded) : vault_(vault), loaded_(loaded) {
        auto count = std::clamp(std::thread::hardware_concurrency(), 1U, 16U);
        for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { work(); });
    }
    ~Openers() { finish(); }

    void give(Batch batch) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return waiting_.size() < most_waiting; });
        waiting_.push_back(std::move(batch));
        changed_.notify_all();
    }

    void finish() {
        {
            std::scoped_lock lock(mutex_);
            finished_ = true;
            changed_.notify_all();
        }
        for (auto& thread : threads_)
            if (thread.joinable()) thread.join();
    }

private:
    void work() {
        for (;;) {
            Batch batch;
            {
                std::unique_lock lock(mutex_);
                changed_.wait(lock, [this] { return finished_ || !waiting_.empty(); });
                if (waiting_.empty()) return;
                batch = std::move(waiting_.front());
                waiting_.pop_front();
                changed_.notify_all();
            }
            open(batch);
        }
    }

    void open(const Batch& batch) {
        std::vector<Result<crypto::DataKey>>
            keys; // first all of them: they share the master key's schedule
        keys.reserve(batch.size());
        for (auto& row : batch) keys.push_back(vault_.unwrap(row.key, row.subject));
        std::vector<std::u32string> names(batch.size());
        for (std::size_t i = 0; i < batch.size(); ++i)
            if (keys[i])
                if (auto name = vault_.reveal(*keys[i], batch[i].name, People::name_field))
                    names[i] = normal_name(*name);
        std::scoped_lock lock(gathering_);
        for (std::size_t i = 0; i < batch.size(); ++i) {
            if (names[i].empty())
                ++loaded_.unreadable;
            else
                loaded_.gathering.add(SubjectId(batch[i].subject), names[i], batch[i].facts);
        }
    }

    const crypto::Vault& vault_;
    Loaded& loaded_;
    std::mutex mutex_, gathering_;
    std::condition_variable changed_;
    std::deque<Batch> waiting_;
    bool finished_ = false;
    std::vector<std::thread> threads_;
};

Sealed sealed_of(std::span<const db::Value> row) {
    std::optional<Date> birth;
    if (const auto* day = std::get_if<std::int64_t>(&row[4])) birth = from_days(*day);
    return {std::get<std::int64_t>(row[0]), std::get<std::string>(row[1]),
            std::get<std::string>(row[2]), Facts::of(std::get<std::string>(row[3]), birth)};
}

} // namespace

Result<Loaded> read_people(db::Database& database, const crypto::Vault& vault,
                           const Readings& readings) {
    Loaded out{Gathering(readings), 0};
    Openers openers(vault, out);
    Batch batch;
    TRY(database.scan(sql::People::statement(), {},
                      [&](std::span<const db::Value> row) -> Result<void> {
                          batch.push_back(sealed_of(row));
                          if (batch.size() < batch_size) return {};
                          openers.give(std::move(batch));
                          batch = {};
                          return {};
                      }));
    openers.give(std::move(batch));
    openers.finish();
    return out;
}

} // namespace banxing::registry
