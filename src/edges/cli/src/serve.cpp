#include "commands.h"

namespace banxing::cli {

void add_serve(CLI::App& app, const Hooks& hooks, Chosen& chosen) {
    auto options = std::make_shared<ServeOptions>();
    auto* command = app.add_subcommand("serve", "Serve the screens and the interface / 启动服务");
    take_folder(*command, options->data);
    command->add_option("--port", options->port, "0 takes any free one")->capture_default_str();
    command->add_option("--bind", options->bind, "address to listen on")->capture_default_str();
    command->add_option("--web", options->web, "folder of the built screens");
    take_day(*command, "--today", options->data.today, "pretend it is this day (demo data only)");
    command->add_flag("--derive-first", options->derive_first,
                      "derive what fell due before the first answer, not beside it");
    command->add_option(
        "--limits", options->limits,
        "requests an account and an address may make; else data/access/limits.yaml");
    command->add_option("--sign-on", options->sign_on,
                        "file of the single sign-on: issuer, client, secret, address, name");
    auto* certificate = command->add_option("--cert", options->certificate, "PEM file: serve TLS");
    auto* key = command->add_option("--key", options->key, "PEM file of the private key");
    certificate->needs(key);
    key->needs(certificate);
    command->footer("Example: banxing serve --data demo --web build/web --port 8080");
    command->callback([&hooks, &chosen, options] {
        chosen = [&hooks, options] { return hooks.serve(*options); };
    });
}

} // namespace banxing::cli
