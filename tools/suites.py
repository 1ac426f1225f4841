"""Which suites of tests there are, how each is run and how its result is read.

A suite is found by where it lies: src/MODULE/test/*_test.cpp (run as built and under sanitizers), web's own tests,
systems/*/cases, tests/NAME/run and journeys/run (any program whose last line is `N passed, N failed`), the checks.
"""
import contextlib
import glob
import json
import os
import re
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass, field

from modules import ROOT, modules

LAST_LINE = re.compile(r"^(\d+) passed, (\d+) failed$")
SANITIZER_ENVIRONMENT = {
    "ASAN_OPTIONS": "detect_stack_use_after_return=1:strict_string_checks=1:check_initialization_order=1",
    "UBSAN_OPTIONS": "print_stacktrace=1",
    "TSAN_OPTIONS": "halt_on_error=1",
}


@dataclass
class Outcome:
    name: str
    passed: int
    failed: int
    tail: list
    seconds: float


@dataclass
class Suite:
    name: str
    command: list
    read: callable  # (exit code, lines of output, results file) -> (passed, failed)
    timeout: int = 300
    long: bool = False
    alone: bool = False  # what is measured in it is time
    environment: dict = field(default_factory=dict)
    target: tuple = None  # (preset, ninja target) to build first
    postgres: bool = False
    web: bool = False

    def run(self):
        started = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="banxing-test-") as folder:
            results = os.path.join(folder, "results")
            command = [word.replace("{results}", results) for word in resolve(self.command)]
            code, lines = run_bounded(command, self.timeout, {**os.environ, **self.environment, "TMPDIR": folder})
            try:
                passed, failed = self.read(code, lines, results)
            except (OSError, ValueError, KeyError, IndexError) as fault:
                passed, failed = 0, 1
                lines.append(f"no readable result: {fault} (exit code {code})")
        if failed == 0 and (code != 0 or passed == 0):
            failed = 1
            lines.append(f"exit code {code}, {passed} tests reported")
        return Outcome(self.name, passed, failed, excerpt(lines), time.monotonic() - started)


def resolve(command):
    """A program that CMake built is named PRESET:TARGET; its list says where it lies."""
    match = re.match(r"^(\w+):(\w+)$", command[0])
    if not match:
        return command
    preset, target = match.groups()
    kind = "fuzz" if target.endswith("_fuzz") else "test"
    try:
        with open(os.path.join(ROOT, "build", preset, f"{kind}.list"), encoding="utf-8") as programs:
            paths = dict(line.split(None, 1) for line in programs.read().splitlines())
    except OSError:
        paths = {}
    return [paths.get(target, f"{target}-was-not-built"), *command[1:]]


def run_bounded(command, seconds, environment):
    """Runs in a process group of its own, which is ended whole when the time is over."""
    try:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, text=True, errors="replace",
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
    except OSError as fault:
        return 127, [f"{command[0]}: {fault.strerror}"]
    try:
        output, _ = process.communicate(timeout=seconds)
        return process.returncode, output.splitlines()
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        output, _ = process.communicate()
        return 124, [*output.splitlines(), f"stopped: it ran longer than {seconds} s"]


TELLING = re.compile(r"FAIL|[Ff]ailure|rror[: ]|ERROR|^ *#\d")


def excerpt(lines, most=80):
    """The lines that a reader of a failure needs: those about failures with what stands below them, and the end."""
    if len(lines) <= most:
        return lines
    above = lines[:-30]
    told = sorted({n for number, line in enumerate(above) if TELLING.search(line) for n in range(number, min(number + 6, len(above)))})
    return [*[above[n] for n in told[:most - 30]], "…", *lines[-30:]]


def read_gtest(_code, _lines, results):
    with open(results, encoding="utf-8") as file:
        report = json.load(file)
    failed = report["failures"] + report.get("errors", 0)
    return report["tests"] - failed - report.get("disabled", 0), failed


def read_last_line(_code, lines, _results):
    match = LAST_LINE.match([line for line in lines if line.strip()][-1])
    if not match:
        raise ValueError("the last line is not `N passed, N failed`")
    return int(match[1]), int(match[2])


def read_exit_code(code, _lines, _results):
    return (1, 0) if code == 0 else (0, 1)


def read_vitest(_code, _lines, results):
    with open(results, encoding="utf-8") as file:
        report = json.load(file)
    return report["numPassedTests"], report["numFailedTests"] + report["numFailedTestSuites"] * (report["numTotalTests"] == 0)


def gtest_suites(presets, name_filter):
    for module in modules():
        if not glob.glob(os.path.join(module.folder, "test", "*_test.cpp")):
            continue
        for preset in presets:
            command = [f"{preset}:{module.name}_test", "--gtest_output=json:{results}", "--gtest_brief=1"]
            if name_filter:
                command.append(f"--gtest_filter=*{name_filter}*")
            plain = preset == "release"
            yield Suite(module.name if plain else f"{module.name} {preset}", command, read_gtest, 300 if plain and "BANXING_LONG" not in os.environ else 1800,
                        environment={} if plain else SANITIZER_ENVIRONMENT, target=(preset, f"{module.name}_test"),
                        postgres=module.path.split("/")[0] in ("platform", "services", "edges"))


def fuzz_suites():
    for module in modules():
        for source in sorted(glob.glob(os.path.join(module.folder, "fuzz", "*_fuzz.cpp"))):
            name = os.path.basename(source)[:-len(".cpp")]
            yield Suite(name, [f"fuzz:{name}", "-max_total_time=60", "-rss_limit_mb=4096", "-timeout=10"], read_exit_code, 180,
                        target=("fuzz", name))


def web_suites():
    if not os.path.exists(os.path.join(ROOT, "web", "package.json")):
        return
    tools = os.path.join(ROOT, "web", "node_modules", ".bin")
    yield Suite("web", [f"{tools}/vitest", "run", "--root", "web", "--reporter=default", "--reporter=json", "--outputFile={results}"],
                read_vitest, web=True)
    yield Suite("web types", ["sh", "-c", f"cd web && {tools}/vue-tsc --noEmit -p ."], read_exit_code, web=True)


def whole_suites(long_run):
    """Those that run the built server, or read the whole tree."""
    server = {"BANXING": os.path.join(ROOT, "build", "release", "banxing"), "BANXING_WEB": os.path.join(ROOT, "build", "web")}
    program = ("release", "banxing")
    if glob.glob(os.path.join(ROOT, "systems", "*", "cases", "*.yaml")):
        yield Suite("cases", ["build/release/banxing", "cases"], read_last_line, 300, environment=server, target=program)
    runners = {os.path.basename(os.path.dirname(runner)): [runner] for place in ("tests/*/run", "journeys/run")
               for runner in sorted(glob.glob(os.path.join(ROOT, place)))}
    if os.path.exists(os.path.join(ROOT, "web", "e2e", "run.mjs")):
        runners["browser"] = ["node", "web/e2e/run.mjs"]
    for name, command in runners.items():
        yield Suite(name, command, read_last_line, 900, long=True, alone=name == "stops", environment=server, target=program, postgres=True, web=True)
    yield Suite("tools", ["python3", "tools/test_tools.py"], read_last_line, 120)
    yield Suite("data", ["python3", "tools/data_check.py"], read_exit_code, 60)
    yield Suite("check", ["python3", "tools/check.py", *(["--long"] if long_run else [])], read_last_line, 1800 if long_run else 300)


def matrix():
    """What takes too long for every run, by the name of its slice."""
    usual = {suite.name for suite in sanitized()}
    return {"asan": [suite for suite in gtest_suites(["asan"], "") if suite.name not in usual],
            "tsan": list(gtest_suites(["tsan"], "")),
            "fuzz": list(fuzz_suites())}


def sanitized():
    """What reads foreign bytes, runs under asan and ubsan every time."""
    low = {module.name for module in modules() if module.path.split("/")[0] in ("core", "engines", "platform")}
    return [suite for suite in gtest_suites(["asan"], "") if suite.name.split()[0] in low]


def slice_of_today():
    """The commit chooses, so that a run can be repeated."""
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    names = sorted(matrix())
    return names[int(commit[:8] or "0", 16) % len(names)]


def choose(wish, depth):
    """depth: usual, slice (one part of the long matrix more) or long."""
    slices = matrix()
    chosen = {"usual": [], "slice": [slice_of_today()], "long": sorted(slices)}[depth]
    everything = [*gtest_suites(["release"], ""), *sanitized(), *web_suites(), *whole_suites(depth == "long"),
                  *(suite for name in chosen for suite in slices[name])]
    if not wish:
        return everything
    named = [suite for suite in everything if wish in suite.name]
    if named:
        return named
    holding = {m.name for m in modules() if any(wish in text for text in test_names(m))}
    return [suite for suite in gtest_suites(["release"], wish) if suite.name in holding]


def test_names(module):
    for path in glob.glob(os.path.join(module.folder, "test", "*_test.cpp")):
        with open(path, encoding="utf-8", errors="replace") as file:
            for suite, name in re.findall(r"\b(?:TEST|TEST_F|TEST_P|RC_GTEST_PROP)\(\s*(\w+)\s*,\s*(\w+)", file.read()):
                yield f"{suite}.{name}"


def targets(preset, chosen):
    """What ninja has to build; nothing by name when everything is wanted."""
    return sorted({suite.target[1] for suite in chosen if suite.target and suite.target[0] == preset})


def wants_web(chosen):
    return any(suite.web for suite in chosen)


@contextlib.contextmanager
def postgres(chosen):
    """A private PostgreSQL for as long as the suites run; its address goes into the environment."""
    starter = os.path.join(ROOT, "tools", "with_postgres.sh")
    if not os.path.exists(starter) or not any(suite.postgres for suite in chosen):
        yield
        return
    tell = "import json, os, sys; print('environment ' + json.dumps(dict(os.environ)), flush=True); sys.stdin.read()"
    process = subprocess.Popen([starter, "python3", "-c", tell], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        for line in process.stdout:
            if line.startswith("environment "):
                os.environ.update(json.loads(line[len("environment "):]))
                break
        else:
            print("· PostgreSQL did not start: what needs it will fail")
        yield
    finally:
        process.stdin.close()
        try:
            process.wait(timeout=60)
        except subprocess.TimeoutExpired:  # the results count all the same
            print("· PostgreSQL did not end in 60 s and is left behind")
