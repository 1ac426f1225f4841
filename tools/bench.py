"""./dev bench [NAME] [--json FILE] [--full]: what the server can do, in figures. NAME: the beginning of a figure's name.

Every figure is printed as it comes; --json writes {"name": {"value": …, "unit": …}}. --full adds the county of 1,300,000 people.
"""
import argparse
import datetime
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

import lists
import load
from modules import ROOT

BANXING = os.path.join(ROOT, "build", "release", "banxing")
PAGES = 1000
ROWS = 100_000


# Figures that a module's benchmark measures under another name: the case that does, and what it counts.
OWN = {"policy": {"derive.files_per_second_per_core": "derive"}, "demo": {"record.write_p99_ms": "record_write"},
       "insight": {"indicators.province_query_p95_ms": "province_query", "indicators.write_extra_ms": "write_extra"}}


class Figures:
    def __init__(self, wish):
        self.wish, self.found, self.faults = wish, {}, 0

    def wanted(self, *names):
        return any(name.startswith(self.wish) or self.wish.startswith(name) for name in names)

    def add(self, name, value, unit):
        if name.startswith(self.wish):
            self.found[name] = {"value": round(value, 3), "unit": unit}
            print(f"{name:<44} {value:>14,.2f} {unit}", flush=True)

    def fault(self, words):
        self.faults += 1
        print(f"✗ {words}", file=sys.stderr, flush=True)


def run(*command):
    """Seconds that it took, and what it said."""
    started = time.monotonic()
    result = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    seconds = time.monotonic() - started
    if result.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: exit code {result.returncode}\n{result.stdout[-600:]}")
    return seconds, result.stdout


def engines(figures):
    """Google Benchmark: module.case, in items a second where the case counts items, else nanoseconds."""
    with open(os.path.join(ROOT, "build", "release", "bench.list"), encoding="utf-8") as programs:
        for line in programs.read().splitlines():
            target, path = line.split(None, 1)
            module = target[:-len("_bench")]
            own = {name: case for name, case in OWN.get(module, {}).items() if figures.wanted(name)}
            if not (figures.wanted(module + ".") or own) or not os.path.exists(path):
                continue
            only = [] if figures.wanted(module + ".") else ["--benchmark_filter=" + "|".join(own.values())]
            _, output = run(path, "--benchmark_format=json", "--benchmark_min_time=0.5", *only)
            for case in json.loads(output[output.index("{"):])["benchmarks"]:
                name = f"{module}.{re.sub(r'^BM_', '', case['name'])}"
                for wanted, measured in own.items():
                    if measured in case["name"]:
                        microseconds = case.get(wanted.replace("_ms", "_us"))
                        figures.add(wanted, microseconds / 1000 if microseconds else case["items_per_second"], "ms" if microseconds else "files/s")
                if "items_per_second" in case:
                    figures.add(name, case["items_per_second"], "items/s")
                else:
                    figures.add(name, case["cpu_time"], case["time_unit"])


def make_county(figures, folder, people):
    data = os.path.join(folder, f"county-{people}")
    seconds, _ = run(BANXING, "demo", "--data", data, "--people", str(people), "--seed", "1")
    figures.add(f"demo.seconds_{people}_people", seconds, "s")
    size = sum(os.path.getsize(path) for path in glob.glob(os.path.join(data, "**"), recursive=True) if os.path.isfile(path))
    figures.add(f"demo.mib_on_disk_{people}_people", size / 2**20, "MiB")
    return data


def imports(figures, data, people):
    """A list of 100,000 rows of new children, each with all visits so far; every row has to go in."""
    path = os.path.join(os.path.dirname(data), "health-checks.csv")
    lists.health_checks(path, ROWS, datetime.date.today())
    seconds, output = run(BANXING, "import", "--data", data, "--as", "child_health_check", "--by", "mch", path)
    outcome = re.search(r"(\d+) rows: (\d+) good", output)
    if not outcome or int(outcome[2]) < ROWS * 0.99:
        raise RuntimeError(f"not all rows went in: {output[-300:]}")
    figures.add(f"import.rows_per_second{suffix_of(people)}", ROWS / seconds, "rows/s")


def suffix_of(people):
    """The small county is the usual one; figures of another name its size."""
    return "" if people == 60000 else f"_at_{people}_people"


def derive(figures, data, people):
    """One process on one core: the whole county derived again and compared."""
    seconds, output = run("taskset", "-c", "0", BANXING, "rederive", "--check", "--data", data)
    files = re.search(r"([\d,]+) files", output)
    count = int(files[1].replace(",", "")) if files else people
    figures.add(f"derive.stored_files_per_second_per_core{suffix_of(people)}", count / seconds, "files/s")


def nightly(figures, data, people):
    """The files whose next change comes tomorrow, as the server does it at night."""
    tomorrow = (datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))) + datetime.timedelta(days=1)).date()
    seconds, _ = run(BANXING, "rederive", "--due", "--today", tomorrow.isoformat(), "--data", data)
    figures.add(f"derive.nightly_{people}_people_seconds", seconds, "s")


def rebuild(figures, data, people):
    """Every indicator counted anew from the records of everybody."""
    seconds, _ = run(BANXING, "figures", "--data", data)
    figures.add(f"indicators.rebuild_{people}_people_seconds", seconds, "s")


def simulate(figures, data, people):
    """What a change would do to everybody in the coming twelve months: all benefits, and one."""
    change = os.path.join(ROOT, "data", "changes", "nine-for-all.yaml")
    for name, more in (("all_benefits", []), ("one_benefit", ["--benefit", "child_rehabilitation.training_subsidy"])):
        figure = f"simulate.{name}_{people}_people_seconds"
        if figures.wanted(figure):
            seconds, _ = run(BANXING, "simulate", "--data", data, "--change", change, *more)
            figures.add(figure, seconds, "s")


def pages(figures, data, people):
    with load.Server([BANXING, "serve", "--data", data], os.path.join(os.path.dirname(data), "serve.log")) as server:
        load.Mix(server.port, seed=2).open_pages(100)  # until the caches are as on an ordinary day
        mix = load.Mix(server.port, seed=1)
        mix.open_pages(PAGES)
        suffix = suffix_of(people)
        figures.add(f"http.page_p50_ms{suffix}", load.quantile(mix.times, 0.5), "ms")
        figures.add(f"http.page_p95_ms{suffix}", load.quantile(mix.times, 0.95), "ms")
        for kind, times in sorted(mix.kinds.items()):
            figures.add(f"http.{kind.replace(' ', '_')}_p95_ms{suffix}", load.quantile(times, 0.95), "ms")
        figures.add(f"memory.mib_at_{people}_people", server.resident_mib(), "MiB")


def machine():
    """What the figures were taken on."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as info:
            names = re.findall(r"^model name\s*:\s*(.+)$", info.read(), re.MULTILINE)
    except OSError:
        names = []
    gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{names[0] if names else os.uname().machine}, {os.cpu_count()} cores, {gib:.0f} GiB, load {os.getloadavg()[0]:.1f}"


def attempt(figures, work, *arguments):
    try:
        return work(figures, *arguments)
    except (RuntimeError, OSError, ValueError, KeyError) as fault:
        figures.fault(f"{work.__name__}: {fault}")
        return None


def county(figures, folder, people):
    scenarios = [(imports, "import.rows"), (derive, "derive.stored_files"), (nightly, f"derive.nightly_{people}"), (rebuild, f"indicators.rebuild_{people}"), (simulate, "simulate."), (pages, "http."), (pages, f"memory.mib_at_{people}")]
    chosen = []
    for work, name in scenarios:
        if figures.wanted(name) and work not in chosen:
            chosen.append(work)
    if not chosen and not figures.wanted(f"demo.seconds_{people}"):
        return
    data = attempt(figures, make_county, folder, people)
    for work in chosen if data else []:
        attempt(figures, work, data, people)
    shutil.rmtree(os.path.join(folder, f"county-{people}"), ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", nargs="?", default="")
    parser.add_argument("--json", metavar="FILE")
    parser.add_argument("--full", action="store_true")
    arguments = parser.parse_args()
    figures = Figures(arguments.name)
    print(f"· {machine()}", file=sys.stderr)
    attempt(figures, engines)
    with tempfile.TemporaryDirectory(prefix="banxing-bench-", dir=os.path.join(ROOT, "build")) as folder:
        for people in [60000, *([1300000] if arguments.full else [])]:
            county(figures, folder, people)
    if arguments.json:
        with open(arguments.json, "w", encoding="utf-8") as file:
            json.dump(figures.found, file, indent=2, sort_keys=True)
            file.write("\n")
    if not figures.found:
        figures.fault(f"there is no figure whose name begins with '{arguments.name}'")
    return 1 if figures.faults else 0


if __name__ == "__main__":
    sys.exit(main())
