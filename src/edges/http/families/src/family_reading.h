#pragma once
// What the handlers of families read and ask for.
#include <casework/benefits.h>
#include <casework/explained.h>

#include <family/consents.h>
#include <family/readings.h>
#include <family/requests.h>
#include <family/sign_in.h>
#include <wire/context.h>
#include <wire/read.h>

namespace banxing::http {

inline family::Desk family_desk(const Context& context) {
    return {context.office(), context.services.families};
}

Result<bool> read_choice(const Request& request);
Result<family::NewRequest> read_new_request(const Request& request);
Result<family::SignIn> read_sign_in(const Request& request);
Result<family::NewGuardian> read_guardian(const Request& request);
Result<std::string> read_reason(const Request& request);

/// All that a family may take home of a file.
struct WholeFile {
    SubjectId subject;
    registry::Identity identity;
    casework::Shown file;
    std::vector<family::Guardian> guardians;
    std::vector<family::Consent> consents;
    std::vector<family::Asked> requests;
    std::vector<family::Reading> readings;
};

// Of the asker's own children; not found for everybody else's. Each is audited.
Result<Json> own_children(const Context& context);
Result<Json> own_file(const Context& context, SubjectId subject);
Result<std::vector<casework::BenefitFound>> own_benefits(const Context& context, SubjectId subject);
/// Forbidden to whoever may not decide for the child.
Result<void> own_wish(const Context& context, SubjectId subject, const std::string& benefit,
                      bool wanted);
Result<casework::Explained> own_explanation(const Context& context, SubjectId subject);
Result<Json> own_readings(const Context& context, SubjectId subject, const Page& page);
Result<Json> own_consents(const Context& context, SubjectId subject);
Result<Json> own_requests(const Context& context, SubjectId subject);
Result<WholeFile> own_copy(const Context& context, SubjectId subject);

// For a desk that may see the file.
Result<Json> guardians_for_desk(const Context& context, SubjectId subject);
Result<Json> requests_for_desk(const Context& context);

} // namespace banxing::http
