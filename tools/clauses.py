"""Which clause of the two government documents rests where: docs/clauses.md from data/clauses and systems/.

python3 tools/clauses.py writes the page; ./dev check clauses refuses a page that is not current and a citation that names
no clause. A clause is cited as it stands in data/clauses, or with more behind it (附件1 省残联 孤独症全程服务支持政策).
"""
import re
import sys

from pathlib import Path

from modules import ROOT as HOUSE
from modules import Issue, read, tracked

ROOT = Path(HOUSE)

PAGE = "docs/clauses.md"
DUTY = "data/duties"
CITATION = re.compile(r"\{document: ([^,}]+), clause: ([^}]+?)\}|document: (\S+), clause: ([^,}]+?)(?:,|\}|$)")


def documents():
    """[(document, [(clause, text, kind, why)])] in the order of the files."""
    out = []
    for path in sorted((ROOT / "data/clauses").glob("*.tsv"), reverse=True):
        lines = path.read_text(encoding="utf-8").splitlines()
        name = lines[0].split("\t")[1]
        rows = [(line.split("\t") + ["", ""])[:4] for line in lines if line and not line.startswith("#")]
        out.append((name, [tuple(row) for row in rows]))
    return out


def citations():
    """(path, line, document, clause) of every citation in systems/, cases aside, and of every duty."""
    for path in sorted(tracked("systems/*.yaml")):
        if "/cases/" in path:
            continue
        text = read(path)
        for number, line in enumerate(text.splitlines(), 1):
            for match in CITATION.finditer(line):
                document, clauses = [g.strip() for g in match.groups() if g]
                for clause in clauses.split("、"):
                    yield path, number, document, clause
    yield from duties()


def duties():
    """The duties name their clauses one a line, under the document of their file."""
    for path in sorted(tracked("data/duties/*.yaml")):
        document = re.search(r"^document: *(\S+)", read(path), re.MULTILINE)
        for number, line in enumerate(read(path).splitlines(), 1):
            if document and (match := re.search(r"\bclause: ([^,}]+?) *(?:[,}]|$)", line)):
                yield path, number, document[1], match[1]


def projects():
    """The ids of the projects in data/duties."""
    return {found for path in tracked("data/duties/*.yaml") for found in re.findall(r"^ +- id: (\S+)$", read(path), re.MULTILINE)}


def named(why):
    """The projects that the reason of a clause followed as a duty names, before its colon."""
    return why.partition(":")[0].split()


def clause_of(clause, rows):
    """The longest listed clause that the citation begins with; annex items also by their last words. "" for a whole part
    (四(二)), which credits none of its clauses; nothing when it names no clause."""
    listed = [row[0] for row in rows]
    whole = [one for one in listed if clause == one or clause.startswith(one + " ")]
    if whole:
        return max(whole, key=len)
    if clause.startswith("附件1 "):
        ends = [one for one in listed if one.endswith(clause[4:])]
        if ends:
            return ends[0]
    return "" if any(one.startswith(clause) for one in listed) else None


def found():
    """{(document, clause): {systems}} and the citations that name nothing."""
    listed = dict(documents())
    where, lost = {}, []
    for path, number, document, clause in citations():
        if document not in listed:
            continue
        key = clause_of(clause, listed[document])
        if key is not None:
            where.setdefault((document, key), set()).add(path.split("/")[1] if path.startswith("systems/") else DUTY)
        elif path.startswith("systems/"):
            lost.append((path, number, document, clause))
    for document, rows in documents():
        for clause, _, kind, _ in rows:
            if kind == "duty":
                where.setdefault((document, clause), set()).add(DUTY)
    return where, lost


def nowhere(where):
    """(document, clause) of what is neither cited, nor done beside systems/, nor said to be no software."""
    return [(document, clause) for document, rows in documents() for clause, _, kind, _ in rows
            if not kind and (document, clause) not in where]


def page():
    where, _ = found()
    lacking = nowhere(where)
    out = ["# Clauses and what rests on them", "",
           "Made by `python3 tools/clauses.py` from `data/clauses`, the `basis` of everything in `systems/` and the duties of `data/duties`; `./dev check clauses` keeps it current.", ""]
    for document, rows in documents():
        cited = sum(bool(where.get((document, clause), set()) - {DUTY}) for clause, *_ in rows)
        duty = sum(where.get((document, clause)) == {DUTY} for clause, *_ in rows)
        aside = sum(kind == "no" for _, _, kind, _ in rows)
        beside = sum(kind == "by" and (document, clause) not in where for clause, _, kind, _ in rows)
        out += [f"## {document}", "", f"{len(rows)} clauses: {cited} cited, {duty} followed as a duty only, {beside} done beside `systems/`, {aside} not software, "
                f"{sum(name == document for name, _ in lacking)} not yet anywhere.", "",
                "| clause | what it says | systems |", "|---|---|---|"]
        for clause, text, kind, why in rows:
            systems = ", ".join(sorted(where.get((document, clause), ())))
            said = "; ".join(filter(None, [systems, f"not software: {why}" if kind == "no" else why])) or "—"
            out.append(f"| {clause} | {text} | {said} |")
        out.append("")
    return "\n".join(out)


def check(_long_run=False):
    where, lost = found()
    for path, number, document, clause in lost:
        yield Issue(path, number, f"'{clause}' is no clause of {document} (data/clauses)")
    for document, clause in nowhere(where):
        yield Issue("data/clauses", 1, f"{document} {clause} stands nowhere: cite it, follow it as a duty, or say why it is no software")
    known = projects()
    for document, rows in documents():
        for clause, _, kind, why in rows:
            if kind == "duty" and (not named(why) or set(named(why)) - known):
                yield Issue("data/clauses", 1, f"{document} {clause}: '{why.partition(':')[0]}' are no projects of data/duties")
            if kind not in ("", "no", "by", "duty"):
                yield Issue("data/clauses", 1, f"{document} {clause}: '{kind}' is no kind")
    if not (ROOT / PAGE).exists() or read(PAGE) != page():
        yield Issue(PAGE, 1, "is not current: python3 tools/clauses.py")


if __name__ == "__main__":
    (ROOT / PAGE).write_text(page(), encoding="utf-8")
    print(f"{PAGE}: {sum(line.startswith('|') for line in page().splitlines())} lines")
    sys.exit(0)
