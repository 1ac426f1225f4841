#include "fraction.h"

#include <feel/program.h>

#include <algorithm>

namespace banxing::dmn {
namespace {

bool rounds(std::string_view name) {
    static constexpr std::string_view names[] = {
        "ceiling",  "decimal", "floor",  "round down",    "round half down", "round half up",
        "round up", "count",   "string", "string length", "modulo"};
    return std::ranges::find(names, name) != std::end(names);
}

bool divides(std::string_view name) {
    static constexpr std::string_view names[] = {"exp", "log", "mean", "median", "sqrt", "stddev"};
    return std::ranges::find(names, name) != std::end(names);
}

bool leaves_fraction(const feel::Program& program, int node) {
    const feel::Step& step = program.at(node);
    auto any_kid = [&](std::uint32_t from) {
        for (std::uint32_t i = from; i < step.count; ++i)
            if (leaves_fraction(program, program.kid(step, i))) return true;
        return false;
    };
    switch (step.op) {
    case feel::Op::constant: {
        const feel::Value& value = program.constants[static_cast<std::size_t>(step.a)];
        return value.is(feel::Kind::number) && !value.number().is_integer();
    }
    case feel::Op::divide:
        return true;
    case feel::Op::add:
    case feel::Op::subtract:
    case feel::Op::multiply:
    case feel::Op::power:
    case feel::Op::negate:
    case feel::Op::list:
        return any_kid(0);
    case feel::Op::loop:
        return any_kid(step.count - 1);
    case feel::Op::condition:
        return any_kid(1);
    case feel::Op::call_builtin: {
        std::string_view name = feel::builtin_name(step);
        return divides(name) || (!rounds(name) && any_kid(0));
    }
    default:
        return false;
    }
}

} // namespace

bool leaves_fraction(const feel::Expression& expression) {
    const feel::Program& program = expression.program();
    return program.at(program.root).op != feel::Op::constant &&
           leaves_fraction(program, program.root);
}

} // namespace banxing::dmn
