#pragma once
#include <desks/words.h>

namespace banxing::http {

/// Person of openapi.yaml for lists and headers: who it is, as far as the role may read the base
/// forms.
Result<Json> person_card(const Context& context, db::Session& session, SubjectId subject);

/// ShownField of what a list or form said of a person.
Json shown_identity(const registry::Identity& identity);

/// Field by field: the incoming row against the person here.
Json compared(const registry::Identity& incoming, const registry::Identity& here);

} // namespace banxing::http
