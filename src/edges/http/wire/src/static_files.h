#pragma once
// The screens, read once at the start: an address is looked up among what was there, so none can
// lead out of the folder.
#include <filesystem>
#include <optional>
#include <unordered_map>
#include <wire/message.h>

namespace banxing::http {

class StaticFiles {
public:
    /// An empty or missing folder holds nothing; links are not followed.
    static StaticFiles read(const std::filesystem::path& folder);

    /// The file, or for an address of the application itself its first page; nothing else. Knows
    /// If-None-Match and gzip.
    std::optional<Response> find(const Request& request) const;

private:
    struct File {
        std::string type, etag;
        bool hashed = false; // its name changes with its content
        std::shared_ptr<const std::string> plain, gzip;
    };
    const File* look_up(const std::string& path) const;

    std::unordered_map<std::string, File> files_; // "/assets/index-3f2a.js"
};

} // namespace banxing::http
