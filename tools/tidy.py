"""clang-format on all sources, clang-tidy on those that changed (all of them with --long), lonely headers with --long."""
import concurrent.futures
import os
import re
import subprocess

from modules import ROOT, Issue, changed, tracked

SOURCES = ("src/*.cpp", "src/*.h")
DATABASE = "build/release"
WARNING = re.compile(r"^(.+?):(\d+):\d+: (?:warning|error): (.*)$", re.M)


def run(command):
    result = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                            text=True, errors="replace")
    return result.returncode, result.stdout


def in_parallel(work, items):
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        for issues in pool.map(work, items):
            yield from issues


def format_some(paths):
    _, output = run(["clang-format-14", "--dry-run", *paths])
    first = {}
    for path, line, _ in WARNING.findall(output):
        first.setdefault(os.path.relpath(os.path.join(ROOT, path), ROOT), int(line))
    return [Issue(path, line, "not formatted: ./dev fmt") for path, line in first.items()]


def check_format(_long_run=False):
    paths = tracked(*SOURCES)
    yield from in_parallel(format_some, [paths[start:start + 15] for start in range(0, len(paths), 15)])


def tidy_one(path):
    _, output = run(["clang-tidy-14", "--quiet", "-p", DATABASE, path])
    issues = {Issue(os.path.relpath(os.path.join(ROOT, where), ROOT), int(line), words) for where, line, words in WARNING.findall(output)}
    return sorted(issue for issue in issues if not issue.path.startswith(("..", "build/")))


def check_tidy(long_run=False):
    """Needs to know how files are compiled: says nothing before the first build."""
    database = os.path.join(ROOT, DATABASE, "compile_commands.json")
    if not os.path.exists(database):
        return
    with open(database, encoding="utf-8") as file:
        compiled = file.read()
    paths = tracked("src/*.cpp") if long_run else [path for path in changed() if path.startswith("src/") and path.endswith(".cpp")]
    yield from in_parallel(tidy_one, [path for path in paths if f"/{path}\"" in compiled])


def check_headers(long_run=False):
    """Each public header compiles alone."""
    if not long_run:
        return
    code, output = run(["ninja", "-k", "0", "-C", DATABASE, "all_verify_interface_header_sets"])
    if code != 0:
        found = [Issue(os.path.relpath(path, ROOT), int(line), words) for path, line, words in WARNING.findall(output)]
        yield from found or [Issue("src/CMakeLists.txt", 1, "a public header does not stand alone: " + output[-300:])]
