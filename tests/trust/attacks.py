"""Attempts to get past the server, as OWASP lists them. Each test counts what it tried; nothing may get through."""
import http.client
import io
import socket
import statistics
import threading
import time
import urllib.parse
import zipfile

from county import PASSWORD, County, again, as_json, expect, raw, read_yaml, status, subject_text
from load import Person
from matrix import UPLOADS, filled

BROKEN = [
    "' or '1'='1", "'; drop table records_record; --", "1; select pg_sleep(5)", "\" or \"\"=\"", "') union select password from access_account --",
    "${jndi:ldap://127.0.0.1:1/x}", "{{7*7}}", "<%= 7*7 %>", "#{7*7}", "$(touch /tmp/banxing-owned)", "`id`", "| id", "; cat /etc/passwd",
    "../../../../etc/passwd", "..\\..\\windows\\win.ini", "file:///etc/passwd", "http://169.254.169.254/latest/meta-data/", "%00", "\u0000",
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)", "<svg/onload=alert(1)>", "</title><script>1</script>",
    "\r\nSet-Cookie: owned=1", "%0d%0aSet-Cookie:%20owned=1", "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
    "=cmd|'/c calc'!A1", "\u202e\u2066", "A" * 5000, "𠮷" * 300, "*)(uid=*))(|(uid=*", "{\"$gt\":\"\"}", "__proto__", "-1", "9" * 30,
]


def resolve(root, node):
    while isinstance(node, dict) and "$ref" in node:
        at = root
        for part in node["$ref"][2:].split("/"):
            at = at[part]
        node = at
    return node


def example(root, schema):
    schema = resolve(root, schema)
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type", "string")
    if kind == "object":
        return {name: example(root, one) for name, one in schema.get("properties", {}).items()}
    if kind == "array":
        return [example(root, schema["items"])]
    simple = {"integer": 1, "boolean": True}.get(kind)
    return simple if simple is not None else {"date": "2026-03-05", "uuid": "11111111-1111-4111-8111-111111111111"}.get(schema.get("format"), "some text")


def places(value, path=()):
    """Every place of a body where a text stands."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from places(one, (*path, name))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from places(one, (*path, number))
    else:
        yield path


def put(value, path, text):
    if not path:
        return text
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = put(copy[path[0]], path[1:], text)
    return copy


def operations_with_bodies():
    root = read_yaml("openapi.yaml")
    for path, one in root["paths"].items():
        for method, operation in one.items():
            content = operation.get("requestBody", {}).get("content", {}) if isinstance(operation, dict) else {}
            if "application/json" in content and path.startswith("/api/"):
                yield root, method.upper(), path, content["application/json"]["schema"]


def somebody_for(county: County, method, path):
    needs = read_yaml("tests", "trust", "endpoints.yaml")[f"{method.lower()} {path}"]
    for role, (login, _, _) in county.posts().items():
        if needs in ("all", "in") or any(county.policy.may(role, act) for act in needs):
            return county.person(login)
    raise AssertionError(f"nobody may {method} {path}")


def sane(code, data, headers, what):
    expect(code < 500 or code == 503, f"{what}: {code} {data[:200]}")
    kind = headers.get("Content-Type", "")
    expect("html" not in kind, f"{what}: an answer of the interface is {kind}")
    expect(headers.get("X-Content-Type-Options") == "nosniff", f"{what}: the type may be guessed")
    expect("owned" not in (headers.get("Set-Cookie") or ""), f"{what}: a header was slipped in")
    expect(b"root:x:" not in data, f"{what}: a file of the machine")


def ask_whole(person, method, path, body=None):
    """Like Person.ask, with the headers of the answer."""
    import json  # noqa: PLC0415
    headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in person.cookies.items())} if person.cookies else {}
    if method != "GET":
        headers["X-CSRF-Token"] = person.csrf
    data = None
    if body is not None:
        data = json.dumps(body).encode()
        headers["Content-Type"] = "application/json"

    def ask():
        person.connection.request(method, path, data, headers)
        answer = person.connection.getresponse()
        return answer.status, answer.read(), dict(answer.getheaders())
    return again(person, ask)


def counts(county: County):
    names = [row[0] for row in county.sql("select name from sqlite_master where type = 'table'")]
    passing = ("audit_", "access_attempt", "access_session", "sqlite_")
    return {name: county.sql(f"select count(*) from {name}")[0][0] for name in names if not name.startswith(passing)}


def injection_in_every_field_of_every_body(county: County):
    """Texts that other programs would run, in every place where a text may stand."""
    asked, before = 0, counts(county)
    for root, method, path, schema in operations_with_bodies():
        if path in ("/api/session", "/api/session/password"):
            continue
        person, right = somebody_for(county, method, path), example(root, schema)
        for place, text in county.some((place, text) for place in places(right) for text in BROKEN):
            what = f"{method} {path} {'.'.join(map(str, place))}"
            code, data, headers = ask_whole(person, method, filled(path), put(right, place, text))
            sane(code, data, headers, what)
            asked += 1
    after = counts(county)
    changed = {name: (before[name], after[name]) for name in before if name in after and before[name] != after[name]}
    allowed = {"registry_doubt", "registry_subject"}  # a registration of a text that is a name
    expect(set(changed) <= allowed, f"rows came or went: {changed}")
    return asked


def injection_in_every_part_and_query(county: County):
    asked = 0
    for operation, needs in read_yaml("tests", "trust", "endpoints.yaml").items():
        method, pattern = operation.split(" ", 1)
        if method != "get" or "{" not in pattern or needs == "all":
            continue
        person = somebody_for(county, "GET", pattern)
        for name in [part.split("}")[0] for part in pattern.split("{")[1:]]:
            for text in county.some(BROKEN[:32]):
                path = filled(pattern.replace("{" + name + "}", "\x01")).replace("\x01", urllib.parse.quote(text, safe=""))
                code, data, headers = ask_whole(person, "GET", path)
                sane(code, data, headers, f"{pattern} {name}")
                expect(code in (400, 404, 405, 200) and (code != 200 or name == "code"), f"{pattern} with {text[:30]!r} as {name}: {code}")
                asked += 1
        for text in county.some(BROKEN[:20]):
            code, data, headers = ask_whole(person, "GET", filled(pattern) + "?after=" + urllib.parse.quote(text, safe=""))
            sane(code, data, headers, f"{pattern} ?after")
            asked += 1
    return asked


def every_id_of_somebody_else(county: County):
    """IDOR: subjects, lists, doubts, requests and guardians that exist and are not the asker's."""
    asked = 0
    everybody = [row[0] for row in county.sql("select subject_id from records_file order by subject_id")]
    for role, (login, organisation, region) in county.posts().items():
        person = county.person(login)
        seen = county.sees(role, organisation, region)
        for subject in county.some([one for one in everybody if one not in seen][:25]):
            text = subject_text(subject)
            for method, path, body in (("GET", f"/api/people/{text}", None), ("GET", f"/api/people/{text}/records/1", None),
                                       ("GET", f"/api/people/{text}/entitlements/child_rehabilitation.training_subsidy/2026-03", None),
                                       ("GET", f"/api/people/{text}/guardians", None), ("GET", f"/api/family/{text}", None),
                                       ("GET", f"/api/family/{text}/copy", None), ("GET", f"/api/family/{text}/readings", None),
                                       ("POST", f"/api/people/{text}/records/1/withdraw", {"version": 1, "reason": "xx", "write_id": "11111111-1111-4111-8111-111111111111"})):
                code, data = status(person, method, path, body)
                expect(code in (403, 404), f"{role} {method} {path}: {code} {data[:100]}")
                asked += 1
    rows = county.sql("select count(*) from records_record where op <> 0 and reason = 'xx'")
    expect(rows == [(0,)], "a record of somebody else was withdrawn")
    return asked


def mass_assignment(county: County):
    """Members that nobody asked for: roles, organisations, numbers, states."""
    asked = 0
    slipped = {"role": "administrator", "acts": ["pay"], "organisation": 1, "account": 1, "id": 1, "state": "paid", "approved": True,
               "is_admin": True, "purposes": 1023, "subject_id": 42, "entered_at": "2020-01-01T00:00:00Z", "__proto__": {"x": 1}}
    for root, method, path, schema in operations_with_bodies():
        right = example(root, schema)
        person = Person(county.server.port) if path == "/api/session" else somebody_for(county, method, path)
        for name, value in county.some(sorted(slipped.items())):
            if isinstance(right, dict) and name not in right:
                code, data = status(person, method, filled(path), {**right, name: value})
                expect(code in (400, 403), f"{method} {path} with {name}: {code} {data[:100]}")
                asked += 1
    return asked


def addresses_that_lead_out(county: County):
    asked = 0
    port = county.server.port
    for path in ("/../etc/passwd", "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/assets/..%2f..%2f..%2fmaster.key", "/....//....//etc/passwd",
                 "/..\\..\\etc\\passwd", "//etc/passwd", "/%c0%ae%c0%ae/etc/passwd", "/%252e%252e/etc/passwd", "/api/../master.key", "/./../banxing.db",
                 "/index.html%00.txt", "/assets//../../banxing.db", "/~root", "/.git/config", "/.env", "/master.key", "/banxing.db", "/proc/self/environ"):
        answer = raw(port, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        head = answer.split(b"\r\n", 1)[0]
        expect(b" 404" in head or b" 400" in head or (b" 200" in head and b"<!doctype html" in answer.lower()[:2000] and b"root:" not in answer), f"{path}: {head}")
        expect(b"master " not in answer and b"SQLite format" not in answer, f"{path} led out")
        asked += 1
    return asked


def no_answer_leads_elsewhere(county: County):
    """Open redirects and foreign hosts: nothing is ever answered with a Location of the asker's choice."""
    asked = 0
    for path in ("//evil.example/", "/\\evil.example", "/?next=https://evil.example", "/login?redirect=//evil.example", "/api/session?next=//evil.example"):
        for host in ("x", "evil.example", "evil.example:80@x"):
            answer = raw(county.server.port, f"GET {path} HTTP/1.1\r\nHost: {host}\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\n\r\n").lower()
            head = answer.split(b"\r\n\r\n", 1)[0]
            expect(b"location:" not in head and b"evil.example" not in head, f"{path} {host}: {head[:200]}")
            asked += 1
    return asked


def forged_requests_from_other_pages(county: County):
    """CSRF: without the token, with another's, from another site, as a plain form."""
    asked = 0
    doctor, mch = (county.person(county.posts()[role][0]) for role in ("township_doctor", "county_mch"))
    cookie = "; ".join(f"{k}={v}" for k, v in doctor.cookies.items())
    for operation, needs in read_yaml("tests", "trust", "endpoints.yaml").items():
        method, pattern = operation.split(" ", 1)
        if method == "get":
            continue
        for headers in ({}, {"X-CSRF-Token": mch.csrf}, {"X-CSRF-Token": doctor.csrf, "Sec-Fetch-Site": "cross-site"}, {"X-CSRF-Token": ""},
                        {"X-CSRF-Token": doctor.csrf, "Sec-Fetch-Site": "same-site"}):
            if needs == "all" and "Sec-Fetch-Site" not in headers:
                continue  # whoever logs in has no token yet
            wire = http.client.HTTPConnection("127.0.0.1", county.server.port, timeout=30)
            kind = "application/octet-stream" if operation in UPLOADS else "application/json"
            wire.request(method.upper(), filled(pattern), b"{}", {"Cookie": cookie, "Content-Type": kind, **headers})
            answer = wire.getresponse()
            answer.read()
            expect(answer.status in (403, 400), f"{operation} {headers}: {answer.status}")
            expect(answer.status == 403 or "delete" in operation or operation in UPLOADS, f"{operation} {headers}: {answer.status}")
            wire.close()
            asked += 1
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""):
        answer = raw(county.server.port, f"POST /api/people HTTP/1.1\r\nHost: x\r\nCookie: {cookie}\r\nContent-Type: {kind}\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{{}}")
        expect(answer.split(b" ")[1] in (b"415", b"403"), f"a form as {kind}: {answer[:40]}")
        asked += 1
    return asked


def sessions_that_were_fixed_or_are_over(county: County):
    login = county.posts()["hospital"][0]
    person = Person(county.server.port)
    person.cookies["banxing_session"] = "f" * 64
    person.log_in(login, PASSWORD)
    expect(person.cookies["banxing_session"] != "f" * 64, "the server took over a token of the browser's")
    first = person.cookies["banxing_session"]
    person.log_in(login, PASSWORD)
    expect(person.cookies["banxing_session"] != first, "a new log-in keeps the old token")
    person.ask("DELETE", "/api/session", expect=204)
    asked = 2
    for token in (first, "", "x", "'", "f" * 64, "f" * 99, "../", first[:-1], first.upper()):
        other = Person(county.server.port)
        other.cookies["banxing_session"] = token
        code, _ = status(other, "GET", "/api/home")
        expect(code == (200 if token == first else 401), f"a session with {token[:10]!r}: {code}")
        asked += 1
    return asked


def log_in_tells_nothing(county: County):
    """The same words and status for an unknown log-in and a wrong password; how long they take is printed."""
    known = county.posts()["finance"][0]
    took, words = {"known": [], "unknown": []}, set()
    for turn in range(4):  # the fifth failure makes the known one wait
        for kind, login in (("known", known), ("unknown", f"nobody-{turn}")):
            started = time.perf_counter()
            code, data = status(Person(county.server.port), "POST", "/api/session", {"name": login, "password": "wrong password"})
            took[kind].append(time.perf_counter() - started)
            words.add((code, as_json(data).get("detail")))
    expect(len(words) == 1, f"the answers differ: {words}")
    print("   log-in: " + ", ".join(f"{kind} {statistics.median(times) * 1000:.0f} ms" for kind, times in took.items()), flush=True)
    for login in (known, "nobody-again"):
        for _ in range(6):
            code, data = status(Person(county.server.port), "POST", "/api/session", {"name": login, "password": "wrong"})
        expect(code in (403, 429) and "分钟" in as_json(data)["detail"], f"{login} may go on guessing: {code} {data[:100]}")
    return 20


def smuggling_and_broken_requests(county: County):
    """Two readings of one request: refused and the connection closed, never a second answer."""
    asked = 0
    smuggled = "GET /api/session HTTP/1.1\r\nHost: x\r\n\r\n"
    size = len(smuggled)
    for head in (f"POST /api/people HTTP/1.1\r\nHost: x\r\nContent-Length: {size}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{smuggled}",
                 f"POST /api/people HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Length: {size}\r\n\r\n{smuggled}",
                 f"POST /api/people HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n{smuggled}",
                 f"POST /api/people HTTP/1.1\r\nHost: x\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n{smuggled}",
                 f"POST /api/people HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n{smuggled}",
                 f"POST /api/people HTTP/1.1\r\nHost: x\r\nContent-Length: +{size}\r\n\r\n{smuggled}",
                 f"POST /api/people HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n{smuggled}",
                 "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/9.9\r\nHost: x\r\n\r\n", "GET /\r\n\r\n",
                 "GET / HTTP/1.1\r\nHost: x\r\n folded: y\r\n\r\n", "GET / HTTP/1.1\nHost: x\n\n", "\x16\x03\x01\x02\x00\x01\x00", "GET http://evil/ HTTP/1.1\r\nHost: x\r\n\r\n",
                 "POST /api/people HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n", "G\x00T / HTTP/1.1\r\nHost: x\r\n\r\n"):
        answer = raw(county.server.port, head.encode("latin-1"), patience=3)
        expect(answer.count(b"HTTP/1.1 ") <= 1, f"two answers to {head[:60]!r}")
        expect(b"HTTP/1.1 200" not in answer or head.startswith("GET / HTTP/1.1\n"), f"{head[:80]!r} was accepted: {answer[:60]}")
        asked += 1
    for size in (17_000, 100_000, 1_000_000):
        try:
            answer = raw(county.server.port, "GET / HTTP/1.1\r\nHost: x\r\nX-Big: " + "a" * size + "\r\n\r\n")
        except OSError:
            answer = b""  # closed while we were still talking
        expect(b" 200" not in answer[:20], f"a head of {size} bytes: {answer[:40]}")
        asked += 1
    return asked


def sheet(texts):
    """A workbook whose parts hold entities and links to elsewhere."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for name, text in texts.items():
            book.writestr(name, text)
    return out.getvalue()


def external_entities_and_links_in_sheets(county: County):
    """XXE and SSRF: a listener waits for a call that must not come."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    listener.settimeout(0.2)
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
    called = []

    def listen():
        end = time.monotonic() + 20
        while time.monotonic() < end and not stop.is_set():
            try:
                called.append(listener.accept())
            except TimeoutError:
                pass
    stop = threading.Event()
    thread = threading.Thread(target=listen)
    thread.start()
    person = county.person(county.posts()["township_doctor"][0])
    main = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "%s">]>'
    asked = 0
    try:
        for target in ("file:///etc/passwd", url):
            for part in ("xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"):
                parts = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook><sheets><sheet name='a' r:id='r1'/></sheets></workbook>",
                         "xl/_rels/workbook.xml.rels": f"<Relationships><Relationship Id='r1' Target='worksheets/sheet1.xml'/><Relationship Id='r2' TargetMode='External' Target='{url}'/></Relationships>",
                         "xl/worksheets/sheet1.xml": "<worksheet><sheetData><row><c t='inlineStr'><is><t>姓名</t></is></c></row></sheetData></worksheet>"}
                parts[part] = main % target + "<a>&e;</a>"
                wire = http.client.HTTPConnection("127.0.0.1", county.server.port, timeout=60)
                wire.request("POST", "/api/imports?kind=child_health_check", sheet(parts), {
                    "Content-Type": "application/octet-stream", "X-CSRF-Token": person.csrf, "X-File-Name": urllib.parse.quote("../../x.xlsx"),
                    "Cookie": "; ".join(f"{k}={v}" for k, v in person.cookies.items())})
                answer = wire.getresponse()
                data = answer.read()
                expect(400 <= answer.status < 500, f"a sheet with an entity in {part}: {answer.status} {data[:200]}")
                expect(b"root:x:" not in data, "the file of the machine came back")
                asked += 1
    finally:
        stop.set()
        thread.join()
        listener.close()
    expect(not called, "the server called an address out of a sheet")
    return asked


def every_page_carries_its_headers(county: County):
    asked = 0
    person = county.person(county.posts()["township_doctor"][0])
    for path in ("/", "/api/session", "/api/home", "/api/people/" + subject_text(42), "/nowhere", "/api/nowhere", "/healthz"):
        _, _, headers = ask_whole(person, "GET", path)
        policy = headers.get("Content-Security-Policy", "")
        scripts = [one for one in policy.split(";") if one.strip().startswith("script-src ")]
        expect(scripts and "unsafe" not in scripts[0], f"{path}: scripts may stand in the page: {policy}")
        for part in ("frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'", "form-action 'self'"):
            expect(part in policy, f"{path}: {part} is missing")
        for name, value in (("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"), ("X-Frame-Options", "DENY")):
            expect(headers.get(name) == value, f"{path}: {name} is {headers.get(name)}")
        expect(path == "/" or "no-store" in headers.get("Cache-Control", "") or not path.startswith("/api"), f"{path}: may be kept")
        asked += 1
    words = f'{{"name":"{county.posts()["county_mch"][0]}","password":"{PASSWORD}"}}'
    wire = raw(county.server.port, f"POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(words)}\r\n"
               f"Connection: close\r\n\r\n{words}", patience=60)
    cookie = next(line for line in wire.split(b"\r\n") if line.lower().startswith(b"set-cookie"))
    expect(b"HttpOnly" in cookie and b"SameSite=Strict" in cookie, f"the cookie: {cookie}")
    return asked + 1


TESTS = [every_id_of_somebody_else, injection_in_every_field_of_every_body, injection_in_every_part_and_query, mass_assignment, addresses_that_lead_out,
         no_answer_leads_elsewhere, forged_requests_from_other_pages, sessions_that_were_fixed_or_are_over, log_in_tells_nothing,
         smuggling_and_broken_requests, external_entities_and_links_in_sheets, every_page_carries_its_headers]
