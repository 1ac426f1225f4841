#pragma once
#include <log/log.h>

namespace banxing::log {

/// "event":"…","request":"…","rows":3 – the inside of a JSON object after time and level.
std::string render_json(std::string_view event, std::initializer_list<Field> fields,
                        std::string_view detail = {});
/// event rows=3 request=…
std::string render_text(std::string_view event, std::initializer_list<Field> fields,
                        std::string_view detail = {});

} // namespace banxing::log
