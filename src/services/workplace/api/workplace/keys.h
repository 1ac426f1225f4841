#pragma once
// Keys of a whole data folder: a new master key while people work, and the end of one person's key
// by order of law.
#include <casework/casework.h>

#include <filesystem>
#include <stop_token>

namespace banxing::workplace {

/// Wraps by the newest master key whatever in the database an older one wraps (subjects, doubtful
/// matches, second factors), beside other writers. How many subjects and doubts.
Result<std::int64_t> rewrap_keys(casework::Office& office, const std::stop_token& stop = {});

/// Forgets the older master keys. Conflict while anything is still wrapped by them: uploaded sheets
/// are, until they are dropped.
Result<void> forget_old_masters(casework::Office& office, crypto::Vault& vault,
                                const std::filesystem::path& data);

/// Destroys the subject's key and whatever finds or shows the person; what was paid and counted
/// stays, under a number that names nobody. `order`: how the order is called, in ASCII, for the
/// audit. Cannot be undone.
Result<void> erase(casework::Office& office, SubjectId subject, const std::string& order);

/// Leaves an order to erase for the process that works on the folder. Invalid for a reference that
/// the audit cannot hold.
Result<void> order_erasure(const std::filesystem::path& data, SubjectId subject,
                           const std::string& order);
/// Carries out what was ordered and notes it; how many were erased. An order that cannot be carried
/// out is set aside with the reason.
Result<int> carry_out_erasures(casework::Office& office, const std::filesystem::path& data);
/// How an order fares: still waiting, carried out, or the reason why not.
enum class Ordered { waiting, done, refused };
Ordered state_of_order(const std::filesystem::path& data, SubjectId subject);

/// Whom a restore must erase again: beside the key, which no backup holds.
std::filesystem::path erased_file(const std::filesystem::path& data);
/// Whom erase() was told to erase, for what is restored from before: a line each in `file`.
Result<void> note_erased(const std::filesystem::path& file, SubjectId subject,
                         const std::string& order);
/// Erases again whoever stands in `file` and is there; how many.
Result<int> erase_again(casework::Office& office, const std::filesystem::path& file);

} // namespace banxing::workplace
