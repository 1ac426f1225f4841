"""A server to measure, and a person who turns its pages: logs in by the demo accounts, follows what the answers name."""
import http.client
import json
import os
import random
import signal
import socket
import subprocess
import time
import urllib.parse

HOST = "127.0.0.1"
NO_LIMITS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "no_limits.yaml")  # one account asks for a whole county's desks
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"


class Server:
    """build/release/banxing serve on a free port, stopped by SIGTERM."""

    def __init__(self, command, log):
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            self.port = probe.getsockname()[1]
        self.log = open(log, "w", encoding="utf-8")
        limits = [] if "--limits" in command else ["--limits", NO_LIMITS]
        self.process = subprocess.Popen([*command, *limits, "--port", str(self.port)], stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT)

    def __enter__(self):
        self.wait_until_ready(600)
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.log.close()

    def wait_until_ready(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended with {self.process.returncode}: see {self.log.name}")
            try:
                if Person(self.port).get("/readyz", expect=None)[0] == 200:
                    return
            except OSError:
                pass
            time.sleep(0.1)
        raise RuntimeError("the server did not become ready")

    def resident_mib(self):
        with open(f"/proc/{self.process.pid}/status", encoding="utf-8") as status:
            kib = next(int(line.split()[1]) for line in status if line.startswith("VmRSS:"))
        return kib / 1024


class Person:
    """One browser: a connection that stays open, a session cookie, a CSRF token."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection(HOST, port, timeout=120)
        self.cookies, self.csrf = {}, ""

    def ask(self, method, path, body=None, expect=200):
        headers = {"Accept-Language": "zh"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            body = json.dumps(body).encode()
            headers["Content-Type"] = "application/json"
        if self.csrf and method != "GET":
            headers["X-CSRF-Token"] = self.csrf
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        data = answer.read()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        if expect is not None and answer.status != expect:
            raise RuntimeError(f"{method} {path}: {answer.status} {data[:300].decode(errors='replace')}")
        return answer.status, data

    def get(self, path, expect=200):
        return self.ask("GET", path, expect=expect)

    def json(self, method, path, body=None):
        data = self.ask(method, path, body)[1]
        return json.loads(data) if data else None

    def log_in(self, name, password):
        self.csrf = (self.json("GET", "/api/session") or {}).get("csrf", "")
        session = self.json("POST", "/api/session", {"name": name, "password": password})
        self.csrf = session.get("csrf", self.csrf)
        return session


class Mix:
    """The pages that the posts of a county open on an ordinary morning, in a fixed order for a seed."""

    def __init__(self, port, seed=1):
        self.random = random.Random(seed)
        self.times, self.kinds = [], {}
        accounts = Person(port).json("GET", "/api/session")["demo_accounts"]
        self.people = []
        for account in accounts:
            person = Person(port)
            person.session = person.log_in(account["name"], account["password"])
            person.may = set(person.session["account"].get("may", []))
            person.known = []
            self.people.append(person)

    def timed(self, kind, person, method, path, body=None):
        started = time.perf_counter()
        data = person.ask(method, path, body)[1]
        took = (time.perf_counter() - started) * 1000
        self.times.append(took)
        self.kinds.setdefault(kind, []).append(took)
        answer = json.loads(data) if data else {}
        items = answer.get("items", []) if isinstance(answer, dict) else []
        person.known = ([item["subject"] for item in items if "subject" in item] + person.known)[:200]
        return answer

    def turn(self):
        """One page of one person."""
        person = self.random.choice(self.people)
        choices = [("home", "GET", "/api/home", None)]
        if "tasks" in person.may:
            choices += [("tasks", "GET", "/api/tasks", None), ("tasks overdue", "GET", "/api/tasks?state=overdue&sort=place", None)]
        if "search" in person.may:
            word = self.random.choice(SURNAMES) + self.random.choice(["", "子", "明", "欣", "雨"])
            choices.append(("search", "POST", "/api/people", {"query": word}))
        if person.known:
            subject = urllib.parse.quote(self.random.choice(person.known))
            choices += [("file", "GET", f"/api/people/{subject}", None)] * 3
        for act, path in (("import", "/api/imports"), ("doubts", "/api/doubts"), ("review", "/api/payables"), ("approve", "/api/payables?state=proposed"),
                          ("batch", "/api/batches")):
            if act in person.may:
                choices.append((act, "GET", path, None))
        kind, method, path, body = self.random.choice(choices)
        self.timed(kind, person, method, path, body)

    def open_pages(self, count):
        for _ in range(count):
            self.turn()


def quantile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("nan")
