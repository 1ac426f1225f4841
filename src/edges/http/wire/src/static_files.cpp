#include "static_files.h"

#include <core/text.h>
#include <crypto/hash.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <sstream>

namespace banxing::http {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::pair<std::string_view, const char*>, 17> types{{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".geojson", "application/geo+json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".woff", "font/woff"},
    {".txt", "text/plain; charset=utf-8"},
    {".wasm", "application/wasm"},
    {".pdf", "application/pdf"},
}};

const char* type_of(const fs::path& path) {
    auto extension = path.extension().string();
    for (const auto& [known, type] : types)
        if (known == extension) return type;
    return "application/octet-stream";
}

std::shared_ptr<const std::string> content_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return std::make_shared<const std::string>(std::move(out).str());
}

bool lists(std::string_view header, std::string_view wanted) {
    for (auto part : split(header, ','))
        if (trim(part.substr(0, part.find(';'))) == wanted) return true;
    return false;
}

// An address of the application (…/write/system.form), as opposed to a file that is missing.
bool is_page(std::string_view path) {
    if (path == "/api" || path.starts_with("/api/") || path.starts_with("/assets/")) return false;
    return std::ranges::none_of(types,
                                [&](const auto& type) { return path.ends_with(type.first); });
}

} // namespace

StaticFiles StaticFiles::read(const fs::path& folder) {
    StaticFiles out;
    std::error_code fault;
    for (fs::recursive_directory_iterator it(folder, fault), end; !fault && it != end;
         it.increment(fault)) {
        if (!it->is_regular_file() || it->is_symlink()) continue;
        auto name = "/" + fs::relative(it->path(), folder).generic_string();
        if (name.ends_with(".gz") || name.ends_with(".map") || name.find("/.") != std::string::npos)
            continue;
        File file{
            type_of(it->path()), {}, name.starts_with("/assets/"), content_of(it->path()), {}};
        file.etag = "\"" + crypto::sm3_hex(*file.plain).substr(0, 32) + "\"";
        auto packed = fs::path(it->path().string() + ".gz");
        if (fs::is_regular_file(packed, fault)) file.gzip = content_of(packed);
        out.files_.emplace(std::move(name), std::move(file));
    }
    return out;
}

const StaticFiles::File* StaticFiles::look_up(const std::string& path) const {
    auto found = files_.find(path);
    if (found == files_.end() && is_page(path)) found = files_.find("/index.html");
    return found == files_.end() ? nullptr : &found->second;
}

std::optional<Response> StaticFiles::find(const Request& request) const {
    const auto* file = look_up(request.path);
    if (!file) return std::nullopt;
    Response out;
    out.with("ETag", file->etag)
        .with("Cache-Control", file->hashed ? "public, max-age=31536000, immutable" : "no-cache");
    if (file->gzip) out.with("Vary", "Accept-Encoding");
    if (lists(request.header("if-none-match"), file->etag)) {
        out.status = 304;
        return out;
    }
    out.content_type = file->type;
    bool packed = file->gzip && lists(request.header("accept-encoding"), "gzip");
    out.shared = packed ? file->gzip : file->plain;
    if (packed) out.with("Content-Encoding", "gzip");
    return out;
}

} // namespace banxing::http
