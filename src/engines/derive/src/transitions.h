#pragma once
#include "tasks.h"

namespace banxing::derive {

/// Who reaches within six months an age at which something begins or ends:
/// bounds of gates, and what the pathway declares.
class TransitionRun {
public:
    TransitionRun(const Program::Impl& program, const CompiledSystem& system,
                  Evaluation& evaluation, Consequences& out)
        : program_(program), system_(system), evaluation_(evaluation), out_(out) {}
    void run();

private:
    void bounds(const CompiledGate& gate, const std::string& id, const Words& label);
    void bound(const CompiledGate& gate, bool ends, const std::string& id, const Words& label);
    void declared(const CompiledTransition& rule);
    std::optional<Date> ahead(int birth, int age);

    const Program::Impl& program_;
    const CompiledSystem& system_;
    Evaluation& evaluation_;
    Consequences& out_;
};

} // namespace banxing::derive
