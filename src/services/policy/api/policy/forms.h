#pragma once
// Forms for the web, and the one validation of a form's content: the HTTP interface and the
// importer both call it.
#include <core/json.h>
#include <derive/policy.h>
#include <policy/regions.h>

namespace banxing::policy {

/// As openapi.yaml's Form: labels, types, code tables, help, basis.
Json form_json(const derive::Form& form, const Words& system_label);

/// The content normalised (text trimmed, absent and empty fields left out, codes in table order),
/// or every fault at once, each with its field id. Dates are ISO, months "2026-03", money whole
/// fen. `regions` null: only the form of a region code is checked.
Result<Json> validate(const derive::Form& form, const Json& content, Date today,
                      const Regions* regions = nullptr);

} // namespace banxing::policy
