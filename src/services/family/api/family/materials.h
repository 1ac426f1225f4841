#pragma once
// What a desk wrote for parents and another look has passed: shown beside the shipped guide.
#include <casework/casework.h>

namespace banxing::family {

struct Material {
    std::string title, body, sources;
    Date reviewed;
};
/// For parents, passed by its newest review, and not changed since; the last reviewed first.
Result<std::vector<Material>> materials(db::Session& session);

} // namespace banxing::family
