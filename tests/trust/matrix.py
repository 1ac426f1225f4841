"""The access matrix: every cell asked over HTTP, forbidden ones too. What is expected comes from data/ and systems/ alone."""
import os

from county import DAY, LONG, County, as_json, expect, read_yaml, status, subject_text
from stages import Stages


def operations():
    paths = read_yaml("openapi.yaml")["paths"]
    return {f"{method} {path}" for path, one in paths.items() if path.startswith("/api/") for method in one if method != "parameters"}


def filled(pattern):
    pattern = pattern.replace("/budget/lines/{line}/{act}", "/budget/lines/999999/appropriate")
    for name, value in (("subject", subject_text(42)), ("lineage", "1"), ("act", "withdraw"), ("benefit", "x.y"), ("period", "2026-01"),
                        ("code", "330681"), ("purpose", "family"), ("import", "999999"), ("doubt", "999999"), ("batch", "999999"),
                        ("guardian", "999999"), ("request", "999999"), ("session", "0" * 16), ("emergency", "999999"), ("delegation", "999999"),
                        ("draft", "999999"), ("other", subject_text(43)), ("line", "999999"), ("application", "999999"), ("claim", "999999"),
                        ("step", "demand"), ("indicator", "x.y"),
                        ("account", "999999"), ("post", "999999"), ("year", "2026"), ("objection", "999999"), ("version", "0" * 64), ("system", "nowhere"), ("pool", "no.where")):
        pattern = pattern.replace("{" + name + "}", value)
    expect("{" not in pattern, f"a part of {pattern} has no value here")
    return pattern


UPLOADS = ("post /api/imports", "post /api/batches/{batch}/return-file")  # which take a file, not JSON


def every_operation_has_an_entry(_county: County):
    """A new endpoint without an entry fails the build."""
    table = read_yaml("tests", "trust", "endpoints.yaml")
    found = operations()
    expect(found == set(table), f"without an entry: {sorted(found - set(table))}; gone: {sorted(set(table) - found)}")
    return len(found)


def every_operation_is_asked_by_every_role(county: County):
    table, asked = read_yaml("tests", "trust", "endpoints.yaml"), 0
    from load import Person  # noqa: PLC0415
    stranger = Person(county.server.port)
    for operation, needs in table.items():
        method, pattern = operation.split(" ", 1)
        if operation in ("delete /api/session", "post /api/session", "put /api/session/password"):
            continue  # asked by the tests of sessions
        body = {} if method in ("post", "put") else None
        code, _ = status(stranger, method.upper(), filled(pattern), body)
        expected = (404,) if operation == "post /api/session/sign-on" else (200, 400) if needs == "all" else (401, 415) if operation in UPLOADS else (401,)
        expect(code in expected, f"{operation} without a log-in: {code}")
        asked += 1
        for role, (login, _, _) in county.some(county.posts().items()):
            person = county.person(login)
            code, data = status(person, method.upper(), filled(pattern), body)
            open_to = needs in ("all", "in") or any(county.policy.may(role, act) for act in needs)
            if operation in UPLOADS and code == 415:
                continue
            expect((code != 403) == open_to and code not in (401, 500), f"{operation} by {role}: {code} {data[:200]}")
            asked += 1
    return asked


def own_and_other(county: County, role, organisation, region):
    """A file that is open to the post and one that is not; where none is open, a grant opens one."""
    everybody = [row[0] for row in county.sql("select subject_id from records_file where kind = 'person' and fault = '' order by subject_id")]
    seen = county.sees(role, organisation, region)
    own = next((one for one in everybody if one in seen), None)
    other = next((one for one in everybody if one not in seen), None)
    return own, other


def open_files_for_roles_without_any(county: County):
    """Before the server starts: some posts have no file in a county of invented people."""
    everybody = [row[0] for row in county.sql("select subject_id from records_file where kind = 'person' order by subject_id")]
    for number, (role, (_, organisation, region)) in enumerate(county.posts().items()):
        purposes = county.policy.roles[role]["purposes"]
        if purposes and not county.sees(role, organisation, region):
            opened = (everybody[number * 7], organisation, county.policy.purposes[purposes[0]])
            county.sql("insert into access_grant (subject_id, holder, purpose, from_day, until_day) values (?, ?, ?, 0, 9999999)", *opened, write=True)
            county.opened.append(opened)


def expected_write(policy, role, form, visible):
    if not policy.may(role, "write"):
        return 403
    if not visible:
        return 404
    return 400 if policy.writes(role, form) else 403


def every_form_by_every_role_in_own_and_other_files(county: County):
    """role × form × own/other: the content is one that no form takes, so what is allowed answers 400 and nothing is written."""
    asked = 0
    before = county.sql("select count(*) from records_record")
    for role, (login, organisation, region) in county.posts().items():
        person = county.person(login)
        own, other = own_and_other(county, role, organisation, region)
        for form in county.some(county.policy.forms):
            for subject, visible in ((own, True), (other, False)):
                if subject is None:
                    continue
                body = {"form": form, "day": "2026-11-20", "content": {"no such field": 1}, "write_id": "00000000-0000-4000-8000-%012d" % asked}
                code, data = status(person, "POST", f"/api/people/{subject_text(subject)}/records", body)
                expected = expected_write(county.policy, role, form, visible)
                expect(code == expected, f"{role} writes {form} into {'an own' if visible else 'another'} file: {code}, not {expected} {data[:200]}")
                asked += 1
    expect(county.sql("select count(*) from records_record") == before, "something was written")
    return asked


def what_a_file_shows_is_what_the_forms_say(county: County):
    """Every record of a visible file: shown to exactly the roles that its form names, locked ones only for their purpose."""
    asked = 0
    for role, (login, organisation, region) in county.posts().items():
        if not any(county.policy.may(role, act) for act in ("search", "tasks", "review", "approve")):
            continue
        person = county.person(login)
        seen = sorted(county.sees(role, organisation, region))
        for subject in county.chance.sample(seen, min(12 if LONG else 2, len(seen))):
            code, data = status(person, "GET", f"/api/people/{subject_text(subject)}")
            expect(code == 200, f"{role} reads an own file: {code}")
            shown = {entry["form"] for entry in as_json(data)["timeline"]}
            there = {row[0] for row in county.sql("select distinct form from records_record where subject_id = ?", subject)}
            for form in there & set(county.policy.forms):
                locked = county.policy.forms[form].get("locked", False)
                bit = county.policy.purposes[county.policy.forms[form]["purpose"]] & county.policy.bits(role)
                open_ = not locked or subject in county.sees(role, organisation, region, bit)
                expect((form in shown) == (county.policy.reads(role, form) and open_), f"{role} and {form}: shown {form in shown}")
                asked += 1
    return asked


def what_stages_a_file_shows_rest_on_forms_that_are_read(county: County):
    """A stage is shown to a role only where it reads a form that the stage rests on (or one of the system, for a stage of age alone)."""
    stages, asked = Stages(), 0
    for role, (login, organisation, region) in county.posts().items():
        if not any(county.policy.may(role, act) for act in ("search", "tasks", "review", "approve")):
            continue
        person = county.person(login)
        read = {form for form in county.policy.forms if county.policy.reads(role, form)}
        seen = sorted(county.sees(role, organisation, region))
        for subject in county.chance.sample(seen, min(12 if LONG else 2, len(seen))):
            _, data = status(person, "GET", f"/api/people/{subject_text(subject)}")
            shown = {(one["system"], one["stage"]) for one in as_json(data)["stages"]}
            for system, stage in county.sql("select system, stage from consequences_stage where subject_id = ?", subject):
                rests = stages.forms(system, stage)
                may = read & rests if rests else {form for form in read if form.startswith(f"{system}.")}
                open_ = any(not county.policy.forms[form].get("locked") for form in may)
                if open_ or not may:
                    expect(((system, stage) in shown) == bool(may), f"{role} and {system}.{stage}: shown {(system, stage) in shown}, reads {sorted(may)}")
                asked += 1
        for one in as_json(status(person, "GET", "/api/standing")[1]).get("systems", []) if county.policy.may(role, "tasks") else []:
            for stage in one["stages"]:
                rests = stages.forms(one["system"], stage["id"])
                expect(not rests or read & rests, f"{role} may ask who stands on {one['system']}.{stage['id']} and reads none of {sorted(rests)}")
                asked += 1
    return asked


def a_grant_opens_for_its_purpose_only(county: County):
    """role × purpose × own/other organisation: one grant, one purpose; lists, search and the file agree."""
    asked = 0
    posts = county.posts()
    everybody = [row[0] for row in county.sql("select subject_id from records_file where kind = 'person' order by subject_id desc")]
    for role, (login, organisation, region) in posts.items():
        if not county.policy.may(role, "search"):
            continue
        person = county.person(login)
        for purpose, bit in county.some(county.policy.purposes.items()):
            seen = county.sees(role, organisation, region)
            subject = next((one for one in everybody if one not in seen), None)
            if subject is None:
                break
            for holder, mine in ((organisation, True), (999_999, False)):
                county.sql("insert or ignore into access_grant values (?, ?, ?, ?, ?)", subject, holder, bit, DAY, DAY + 1, write=True)
                code, _ = status(person, "GET", f"/api/people/{subject_text(subject)}")
                county.sql("delete from access_grant where subject_id = ? and holder = ? and purpose = ? and from_day = ?", subject, holder, bit, DAY, write=True)
                opens = mine and purpose in county.policy.roles[role]["purposes"]
                expect(code == (200 if opens else 404), f"{role} with a grant for {purpose} to {'its own' if mine else 'another'} organisation: {code}")
                asked += 1
            for from_day, until_day in ((DAY + 1, DAY + 9), (DAY - 9, DAY)):
                county.sql("insert or ignore into access_grant values (?, ?, ?, ?, ?)", subject, organisation, bit, from_day, until_day, write=True)
                code, _ = status(person, "GET", f"/api/people/{subject_text(subject)}")
                county.sql("delete from access_grant where subject_id = ? and holder = ? and purpose = ? and from_day = ?", subject, organisation, bit, from_day, write=True)
                expect(code == 404, f"{role}: a grant from day {from_day - DAY} until {until_day - DAY}")
                asked += 1
    return asked


def lists_and_searches_show_what_is_open_and_no_more(county: County):
    asked = 0
    for role, (login, organisation, region) in county.posts().items():
        seen = {subject_text(one) for one in county.sees(role, organisation, region)}
        person = county.person(login)
        if county.policy.may(role, "tasks"):
            after, pages = "", 0
            while pages < 5:
                _, data = status(person, "GET", f"/api/tasks?limit=200{after}")
                page = as_json(data)
                expect({one["subject"] for one in page["items"]} <= seen, f"{role}: a to-do of somebody else's")
                asked, pages = asked + len(page["items"]), pages + 1
                if "next" not in page:
                    break
                from urllib.parse import quote  # noqa: PLC0415
                after = "&after=" + quote(page["next"])
        if county.policy.may(role, "search"):
            for query in ("王", "李", "zhang", "xm", "演示", "陈"):
                _, data = status(person, "POST", "/api/people", {"query": query, "limit": 100})
                expect({one["subject"] for one in as_json(data)["items"]} <= seen, f"{role}: a search finds somebody else")
                asked += 1
    return asked


TESTS = [every_operation_has_an_entry, every_operation_is_asked_by_every_role, every_form_by_every_role_in_own_and_other_files,
         what_a_file_shows_is_what_the_forms_say, what_stages_a_file_shows_rest_on_forms_that_are_read, a_grant_opens_for_its_purpose_only, lists_and_searches_show_what_is_open_and_no_more]
