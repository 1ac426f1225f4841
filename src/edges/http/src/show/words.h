#pragma once
// The JSON shapes of openapi.yaml that several areas share.
#include <access/principal.h>
#include <core/json.h>

namespace banxing::http {

Json shown(const Words& words);
Json shown(const access::Organisation& organisation);

} // namespace banxing::http
