#include "handlers/bank.h"
#include "handlers/budget.h"
#include "handlers/payments.h"
#include "handlers/supervision.h"

#include <access/acts.h>

#include <array>
#include <money/routes.h>

namespace banxing::http {

using access::Act;

static constexpr Act paying_desks = Act::review | Act::approve | Act::batch;
static constexpr Act seeing_money = Act::review | Act::approve | Act::batch | Act::pay;

static constexpr std::array all_money_routes{
    Route{GET, "/api/payables", paying_desks, &payments::payables, "state after limit"},
    Route{POST, "/api/claims", Act::review, &payments::propose},
    Route{POST, "/api/claims/{act}", paying_desks, &payments::act},
    Route{GET, "/api/steps", seeing_money, &payments::steps},
    Route{GET, "/api/objections", paying_desks, &payments::objections},
    Route{POST, "/api/objections", paying_desks, &payments::object},
    Route{POST, "/api/objections/{objection}", Act::approve, &payments::answer_objection},
    Route{GET, "/api/people/{subject}/benefits", Act::search, &payments::benefits},
    Route{PUT, "/api/people/{subject}/benefits/{benefit}", Act::review, &payments::wish},
    Route{GET, "/api/people/{subject}/benefits/{benefit}/{year}", paying_desks,
          &payments::then_and_now},
    Route{GET, "/api/batches", Act::batch | Act::pay, &payments::batches},
    Route{POST, "/api/batches", Act::batch, &payments::make_batch},
    Route{GET, "/api/batches/{batch}", Act::batch | Act::pay, &payments::batch},
    Route{GET, "/api/batches/{batch}/export.xlsx", Act::batch | Act::pay, &payments::sheet},
    Route{POST, "/api/batches/{batch}/paid", Act::pay, &payments::paid},
    Route{POST, "/api/batches/{batch}/returned", Act::pay, &payments::returned},

    Route{POST, "/api/batches/{batch}/confirmed", Act::pay, &bank::confirm},
    Route{GET, "/api/batches/{batch}/export.csv", Act::batch | Act::pay, &bank::list},
    Route{GET, "/api/batches/{batch}/bank.csv", Act::pay, &bank::file},
    Route{POST, "/api/batches/{batch}/return-file", Act::pay, &bank::take_return, "paid_on",
          Takes::upload},
    Route{GET, "/api/months", Act::batch | Act::pay, &bank::months},
    Route{POST, "/api/months", Act::pay, &bank::close_month},
    Route{POST, "/api/recoveries/{claim}/{step}", Act::approve | Act::pay, &budget::recover},

    Route{GET, "/api/budget", seeing_money | Act::supervise, &budget::year, "year"},
    Route{POST, "/api/budget/lines", Act::pay, &budget::open_line},
    Route{GET, "/api/budget/lines/{line}", seeing_money, &budget::entries, "before"},
    Route{POST, "/api/budget/lines/{line}/applications", Act::pay, &budget::apply},
    Route{POST, "/api/budget/lines/{line}/{act}", Act::pay, &budget::book},
    Route{POST, "/api/budget/applications/{application}", Act::pay, &budget::answer},

    Route{GET, "/api/suspicions", Act::review | Act::approve, &supervision::list, "month"},
};

std::span<const Route> money_routes() {
    return all_money_routes;
}

} // namespace banxing::http
