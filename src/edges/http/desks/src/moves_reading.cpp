#include "moves_reading.h"

#include <desks/file.h>
#include <desks/person.h>
#include <wire/context.h>

namespace banxing::http {
namespace {

constexpr std::size_t most_records = 2000; // of one act

struct Side {
    casework::Shown file;
    registry::Identity identity;
    Json person;
};

Result<Side> side_of(const Context& context, SubjectId subject) {
    Side out{TRY(casework::read_file(context.office(), context.who(), subject)), {}, {}};
    if (out.file.head.subject != subject)
        return fail(
            Error::conflict({"这份档案已并入另一份，请先撤销合并",
                             "This file was merged into another one: take that back first"}));
    TRY(context.read([&](db::Session& s) -> Result<void> {
        out.person = TRY(person_card(context, s, subject));
        out.identity =
            TRY(context.office().registry.identity_of(s, subject)).value_or(registry::Identity());
        return {};
    }));
    return out;
}

Json shown_side(const Context& context, const Side& side) {
    Json out{{"person", side.person},
             {"kind", side.file.head.kind},
             {"version", side.file.head.version},
             {"timeline", Json::array()}};
    for (const auto* row : records::in_force(side.file.rows))
        if (row->op != derive::RecordOp::withdrawal)
            out["timeline"].push_back(timeline_entry(context, *row, false));
    return out;
}

} // namespace

Result<casework::Rearrangement> read_rearrangement(const Request& request, bool for_good) {
    auto fields = TRY(Fields::of(request));
    casework::Rearrangement out;
    auto act = fields.one_of("act", {"transfer", "merge", "unmerge", "take_back"});
    out.act = casework::rearrangement_named(act).value_or(out.act);
    out.from = fields.subject("from");
    out.into = fields.subject_if_given("into").value_or(SubjectId());
    out.lineages = fields.integers_if_given("lineages", most_records);
    out.back = fields.integers_if_given("back", most_records);
    out.move = fields.integer_or("move", 1, 1'000'000, 0);
    out.from_version = fields.integer_or("from_version", 1, INT64_MAX, 0);
    out.into_version = fields.integer_or("into_version", 1, INT64_MAX, 0);
    if (for_good) out.reason = fields.text("reason", 2, 200);
    TRY(fields.done());
    return out;
}

Result<Json> two_files(const Context& context, SubjectId left, SubjectId right) {
    auto one = TRY(side_of(context, left)), other = TRY(side_of(context, right));
    Json out{{"left", shown_side(context, one)}, {"right", shown_side(context, other)}};
    out["fields"] = Json::array();
    for (auto& field : compared(one.identity, other.identity))
        out["fields"].push_back({{"id", field["id"]},
                                 {"label", field["label"]},
                                 {"left", field["incoming"]},
                                 {"right", field["here"]},
                                 {"same", field["same"]}});
    return out;
}

} // namespace banxing::http
