#!/usr/bin/env python3
"""Checks what the readers of data/ rely on: forms, sums, references, and that no number is a fraction. Needs python3-yaml.

Run: python3 tools/data_check.py
"""
import pathlib
import sys

import yaml

DATA = pathlib.Path(__file__).resolve().parent.parent / "data"
PER = 100_000
TRUST = {"official", "secondary"}
faults = []


def expect(condition, words):
    if not condition:
        faults.append(words)


def rows(name, columns):
    table = []
    for number, line in enumerate((DATA / name).read_text("utf-8").split("\n")[:-1], 1):
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        expect(len(cells) == columns, f"{name}:{number}: {len(cells)} columns, not {columns}")
        table.append(cells)
    return table


def no_fraction(value, place):
    expect(not isinstance(value, float), f"{place}: {value} is a fraction")
    if isinstance(value, dict):
        for key, inner in value.items():
            no_fraction(inner, f"{place}.{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            no_fraction(inner, f"{place}[{number}]")


def load(name):
    value = yaml.safe_load((DATA / name).read_text("utf-8"))
    no_fraction(value, name)
    return value


def check_codes():
    for path in sorted((DATA / "codes").glob("*.yaml")):
        name = f"codes/{path.name}"
        table = load(name)
        codes = [row["code"] for row in table["rows"]]
        expect(table["id"] == path.stem, f"{name}: id {table['id']}")
        expect({"zh", "en", "system", "basis", "trust"} <= table.keys(), f"{name}: a key is missing")
        expect(table["trust"] in TRUST, f"{name}: trust {table['trust']}")
        expect(all(isinstance(code, str) for code in codes), f"{name}: a code is not text")
        expect(len(set(codes)) == len(codes), f"{name}: a code occurs twice")
        expect(all(row["zh"] and row["en"] for row in table["rows"]), f"{name}: a row without words")


def check_systems():
    """A table that a system took over still says the same."""
    for path in sorted((DATA.parent / "systems").glob("*/codes/*.yaml")):
        original = DATA / "codes" / path.name
        if not original.exists():
            continue
        mine, theirs = (yaml.safe_load(p.read_text("utf-8")) for p in (original, path))
        known = {(row["code"], row["zh"]) for row in mine["rows"]}
        name = path.relative_to(DATA.parent)
        expect(mine["system"] == theirs.get("system"), f"{name}: another code system than data/codes")
        expect({(row["code"], row["zh"]) for row in theirs["rows"]} <= known, f"{name}: a row that data/codes does not have")


def check_names():
    read = {int(code, 16) for name in ("readings", "rare") for code, _ in rows(f"pinyin/{name}.tsv", 2)}
    rows("pinyin/surnames.tsv", 2)
    surnames = rows("demo/surnames.tsv", 2)
    given = rows("demo/given_names.tsv", 6)
    rare = rows("demo/rare_names.tsv", 3)
    for text in [r[0] for r in surnames] + [r[4] for r in given] + [r[0].replace("·", "") for r in rare]:
        expect(all(ord(char) in read for char in text), f"{text} has no reading")
    for first, last, sex, form, text, weight in given:
        expect(int(first) <= int(last) and sex in "12" and int(weight) > 0, f"given name {text}")
        expect(form in ("char", "whole") and len(text) == (1 if form == "char" else 2), f"given name {text}")
    expect(len({r[0] for r in surnames}) == len(surnames), "a surname occurs twice")


def check_rates():
    rates = load("demo/rates.yaml")
    people, screening, rehabilitation = rates["people"], rates["screening"], rates["rehabilitation"]
    full = {
        "ages": [r["share"] for r in people["ages"]],
        "mother_age": [r["share"] for r in people["mother_age"]],
        "guardian_is": [r["share"] for r in people["guardian_is"]],
        "registered_outside": [r["share"] for r in people["registered_outside"]],
        "births_by_month": rates["births_by_month"]["shares"],
        "categories": [r["share"] for r in rates["disability"]["categories"]["shares"]],
        "grades": [r["share"] for r in rates["disability"]["grades"]["shares"]],
        "month_fee": [r["share"] for r in rehabilitation["month_fee"]],
        "paid_by_insurance": [r["share"] for r in rehabilitation["paid_by_insurance"]],
    }
    for name in ("re_screen_result_on_spectrum", "re_screen_result_others", "conclusion_on_spectrum", "conclusion_others",
                 "diagnosis_codes_confirmed", "diagnosis_codes_others"):
        full[name] = screening[name].values()
    for name, shares in full.items():
        expect(sum(shares) == PER, f"rates.yaml: {name} sums to {sum(shares)}")
    ages = people["ages"]
    expect(all(a["to"] + 1 == b["from"] for a, b in zip(ages, ages[1:])), "rates.yaml: ages have a gap")
    known = {name: {row["code"] for row in load(f"codes/{name}.yaml")["rows"]}
             for name in ("visit_ages", "diagnosis", "diagnosis_conclusion", "re_screening_result", "guardian_relation", "poverty_status")}
    uses = [
        ("visit_ages", [v["age"] for v in screening["visits"]]),
        ("diagnosis", [*screening["diagnosis_codes_confirmed"], *screening["diagnosis_codes_others"]]),
        ("diagnosis_conclusion", [*screening["conclusion_on_spectrum"], *screening["conclusion_others"]]),
        ("re_screening_result", [*screening["re_screen_result_on_spectrum"], *screening["re_screen_result_others"]]),
        ("guardian_relation", [g["relation"] for g in people["guardian_is"]]),
        ("poverty_status", [p["status"] for p in rates["households"]["poverty"]]),
    ]
    for table, codes in uses:
        expect(set(codes) <= known[table], f"rates.yaml: {set(codes) - known[table]} not in codes/{table}.yaml")


def check_places():
    regions = {row[0]: row for row in rows("regions/zhejiang.tsv", 5)}
    towns = {code for code, row in regions.items() if row[2] == "330681"}
    shares = rows("demo/towns.tsv", 2)
    expect({code for code, _ in shares} == towns, "towns.tsv: not 诸暨's towns")
    expect(sum(int(share) for _, share in shares) == 1_000_000, "towns.tsv: shares do not sum to 1,000,000")
    demo = load("demo/organisations.yaml")
    organisations = demo["organisations"]
    expect(len({o["id"] for o in organisations}) == len(organisations), "organisations.yaml: an id occurs twice")
    expect(all(o["region"] in regions for o in organisations), "organisations.yaml: unknown region")
    served = [o["region"] for o in organisations if o["kind"] == "township_health_center"]
    expect(sorted(served) == sorted(towns), "organisations.yaml: not one health centre a town")
    roles = {role["id"] for role in load("access/roles.yaml")["roles"]}
    kinds = {o["kind"] for o in [*organisations, *demo["generated"]]}
    for post in demo["posts"]:
        expect(post["role"] in roles and post["kind"] in kinds, f"organisations.yaml: post {post['role']} of {post['kind']}")
    rows("calendar/china.tsv", 3)
    load("demo/words.yaml")


def main():
    for part in (check_codes, check_systems, check_names, check_rates, check_places):
        part()
    for fault in faults:
        print(f"data: {fault}")
    print(f"data: {len(faults)} faults" if faults else "data: in order")
    return 1 if faults else 0


sys.exit(main())
