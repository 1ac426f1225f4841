#pragma once
// The shapes of openapi.yaml.
#include <casework/casework.h>
#include <consequences/pathway.h>
#include <core/json.h>
#include <policy/cases.h>
#include <policy/decisions.h>
#include <policy/store.h>

namespace banxing::rulebook {

/// PolicyCard of openapi.yaml.
Json shown_card(const derive::System& system);
Json shown_set(const policy::SetInfo& set);

/// What a pathway counts; nothing where the post may not read the system.
using Counted = std::optional<consequences::PathwayCounts>;
struct Reader {
    const casework::Office& office;
    const access::Principal& who;
};
/// PolicySystem of openapi.yaml.
Json shown_policy(const Reader& reader, const derive::System& system, const Counted& counted);

/// Of one system.
Json shown_cases(const policy::CasesReport& report, const derive::System& system);
Json shown_trial(const policy::Tried& tried);

} // namespace banxing::rulebook
