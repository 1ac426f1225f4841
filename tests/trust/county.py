"""A county of invented people, its server and one log-in of each role: what the tests of trust work on.

Nothing here knows how the server decides: roles, forms and grants are read from data/ and systems/ and from the database.
"""
import glob
import http.client
import json
import os
import random
import socket
import sqlite3
import subprocess
import sys
import time
from datetime import date

import yaml

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tools"))
import load  # noqa: E402

BANXING = os.environ.get("BANXING", os.path.join(ROOT, "build", "release", "banxing"))
TODAY, PASSWORD = "2026-11-21", "banxing-demo"
LONG = "BANXING_LONG" in os.environ
PEOPLE = int(os.environ.get("BANXING_TRUST_PEOPLE", "3000" if LONG else "300"))
ONE_IN = int(os.environ.get("BANXING_TRUST_ONE_IN", "1" if LONG else "24"))  # cells of the tables; 1: every one
DAY = (date.fromisoformat(TODAY) - date(1970, 1, 1)).days
DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECKS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def expect(holds, words):
    if not holds:
        raise AssertionError(words)


def read_yaml(*parts):
    with open(os.path.join(ROOT, *parts), encoding="utf-8") as file:
        return yaml.safe_load(file)


class Policy:
    """Roles, purposes and forms as the files say."""

    def __init__(self):
        found = read_yaml("data", "access", "roles.yaml")
        self.purposes = {one["id"]: one["bit"] for one in found["purposes"]}
        self.roles = {one["id"]: one for one in found["roles"]}
        self.forms, self.kinds = {}, {}
        for path in sorted(glob.glob(os.path.join(ROOT, "systems", "*", "forms", "*.yaml"))):
            system = path.split(os.sep)[-3]
            if system not in self.kinds:
                self.kinds[system] = read_yaml("systems", system, "system.yaml")["subject"]
            with open(path, encoding="utf-8") as file:
                form = yaml.safe_load(file)
            form["kinds"] = form.get("subjects") or [self.kinds[system]]
            self.forms[f"{system}.{os.path.basename(path)[:-5]}"] = form

    def may(self, role, act):
        return act in self.roles[role]["acts"]

    def bits(self, role):
        return sum(self.purposes[one] for one in self.roles[role]["purposes"])

    def reads(self, role, form):
        return role in self.forms[form].get("read", []) or role in self.forms[form].get("write", [])

    def writes(self, role, form):
        return role in self.forms[form].get("write", [])


def region_range(region):
    for size in (1, 1_000, 1_000_000, 100_000_000):
        if region % (size * {1: 1000, 1_000: 1000, 1_000_000: 100, 100_000_000: 100}[size]) // size:
            return region, region + size
    return region, region + 10_000_000_000


def subject_text(number):
    """13 digits of base 32 and a check letter (ISO 7064 MOD 37,36)."""
    digits, rest = "", number
    for _ in range(13):
        digits, rest = DIGITS[rest % 32] + digits, rest // 32
    check = 36
    for letter in digits:
        check = (check + CHECKS.index(letter)) % 36 or 36
        check = check * 2 % 37
    return digits + CHECKS[(37 - check) % 36]


class County:
    def __init__(self, folder):
        self.folder, self.data = folder, os.path.join(folder, "county")
        self.policy = Policy()
        made = subprocess.run([BANXING, "demo", "--data", self.data, "--people", str(PEOPLE), "--seed", "11", "--day", TODAY],
                              cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        expect(made.returncode == 0, made.stderr[-500:])
        self.chance = random.Random(20261122)
        commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
        self.cells = random.Random(commit)
        self.server = None
        self.people = {}
        self.opened = []  # grants that a test put in, and no file yields

    def sql(self, text, *values, write=False):
        database = sqlite3.connect(f"{self.data}/banxing.db", timeout=30)
        try:
            rows = database.execute(text, values).fetchall()
            if write:
                database.commit()
            return rows
        finally:
            database.close()

    def some(self, cells):
        """One cell in ONE_IN, other ones with every commit, and never none."""
        cells = list(cells)
        return cells if ONE_IN == 1 else self.cells.sample(cells, max(1, len(cells) // ONE_IN)) if cells else []

    def close_what_was_opened(self):
        """From here on the rows are only what the files yield."""
        while self.opened:
            self.sql("delete from access_grant where subject_id = ? and holder = ? and purpose = ? and from_day = 0", *self.opened.pop(), write=True)

    def serve(self):
        web = os.environ.get("BANXING_WEB") or os.path.join(self.folder, "screens")
        os.makedirs(web, exist_ok=True)
        self.server = load.Server([BANXING, "serve", "--data", self.data, "--web", web, "--today", TODAY],
                                  os.path.join(self.folder, "serve.log"))
        try:
            self.server.wait_until_ready(300)
        except RuntimeError as fault:
            with open(self.server.log.name, encoding="utf-8") as log:
                raise RuntimeError(f"{fault}: {log.read()[-500:]}") from fault

    def stop(self):
        if self.server:
            self.server.__exit__()
            self.server = None

    def posts(self):
        """One account of each role: {role: (log-in, organisation, region)}."""
        out = {}
        for login, organisation, role, region in self.sql(
                "select a.login, p.organisation, p.role, o.region from access_post p join access_account a on a.id = p.account "
                "join access_organisation o on o.id = p.organisation order by p.id"):
            out.setdefault(role, (login, organisation, region))
        return out

    def person(self, login):
        if login not in self.people:
            self.people[login] = load.Person(self.server.port)
            self.people[login].log_in(login, PASSWORD)
        return self.people[login]

    def sees(self, role, organisation, region, purposes=None):
        """Subjects that the grants open to a post: told from the rows, not by the server."""
        low, high = region_range(region) if self.policy.roles[role]["reach"] == "area" else (0, 0)
        bits = self.policy.bits(role) if purposes is None else purposes
        return {row[0] for row in self.sql(
            "select distinct subject_id from access_grant where (holder >= ? and holder < ? or holder = ?) and (purpose & ?) <> 0 "
            "and from_day <= ? and until_day > ?", low, high, organisation, bits, DAY, DAY)}


def again(person, ask):
    """Once more on a new connection: the server lets go of one that was idle for a minute."""
    try:
        return ask()
    except (http.client.HTTPException, OSError):
        person.connection.close()
        return ask()


def status(person, method, path, body=None):
    """Status and answer, whatever it is."""
    return again(person, lambda: person.ask(method, path, body, expect=None))


def raw(port, text, patience=5):
    """What a server says to bytes; b'' when it closes without a word."""
    with socket.create_connection(("127.0.0.1", port), timeout=patience) as wire:
        wire.sendall(text if isinstance(text, bytes) else text.encode())
        got = b""
        try:
            while True:
                piece = wire.recv(65536)
                if not piece:
                    return got
                got += piece
        except TimeoutError:
            return got


def run_all(tests, place):
    """Runs each, says how many attempts it made; the last line is what tools/test.py reads."""
    passed = failed = attempts = 0
    for test in tests:
        started = time.monotonic()
        try:
            tried = test(place) or 0
            attempts += tried
            passed += 1
            print(f"ok   {test.__name__}: {tried} attempts ({time.monotonic() - started:.1f} s)", flush=True)
        except Exception as fault:  # noqa: BLE001: whatever it is, the others are tried
            failed += 1
            print(f"FAIL {test.__name__}: {type(fault).__name__} {fault}", flush=True)
    print(f"{attempts} attempts in all")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def as_json(data):
    try:
        return json.loads(data)
    except ValueError:
        return {}
