#include "drafts.h"

#include <clock/clock.h>

#include <desks/tasks.h>

namespace banxing::http {

Json shown(const Context& context, const casework::DraftShown& draft) {
    Json out{{"draft", draft.id},
             {"form", draft.form},
             {"title", shown(form_words(*context.office().program, draft.form))},
             {"day", iso(draft.day)},
             {"at", iso(draft.at)},
             {"content", draft.content},
             {"offends", Json::array()}};
    for (const auto& words : draft.offends) out["offends"].push_back(shown(words));
    return out;
}

Json shown_waiting(const Context& context, std::vector<records::DraftWaiting> drafts, int limit) {
    Json out{{"items", Json::array()}};
    bool more = drafts.size() > std::size_t(limit);
    if (more) drafts.resize(std::size_t(limit));
    for (const auto& one : drafts) {
        Json item{{"subject", to_text(one.subject)},
                  {"draft", one.id},
                  {"form", one.form},
                  {"title", shown(form_words(*context.office().program, one.form))},
                  {"day", iso(one.day)},
                  {"at", iso(one.at)}};
        put_person(item, context, one.subject);
        out["items"].push_back(std::move(item));
    }
    if (more) out["next"] = place_of_page(drafts.back());
    return out;
}

std::string place_of_page(const records::DraftWaiting& last) {
    return std::to_string(last.at.ms) + "~" + to_text(last.subject) + "~" + std::to_string(last.id);
}

} // namespace banxing::http
