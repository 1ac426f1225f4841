#include "read.h"

#include <policy/load.h>

#include <fstream>
#include <iterator>

namespace banxing::policy {

namespace fs = std::filesystem;
using derive::System;

static Result<std::string> read_text(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (!in)
        return fail(Error::invalid({"无法读取 " + path.string(), "cannot read " + path.string()}));
    return text;
}

Result<Files> read_files(const fs::path& systems, const fs::path& calendar) {
    Files files;
    std::error_code error;
    for (fs::recursive_directory_iterator at(systems, error), end; !error && at != end;
         at.increment(error)) {
        if (!at->is_regular_file()) continue;
        std::string path = fs::relative(at->path(), systems).generic_string();
        if (path.find("/cases/") != std::string::npos || path.find('/') == std::string::npos)
            continue;
        files[path] = TRY(read_text(at->path()));
    }
    if (error || files.empty())
        return fail(Error::invalid({"文件夹 " + systems.string() + " 中没有政策",
                                    "folder " + systems.string() + " holds no policy"}));
    files["calendar.tsv"] = TRY(read_text(calendar));
    return files;
}

/// The files of one system by their kind, and what is wrong with them.
class SystemReader {
public:
    SystemReader(std::string id, Faults& faults, Parsed& parsed)
        : faults_(faults), parsed_(parsed) {
        system_.id = std::move(id);
    }

    void add(const std::string& within, const std::string& text) { files_[within] = &text; }

    System read() {
        if (!is_id(system_.id))
            fault("system.yaml", {"文件夹名不对", "the folder's name is no id"});
        for (auto& [path, text] : files_) kind(path);
        for (auto& [path, text] : files_) {
            if (path.starts_with("codes/")) codes(path, *text);
            if (path.starts_with("instruments/")) instrument(path, *text);
        }
        if (!files_.count("system.yaml"))
            fault("system.yaml", {"缺少此文件", "the file is missing"});
        for (auto& [path, text] : files_) file(path, *text);
        for (auto& [path, text] : files_)
            if (path.starts_with("overlays/")) overlay(path, *text);
        return std::move(system_);
    }

private:
    Source source(const std::string& path) { return {system_.id + "/" + path, faults_}; }
    void fault(const std::string& path, Words words) { source(path).fault(1, std::move(words)); }
    std::optional<YAML::Node> parse(const Source& from, const std::string& text) {
        auto root = parse_yaml(from, text);
        if (root) parsed_.emplace(from.file, *root);
        return root;
    }
    static std::string stem(const std::string& path) { return fs::path(path).stem().string(); }

    void kind(const std::string& path) {
        static const std::set<std::string> single = {
            "system.yaml",       "facts.yaml",      "parameters.yaml", "pathway.yaml",
            "entitlements.yaml", "indicators.yaml", "pools.yaml",      "words.yaml"};
        std::string folder = fs::path(path).parent_path().string();
        std::string extension = fs::path(path).extension().string();
        bool yaml = (folder == "forms" || folder == "codes" || folder == "instruments" ||
                     folder == "overlays") &&
                    extension == ".yaml";
        bool model = folder == "decisions" && extension == ".dmn";
        if (!single.count(path) && !yaml && !model)
            fault(path, {"不认识的文件", "a system has no such file"});
    }

    void codes(const std::string& path, const std::string& text) {
        Source from = source(path);
        if (auto root = parse(from, text)) codes_[stem(path)] = read_codes(from, *root, stem(path));
    }

    void instrument(const std::string& path, const std::string& text) {
        Source from = source(path);
        if (auto root = parse(from, text))
            instruments_[stem(path)] = read_instrument(from, *root, stem(path));
    }

    void overlay(const std::string& path, const std::string& text) {
        Source from = source(path);
        if (auto root = parse(from, text)) read_overlay(from, *root, system_);
    }

    void file(const std::string& path, const std::string& text) {
        if (path.starts_with("codes/") || path.starts_with("instruments/") ||
            path.starts_with("overlays/"))
            return;
        if (path.starts_with("decisions/")) {
            system_.models[path.substr(10)] = text;
            return;
        }
        Source from = source(path);
        auto root = parse(from, text);
        if (!root) return;
        if (path.starts_with("forms/"))
            return read_form(from, *root, stem(path), codes_, instruments_, system_);
        static const std::map<std::string, void (*)(const Source&, const YAML::Node&, System&)>
            readers = {{"system.yaml", read_system},
                       {"facts.yaml", read_facts},
                       {"parameters.yaml", read_parameters},
                       {"pathway.yaml", read_pathway},
                       {"entitlements.yaml", read_entitlements},
                       {"indicators.yaml", read_indicators},
                       {"pools.yaml", read_pools},
                       {"words.yaml",
                        [](const Source& s, const YAML::Node& n, System&) { read_words(s, n); }}};
        if (auto reader = readers.find(path); reader != readers.end())
            reader->second(from, *root, system_);
    }

    Faults& faults_;
    Parsed& parsed_;
    System system_;
    CodeTables codes_;
    Instruments instruments_;
    std::map<std::string, const std::string*> files_;
};

/// Depth-first: what a system uses comes before it.
static std::vector<System> in_order(std::vector<System> systems, Faults& faults) {
    std::vector<System> out;
    std::map<std::string, int> state; // 1: on the way, 2: done
    std::function<void(System&)> visit = [&](System& system) {
        state[system.id] = 1;
        for (auto& used : system.uses) {
            auto at =
                std::find_if(systems.begin(), systems.end(), [&](auto& s) { return s.id == used; });
            Source from{system.id + "/system.yaml", faults};
            if (at == systems.end() && state[used] != 2)
                from.fault(1, {"没有系统“" + used + "”", "there is no system '" + used + "'"});
            else if (state[used] == 1)
                from.fault(1, {"系统互相使用：" + used, "systems use each other: " + used});
            else if (state[used] == 0)
                visit(*at);
        }
        state[system.id] = 2;
        out.push_back(system);
    };
    for (auto& system : systems)
        if (state[system.id] == 0) visit(system);
    return out;
}

Result<derive::PolicySource> read_source(const Files& files) {
    Faults faults;
    Parsed parsed;
    std::map<std::string, SystemReader> readers;
    derive::PolicySource out;
    for (auto& [path, text] : files) {
        auto slash = path.find('/');
        if (slash == std::string::npos) continue;
        std::string id = path.substr(0, slash);
        readers.try_emplace(id, id, faults, parsed).first->second.add(path.substr(slash + 1), text);
    }
    std::vector<System> systems;
    for (auto& [id, reader] : readers) systems.push_back(reader.read());
    out.systems = in_order(std::move(systems), faults);
    if (auto calendar = files.find("calendar.tsv"); calendar != files.end()) {
        auto read = read_calendar(calendar->second, "calendar.tsv");
        if (read)
            out.calendar = *read;
        else
            faults.push_back({"calendar.tsv:1", read.error().message});
    }
    std::string n = std::to_string(faults.size());
    if (!faults.empty())
        return fail(
            Error::invalid({"政策文件有" + n + "处错误", "The policy files have " + n + " faults"},
                           std::move(faults)));
    out.version = version_of(files, parsed);
    return out;
}

} // namespace banxing::policy
