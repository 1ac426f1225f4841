#include "handlers/desk.h"
#include "handlers/drafts.h"
#include "handlers/files.h"
#include "handlers/imports.h"
#include "handlers/lists.h"
#include "handlers/moves.h"
#include "handlers/payments.h"
#include "handlers/people.h"
#include "handlers/reference.h"
#include "handlers/session.h"
#include "handlers/tasks.h"
#include "handlers/writing.h"
#include "route.h"

#include <array>

namespace banxing::http {

using access::Act;

static constexpr Act paying_desks = Act::review | Act::approve | Act::batch;
static constexpr Act seeing_people = Act::search | Act::tasks | Act::review | Act::approve;

static constexpr std::array table{
    Route{GET, "/api/session", everybody, &session::who},
    Route{POST, "/api/session", everybody, &session::log_in},
    Route{DELETE, "/api/session", newcomer, &session::log_out},
    Route{PUT, "/api/session/password", newcomer, &session::set_password},

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
};

std::span<const Route> routes() {
    return table;
}

} // namespace banxing::http
