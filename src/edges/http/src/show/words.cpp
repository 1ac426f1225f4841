#include "words.h"

namespace banxing::http {

Json shown(const Words& words) {
    return {{"zh", words.zh}, {"en", words.en}};
}

Json shown(const access::Organisation& organisation) {
    return {{"id", organisation.id.value},
            {"name", shown(organisation.name)},
            {"region", access::region_code(organisation.region)},
            {"kind", organisation.kind}};
}

} // namespace banxing::http
