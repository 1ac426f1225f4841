"""What people of the county do with their rights: a family, a doctor in an emergency, a second factor, a post that is lent, a rehearsal of a restore."""
import base64
import hashlib
import hmac
import os
import shutil
import struct
import subprocess
import time

from county import BANXING, PASSWORD, ROOT, County, as_json, expect, status, subject_text
from load import Person


def families_see_their_own_children(county: County):
    asked = 0
    mine = {}
    for login in ("family-1", "family-2"):
        person = county.person(login)
        children = as_json(status(person, "GET", "/api/family")[1])["children"]
        mine[login] = {one["subject"] for one in children}
        rows = county.sql("select g.subject_id from family_guardian g join access_account a on a.id = g.account where a.login = ?", login)
        expect(mine[login] == {subject_text(row[0]) for row in rows}, f"{login}: {mine[login]}")
        expect(len(children) == {"family-1": 1, "family-2": 2}[login], f"{login} has {len(children)} children")
        for child in children:
            for page in ("", "/readings", "/consents", "/requests", "/copy", "/copy?format=html"):
                code, data = status(person, "GET", f"/api/family/{child['subject']}{page}")
                expect(code == 200 and data, f"{login} {page}: {code}")
                asked += 1
            file = as_json(status(person, "GET", f"/api/family/{child['subject']}")[1])
            expect(file["file"]["entitled"] and file["file"]["timeline"], "there is nothing to see")
            one = file["file"]["entitled"][-1]
            code, _ = status(person, "GET", f"/api/family/{child['subject']}/entitlements/{one['benefit']}/{one['period']}")
            expect(code == 200, f"why: {code}")
    expect(not mine["family-1"] & mine["family-2"], "one child in two families")
    everybody = county.sql("select subject_id from records_file order by subject_id limit 400")
    for login in mine:
        person = county.person(login)
        for (subject,) in county.some(everybody):
            if subject_text(subject) in mine[login]:
                continue
            for page in ("", "/readings", "/copy"):
                code, _ = status(person, "GET", f"/api/family/{subject_text(subject)}{page}")
                expect(code == 404, f"{login} sees {page} of another child: {code}")
                asked += 1
    return asked


def totp(secret, moment):
    digest = hmac.new(base64.b32decode(secret + "=" * (-len(secret) % 8)), struct.pack(">Q", int(moment) // 30), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7fffffff) % 1_000_000:06}"


def a_second_factor_from_setting_up_to_the_end(county: County):
    """The server's clock is pinned to the county's day: its codes are those of that moment."""
    login = county.sql("select a.login from access_post p join access_account a on a.id = p.account where p.role = 'county_mch' order by a.id desc limit 1")[0][0]
    person = Person(county.server.port)
    person.log_in(login, PASSWORD)
    code, data = status(person, "POST", "/api/session/factor", {})
    expect(code == 201, f"begin: {code} {data[:200]}")
    secret = as_json(data)["secret"]
    moment = county_moment(county)
    expect(status(person, "PUT", "/api/session/factor", {"code": "000000"})[0] == 403, "a wrong code sets it up")
    first = totp(secret, moment)
    expect(status(person, "PUT", "/api/session/factor", {"code": first})[0] == 204, "the first code")
    expect(status(person, "POST", "/api/session/factor", {})[0] == 409, "a second one beside it")
    other = Person(county.server.port)
    other.log_in(login, PASSWORD)
    expect(as_json(status(other, "GET", "/api/session")[1])["account"].get("must_give_code"), "nobody asks for the code")
    for path in ("/api/home", "/api/tasks", "/api/sessions", "/api/forms"):
        expect(status(other, "GET", path)[0] == 403, f"{path} before the code")
    expect(status(other, "POST", "/api/session/code", {"code": first})[0] == 403, "a code works twice")
    expect(status(other, "POST", "/api/session/code", {"code": "123456"})[0] == 403, "any code works")
    expect(status(other, "POST", "/api/session/code", {"code": totp(secret, moment + 30)})[0] == 200, "the next code")
    expect(status(other, "GET", "/api/home")[0] == 200, "after the code")
    sessions = as_json(status(other, "GET", "/api/sessions")[1])
    expect(len(sessions["items"]) >= 2 and len(sessions["posts"]) >= 1, f"sessions: {sessions}")
    ended = next(one["session"] for one in sessions["items"] if not one["current"])
    expect(status(other, "DELETE", f"/api/sessions/{ended}")[0] == 204, "ending a session")
    expect(status(person, "GET", "/api/home")[0] == 401, "the ended session goes on")
    secrets = county.sql("select secret from access_factor")
    expect(secrets and all(row[0].startswith("sm4:") for row in secrets), "the secret rests in plain form")
    return 14


def county_moment(county: County):
    """What time the server thinks it is, from the newest log-in; the demo's own events may lie later on its day."""
    return county.sql("select max(at) from audit_event where action = 'session.opened'")[0][0] / 1000


def an_emergency_with_a_reason_a_supervisor_and_an_end(county: County):
    role = "hospital"
    login, organisation, region = county.posts()[role]
    doctor, chief = county.person(login), county.person(county.posts()["administrator"][0])
    seen = county.sees(role, organisation, region)
    subject, number, name = stranger_with_a_number(county, seen)
    path = f"/api/people/{subject_text(subject)}"
    expect(status(doctor, "GET", path)[0] == 404, "it was open before")
    wish = {"identity_number": number, "name": name, "reason": "昏迷，无家属在场"}
    expect(status(doctor, "POST", "/api/emergencies", {**wish, "name": "不是他"})[0] == 404, "the number alone opens")
    expect(status(doctor, "POST", "/api/emergencies", {**wish, "reason": "x"})[0] == 400, "without a reason")
    code, data = status(doctor, "POST", "/api/emergencies", wish)
    expect(code == 201 and as_json(data)["subject"] == subject_text(subject), f"{code} {data[:200]}")
    expect(status(doctor, "GET", path)[0] == 200, "it is not open")
    expect(status(county.person(county.posts()["institution"][0]), "GET", path)[0] == 404 or subject in
           county.sees("institution", *county.posts()["institution"][1:]), "it is open to others, too")
    waiting = as_json(status(chief, "GET", "/api/emergencies")[1])["items"]
    expect([one["reason"] for one in waiting] == ["昏迷，无家属在场"], f"the supervisor sees {waiting}")
    sealed = county.sql("select reason from access_emergency")[0][0]
    expect(sealed.startswith("sm4:"), "the reason rests in plain form")
    number_of = waiting[0]["emergency"]
    expect(status(doctor, "POST", f"/api/emergencies/{number_of}", {})[0] == 403, "who opened it reviews it")
    expect(status(chief, "POST", f"/api/emergencies/{number_of}", {})[0] == 204, "the review")
    expect(status(chief, "POST", f"/api/emergencies/{number_of}", {})[0] == 404, "reviewed twice")
    county.sql("update access_opened set until_at = 1", write=True)
    expect(status(doctor, "GET", path)[0] == 404, "it is open for ever")
    found = as_json(status(chief, "GET", "/api/audit?action=emergency.opened")[1])["items"]
    expect(len(found) == 1, f"the audit: {found}")
    return 12


def stranger_with_a_number(county: County, seen):
    """Somebody the post may not see, whose number and name a county's desk tells us."""
    mch = county.person(county.posts()["county_mch"][0])
    both = county.sees("county_mch", *county.posts()["county_mch"][1:]) - seen
    for subject in sorted(both):
        card = as_json(status(mch, "GET", f"/api/people/{subject_text(subject)}")[1])["person"]
        if "identity_number" in card and card.get("birth_date"):
            full = whole_number(card["identity_number"], card["birth_date"], mch, subject)
            if full:
                return subject, full, card["name"]
    raise AssertionError("nobody with a number")


def whole_number(masked, birth, person, subject):
    """The card masks what lies between area and end: the day of birth; the search says whether we guessed right."""
    full = masked[:6] + birth.replace("-", "") + masked[-4:]
    found = as_json(status(person, "POST", "/api/people", {"query": full})[1]).get("items", [])
    return full if any(one["subject"] == subject_text(subject) for one in found) else None


def a_post_is_lent_until_a_day(county: County):
    login = county.posts()["education_bureau"][0]
    lender, helper = county.person(login), county.person(county.posts()["civil_affairs"][0])
    expect(status(helper, "PUT", "/api/session/post", {"post": 1})[0] == 403, "somebody else's post was taken")
    for until, expected in (("2026-11-21", 400), ("2028-01-01", 400), ("2026-12-01", 201)):
        code, data = status(lender, "POST", "/api/delegations", {"login": county.posts()["civil_affairs"][0], "until": until})
        expect(code == expected, f"until {until}: {code} {data[:200]}")
    number = as_json(data)["delegation"]
    lent = next(one for one in as_json(status(helper, "GET", "/api/sessions")[1])["posts"] if "lent_until" in one)
    code, data = status(helper, "PUT", "/api/session/post", {"post": int(lent["post"])})
    expect(code == 200 and as_json(data)["account"]["role"] == "education_bureau", f"{code} {data[:300]}")
    code, _ = status(helper, "POST", "/api/delegations", {"login": county.posts()["finance"][0], "until": "2026-12-01"})
    expect(code == 403, f"lent on: {code}")
    expect(status(lender, "DELETE", f"/api/delegations/{number}")[0] == 204, "taken back")
    expect(status(helper, "GET", "/api/home")[0] == 401, "the lent post goes on")
    county.people.pop(county.posts()["civil_affairs"][0], None)
    return 9


def run(*words):
    return subprocess.run([BANXING, *words], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=600)


def a_restore_is_rehearsed(county: County):
    """Backup while the server works and people write; changes beside it; restored elsewhere and checked."""
    where, again = os.path.join(county.folder, "set"), os.path.join(county.folder, "again")
    key = os.path.join(county.folder, "elsewhere.key")
    county.close_what_was_opened()
    first = run("backup", "--data", county.data, "--to", where, "--key-to", key)
    expect(first.returncode == 0 and "step 0" in first.stdout, first.stdout + first.stderr)
    doctor = county.person(county.posts()["township_doctor"][0])
    for number in range(5):
        code, data = status(doctor, "POST", "/api/registrations", {
            "form": "base.registration", "day": "2026-11-20", "write_id": f"00000000-0000-4000-8000-00000000{number:04}",
            "content": {"name": f"演练{chr(0x4e00 + number)}", "sex": "1", "birth_date": "2024-02-29"}})
        expect(code in (201, 202), f"{code} {data[:200]}")
    second = run("backup", "--data", county.data, "--to", where)
    expect(second.returncode == 0 and "step 1" in second.stdout, second.stdout + second.stderr)
    records = county.sql("select count(*) from records_record")
    done = run("restore", "--from", where, "--to", again, "--key", key)
    expect(done.returncode == 0 and "every hash fits" in done.stdout and "0 differ" in done.stdout, done.stdout + done.stderr)
    import sqlite3  # noqa: PLC0415
    found = sqlite3.connect(os.path.join(again, "banxing.db")).execute("select count(*) from records_record").fetchall()
    expect(found == records, f"{found} records, not {records}")
    with open(os.path.join(where, "changes-0001.pages"), "r+b") as file:
        file.seek(4000)
        file.write(b"x")
    shutil.rmtree(again)
    broken = run("restore", "--from", where, "--to", again, "--key", key)
    expect(broken.returncode == 1 and not os.path.exists(again), "an altered set was restored")
    expect(run("backup", "--data", county.data, "--to", where, "--key-to", os.path.join(where, "k")).returncode == 1, "the key lies in the set")
    return 4


def a_new_master_key_while_people_work(county: County):
    """The command adds the key to the file; the server takes it over and wraps every subject's key anew, and nobody notices."""
    doctor = county.person(county.posts()["township_doctor"][0])
    subject = sorted(county.sees("township_doctor", *county.posts()["township_doctor"][1:]))[0]
    name = as_json(status(doctor, "GET", f"/api/people/{subject_text(subject)}")[1])["person"]["name"]
    done = run("key", "rotate", "--data", county.data)
    expect(done.returncode == 0 and "the running server takes it over" in done.stdout, done.stdout + done.stderr)
    left, end = None, time.monotonic() + 120
    while left != 0 and time.monotonic() < end:
        left = county.sql("select count(*) from registry_subject where key <> '' and substr(key, 1, 2) <> '2:'")[0][0]
        shown = as_json(status(doctor, "GET", f"/api/people/{subject_text(subject)}")[1])["person"]["name"]
        expect(shown == name, "a name cannot be read any more")
        time.sleep(0.2)
    expect(left == 0, f"{left} keys are still wrapped by the old master key")
    expect(county.sql("select count(*) from registry_doubt where substr(key, 1, 2) <> '2:'")[0][0] == 0, "doubts are left")
    return 2


def a_person_is_erased_by_order(county: County):
    """The key goes, and with it whoever finds or shows the person; an older backup erases again; what was counted stays."""
    county.close_what_was_opened()
    doctor = county.person(county.posts()["township_doctor"][0])
    seen = county.sees("township_doctor", *county.posts()["township_doctor"][1:])
    subject = sorted(seen & {row[0] for row in county.sql("select subject_id from consequences_entitlement")} or seen)[0]
    text = subject_text(subject)
    name = as_json(status(doctor, "GET", f"/api/people/{text}")[1])["person"]["name"]
    counted = county.sql("select * from consequences_counted where subject_id = ? order by 1, 2, 3", subject)
    where, again = os.path.join(county.folder, "before"), os.path.join(county.folder, "restored")
    key, gone = os.path.join(county.folder, "before.key"), os.path.join(county.data, "master.key.erased")
    expect(run("backup", "--data", county.data, "--to", where, "--key-to", key).returncode == 0, "no backup")
    expect(run("erase", "--data", county.data, "--subject", text, "--order", "判决书").returncode == 1, "an order's name that the audit cannot hold")
    done = run("erase", "--data", county.data, "--subject", text, "--order", "test-1")
    expect(done.returncode == 0, "beside the running server: " + done.stdout + done.stderr)
    expect(status(doctor, "GET", f"/api/people/{text}")[0] == 404, "the running server still shows the file")
    found = as_json(status(doctor, "POST", "/api/people", {"query": name, "limit": 100})[1])["items"]
    expect(text not in {one["subject"] for one in found}, "a search of the running server finds the person")
    county.stop()
    county.people.clear()
    expect(run("erase", "--data", county.data, "--subject", text, "--order", "test-1").returncode == 1, "erased twice")
    for words in (["key", "forget-old"], ["rederive", "--check"], ["audit", "verify"]):
        done = run(*words, "--data", county.data)
        expect(done.returncode == 0, f"{words}: {done.stdout[-300:]} {done.stderr[-300:]}")
    county.serve()
    doctor = county.person(county.posts()["township_doctor"][0])
    expect(status(doctor, "GET", f"/api/people/{text}")[0] == 404, "the file is still there")
    found = as_json(status(doctor, "POST", "/api/people", {"query": name, "limit": 100})[1])["items"]
    expect(text not in {one["subject"] for one in found}, "a search finds the person")
    for table in ("registry_person", "registry_identity_key", "access_grant", "family_guardian", "family_request", "records_draft", "access_emergency"):
        expect(county.sql(f"select count(*) from {table} where subject_id = ?", subject) == [(0,)], f"{table} still knows")
    expect(county.sql("select key from registry_subject where subject_id = ?", subject) == [("",)], "the key is there")
    expect(county.sql("select count(*) from audit_event where action = 'file.erased' and subject_id = ?", subject) == [(1,)], "the audit does not know")
    expect(county.sql("select * from consequences_counted where subject_id = ? order by 1, 2, 3", subject) == counted, "figures have changed")
    done = run("restore", "--from", where, "--to", again, "--key", key, "--erased", gone)
    expect(done.returncode == 0 and "1 persons erased again" in done.stdout, done.stdout + done.stderr)
    import sqlite3  # noqa: PLC0415
    restored = sqlite3.connect(os.path.join(again, "banxing.db"))
    expect(restored.execute("select key from registry_subject where subject_id = ?", (subject,)).fetchall() == [("",)], "a restore brings the person back")
    return 16


def a_cut_audit_shows(county: County):
    """The tail of a copy's audit is cut with everything in the database that knew of it."""
    county.stop()  # signs the heads
    copy = os.path.join(county.folder, "cut")
    shutil.copytree(county.data, copy)
    county.people.clear()
    county.serve()
    whole = run("audit", "verify", "--data", copy)
    expect(whole.returncode == 0 and "signed checkpoints fit" in whole.stdout, whole.stdout + whole.stderr)
    import sqlite3  # noqa: PLC0415
    database = sqlite3.connect(os.path.join(copy, "banxing.db"))
    chain, seq = database.execute("select chain, seq from audit_chain order by seq desc limit 1").fetchone()
    database.execute("delete from audit_event where chain = ? and seq = ?", (chain, seq))
    database.execute("delete from audit_subject where chain = ? and seq = ?", (chain, seq))
    database.execute("update audit_chain set seq = seq - 1, head = (select hash from audit_event where chain = ? and seq = ?) where chain = ?", (chain, seq - 1, chain))
    database.commit()
    database.close()
    cut = run("audit", "verify", "--data", copy)
    expect(cut.returncode == 1 and f"event {seq}: cut" in cut.stdout, cut.stdout + cut.stderr)
    with open(os.path.join(copy, "audit.checkpoints"), encoding="utf-8") as file:
        lines = file.read()
    with open(os.path.join(copy, "audit.checkpoints"), "w", encoding="utf-8") as file:
        file.write(lines.replace(f'"seq":{seq}', f'"seq":{seq - 1}'))
    expect(run("audit", "verify", "--data", copy).returncode == 1, "a forged line fits")
    return 3


def the_audit_is_whole_after_all_that(county: County):
    county.stop()
    county.close_what_was_opened()
    for words in (["audit", "verify"], ["rederive", "--check"]):
        done = run(*words, "--data", county.data)
        expect(done.returncode == 0, f"{words}: {done.stdout[-200:]} {done.stderr[-200:]}")
    return 2


LAST = [the_audit_is_whole_after_all_that]
TESTS = [families_see_their_own_children, a_second_factor_from_setting_up_to_the_end, an_emergency_with_a_reason_a_supervisor_and_an_end,
         a_post_is_lent_until_a_day, a_restore_is_rehearsed, a_new_master_key_while_people_work, a_person_is_erased_by_order, a_cut_audit_shows]
