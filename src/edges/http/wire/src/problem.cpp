#include <array>
#include <wire/message.h>

namespace banxing::http {
namespace {

struct Kind {
    Fault fault;
    int status;
    const char* id;
};

constexpr std::array<Kind, 7> kinds{{
    {Fault::invalid, 400, "invalid"},
    {Fault::not_found, 404, "not-found"},
    {Fault::conflict, 409, "conflict"},
    {Fault::forbidden, 403, "forbidden"},
    {Fault::too_large, 413, "too-large"},
    {Fault::unavailable, 503, "unavailable"},
    {Fault::internal, 500, "internal"},
}};

const Kind& kind_of(Fault fault) {
    for (const auto& kind : kinds)
        if (kind.fault == fault) return kind;
    return kinds.back();
}

Words title_of(int status) {
    switch (status) {
    case 400:
        return {"请求有误", "The request is not right"};
    case 401:
        return {"请先登录", "Log in first"};
    case 403:
        return {"没有权限", "Not allowed"};
    case 404:
        return {"没有找到", "Not found"};
    case 405:
        return {"不支持这种操作", "Not this way"};
    case 408:
        return {"等候超时", "Took too long"};
    case 409:
        return {"情况已变", "Things have changed"};
    case 413:
        return {"内容太大", "Too large"};
    case 415:
        return {"内容类型不对", "Wrong type of content"};
    case 429:
        return {"请求太多", "Too many requests"};
    case 431:
        return {"请求头太大", "Headers too large"};
    case 503:
        return {"暂时不可用", "Not available now"};
    default:
        return {"服务器出错", "The server failed"};
    }
}

const std::string& in(Language language, const Words& words) {
    return language == Language::en ? words.en : words.zh;
}

} // namespace

int status_of(Fault fault) {
    return kind_of(fault).status;
}

Response problem(const Error& error, const Request& request) {
    return problem(status_of(error.fault), error, request);
}

Response problem(int status, const Error& error, const Request& request) {
    Json json{{"type", std::string("urn:banxing:fault:") + kind_of(error.fault).id},
              {"title", in(request.language, title_of(status))},
              {"status", status},
              {"detail", in(request.language, error.message)},
              {"request_id", request.id}};
    for (const auto& issue : error.fields)
        json["fields"].push_back(
            {{"field", issue.field}, {"message", in(request.language, issue.message)}});
    auto out = json_response(json, status);
    out.content_type = "application/problem+json";
    return out.with("Content-Language", request.language == Language::en ? "en" : "zh-CN")
        .with("Vary", "Accept-Language");
}

} // namespace banxing::http
