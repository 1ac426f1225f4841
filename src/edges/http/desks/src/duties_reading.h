#pragma once
// Duties, posts, projects and the journal about them.
#include <duties/state.h>
#include <wire/context.h>
#include <wire/read.h>

namespace banxing::http {

Result<Json> duties_shown(const Context& context);
Result<Json> projects_shown(const Context& context);
/// ?about=: the notes about one entry, oldest first.
Result<Json> notes_shown(const Context& context, const Request& request);
/// Meetings and research: threads of notes about the group.
Result<Json> group_shown(const Context& context);
Result<Json> write_note(const Context& context, const Request& request);

} // namespace banxing::http
