#include <consequences/figures.h>
#include <records/records.h>

#include <algorithm>
#include <atomic>
#include <insight/rebuild.h>
#include <mutex>
#include <thread>

namespace banxing::insight {

constexpr std::int64_t stretches = 64; // of subject numbers; each is one piece of work

class Rebuild {
public:
    Rebuild(db::Database& database, const derive::Program& program, Date day, bool check)
        : database_(database), program_(program), day_(day), check_(check) {}

    Result<Rebuilt> run(int threads) {
        std::atomic<std::int64_t> next = 0;
        {
            std::vector<std::jthread> workers;
            for (int i = 0; i < threads; ++i)
                workers.emplace_back([&] {
                    for (auto n = next++; n < stretches; n = next++) note(stretch(n));
                });
        }
        if (error_) return fail(*error_);
        TRY(write());
        return out_;
    }

private:
    using Counted = std::vector<derive::Counted>;
    struct Found {
        Rebuilt sums;
        consequences::Cells cells;
        std::vector<std::pair<SubjectId, Counted>> wrong;
    };

    Result<Found> stretch(std::int64_t n) {
        constexpr std::int64_t width = INT64_MAX / stretches;
        SubjectId from{n * width}, to{n + 1 == stretches ? INT64_MAX : (n + 1) * width};
        auto stored = TRY(database_.read([&](db::Session& session) {
            return consequences::counted_between(session, from, to);
        }));
        Found out;
        auto file = [&](const records::Head& head,
                        const std::vector<records::Row>& rows) -> Result<void> {
            auto records = records::as_records(rows);
            auto now = program_.count({head.kind, records}, head.derived_on.value_or(day_));
            ++out.sums.files;
            out.sums.contributions += std::int64_t(now.size());
            for (auto& run : now) consequences::add_to(out.cells, run, 1);
            auto at = stored.find(head.subject);
            bool same = at == stored.end() ? now.empty() : at->second == now;
            if (!same) out.wrong.emplace_back(head.subject, std::move(now));
            return {};
        };
        TRY(records::scan(database_, from, to, file));
        return out;
    }

    void note(Result<Found> found) {
        std::lock_guard lock(mutex_);
        if (!found) {
            error_ = found.error();
            return;
        }
        out_.files += found->sums.files;
        out_.contributions += found->sums.contributions;
        for (auto& [key, change] : found->cells) {
            auto& cell = cells_[key];
            cell.below += change.below;
            cell.above += change.above;
        }
        std::move(found->wrong.begin(), found->wrong.end(), std::back_inserter(wrong_));
    }

    Result<void> write() {
        out_.different_files = std::int64_t(wrong_.size());
        if (check_) {
            out_.different_cells = TRY(database_.read([&](db::Session& session) {
                return consequences::differing_cells(session, cells_);
            }));
            return {};
        }
        out_.different_cells = TRY(database_.write(
            db::Priority::background, [&](db::Session& session) -> Result<std::int64_t> {
                for (auto& [subject, counted] : wrong_)
                    TRY(consequences::put_counted(session, subject, counted));
                return consequences::put_cells(session, cells_);
            }));
        return {};
    }

    db::Database& database_;
    const derive::Program& program_;
    Date day_;
    bool check_;
    std::mutex mutex_;
    Rebuilt out_;
    consequences::Cells cells_;
    std::vector<std::pair<SubjectId, Counted>> wrong_;
    std::optional<Error> error_;
};

Result<Rebuilt> rebuild(db::Database& database, const derive::Program& program, Date day,
                        bool check, int threads) {
    int cores = int(std::max(1U, std::thread::hardware_concurrency()));
    return Rebuild(database, program, day, check).run(threads > 0 ? threads : cores);
}

} // namespace banxing::insight
