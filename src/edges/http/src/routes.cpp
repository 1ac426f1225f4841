#include "handlers/desk.h"
#include "handlers/family.h"
#include "handlers/imports.h"
#include "handlers/log_in.h"
#include "handlers/payments.h"
#include "handlers/people.h"
#include "handlers/reference.h"
#include "handlers/session.h"
#include "handlers/tasks.h"
#include "handlers/trust.h"
#include "handlers/writing.h"
#include "route.h"

#include <access/acts.h>

#include <array>

namespace banxing::http {

using access::Act;
namespace acts = access::acts;

static constexpr Act paying_desks = Act::review | Act::approve | Act::batch;
static constexpr Act seeing_people = Act::search | Act::tasks | Act::review | Act::approve;

static constexpr std::array table{
    Route{GET, "/api/session", everybody, &session::who},
    Route{POST, "/api/session", everybody, &session::log_in},
    Route{DELETE, "/api/session", newcomer, &session::log_out},
    Route{PUT, "/api/session/password", newcomer, &session::set_password},

    Route{POST, "/api/session/code", newcomer, &log_in::give_code},
    Route{POST, "/api/session/factor", anybody_in, &log_in::begin_factor},
    Route{PUT, "/api/session/factor", anybody_in, &log_in::confirm_factor},
    Route{POST, "/api/session/factor/end", anybody_in, &log_in::end_factor},
    Route{PUT, "/api/session/post", anybody_in, &log_in::take_post},
    Route{GET, "/api/sessions", anybody_in, &log_in::sessions},
    Route{DELETE, "/api/sessions/{session}", anybody_in, &log_in::end_session},
    Route{GET, "/api/delegations", anybody_in, &log_in::delegations},
    Route{POST, "/api/delegations", anybody_in, &log_in::lend},
    Route{DELETE, "/api/delegations/{delegation}", anybody_in, &log_in::take_back},

    Route{GET, "/api/emergencies", acts::audit, &trust::emergencies},
    Route{POST, "/api/emergencies", acts::emergency, &trust::open_emergency},
    Route{POST, "/api/emergencies/{emergency}", acts::audit, &trust::review_emergency},
    Route{GET, "/api/audit", acts::audit, &trust::audit, "account action from until limit"},

    Route{GET, "/api/home", anybody_in, &tasks::home},
    Route{GET, "/api/tasks", Act::tasks, &tasks::list, "state system task place sort after limit"},
    Route{GET, "/api/call-list", Act::call_list, &tasks::call_list, "place"},

    Route{POST, "/api/people", Act::search, &people::search},
    Route{POST, "/api/registrations", Act::registration, &people::register_person},
    Route{GET, "/api/people/{subject}", seeing_people, &people::file},
    Route{GET, "/api/people/{subject}/entitlements/{benefit}/{period}", seeing_people,
          &people::explain},

    Route{POST, "/api/people/{subject}/records", Act::write, &writing::write},
    Route{GET, "/api/people/{subject}/records/{lineage}", seeing_people, &writing::versions},
    Route{POST, "/api/people/{subject}/records/{lineage}/{act}", Act::write, &writing::amend},

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

    Route{GET, "/api/payables", paying_desks, &payments::payables, "state after limit"},
    Route{POST, "/api/claims", Act::review, &payments::propose},
    Route{POST, "/api/claims/{act}", paying_desks, &payments::act},
    Route{GET, "/api/batches", Act::batch | Act::pay, &payments::batches},
    Route{POST, "/api/batches", Act::batch, &payments::make_batch},
    Route{GET, "/api/batches/{batch}", Act::batch | Act::pay, &payments::batch},
    Route{GET, "/api/batches/{batch}/export.xlsx", Act::batch | Act::pay, &payments::sheet},
    Route{POST, "/api/batches/{batch}/paid", Act::pay, &payments::paid},
    Route{POST, "/api/batches/{batch}/returned", Act::pay, &payments::returned},

    Route{GET, "/api/faults", Act::faults, &desk::faults},

    Route{GET, "/api/family", acts::family, &family_pages::home},
    Route{GET, "/api/family/{subject}", acts::family, &family_pages::file},
    Route{GET, "/api/family/{subject}/entitlements/{benefit}/{period}", acts::family,
          &family_pages::explain},
    Route{GET, "/api/family/{subject}/readings", acts::family, &family_pages::readings,
          "after limit"},
    Route{GET, "/api/family/{subject}/consents", acts::family, &family_pages::consents},
    Route{PUT, "/api/family/{subject}/consents/{purpose}", acts::family, &family_pages::decide},
    Route{GET, "/api/family/{subject}/requests", acts::family, &family_pages::requests},
    Route{POST, "/api/family/{subject}/requests", acts::family, &family_pages::ask},
    Route{GET, "/api/family/{subject}/copy", acts::family, &family_pages::copy, "format"},

    Route{GET, "/api/people/{subject}/guardians", acts::guardians, &family_pages::guardians},
    Route{POST, "/api/people/{subject}/guardians", acts::guardians, &family_pages::confirm},
    Route{POST, "/api/people/{subject}/guardians/{guardian}/end", acts::guardians,
          &family_pages::end_guardian},
    Route{GET, "/api/requests", acts::requests, &family_pages::desk},
    Route{POST, "/api/requests/{request}", acts::requests, &family_pages::answer},
};

std::span<const Route> routes() {
    return table;
}

} // namespace banxing::http
