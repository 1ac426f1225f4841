#pragma once
// What institutions billed and did in a month, held against their own files: prices filed, places,
// and how much one trainer can do in a day.
#include <casework/supervision.h>

#include <map>
#include <set>

namespace banxing::casework {

class Places {
public:
    explicit Places(std::string month) : month_(std::move(month)) {}

    struct Charge {
        SubjectId subject;
        std::int64_t lineage = 0, sessions = 0, fee = 0; // fee in fen
    };
    struct Shift {
        Date day;
        std::string trainer;
        auto operator<=>(const Shift&) const = default;
    };
    struct Session {
        SubjectId subject;
        std::int64_t lineage = 0, minutes = 0;
    };
    void billed(std::int64_t organisation, SubjectId child) {
        places_[organisation].children.insert(child);
    }
    void charged(std::int64_t organisation, const Charge& charge) {
        places_[organisation].charges.push_back(charge);
    }
    void trained(std::int64_t organisation, const Shift& shift, const Session& session) {
        places_[organisation].shifts[shift].push_back(session);
    }
    /// Minutes a day, as the parameter says.
    void allow(std::int64_t minutes) { allowed_ = minutes; }

    /// Reads each institution's own file; one without a file is held against nothing but the day.
    Result<void> doubt(Office& office, db::Session& session, std::vector<Suspicion>& out) const;

private:
    struct Place {
        std::set<SubjectId> children; // billed in the year
        std::vector<Charge> charges;
        std::map<Shift, std::vector<Session>> shifts;
    };
    struct Filed {
        SubjectId subject;
        std::optional<std::int64_t> dearest, places; // fen a session; children a year
        std::int64_t price_record = 0, places_record = 0;
    };
    Suspicion begin(Doubtful kind, std::int64_t organisation, SubjectId subject) const;
    Result<std::optional<Filed>> filed(Office& office, db::Session& session,
                                       std::int64_t organisation) const;
    void read(const records::Row& row, Filed& out) const;
    void prices(std::int64_t organisation, const Place& place, const Filed& filed,
                std::vector<Suspicion>& out) const;
    void shifts(std::int64_t organisation, const Place& place, std::vector<Suspicion>& out) const;

    std::string month_;
    std::map<std::int64_t, Place> places_;
    std::optional<std::int64_t> allowed_;
};

} // namespace banxing::casework
