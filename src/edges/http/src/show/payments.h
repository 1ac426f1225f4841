#pragma once
#include "words.h"

#include <casework/payment.h>

namespace banxing::http {

Json shown(const Context& context, const casework::PayablePage& page);
Json shown(const casework::Outcomes& outcomes);
Json shown(const casework::BatchShown& batch);

} // namespace banxing::http
