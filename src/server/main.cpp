// Builds everything in order; decides nothing.
#include "serve.h"

#include <csignal>

static void block_stop_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

int main(int count, char** words) {
    using namespace banxing;
    cli::Hooks hooks;
    hooks.serve = [](const cli::ServeOptions& options) -> Result<void> {
        block_stop_signals(); // before any thread: all of them inherit it
        return cli::with_data(options.data, [&](workplace::Workplace& place) {
            return server::serve(place, options);
        });
    };
    return cli::run(count, words, hooks);
}
