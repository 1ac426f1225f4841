#include "case_file.h"

namespace banxing::policy {

/// Only what concerns cases: the other keys of a change are read where it is applied.
static YAML::Node cases_of(const YAML::Node& change) {
    YAML::Node out(YAML::NodeType::Map);
    for (const char* key : {"people", "cases"})
        if (change[key]) out[key] = change[key];
    return out;
}

Result<std::vector<CaseResult>> run_own_cases(const derive::Program& program,
                                              const std::string& change) {
    std::vector<CaseResult> out;
    Faults faults;
    Source source{"change", faults};
    auto root = parse_yaml(source, change);
    if (root && root->IsMap() && (*root)["cases"])
        for (auto& one : read_case_file(source, cases_of(*root), program))
            out.push_back(run_case(program, one));
    if (faults.empty()) return out;
    return fail(Error::invalid({"变更自带的案例无法读取", "The change's own cases cannot be read"},
                               std::move(faults)));
}

Result<void> pass_own_cases(const derive::Program& program, const std::string& change) {
    std::vector<FieldIssue> failed;
    Words first;
    for (auto& one : TRY(run_own_cases(program, change))) {
        if (one.passed()) continue;
        if (failed.empty()) first = one.title;
        for (auto& difference : one.differences)
            failed.push_back(
                {"cases:" + std::to_string(one.line),
                 {one.title.zh + "：" + difference.zh, one.title.en + ": " + difference.en}});
    }
    if (failed.empty()) return {};
    return fail(Error::invalid({"变更自带的案例没有通过：" + first.zh,
                                "A case of the change comes out otherwise: " + first.en},
                               std::move(failed)));
}

} // namespace banxing::policy
