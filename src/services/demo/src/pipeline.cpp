#include "pipeline.h"

#include <access/grants.h>
#include <audit/audit.h>
#include <consequences/consequences.h>
#include <entitlement/payable.h>

#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace banxing::demo {

/// Chunks in order of their number, made by several threads; at most `ahead` wait to be written.
class Workshop {
public:
    Workshop(const casework::Office& office, const World& world, std::int64_t chunks)
        : office_(office), world_(world), sequences_(identity_sequences(world)), chunks_(chunks) {
        int threads = world.options.threads;
        if (threads <= 0) threads = int(std::max(1U, std::thread::hardware_concurrency()));
        ahead_ = 2 * threads + 1;
        for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
    }
    ~Workshop() {
        {
            std::lock_guard lock(mutex_);
            stopped_ = true;
        }
        changed_.notify_all();
        for (auto& thread : threads_) thread.join();
    }
    Workshop(const Workshop&) = delete;
    Workshop& operator=(const Workshop&) = delete;

    Result<Chunk> take() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return done_.contains(taken_); });
        auto node = done_.extract(taken_++);
        changed_.notify_all();
        return std::move(node.mapped());
    }

private:
    void work() {
        for (;;) {
            std::int64_t n = 0;
            {
                std::unique_lock lock(mutex_);
                changed_.wait(lock, [&] {
                    return stopped_ || begun_ >= chunks_ || begun_ < taken_ + ahead_;
                });
                if (stopped_ || begun_ >= chunks_) return;
                n = begun_++;
            }
            auto chunk = make_chunk(office_, world_, sequences_, n);
            std::lock_guard lock(mutex_);
            done_.emplace(n, std::move(chunk));
            changed_.notify_all();
        }
    }

    const casework::Office& office_;
    const World& world_;
    const std::vector<std::uint16_t> sequences_;
    const std::int64_t chunks_;
    std::int64_t ahead_ = 2, begun_ = 0, taken_ = 0;
    std::map<std::int64_t, Result<Chunk>> done_;
    bool stopped_ = false;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::thread> threads_;
};

static Result<void> write_file(db::Session& session, const access::Roles& roles, const Ready& file,
                               Date day) {
    SubjectId subject = file.person.subject;
    TRY(registry::insert_first(session, file.person));
    TRY(records::insert_first(session, file.head));
    for (auto& row : file.rows) TRY(records::append(session, subject, row));
    TRY(consequences::insert_first(session, roles, subject, file.consequences));
    if (!file.consequences.billed.empty() || !file.consequences.paid_before.empty())
        TRY(entitlement::note_entitled(session, subject, file.consequences, day));
    return {};
}

static Result<void> write_chunk(casework::Office& office, const Chunk& chunk) {
    return office.database.write(
        db::Priority::background, [&](db::Session& session) -> Result<void> {
            std::int64_t records = 0;
            for (auto& file : chunk.files) {
                TRY(write_file(session, office.roles, file, office.clock.today()));
                records += std::int64_t(file.rows.size());
            }
            audit::Event event{office.clock.now(), {}, {}, "demo.people_written", {}};
            event.detail = {{"files", chunk.files.size()}, {"records", records}};
            return audit::append(session, event);
        });
}

constexpr const char* caller = "village_worker"; // whose call list it is

Result<Gathered> write_people(casework::Office& office, const World& world,
                              const casework::Progress& progress) {
    Gathered out;
    std::int64_t people = world.options.people, chunks = (people + chunk_people - 1) / chunk_people;
    Workshop workshop(office, world, chunks);
    for (std::int64_t n = 0; n < chunks; ++n) {
        Chunk chunk = TRY(workshop.take());
        TRY(write_chunk(office, chunk));
        for (auto& file : chunk.files) {
            out.keys.insert(out.keys.end(), file.person.keys.begin(), file.person.keys.end());
            out.records += std::int64_t(file.rows.size());
            for (auto& task : file.consequences.tasks)
                if (task.state == derive::TaskState::open && task.chaser == caller)
                    ++out.open_at[task.place];
        }
        for (auto& held : chunk.held) out.held.push_back(std::move(held));
        out.children += chunk.children;
        out.on_spectrum += chunk.on_spectrum;
        out.confirmed += chunk.confirmed;
        if (progress) progress(std::min((n + 1) * chunk_people, people), people);
    }
    return out;
}

} // namespace banxing::demo
