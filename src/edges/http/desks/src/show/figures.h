#pragma once
#include <desks/words.h>
#include <insight/board.h>

namespace banxing::http {

/// "2026-10"
std::string month_text(std::int64_t month);
/// A share in parts per million as per cent with two decimals.
std::string percent_text(std::int64_t share);
/// Figure of openapi.yaml.
Json shown(const insight::Figure& figure, const std::string& region);
/// What the definition says, for the page of one indicator.
Json shown_definition(const derive::Program& program, const insight::Listed& listed);
Json shown(const policy::Regions& regions, const insight::Figure& figure,
           const insight::Place& place);
Json shown(const Context& context, const insight::Entered& entered);

} // namespace banxing::http
