"""Builds and runs every suite of tests: ./dev test [--slice | --long] [FILTER]

FILTER is a part of a suite's name, or else of a test's name. The last line is `N passed, N failed`.
A suite that crashes, hangs or reports no test counts as failed.
"""
import argparse
import concurrent.futures
import os
import subprocess
import sys
import time

import suites

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PRESETS = ["release", "asan", "tsan", "fuzz"]


def run(command, **options):
    return subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, **options).returncode


def build(preset, targets, jobs):
    """Builds as much as can be built: one broken module must not hide the tests of the others."""
    print(f"· building {' '.join(targets)} ({preset}, {jobs} at a time)", flush=True)
    options = ["-DBANXING_TESTS=ON"] if preset != "fuzz" else []
    return run(["./dev", "configure", preset, *options]) == 0 and run(["flock", f"build/{preset}/.lock", "ninja", "-k", "0", "-j", str(jobs), "-C", f"build/{preset}", *targets]) == 0


def build_all(wanted, arguments):
    """Builds for the wanted suites; returns the failures as results."""
    failures = []
    for preset in PRESETS:
        targets = ["all"] if preset == "release" and not arguments.filter else suites.targets(preset, wanted)
        if not targets:
            continue
        started = time.monotonic()
        if not build(preset, targets, arguments.jobs):
            failures.append(suites.Outcome(f"build {preset}", 0, 1, ["the build failed: see above"], 0))
        print(f"· built {preset} in {time.monotonic() - started:.0f} s", flush=True)
    if suites.wants_web(wanted) and run(["./dev", "build-web"]) != 0:
        failures.append(suites.Outcome("build web", 0, 1, ["the screens could not be built: see above"], 0))
    return failures


def report(outcome):
    mark = "ok    " if not outcome.failed else "FAILED"
    print(f"{mark} {outcome.name:<32} {outcome.passed:>5} passed {outcome.failed:>3} failed {outcome.seconds:>6.1f} s", flush=True)


def run_suites(chosen, jobs, outcomes):
    """One queue, the long suites first, so that no core waits for them at the end; then those that want the machine alone."""
    together = sorted((suite for suite in chosen if not suite.alone), key=lambda suite: not suite.long)
    for suites_of_turn, workers in ((together, jobs), ([suite for suite in chosen if suite.alone], 1)):
        with concurrent.futures.ThreadPoolExecutor(max_workers=workers) as pool:
            for done in concurrent.futures.as_completed([pool.submit(suite.run) for suite in suites_of_turn]):
                outcomes.append(done.result())
                report(outcomes[-1])


def finish(outcomes):
    failed = [outcome for outcome in outcomes if outcome.failed]
    if failed:
        print("\nWhat failed:")
    for outcome in failed:
        print(f"\n=== {outcome.name}")
        print("\n".join(outcome.tail))
    print(f"\n{sum(o.passed for o in outcomes)} passed, {sum(o.failed for o in outcomes)} failed")
    return 1 if failed or not outcomes else 0


def main():
    parser = argparse.ArgumentParser(prog="./dev test", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--slice", action="store_true", help="also one part of the long matrix; the commit chooses which")
    parser.add_argument("--long", action="store_true", help="also every module under asan and tsan, fuzzers, full static checks")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--list", action="store_true", help="name the suites and stop")
    parser.add_argument("filter", nargs="?", default="")
    arguments = parser.parse_args()
    if arguments.long:
        os.environ["BANXING_LONG"] = "1"  # tests that can be larger are
    wanted = suites.choose(arguments.filter, "long" if arguments.long else "slice" if arguments.slice else "usual")
    if arguments.list:
        print("\n".join(suite.name for suite in wanted))
        return 0
    outcomes = build_all(wanted, arguments)
    for outcome in outcomes:
        report(outcome)
    with suites.postgres(wanted):
        run_suites(wanted, arguments.jobs, outcomes)
    return finish(outcomes)


if __name__ == "__main__":
    sys.exit(main())
