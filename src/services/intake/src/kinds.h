#pragma once
#include <intake/intake.h>

#include <list>
#include <mutex>

namespace banxing::intake {

/// The lists of data/lists, held against the forms of the set that rules now. Once a publication
/// has taken away what a list needs, that list is not taken any more.
class Kinds {
public:
    /// Refuses when a list does not fit the forms.
    static Result<std::unique_ptr<Kinds>> read(const std::filesystem::path& folder,
                                               const policy::Ruling& ruling);
    /// Valid as long as this object lives; safe to share between threads.
    const std::vector<Kind>& current();

private:
    explicit Kinds(const policy::Ruling& ruling) : ruling_(ruling) {}
    policy::Ruling ruling_; // a copy stands for the same
    std::vector<std::filesystem::path> files_;
    std::mutex mutex_;
    std::list<std::vector<Kind>> held_; // the last one rules
    std::string version_;
};

/// "form.id/field" → its two halves.
std::pair<std::string, std::string> halves(const std::string& to);

/// What the headings are taken for: those confirmed before, else by the kind's words. A field is
/// given once.
void propose(const Kind& kind, std::vector<Heading>& headings);

/// The fields without which no row can go in, that no heading names.
std::vector<const Column*> missing(const Kind& kind, const Mapping& mapping);

} // namespace banxing::intake
