#pragma once
#include "connection.h"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace banxing::db {

/// Lends connections; who finds none waits. A lost one is opened again when next lent.
class Pool {
public:
    using Opener = std::function<Result<std::unique_ptr<Connection>>()>;
    Pool(int size, Opener open) : open_(std::move(open)), idle_(static_cast<std::size_t>(size)) {}

    /// Calls use(Connection&) -> Result<void>.
    template <typename F>
    Result<void> with(F&& use) {
        Loan loan(*this);
        if (!loan.connection) loan.connection = TRY(open_());
        loan.connection->reset_trouble();
        auto done = use(*loan.connection);
        if (loan.connection->trouble() == Trouble::lost) loan.connection.reset();
        return done;
    }

private:
    struct Loan {
        explicit Loan(Pool& from) : pool(from) {
            std::unique_lock lock(pool.mutex_);
            pool.freed_.wait(lock, [&] { return !pool.idle_.empty(); });
            connection = std::move(pool.idle_.back());
            pool.idle_.pop_back();
        }
        ~Loan() {
            {
                std::lock_guard lock(pool.mutex_);
                pool.idle_.push_back(std::move(connection));
            }
            pool.freed_.notify_one();
        }
        Loan(const Loan&) = delete;
        Loan& operator=(const Loan&) = delete;
        Pool& pool;
        std::unique_ptr<Connection> connection;
    };

    Opener open_;
    std::mutex mutex_;
    std::condition_variable freed_;
    std::vector<std::unique_ptr<Connection>> idle_; // an empty pointer: not opened yet, or lost
};

} // namespace banxing::db
