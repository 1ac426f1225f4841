"""clang-format on all sources, clang-tidy on those that changed (all of them with --long), lonely headers with --long."""
import concurrent.futures
import json
import os
import re
import subprocess

from modules import ROOT, Issue, changed, tracked

SOURCES = ("src/*.cpp", "src/*.h")
BUILD = "build/release"
DATABASE = "build/tidy"
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
    code, output = run(["clang-tidy-14", "--quiet", "-p", DATABASE, path])
    if code != 0 and not WARNING.search(output):
        return [Issue(path, 1, "clang-tidy could not read it: " + output.strip()[-300:])]
    issues = {Issue(os.path.relpath(os.path.join(ROOT, where), ROOT), int(line), words) for where, line, words in WARNING.findall(output)}
    return sorted(issue for issue in issues if not issue.path.startswith(("..", "build/")))


def compiled_apart(entry):
    """What is compiled as one (cmake/module.cmake, _join) as the sources it joins; without gcc's precompiled header, which clang can't read."""
    joined = entry["file"]
    entry = {**entry, "command": re.sub(r"-Winvalid-pch -include \S+", "", entry["command"])}
    if "/Unity/unity_" not in joined:
        return [entry]
    if not os.path.exists(joined):
        return []
    with open(joined, encoding="utf-8") as file:
        sources = re.findall(r'#include "(.*)"', file.read())
    return [{**entry, "file": source, "command": entry["command"].replace(joined, source)} for source in sources]


def check_tidy(long_run=False):
    """Needs to know how files are compiled: says nothing before the first build."""
    built = os.path.join(ROOT, BUILD, "compile_commands.json")
    if not os.path.exists(built):
        return
    with open(built, encoding="utf-8") as file:
        compiled = json.dumps([apart for entry in json.load(file) for apart in compiled_apart(entry)])
    os.makedirs(os.path.join(ROOT, DATABASE), exist_ok=True)
    with open(os.path.join(ROOT, DATABASE, "compile_commands.json"), "w", encoding="utf-8") as file:
        file.write(compiled)
    paths = tracked("src/*.cpp") if long_run else [path for path in changed() if path.startswith("src/") and path.endswith(".cpp")]
    yield from in_parallel(tidy_one, [path for path in paths if f"/{path}\"" in compiled])


def check_headers(long_run=False):
    """Each public header compiles alone."""
    if not long_run:
        return
    code, output = run(["ninja", "-k", "0", "-C", BUILD, "all_verify_interface_header_sets"])
    if code != 0:
        found = [Issue(os.path.relpath(path, ROOT), int(line), words) for path, line, words in WARNING.findall(output)]
        yield from found or [Issue("src/CMakeLists.txt", 1, "a public header does not stand alone: " + output[-300:])]
