"""SQL stays in .sql files, each module keeps to its own tables, and subject data stays ready to be spread by subject_id.

What one database does not speak is refused earlier, by tools/sqlgen.py.
"""
import re

from modules import Issue, module_of, read, tracked

# tables that are found by something else than a subject, and are spread by that key of their own
OWN_KEY = {"identity_key", "registry_doubt", "audit_event", "entitlement_claim", "entitlement_ledger",
           "ledger_entry", "access_emergency", "family_guardian", "family_request"}
# asked by every list, count and search of whatever module
FOR_ALL = {"access_grant"}
TABLE = re.compile(r"create\s+table\s+(?:if\s+not\s+exists\s+)?(\w+)\s*\(", re.I)
UNIQUE_INDEX = re.compile(r"create\s+unique\s+index\s+(?:if\s+not\s+exists\s+)?\w+\s+on\s+(\w+)\s*\(([^)]*)\)", re.I)
USED = re.compile(r"\b(?:from|join|into|update)\s+(\w+)", re.I)
IN_CXX = re.compile(r'"\s*(?:select\s+\w.*\bfrom\b|insert\s+into|update\s+\w+\s+set|delete\s+from|create\s+(?:unique\s+)?(?:table|index))\b', re.I)
OPTIONAL_FILTER = re.compile(r"\(\s*:\w+\s+is\s+null\s+or\b", re.I)


def without_comments(text):
    return re.sub(r"--[^\n]*", lambda match: " " * len(match.group()), text)


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def body_of(text, start):
    """What stands between the bracket before start and the one that closes it."""
    depth = 1
    for position in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[position], 0)
        if depth == 0:
            return text[start:position]
    return text[start:]


def split_columns(body):
    parts, depth, current = [], 0, ""
    for letter in body:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += letter
    return [part.strip() for part in [*parts, current]]


def keys_of(columns):
    """The columns of each key of a table that must be unique."""
    for column in columns:
        whole = re.match(r"(?:constraint\s+\w+\s+)?(?:primary\s+key|unique)\s*\(([^)]*)\)", column, re.I)
        if whole:
            yield [name.strip().split()[0] for name in whole[1].split(",")]
        elif re.search(r"\b(primary\s+key|unique)\b", column, re.I):
            yield [column.split()[0]]


def check_tables(path, text, owners, subject_tables):
    module = module_of(path)
    for match in TABLE.finditer(text):
        name, columns = match[1], split_columns(body_of(text, match.end()))
        owners[name] = module.name if module else ""
        if not any(column.split()[:1] == ["subject_id"] for column in columns) or name in OWN_KEY:
            continue
        subject_tables.add(name)
        for key in keys_of(columns):
            if "subject_id" not in key:
                yield Issue(path, line_of(text, match.start()), f"{name}: the unique key ({', '.join(key)}) lacks subject_id")
    for match in UNIQUE_INDEX.finditer(text):
        if match[1] in subject_tables and "subject_id" not in re.split(r"[\s,]+", match[2]):
            yield Issue(path, line_of(text, match.start()), f"{match[1]}: a unique index lacks subject_id")


def check_statements(path, text, owners):
    module = module_of(path)
    for match in USED.finditer(text):
        owner = owners.get(match[1])
        if owner and module and owner != module.name and match[1] not in FOR_ALL:
            yield Issue(path, line_of(text, match.start()), f"{match[1]} is a table of {owner}: reach it through its api")
    for match in OPTIONAL_FILTER.finditer(text):
        yield Issue(path, line_of(text, match.start()), "(:x is null or …) hides the index: compose the list from fragments")


def check(_long_run=False):
    owners, subject_tables = {}, set()
    for path in tracked("src/*/migrations/*.sql"):
        yield from check_tables(path, without_comments(read(path)), owners, subject_tables)
    for path in tracked("src/*/sql/*.sql", "src/*/migrations/*.sql"):
        yield from check_statements(path, without_comments(read(path)), owners)
    for path in tracked("src/*.cpp", "src/*.h"):
        if re.search(r"/(test|testing|bench)/", path):
            continue
        for number, line in enumerate(read(path).splitlines(), 1):
            if IN_CXX.search(line):
                yield Issue(path, number, "SQL in a C++ string: statements live in .sql files")
