#pragma once
#include <filesystem>
#include <string>
#include <zip.h>

namespace banxing::files {

/// The text of one entry of the archive; empty: there is none.
inline std::string entry(const std::filesystem::path& file, const char* name) {
    int error = 0;
    zip_t* archive = zip_open(file.c_str(), ZIP_RDONLY, &error);
    if (!archive) return {};
    std::string out;
    zip_stat_t stat;
    if (zip_stat(archive, name, 0, &stat) == 0) {
        out.resize(stat.size);
        zip_file_t* content = zip_fopen(archive, name, 0);
        out.resize(std::size_t(zip_fread(content, out.data(), stat.size)));
        zip_fclose(content);
    }
    zip_discard(archive);
    return out;
}

} // namespace banxing::files
