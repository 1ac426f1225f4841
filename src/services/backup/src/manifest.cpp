#include "manifest.h"

#include "bytes.h"

#include <core/json.h>

namespace banxing::backup {

namespace fs = std::filesystem;

constexpr const char* name = "manifest.json";

static Json body_of(const Manifest& manifest) {
    Json body{{"format", 1},
              {"fingerprint", manifest.fingerprint},
              {"page_size", manifest.page_size},
              {"digests", manifest.digests},
              {"steps", Json::array()},
              {"attachments", Json::object()}};
    for (auto& step : manifest.steps)
        body["steps"].push_back(
            {{"file", step.file}, {"sm3", step.sm3}, {"pages", step.pages}, {"at", step.at.ms}});
    for (auto& [path, one] : manifest.attachments)
        body["attachments"][path] = {{"sm3", one.sm3}, {"size", one.size}};
    return body;
}

static std::string seal_of(const crypto::Vault& vault, const Json& body) {
    return vault.lookup("backup.manifest", body.dump());
}

/// No path of a set leads out of its folder.
static bool is_plain(const std::string& path) {
    if (path.empty() || path.front() == '/') return false;
    for (auto& part : fs::path(path))
        if (part == ".." || part == ".") return false;
    return true;
}

static Result<Manifest> manifest_of(const Json& body, const fs::path& file) {
    Manifest out;
    out.fingerprint = body.at("fingerprint");
    out.page_size = body.at("page_size");
    out.digests = body.at("digests");
    for (auto& step : body.at("steps"))
        out.steps.push_back({step.at("file"), step.at("sm3"), step.at("pages"), {step.at("at")}});
    for (auto& [path, one] : body.at("attachments").items())
        out.attachments[path] = {one.at("sm3"), one.at("size")};
    bool plain = !out.steps.empty();
    for (auto& step : out.steps) plain = plain && is_plain(step.file);
    for (auto& [path, one] : out.attachments) plain = plain && is_plain(path);
    if (!plain) return fail(altered(file));
    return out;
}

bool has_manifest(const fs::path& folder) {
    std::error_code error;
    return fs::exists(folder / name, error);
}

Result<Manifest> read_manifest(const fs::path& folder, const crypto::Vault& vault) {
    auto file = folder / name;
    auto json = parse_json(TRY(read_whole(file)));
    if (!json || !json->is_object() || !json->contains("body")) return fail(altered(file));
    auto& body = json->at("body");
    if (body.value("fingerprint", std::string()) != vault.fingerprint())
        return fail(Error::unavailable(
            {"这份备份是用另一把主密钥封存的", "This backup was sealed under another master key"},
            "backup: fingerprint"));
    if (json->value("seal", std::string()) != seal_of(vault, body)) return fail(altered(file));
    return manifest_of(body, file); // our own shape: the seal fits
}

Result<void> write_manifest(const fs::path& folder, const crypto::Vault& vault,
                            const Manifest& manifest) {
    auto body = body_of(manifest);
    Json whole{{"seal", seal_of(vault, body)}, {"body", std::move(body)}};
    return replace(folder / name, whole.dump(1) + "\n");
}

} // namespace banxing::backup
