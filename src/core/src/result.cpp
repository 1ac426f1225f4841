#include <core/result.h>

namespace banxing {

Error Error::invalid(Words message, std::vector<FieldIssue> fields) {
    return {Fault::invalid, std::move(message), std::move(fields), {}};
}
Error Error::not_found(Words message) {
    return {Fault::not_found, std::move(message), {}, {}};
}
Error Error::conflict(Words message) {
    return {Fault::conflict, std::move(message), {}, {}};
}
Error Error::forbidden(Words message) {
    return {Fault::forbidden, std::move(message), {}, {}};
}
Error Error::unavailable(Words message, std::string detail) {
    return {Fault::unavailable, std::move(message), {}, std::move(detail)};
}
Error Error::internal(std::string detail) {
    return {Fault::internal,
            {"服务器内部出错，已记入日志。没有改动任何数据。",
             "Something failed inside the server and was logged. Nothing was changed."},
            {},
            std::move(detail)};
}

} // namespace banxing
