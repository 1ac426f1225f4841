"""./dev check [--long] [NAME…]: every rule of the house that a program can hold. Last line: `N passed, N failed` rules."""
import argparse
import re
import sys
import time

import budgets
import glossary
import includes
import sqlcheck
import tidy
from modules import Issue, read, tracked


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


RULES = {
    "format": tidy.check_format,
    "budgets": budgets.check,
    "includes": includes.check,
    "glossary": glossary.check,
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
    failed = 0
    chosen = arguments.rules or list(RULES)
    for name in chosen:
        started = time.monotonic()
        issues = sorted(set(RULES[name](arguments.long)))
        failed += bool(issues)
        for issue in issues:
            print(issue)
        verdict = f"{len(issues)} faults" if issues else "ok"
        print(f"· {name}: {verdict} ({time.monotonic() - started:.1f} s)", flush=True)
    print(f"{len(chosen) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
