#include "handlers/accounts.h"
#include "handlers/desk.h"
#include "handlers/drafts.h"
#include "handlers/duties.h"
#include "handlers/figures.h"
#include "handlers/files.h"
#include "handlers/imports.h"
#include "handlers/lists.h"
#include "handlers/log_in.h"
#include "handlers/moves.h"
#include "handlers/people.h"
#include "handlers/policy.h"
#include "handlers/reference.h"
#include "handlers/reports.h"
#include "handlers/session.h"
#include "handlers/sign_on.h"
#include "handlers/simulation.h"
#include "handlers/tasks.h"
#include "handlers/trust.h"
#include "handlers/writing.h"

#include <access/acts.h>
#include <casework/policy_desk.h>

#include <array>
#include <desks/routes.h>

namespace banxing::http {

using access::Act;
namespace acts = access::acts;

static constexpr Act seeing_money = Act::review | Act::approve | Act::batch | Act::pay;
static constexpr Act policy_act = Act::figures | seeing_money;
static constexpr Act seeing_people = Act::search | Act::tasks | Act::review | Act::approve;

static constexpr std::array all_desk_routes{
    in_lane(Lane::log_in, {GET, "/api/session", everybody, &session::who}),
    in_lane(Lane::log_in, {POST, "/api/session", everybody, &session::log_in}),
    in_lane(Lane::log_in, {DELETE, "/api/session", newcomer, &session::log_out}),
    in_lane(Lane::log_in, {PUT, "/api/session/password", newcomer, &session::set_password}),

    in_lane(Lane::log_in, {POST, "/api/session/sign-on", everybody, &elsewhere::begin}),
    in_lane(Lane::log_in, {PUT, "/api/session/sign-on", everybody, &elsewhere::finish}),
    in_lane(Lane::log_in, {POST, "/api/session/code", newcomer, &log_in::give_code}),
    Route{POST, "/api/session/factor", anybody_in, &log_in::begin_factor},
    Route{PUT, "/api/session/factor", anybody_in, &log_in::confirm_factor},
    Route{POST, "/api/session/factor/end", anybody_in, &log_in::end_factor},
    Route{PUT, "/api/session/post", anybody_in, &log_in::take_post},
    Route{GET, "/api/sessions", anybody_in, &log_in::sessions},
    Route{DELETE, "/api/sessions/{session}", anybody_in, &log_in::end_session},
    Route{GET, "/api/delegations", anybody_in, &log_in::delegations},
    Route{POST, "/api/delegations", anybody_in, &log_in::lend},
    Route{DELETE, "/api/delegations/{delegation}", anybody_in, &log_in::take_back},

    Route{GET, "/api/organisations", acts::accounts, &accounts::choices},
    Route{GET, "/api/accounts", acts::accounts, &accounts::list, "query after limit"},
    Route{POST, "/api/accounts", acts::accounts, &accounts::make},
    Route{POST, "/api/accounts/{account}/code", acts::accounts, &accounts::renew_code},
    Route{PUT, "/api/accounts/{account}/sign-on", acts::accounts, &accounts::link},
    Route{POST, "/api/accounts/{account}/posts", acts::accounts, &accounts::give_post},
    Route{POST, "/api/accounts/{account}/posts/{post}", acts::accounts, &accounts::take_post_away},
    Route{POST, "/api/accounts/{account}/leave", acts::accounts, &accounts::leave},

    Route{GET, "/api/emergencies", acts::audit, &trust::emergencies},
    in_lane(Lane::emergency, {POST, "/api/emergencies", acts::emergency, &trust::open_emergency}),
    Route{POST, "/api/emergencies/{emergency}", acts::audit, &trust::review_emergency},
    Route{GET, "/api/audit", acts::audit, &trust::audit, "account action from until limit"},

    Route{GET, "/api/home", anybody_in, &tasks::home},
    Route{GET, "/api/tasks", Act::tasks, &tasks::list, "state system task place sort after limit"},
    Route{GET, "/api/call-list", Act::call_list, &tasks::call_list, "place"},
    Route{POST, "/api/call-list/sms", Act::call_list, &tasks::sms},

    Route{POST, "/api/people", Act::search, &people::search},
    Route{POST, "/api/registrations", Act::registration, &people::register_person},
    Route{GET, "/api/people/{subject}", seeing_people, &people::file},
    Route{GET, "/api/people/{subject}/entitlements/{benefit}/{period}", seeing_people,
          &people::explain},

    Route{POST, "/api/people/{subject}/records", Act::write, &writing::write},
    Route{GET, "/api/people/{subject}/records/{lineage}", seeing_people, &writing::versions},
    Route{POST, "/api/people/{subject}/records/{lineage}/{act}", Act::write, &writing::amend},

    Route{GET, "/api/drafts", Act::write, &drafts::mine, "after limit"},
    Route{GET, "/api/people/{subject}/drafts", Act::write, &drafts::of_file},
    Route{POST, "/api/people/{subject}/drafts", Act::write, &drafts::keep},
    Route{PUT, "/api/people/{subject}/drafts/{draft}", Act::write, &drafts::change},
    Route{POST, "/api/people/{subject}/drafts/{draft}", Act::write, &drafts::enter},
    Route{DELETE, "/api/people/{subject}/drafts/{draft}", Act::write, &drafts::drop},

    Route{GET, "/api/file-kinds", anybody_in, &files_of_kinds::kinds},
    Route{POST, "/api/files", Act::write, &files_of_kinds::open},

    Route{GET, "/api/radar", Act::tasks, &lists::radar, "days missing place contacts after limit"},
    Route{GET, "/api/referrals", Act::tasks, &lists::referrals, "box settled after limit"},
    Route{GET, "/api/standing", Act::tasks, &lists::standing, "system stage after limit"},
    Route{GET, "/api/pools", Act::tasks, &lists::pools},
    Route{GET, "/api/pools/{pool}", Act::tasks, &lists::pool, "kind holder side after limit"},

    Route{GET, "/api/people/{subject}/beside/{other}", Act::doubts, &moves::beside},
    Route{GET, "/api/people/{subject}/moves", Act::doubts, &moves::of_file},
    Route{POST, "/api/rearrangements/preview", Act::doubts, &moves::preview},
    Route{POST, "/api/rearrangements", Act::doubts, &moves::rearrange},

    Route{GET, "/api/forms", anybody_in, &reference::forms},
    Route{GET, "/api/regions/{code}", anybody_in, &reference::region},

    Route{GET, "/api/import-kinds", Act::import, &imports::kinds},
    Route{GET, "/api/imports", Act::import, &imports::list, "after limit"},
    Route{POST, "/api/imports", Act::import, &imports::hand_in, "kind", Takes::upload},
    Route{GET, "/api/imports/{import}", Act::import, &imports::one},
    Route{PUT, "/api/imports/{import}/mapping", Act::import, &imports::confirm},
    Route{POST, "/api/imports/{import}/undo", Act::import, &imports::undo},
    Route{GET, "/api/imports/{import}/rejects.xlsx", Act::import, &imports::rejects},

    Route{GET, "/api/doubts", Act::doubts, &desk::doubts, "after limit"},
    Route{GET, "/api/doubts/{doubt}", Act::doubts, &desk::doubt},
    Route{POST, "/api/doubts/{doubt}", Act::doubts, &desk::decide},

    Route{GET, "/api/figures", Act::figures, &figures::list, "region month back"},
    Route{GET, "/api/figures/table.csv", Act::figures, &figures::csv, "region month"},
    Route{GET, "/api/figures/table.json", Act::figures, &figures::metadata, "region month"},
    Route{GET, "/api/figures/{indicator}", Act::figures, &figures::one, "region month back"},
    Route{GET, "/api/figures/{indicator}/by-age", Act::figures, &figures::by_age, "region month"},
    Route{POST, "/api/figures/{indicator}/entries", Act::enter_figures, &figures::enter},
    Route{GET, "/api/figures/{indicator}/people", Act::figures, &figures::people,
          "region day part after limit"},
    Route{GET, "/api/figures/{indicator}/people/{subject}", Act::figures, &figures::why, "day"},

    Route{GET, "/api/workload", Act::figures, &figures::workload, "region"},

    Route{GET, "/api/resources", Act::figures, &report_desk::resources, "region service horizon"},
    Route{GET, "/api/report", Act::figures, &report_desk::report, "region month span"},
    Route{POST, "/api/report", Act::supervise, &report_desk::freeze},
    Route{GET, "/api/report.xlsx", Act::figures, &report_desk::book, "region month span language"},
    Route{GET, "/api/group", Act::figures, &duty_desk::group},
    Route{GET, "/api/duties", Act::figures, &duty_desk::duties},
    Route{GET, "/api/projects", Act::figures, &duty_desk::projects},
    Route{GET, "/api/notes", Act::figures, &duty_desk::notes, "about"},
    Route{POST, "/api/notes", Act::progress | Act::supervise, &duty_desk::note},

    Route{POST, "/api/simulations", seeing_money, &simulations::run},

    Route{GET, "/api/policy", policy_act, &policy_desk::overview},
    Route{GET, "/api/policy/differences", policy_act, &policy_desk::differences, "from to"},
    Route{GET, "/api/policy/systems/{system}", policy_act, &policy_desk::system},
    Route{GET, "/api/policy/systems/{system}/cases", policy_act, &policy_desk::cases},
    Route{POST, "/api/policy/systems/{system}/try", policy_act, &policy_desk::attempt},
    Route{GET, "/api/policy/drafts", casework::proposes_policy | casework::consents_to_policy,
          &simulations::drafts},
    Route{POST, "/api/policy/drafts", casework::proposes_policy, &simulations::propose},
    Route{POST, "/api/policy/drafts/{version}/consents", casework::consents_to_policy,
          &simulations::consent},
    Route{POST, "/api/policy/drafts/{version}/publication", casework::consents_to_policy,
          &simulations::publish},

    Route{GET, "/api/faults", Act::faults, &desk::faults},
};

std::span<const Route> desk_routes() {
    return all_desk_routes;
}

} // namespace banxing::http
