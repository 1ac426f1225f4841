#pragma once
#include <intake/intake.h>

namespace banxing::intake {

/// Reads data/lists/*.yaml and holds it against the published forms.
Result<std::vector<Kind>> read_kinds(const std::filesystem::path& folder,
                                     const derive::Program& program);

/// "form.id/field" → its two halves.
std::pair<std::string, std::string> halves(const std::string& to);

/// What the headings are taken for: those confirmed before, else by the kind's words. A field is
/// given once.
void propose(const Kind& kind, std::vector<Heading>& headings);

/// The fields without which no row can go in, that no heading names.
std::vector<const Column*> missing(const Kind& kind, const Mapping& mapping);

} // namespace banxing::intake
