#pragma once
#include "tables.h"

#include <optional>

namespace banxing::demo {

/// A given name of the era and sex.
std::string given_name(const Tables& tables, Draw& draw, int birth_year, bool male);

/// With the family's surname, or one of its own; now and then a name that breaks careless software.
std::string full_name(const Tables& tables, Draw& draw, int birth_year, bool male,
                      const std::optional<std::string>& surname);

} // namespace banxing::demo
