#pragma once
#include <casework/explained.h>

#include <desks/words.h>

namespace banxing::http {

/// PersonFile of openapi.yaml; `person` is its header.
Json shown_file(const Context& context, const casework::Shown& file, Json person);

/// 201, or 200 when it stood already.
Response shown_written(const casework::Written& written);

/// TimelineEntry; `in_force`: the row is the version that holds.
Json timeline_entry(const Context& context, const records::Row& row, bool in_force);

/// FactShown; `rows` name the records behind.
Json shown_facts(const Context& context, const std::vector<derive::FactShown>& facts,
                 const std::vector<records::Row>& rows);
/// RowShown.
Json shown_rows(const std::vector<derive::RowShown>& rows);
Json shown(const Context& context, const derive::Entitled& entitled);
Json shown(const Context& context, const casework::Explained& explained);

} // namespace banxing::http
