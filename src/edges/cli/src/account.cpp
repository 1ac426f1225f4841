#include "commands.h"

#include <access/directory.h>

#include <fmt/format.h>

namespace banxing::cli {

struct AccountOptions {
    DataOptions data;
    std::string login, name, role = "administrator", region = "33";
    std::string organisation_name;
    std::int64_t organisation = 0;
    bool renew = false;
};

static Result<OrganisationId> workplace(db::Session& session, const AccountOptions& options) {
    if (options.organisation > 0) {
        auto found = TRY(access::find_organisation(session, OrganisationId(options.organisation)));
        if (found) return found->id;
        return fail(
            Error::not_found({"没有这个机构编号。", "There is no organisation of this number."}));
    }
    auto region = access::region_of(options.region);
    if (!region || options.organisation_name.empty())
        return fail(Error::invalid(
            {"请给出机构编号 --organisation，或新机构的 --organisation-name 和 --region。",
             "Give --organisation, or --organisation-name and --region of a new one."}));
    access::Organisation organisation;
    organisation.kind = "other";
    organisation.region = *region;
    organisation.name = {options.organisation_name, options.organisation_name};
    return access::add_organisation(session, organisation);
}

static Result<void> open_account(workplace::Workplace& place, const AccountOptions& options) {
    auto code = access::new_code();
    auto hash = place.access().hash_password(code);
    auto hours = place.access().limits().code_hours;
    Instant until{place.office().clock.now().ms + hours * std::int64_t(3'600'000)};
    TRY(place.office().database.write(
        db::Priority::interactive, [&](db::Session& session) -> Result<void> {
            if (options.renew) return access::set_code(session, options.login, hash, until);
            access::NewAccount account{options.login, options.name, hash, {}, until};
            account.posts.push_back({TRY(workplace(session, options)), options.role});
            TRY(access::add_account(session, place.access().roles(), account));
            return {};
        }));
    fmt::print("{}\n", code);
    fmt::print(stderr,
               "A one-time code for {}, good for {} hours; it only opens the way to a password.\n",
               options.login, hours);
    return {};
}

void add_account(CLI::App& app, Chosen& chosen) {
    auto options = std::make_shared<AccountOptions>();
    auto* command =
        app.add_subcommand("account", "Make an account with a one-time code / 开设账号");
    take_folder(*command, options->data);
    options->data.create = true; // the first administrator comes before anything else
    command->add_option("--login", options->login, "what is typed to log in")->required();
    command->add_option("--name", options->name, "name of the person");
    command->add_option("--role", options->role, "as in data/access/roles.yaml")
        ->capture_default_str();
    command->add_option("--organisation", options->organisation, "number of the organisation");
    command->add_option("--organisation-name", options->organisation_name,
                        "makes a new organisation");
    command->add_option("--region", options->region, "region of the new organisation")
        ->capture_default_str();
    command->add_flag("--new-code", options->renew,
                      "for an account that exists: its password is forgotten");
    command->footer("Example: banxing account --data real --login anna --name 安娜 "
                    "--organisation-name 诸暨市残联 --region 330681");
    command->callback([&chosen, options] {
        chosen = [options] {
            return with_data(options->data, [&](workplace::Workplace& place) {
                return open_account(place, *options);
            });
        };
    });
}

} // namespace banxing::cli
