#pragma once
#include "tasks.h"

namespace banxing::derive {

/// What the file offers, takes or waits for in what many files share.
class PoolRun {
public:
    PoolRun(const Program::Impl& program, const CompiledSystem& system, Evaluation& evaluation,
            Consequences& out)
        : program_(program), system_(system), evaluation_(evaluation), out_(out) {}
    void run();

private:
    void part(const CompiledPoolPart& rule);
    std::string full_id(int symbol) const;

    const Program::Impl& program_;
    const CompiledSystem& system_;
    Evaluation& evaluation_;
    Consequences& out_;
};

void sort_pools(std::vector<PoolEntry>& entries);

} // namespace banxing::derive
