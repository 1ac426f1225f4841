#include "imports.h"

#include <clock/clock.h>

#include <algorithm>
#include <functional>

namespace banxing::http {
namespace {

constexpr std::size_t most_rows_named = 100; // of one reason; the sheet of rejects has all

Json reasons_of(const std::vector<intake::BadRow>& bad) {
    std::map<std::string, Json> by_reason;
    for (const auto& [row, reason] : bad) {
        auto& one = by_reason[reason.zh];
        if (one.is_null()) one = {{"reason", shown(reason)}, {"count", 0}, {"rows", Json::array()}};
        one["count"] = one["count"].get<std::int64_t>() + 1;
        if (one["rows"].size() < most_rows_named) one["rows"].push_back(row);
    }
    std::vector<Json> out;
    for (auto& [reason, one] : by_reason) out.push_back(std::move(one));
    std::ranges::stable_sort(out, std::greater(),
                             [](const Json& one) { return one["count"].get<std::int64_t>(); });
    return out;
}

Json header_of(const std::vector<intake::Heading>& header) {
    Json out = Json::array();
    for (const auto& one : header)
        out.push_back({{"column", one.column},
                       {"heading", one.heading},
                       {"field", one.field},
                       {"samples", one.samples}});
    return out;
}

} // namespace

Json shown(const intake::Kind& kind) {
    Json out{{"id", kind.id},
             {"label", shown(kind.label)},
             {"help", shown(kind.help)},
             {"fields", Json::array()}};
    for (const auto& column : kind.columns)
        out["fields"].push_back(
            {{"id", column.to}, {"label", shown(column.label)}, {"required", column.required}});
    return out;
}

Json shown(const Context& context, const intake::Import& import) {
    const auto* kind = context.services.intake.find_kind(import.kind);
    Json out{{"id", import.id},
             {"kind", import.kind},
             {"file_name", import.file_name},
             {"at", iso(import.at)},
             {"state", import.state}};
    out["kind_words"] = shown(kind ? kind->label : Words{import.kind, import.kind});
    out["by"] = context.names.account(import.account.value);
    out["total"] = import.total;
    out["rows"] = import.rows();
    out["good"] = import.good;
    out["unchanged"] = import.unchanged;
    out["corrected"] = import.corrected;
    out["doubtful"] = import.doubtful;
    out["bad"] = import.bad;
    if (!import.message.zh.empty()) out["message"] = shown(import.message);
    if (!import.header.empty()) out["header"] = header_of(import.header);
    return out;
}

Json shown(const Context& context, const intake::Import& import,
           const std::vector<intake::BadRow>& bad) {
    auto out = shown(context, import);
    out["reasons"] = reasons_of(bad);
    return out;
}

Json shown_list(const Context& context, const std::vector<intake::Import>& imports, int limit) {
    Json out{{"items", Json::array()}};
    for (const auto& one : imports) {
        out["items"].push_back(shown(context, one));
        out["items"].back().erase("header");
    }
    if (imports.size() == std::size_t(limit)) out["next"] = std::to_string(imports.back().id);
    return out;
}

} // namespace banxing::http
