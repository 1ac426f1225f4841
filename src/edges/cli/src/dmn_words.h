#pragma once
#include <dmn/model.h>

#include <string>

namespace banxing::cli {

/// `"name": value`, or with a trace `"name": {value, matched, near, …}`: one entry of a JSON
/// object.
std::string answer_json(const dmn::Model& model, int decision, const feel::Outcome& outcome,
                        const dmn::Trace* trace);

/// The trace as sentences, a line each.
std::string in_chinese(const dmn::Model& model, const dmn::Trace& trace);

} // namespace banxing::cli
