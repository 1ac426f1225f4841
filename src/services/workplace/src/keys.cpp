#include <access/emergencies.h>
#include <access/factors.h>
#include <access/refusals.h>
#include <audit/audit.h>
#include <casework/own_file.h>
#include <core/text.h>
#include <records/moves.h>
#include <registry/keys.h>

#include <algorithm>
#include <family/guardians.h>
#include <fstream>
#include <messages/sms.h>
#include <unistd.h>
#include <workplace/keys.h>

namespace banxing::workplace {

namespace fs = std::filesystem;

Result<std::int64_t> rewrap_keys(casework::Office& office, const std::stop_token& stop) {
    auto done = TRY(registry::rewrap(office.database, office.vault, stop));
    TRY(access::rewrap_factors(office.database, office.vault));
    return done;
}

Result<void> forget_old_masters(casework::Office& office, crypto::Vault& vault,
                                const fs::path& data) {
    TRY(rewrap_keys(office));
    std::error_code error;
    for (const auto& sheet : fs::directory_iterator(data / "sheets", error)) {
        std::ifstream file(sheet.path());
        std::string wrapped;
        if (std::getline(file, wrapped) && !vault.is_current(wrapped))
            return fail(
                Error::conflict({"还有上传的名单由旧的主密钥保护，请等它们到期清除（30天）后再试",
                                 "Uploaded sheets are still under an old master key: try again "
                                 "once they are dropped (30 days)"}));
    }
    return vault.forget_old();
}

static Error no_name_for_order() {
    return Error::invalid({"请用字母、数字和 - . / _ 写明法律文书的编号",
                           "Name the order in letters, digits and - . / _"});
}

static bool is_reference(const std::string& text) {
    return !text.empty() && text.size() <= 60 && std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               std::string_view("-./_").find(c) != std::string_view::npos;
    });
}

static Result<void> erase_in(casework::Office& office, db::Session& session, SubjectId subject,
                             const std::string& order) {
    TRY(family::forget(session, subject));
    TRY(messages::forget(session, subject));
    TRY(access::forget_emergencies(session, subject));
    TRY(access::refuse(session, subject, access::every_purpose, true));
    TRY(records::drop_drafts(session, subject));
    TRY(casework::derive_again(office, session, subject)); // its grants go
    TRY(office.registry.erase(session, subject));
    audit::Event event{.at = office.clock.now(), .action = "file.erased", .subject = subject};
    event.detail = {{"order", order}};
    return audit::append(session, event);
}

Result<void> erase(casework::Office& office, SubjectId subject, const std::string& order) {
    if (!is_reference(order)) return fail(no_name_for_order());
    TRY(office.database.write(db::Priority::interactive, [&](db::Session& session) {
        return erase_in(office, session, subject, order);
    }));
    office.registry.committed(subject, {});
    return {};
}

static fs::path orders_of(const fs::path& data) {
    return data / "erasures";
}

static fs::path order_file(const fs::path& data, SubjectId subject, const char* state) {
    return orders_of(data) / (to_text(subject) + state);
}

Result<void> order_erasure(const fs::path& data, SubjectId subject, const std::string& order) {
    if (!is_reference(order)) return fail(no_name_for_order());
    std::error_code error;
    fs::create_directories(orders_of(data), error);
    fs::remove(order_file(data, subject, ".refused"), error);
    auto whole = order_file(data, subject, ".order"), half = order_file(data, subject, ".half");
    std::ofstream(half) << order << std::endl;
    fs::rename(half, whole, error);
    if (!error) return {};
    return fail(Error::unavailable({"无法写入 " + whole.string(), "Cannot write " + whole.string()},
                                   "order"));
}

/// Noted first: whoever stands in the list and is there no more does no harm to a restore.
static Result<bool> carry_out(casework::Office& office, const fs::path& data,
                              const fs::path& file) {
    auto subject = parse_subject_id(file.stem().string());
    std::ifstream in(file);
    std::string order;
    std::getline(in, order);
    std::error_code error;
    if (subject) TRY(note_erased(erased_file(data), *subject, order));
    auto erased = subject ? erase(office, *subject, order)
                          : Result<void>(fail(Error::invalid({"编号不对", "no number"})));
    if (!erased && erased.error().fault == Fault::unavailable) return fail(erased.error());
    if (!erased) {
        fs::rename(file, fs::path(file).replace_extension(".refused"), error);
        return false;
    }
    fs::remove(file, error);
    return true;
}

Result<int> carry_out_erasures(casework::Office& office, const fs::path& data) {
    int done = 0;
    std::vector<fs::path> files;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(orders_of(data), error))
        if (entry.path().extension() == ".order") files.push_back(entry.path());
    for (const auto& file : files) done += TRY(carry_out(office, data, file)) ? 1 : 0;
    return done;
}

Ordered state_of_order(const fs::path& data, SubjectId subject) {
    std::error_code error;
    if (fs::exists(order_file(data, subject, ".order"), error)) return Ordered::waiting;
    bool refused = fs::exists(order_file(data, subject, ".refused"), error);
    return refused ? Ordered::refused : Ordered::done;
}

fs::path erased_file(const fs::path& data) {
    return data / "master.key.erased";
}

Result<void> note_erased(const fs::path& file, SubjectId subject, const std::string& order) {
    std::ofstream out(file, std::ios::app);
    out << to_text(subject) << ' ' << order << std::endl;
    if (out) return {};
    return fail(Error::unavailable({"无法写入 " + file.string(), "Cannot write " + file.string()}));
}

Result<int> erase_again(casework::Office& office, const fs::path& file) {
    std::ifstream in(file);
    int done = 0;
    for (std::string line; std::getline(in, line);) {
        auto words = split(line, ' ');
        auto subject = parse_subject_id(std::string(words[0]));
        if (!subject || words.size() != 2)
            return fail(Error::invalid(
                {"名单里有一行不对：" + file.string(), "A line is not right in " + file.string()}));
        auto erased = erase(office, *subject, std::string(words[1]));
        if (!erased && erased.error().fault != Fault::not_found) return fail(erased.error());
        done += erased ? 1 : 0;
    }
    return done;
}

} // namespace banxing::workplace
