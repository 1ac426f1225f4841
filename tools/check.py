"""./dev check [--long] [NAME…]: every rule of the house that a program can hold. Last line: `N passed, N failed` rules."""
import argparse
import re
import subprocess
import sys
import time

import budgets
import clauses
import glossary
import includes
import sqlcheck
import tidy
from modules import ROOT, Issue, read, tracked


def check_lock(_long_run=False):
    """The lock file pins versions and names no host, so that any registry can serve it."""
    for path in tracked("*package-lock.json"):
        for number, line in enumerate(read(path).splitlines(), 1):
            if re.search(r'"resolved"\s*:\s*"https?:', line):
                yield Issue(path, number, "names a host: npm install --omit-lockfile-registry-resolved")
                break
    for path in tracked("web/package.json"):
        for number, line in enumerate(read(path).splitlines(), 1):
            if re.search(r'^\s*"[^"]+"\s*:\s*"[\^~><*]', line):
                yield Issue(path, number, "pin the exact version")


def check_text(_long_run=False):
    """No tabs at line starts, no spaces at line ends, a newline at the end, no promises."""
    for path in tracked("*.cpp", "*.h", "*.py", "*.sql", "*.yaml", "*.vue", "*.ts", "*.mjs", "*.cmake", "*.md"):
        text = read(path)
        if text and not text.endswith("\n"):
            yield Issue(path, text.count("\n") + 1, "no newline at the end")
        for number, line in enumerate(text.splitlines(), 1):
            if line.endswith((" ", "\t")) and not path.endswith(".md"):
                yield Issue(path, number, "spaces at the end of the line")
            if re.search(r"\b(TODO|FIXME|XXX)\b", line) and path != "tools/check.py":
                yield Issue(path, number, "a promise: do it, or write an issue")


def allowed():
    """tools/allowed.txt, one exception a line: rule, path, a word of the fault. The list may only grow shorter."""
    return [line.split(None, 2) for line in read("tools/allowed.txt").splitlines() if line.count(" ") > 1 and not line.startswith("#")]


def without_allowed(rule, issues, exceptions):
    """What remains; an exception that nothing needs any more is a fault itself."""
    used = set()
    for issue in issues:
        matching = [number for number, (name, path, word) in enumerate(exceptions) if name == rule and path == issue.path and word in issue.words]
        used.update(matching)
        if not matching:
            yield issue
    for number, (name, path, word) in enumerate(exceptions):
        if name == rule and number not in used:
            yield Issue("tools/allowed.txt", 1, f"'{name} {path} {word}' is not needed any more: remove the line")


def check_allowed(_long_run=False):
    before = subprocess.run(["git", "show", "HEAD:tools/allowed.txt"], cwd=ROOT, capture_output=True, text=True, check=False)
    most = before.stdout.count("\n") if before.returncode == 0 else None
    now = read("tools/allowed.txt").count("\n")
    if most is not None and now > most:
        yield Issue("tools/allowed.txt", 1, f"{now} lines, {most} before: this list may only grow shorter")


RULES = {
    "allowed": check_allowed,
    "format": tidy.check_format,
    "budgets": budgets.check,
    "includes": includes.check,
    "glossary": glossary.check,
    "clauses": clauses.check,
    "sql": sqlcheck.check,
    "lock": check_lock,
    "text": check_text,
    "tidy": tidy.check_tidy,
    "headers": tidy.check_headers,
}


def main():
    parser = argparse.ArgumentParser(prog="./dev check", description=__doc__)
    parser.add_argument("--long", action="store_true", help="clang-tidy on everything, each public header alone")
    parser.add_argument("rules", nargs="*", metavar="NAME", help=", ".join(RULES))
    arguments = parser.parse_args()
    failed, exceptions = 0, allowed()
    chosen = arguments.rules or list(RULES)
    for name in chosen:
        started = time.monotonic()
        issues = sorted(without_allowed(name, sorted(set(RULES[name](arguments.long))), exceptions))
        failed += bool(issues)
        for issue in issues:
            print(issue)
        verdict = f"{len(issues)} faults" if issues else "ok"
        print(f"· {name}: {verdict} ({time.monotonic() - started:.1f} s)", flush=True)
    print(f"{len(chosen) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
