#!/usr/bin/env python3
"""Makes typed statements of a module's sql/*.sql and migrations/NNNN-name.sql.

A statement:            A fragment, for {{visible(f.subject_id)}} in statements and fragments:
  -- name: find_file      -- fragment: visible
  -- in: subject_id int   -- in: viewer int
  -- out: version int     exists (select 1 from … where subject_id = {{1}} and … :viewer)
  select …
A statement takes over the inputs of its fragments, after its own. {{access.visible(…)}} is a fragment of another
module, which must be among those this one uses.

Types are int and text; `?` is optional. Every fault is reported as file:line and ends the build.
"""
import argparse
import re
import sys
from pathlib import Path

CPP_TYPES = {"int": "std::int64_t", "text": "std::string"}
DB_TYPES = {"int": "integer", "text": "text"}
RESERVED = set(
    """inputs statement row Row alignas alignof and asm auto bool break case catch char class const constexpr
    continue decltype default delete do double else enum explicit export extern false float for friend goto if inline
    int long mutable namespace new not operator or private protected public register return short signed sizeof static
    struct switch template this throw true try typedef typename union unsigned using virtual void volatile while xor
    """.split())
# What one of the two databases does not speak, or speaks otherwise.
REFUSED = [
    (r"\binsert\s+or\b", "insert or …: write `on conflict`"),
    (r"\bautoincrement\b", "autoincrement"),
    (r"::", ":: write cast(… as …)"),
    (r"`", "a backtick"),
    (r"\bilike\b", "ilike"),
    (r"\bglob\b", "glob"),
    (r"\browid\b", "rowid"),
    (r"\b(current_timestamp|current_date|now\s*\(|strftime|datetime\s*\()", "a clock: time is an input"),
    (r"\?", "? placeholders: write :name"),
]
NO_LIKE = (r"\blike\b", "like")
NO_STAR = (r"\bselect\s+\*|\breturning\s+\*", "*: name the columns")
WITHOUT_ROWID = "{{without rowid}}"
PLACEHOLDER = re.compile(r"(?<![:\w]):([a-z][a-z0-9_]*)")


class Refused(Exception):
    pass


def refuse(path, line, why):
    raise Refused(f"{path}:{line}: {why}")


def blank_comments_and_strings(text, strings):
    """Same length and lines, with -- comments blanked, and 'strings' too if asked."""
    out, i, quote = [], 0, False
    while i < len(text):
        c = text[i]
        if quote:
            quote = c != "'"
            out.append(" " if strings and c != "\n" else c)
        elif c == "'":
            quote = True
            out.append(" " if strings else c)
        elif text.startswith("--", i):
            end = text.find("\n", i)
            end = len(text) if end < 0 else end
            out.append(" " * (end - i))
            i = end
            continue
        else:
            out.append(c)
        i += 1
    return "".join(out)


def lint(path, first_line, text, rules):
    bare = blank_comments_and_strings(text, strings=True)
    for pattern, why in rules:
        hit = re.search(pattern, bare, re.IGNORECASE)
        if hit:
            refuse(path, first_line + bare.count("\n", 0, hit.start()), f"not in our dialect: {why}")


class Block:
    """A statement or a fragment as it stands in its file."""

    def __init__(self, kind, name, path, line):
        self.kind, self.name, self.path, self.line = kind, name, path, line
        self.inputs, self.outputs, self.has_outputs = [], [], False
        self.lines = []
        self.text = ""

    def finish(self):
        raw = "\n".join(self.lines)
        lint(self.path, self.line + 1, raw, REFUSED + [NO_LIKE, NO_STAR])
        kept = [l.strip() for l in blank_comments_and_strings(raw, strings=False).split("\n")]
        self.text = "\n".join(l for l in kept if l).rstrip("; \n")
        if not self.text:
            refuse(self.path, self.line, f"{self.name} is empty")
        if ";" in blank_comments_and_strings(self.text, strings=True):
            refuse(self.path, self.line, f"{self.name} holds more than one statement")


def columns(path, line, text):
    out = []
    for part in text.split(","):
        m = re.fullmatch(r"\s*([a-z][a-z0-9_]*)\s+(int|text)(\?)?\s*", part)
        if not m:
            refuse(path, line, f"expected `name int|text` with an optional ?, found `{part.strip()}`")
        if m[1] in RESERVED:
            refuse(path, line, f"`{m[1]}` means something in C++: name it otherwise")
        out.append((m[1], m[2], bool(m[3])))
    return out


def header_line(block, path, number, line):
    """Takes -- in: and -- out: lines (each may be repeated to go on)."""
    m = re.match(r"--\s*(in|out):(.*)$", line)
    if not m:
        return False
    if block is None or (block.kind == "fragment" and m[1] == "out"):
        refuse(path, number, f"-- {m[1]}: belongs below a -- name:")
    found = columns(path, number, m[2])
    target = block.inputs if m[1] == "in" else block.outputs
    block.has_outputs |= m[1] == "out"
    for column in found:
        if any(column[0] == c[0] for c in target):
            refuse(path, number, f"`{column[0]}` is listed twice")
        target.append(column)
    return True


def blocks_of(path):
    found, block = [], None
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        m = re.match(r"--\s*(name|fragment):\s*(.*?)\s*$", line)
        if m:
            if not re.fullmatch(r"[a-z][a-z0-9_]*", m[2]):
                refuse(path, number, f"`{m[2]}` is not a name in lower_case")
            block = Block(m[1], m[2], path, number)
            found.append(block)
        elif header_line(block, path, number, line):
            block.lines.append("")
        elif block is not None:
            block.lines.append(line)
        elif line.strip() and not line.startswith("--"):
            refuse(path, number, "SQL before the first -- name:")
    for b in found:
        b.finish()
    return found


INCLUDE = re.compile(r"\{\{\s*([a-z][a-z0-9_.]*)\s*(?:\(\s*([a-z0-9_:., ]*?)\s*\))?\s*\}\}")


class Fragments:
    """Those of the module, and on demand those of the modules it uses."""

    def __init__(self, folder, own, uses):
        self.home, self.root, self.uses, self.read_files = folder.name, folder.parent.parent, uses, []
        self.known = {b.name: b for b in own}
        self.modules = set()

    def find(self, block, name):
        home = block.path.parent.parent.name
        if "." not in name and home != self.home:  # a fragment of another module includes one of its own
            name = f"{home}.{name}"
        module, _, fragment = name.rpartition(".")
        if module and module not in self.modules:
            if module not in self.uses:
                refuse(block.path, block.line, f"{block.name} includes {name}, but the module does not use {module}")
            self.modules.add(module)
            for path in sorted(self.root.glob(f"*/{module}/sql/*.sql")):
                self.read_files.append(path)
                self.known.update({f"{module}.{b.name}": b for b in blocks_of(path) if b.kind == "fragment"})
        if name not in self.known:
            refuse(block.path, block.line, f"{block.name} includes {{{{{name}}}}}: there is no such fragment")
        return self.known[name]


def expand(block, fragments, taker, open_names=()):
    """The text of a block with its fragments in place; their inputs go to `taker`."""
    def include(m):
        name, arguments = m[1], [a.strip() for a in (m[2] or "").split(",") if a.strip()]
        if name in open_names:
            refuse(block.path, block.line, f"fragment {name} includes itself")
        found = fragments.find(block, name)
        taker.inputs += [c for c in found.inputs if c not in taker.inputs]
        text = expand(found, fragments, taker, open_names + (name,))
        wanted = {int(n) for n in re.findall(r"\{\{(\d)\}\}", text)}
        if wanted != set(range(1, len(arguments) + 1)):
            refuse(block.path, block.line, f"{name} takes {len(wanted)} arguments, not {len(arguments)}")
        return re.sub(r"\{\{(\d)\}\}", lambda n: arguments[int(n[1]) - 1], text)

    text = INCLUDE.sub(include, block.text)
    if block is taker and "{{" in text:
        refuse(block.path, block.line, f"{block.name}: a {{{{…}}}} that is no fragment's name")
    return text


def check_placeholders(block):
    used = set(PLACEHOLDER.findall(blank_comments_and_strings(block.text, strings=True)))
    given = {c[0] for c in block.inputs}
    if used - given:
        refuse(block.path, block.line, f"{block.name}: :{sorted(used - given)[0]} is not among -- in:")
    if given - used:
        refuse(block.path, block.line, f"{block.name}: `{sorted(given - used)[0]}` of -- in: is not used")


def read_statements(folder, uses):
    """The statements, and the files of other modules they were made from."""
    blocks = [b for path in sorted((folder / "sql").glob("*.sql")) for b in blocks_of(path)]
    names = {}
    for b in blocks:
        if (b.kind, b.name) in names:
            refuse(b.path, b.line, f"{b.kind} {b.name} is already in {names[(b.kind, b.name)]}")
        names[(b.kind, b.name)] = b.path
    fragments = Fragments(folder, [b for b in blocks if b.kind == "fragment"], uses)
    statements = [b for b in blocks if b.kind == "name"]
    for b in statements:
        b.text = expand(b, fragments, b)
        check_placeholders(b)
    return statements, fragments.read_files


def read_migrations(folder):
    found = []
    for path in sorted((folder / "migrations").glob("*.sql")):
        m = re.fullmatch(r"(\d{4})-([a-z0-9-]+)\.sql", path.name)
        if not m:
            refuse(path, 1, "a migration is called NNNN-what-it-does.sql")
        if int(m[1]) != len(found) + 1:
            refuse(path, 1, f"migrations count 0001, 0002 …: expected {len(found) + 1:04d}")
        raw = path.read_text(encoding="utf-8")
        lint(path, 1, raw.replace(WITHOUT_ROWID, " " * len(WITHOUT_ROWID)), REFUSED + [(r"\{\{", "{{…}} unknown")])
        found.append((int(m[1]), m[2], raw))
    return found


def literal(text):
    """Raw strings in pieces: some compilers limit one literal."""
    pieces = [text[i:i + 15000] for i in range(0, len(text), 15000)] or [""]
    return "\n".join(f'R"sql({p})sql"' for p in pieces)


def camel(name):
    return "".join(word.capitalize() for word in name.split("_"))


def header(module, statements):
    out = ["#pragma once", "// Made by tools/sqlgen.py from this module's sql/ and migrations/. Not to be edited.",
           "#include <array>", "#include <db/db.h>", "", f"namespace banxing::{module}::sql {{", ""]
    for s in statements:
        out.append(f"/// {s.path.name}: {s.name}")
        out.append(f"struct {camel(s.name)} {{")
        for name, kind, optional in s.inputs:
            wrapper = "std::optional" if optional else "db::Given"
            out.append(f"    {wrapper}<{CPP_TYPES[kind]}> {name};")
        out.append(f"    std::array<db::Value, {len(s.inputs)}> inputs() const;")
        out.append("    static const db::Statement& statement();")
        if s.has_outputs:
            out.append("    struct Row {")
            for name, kind, optional in s.outputs:
                cpp = CPP_TYPES[kind]
                out.append(f"        std::optional<{cpp}> {name};" if optional else f"        {cpp} {name}{{}};")
            out.append("    };")
            out.append("    static Row row(std::vector<db::Value>& values);")
        out += ["};", ""]
    out += ["std::span<const db::Statement* const> statements();", "std::span<const db::Migration> migrations();", "",
            f"}} // namespace banxing::{module}::sql", ""]
    return "\n".join(out)


def column_array(name, items):
    body = ", ".join(f'{{"{n}", db::Type::{DB_TYPES[t]}, {"true" if o else "false"}}}' for n, t, o in items)
    return f"    static constexpr std::array<db::Column, {len(items)}> {name}{{{{{body}}}}};" if items \
        else f"    static constexpr std::array<db::Column, 0> {name}{{}};"


def source_of(module, s):
    name = camel(s.name)
    out = [f"std::array<db::Value, {len(s.inputs)}> {name}::inputs() const {{"]
    values = [f"given_({n})" if o else f"db::Value({n}.value)" for n, _, o in s.inputs]
    out.append(f"    return {{{', '.join(values)}}};")
    out += ["}", f"const db::Statement& {name}::statement() {{", column_array("in", s.inputs),
            column_array("out", s.outputs),
            f'    static constexpr db::Statement it{{"{module}.{s.name}", {literal(s.text)}, in, out}};',
            "    return it;", "}"]
    if s.has_outputs:
        out.append(f"{name}::Row {name}::row(std::vector<db::Value>& values) {{")
        takes = [f"{'maybe_' if o else 'taken_'}<{CPP_TYPES[t]}>(values[{i}])" for i, (_, t, o) in enumerate(s.outputs)]
        out += [f"    return {{{', '.join(takes)}}};", "}"]
    return out


HELPERS = """template <typename T>
[[maybe_unused]] db::Value given_(const std::optional<T>& value) {
    return value ? db::Value(*value) : db::Value();
}
template <typename T>
[[maybe_unused]] T taken_(db::Value& value) {
    return std::get<T>(std::move(value));
}
template <typename T>
[[maybe_unused]] std::optional<T> maybe_(db::Value& value) {
    if (std::holds_alternative<std::monostate>(value)) return std::nullopt;
    return std::get<T>(std::move(value));
}"""


def source(module, statements, migrations):
    out = ["// Made by tools/sqlgen.py. Not to be edited.", f'#include "{module}_sql.h"', "",
           f"namespace banxing::{module}::sql {{", "namespace {", HELPERS, "} // namespace", ""]
    for s in statements:
        out += source_of(module, s) + [""]
    out.append("std::span<const db::Statement* const> statements() {")
    out.append(f"    static const std::array<const db::Statement*, {len(statements)}> all{{")
    out.append(",\n".join(f"        &{camel(s.name)}::statement()" for s in statements) + "};")
    out += ["    return all;", "}", "std::span<const db::Migration> migrations() {"]
    out.append(f"    static constexpr std::array<db::Migration, {len(migrations)}> all{{" + ("{" if migrations else ""))
    out.append(",\n".join(f'        {{"{module}", {n}, "{name}", {literal(text)}}}' for n, name, text in migrations))
    out += ["    " + ("}" if migrations else "") + "};", "    return all;", "}", "",
            f"}} // namespace banxing::{module}::sql", ""]
    return "\n".join(out)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--module", required=True)
    parser.add_argument("--dir", required=True, type=Path)
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--uses", default="", help="modules whose fragments may be included, with commas")
    a = parser.parse_args()
    try:
        statements, others = read_statements(a.dir, a.uses.split(","))
        migrations = read_migrations(a.dir)
    except Refused as why:
        print(why, file=sys.stderr)
        return 1
    a.out.mkdir(parents=True, exist_ok=True)
    (a.out / f"{a.module}_sql.h").write_text(header(a.module, statements), encoding="utf-8")
    (a.out / f"{a.module}_sql.cpp").write_text(source(a.module, statements, migrations), encoding="utf-8")
    made_from = " ".join(str(path) for path in others)
    (a.out / f"{a.module}_sql.d").write_text(f"{a.out / a.module}_sql.h: {made_from}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
