"""Tells the stories of journeys/*.yaml through the HTTP interface of a real server: python3 tools/journeys.py [FILTER]

Stories are told side by side, a processor each; those of one processor share one calendar and one fresh data folder. The server is
started anew for each day. Format: journeys/README.md.
The last line is `N passed, N failed` steps.
"""
import concurrent.futures
import contextlib
import datetime
import http.client
import itertools
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import uuid
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from journey_looks import SEEN, Failed, direction, said, task_name

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "banxing-demo"
DETAILS = {"day", "by", "about", "as", "dated", "content", "with", "reason", "answers", "people", "into", "later", "comes", "opens", "box", "state",
           "reply", "named", "order", "none_of"}
VERBS = ("registers", "writes", "corrects", "withdraws", "restores", "sees", "has_task", "finds", "keeps", "enters", "transfers", "merges", "unmerges",
         "previews", "referral_of", "replies", "founds", "radar_of", "line_of")


@dataclass
class Step:
    story: "Story"
    number: int
    day: datetime.date
    told: dict

    @property
    def verb(self):
        found = [verb for verb in VERBS if verb in self.told]
        if len(found) != 1:
            raise Failed(f"a step does exactly one of {', '.join(VERBS)}")
        if unknown := set(self.told) - DETAILS - set(VERBS) - set(SEEN):
            raise Failed(f"a step has no {', '.join(map(str, unknown))}")
        return found[0]


@dataclass
class Story:
    path: Path
    title: str
    steps: list = field(default_factory=list)
    people: dict = field(default_factory=dict)  # what the story calls them → subject
    records: dict = field(default_factory=dict)  # `as` → (subject, lineage, version, day, content)
    over: bool = False


def read_stories(wish):
    for path in sorted((ROOT / "journeys").glob("*.yaml")):
        told = yaml.safe_load(path.read_text("utf-8"))
        story = Story(path, told["zh"])
        if wish and wish not in f"{path.name} {told['zh']} {told['en']}":
            continue
        for number, step in enumerate(told["steps"], 1):
            story.steps.append(Step(story, number, step["day"], step))
        yield story


def plain(value):
    """Days as text: YAML reads 2026-01-10 as a date."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def identity_number(birth, serial):
    """GB 11643 with an area that no place has."""
    body = f"990000{birth.replace('-', '')}{serial % 1000:03d}"
    weighted = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(body))
    return body + "10X98765432"[weighted % 11]


class Server:
    """The program on one data folder, on one day after the other."""

    def __init__(self, program, folder):
        self.program, self.data, self.log = program, os.path.join(folder, "data"), open(os.path.join(folder, "server.log"), "wb")
        self.process, self.port, self.visits = None, 0, {}

    def command(self, *words):
        done = subprocess.run([self.program, *words], cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise SystemExit(f"{' '.join(words)}: {done.stdout[-2000:]}{done.stderr[-2000:]}")

    def make(self, day):
        self.command("demo", "--data", self.data, "--people", "40", "--seed", "7", "--day", day.isoformat())

    def start(self, day):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = subprocess.Popen([self.program, "serve", "--data", self.data, "--port", str(self.port), "--today", day.isoformat(),
                                         "--derive-first", "--limits", os.path.join(ROOT, "tools", "no_limits.yaml")],
                                        cwd=ROOT, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        self.visits.clear()
        for _ in range(2400):  # two minutes on a machine that has other work
            with contextlib.suppress(OSError):
                if self.ask("GET", "/readyz")[0] == 200:
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise SystemExit("the server did not become ready: " + Path(self.log.name).read_text("utf-8")[-2000:])

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=60)
            self.process = None

    def ask(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            sent = json.dumps(body, ensure_ascii=False).encode() if body is not None else None
            connection.request(method, path, sent, {"Content-Type": "application/json", **(headers or {})})
            answer = connection.getresponse()
            text = answer.read()
            kept = answer.getheader("set-cookie") or ""
            return answer.status, json.loads(text) if text.startswith(b"{") else {}, kept.split(";")[0]
        finally:
            connection.close()

    def as_visitor(self, login, method, path, body=None):
        if login not in self.visits:
            status, answer, cookie = self.ask("POST", "/api/session", {"name": login, "password": PASSWORD})
            if status != 200:
                raise Failed(f"{login} cannot log in: {status}")
            self.visits[login] = {"Cookie": cookie, "X-CSRF-Token": answer["csrf"]}
        return self.ask(method, path, body, self.visits[login])[:2]


class Telling:
    """Does the steps and compares what the server answers with what the story says."""

    def __init__(self, server):
        self.server, self.serials = server, itertools.count(101)

    def do(self, step):
        told = step.told
        getattr(self, step.verb)(step.story, told, plain(told))

    def answered(self, told, method, path, body=None):
        status, answer = self.server.as_visitor(told["by"], method, path, body)
        wanted = told.get("answers")
        if wanted is not None and status != wanted:
            raise Failed(f"should answer {wanted}, answered {status}: {said(answer)}")
        if wanted is None and status not in (200, 201, 204):
            raise Failed(f"answered {status}: {said(answer)}")
        return answer

    def subject(self, story, name):
        if name not in story.people:
            raise Failed(f"nobody was registered as {name}")
        return story.people[name]

    def content(self, told):
        out = dict(told.get("content", {}))
        if out.get("identity_number") == "auto":
            out["identity_number"] = identity_number(out["birth_date"], next(self.serials))
        return out

    def new_record(self, told, form):
        out = {"form": form, "day": told.get("dated", told["day"]), "content": self.content(told), "write_id": str(uuid.uuid4())}
        return {**out, "reason": told["reason"]} if "reason" in told else out

    def registers(self, story, _, told):
        body = self.new_record(told, "base.registration")
        if "with" in told:
            body["more"] = told["with"]
        answer = self.answered(told, "POST", "/api/registrations", body)
        if "subject" in answer:
            story.people[told["registers"]] = answer["subject"]

    def writes(self, story, _, told):
        subject = self.subject(story, told["about"])
        record = self.new_record(told, told["writes"])
        answer = self.answered(told, "POST", f"/api/people/{subject}/records", record)
        if "as" in told:
            story.records[told["as"]] = {"subject": subject, "record": record, **answer}

    def amend(self, story, told, act):
        known = story.records[told[act + "s"]]
        body = {"version": known["version"], "reason": told["reason"], "write_id": str(uuid.uuid4())}
        if act == "correct":
            body |= {"day": told.get("dated", known["record"]["day"]), "content": self.content(told) or known["record"]["content"]}
        path = f"/api/people/{known['subject']}/records/{known['lineage']}/{act}"
        known.update(self.answered(told, "POST", path, body))

    def corrects(self, story, _, told):
        self.amend(story, told, "correct")

    def withdraws(self, story, _, told):
        self.amend(story, told, "withdraw")

    def restores(self, story, _, told):
        self.amend(story, told, "restore")

    def keeps(self, story, _, told):
        subject = self.subject(story, told["about"])
        body = {"form": told["keeps"], "day": told.get("dated", told["day"]), "content": self.content(told)}
        answer = self.answered(told, "POST", f"/api/people/{subject}/drafts", body)
        if not any(one["draft"] == answer["draft"] and one["subject"] == subject for one in self.answered(told, "GET", "/api/drafts?limit=200")["items"]):
            raise Failed("the draft is not in the list of the post")
        story.records[told["as"]] = {"subject": subject, "draft": answer["draft"]}

    def enters(self, story, _, told):
        known = story.records[told["enters"]]
        body = {"write_id": str(uuid.uuid4())}
        body |= {name: told[key] for name, key in (("reason", "reason"), ("day", "dated"), ("content", "content")) if key in told}
        self.answered(told, "POST", f"/api/people/{known['subject']}/drafts/{known['draft']}", body)

    def lineages(self, story, names):
        return [story.records[name]["lineage"] for name in names]

    def transfers(self, story, _, told):
        source = story.records[told["transfers"][0]]["subject"]
        self.answered(told, "POST", "/api/rearrangements", {"act": "transfer", "from": source, "into": self.subject(story, told["into"]),
                                                          "lineages": self.lineages(story, told["transfers"]), "reason": told["reason"]})

    def merges(self, story, _, told):
        self.answered(told, "POST", "/api/rearrangements", {"act": "merge", "from": self.subject(story, told["merges"]),
                                                          "into": self.subject(story, told["into"]), "reason": told["reason"]})

    def unmerges(self, story, _, told):
        self.answered(told, "POST", "/api/rearrangements", {"act": "unmerge", "from": self.subject(story, told["unmerges"]),
                                                          "lineages": self.lineages(story, told.get("later", [])), "reason": told["reason"]})

    def previews(self, story, _, told):
        want = told["previews"]
        body = {"act": want["act"], "from": self.subject(story, want["from"]), "into": self.subject(story, want["into"]),
                "lineages": self.lineages(story, want.get("records", []))}
        into = self.answered(told, "POST", "/api/rearrangements/preview", body)["into"]
        for key, list_, name in (("comes", "come", lambda one: one["form"]), ("opens", "opens", task_name)):
            if missing := set(told.get(key, [])) - {name(one) for one in into[list_]}:
                raise Failed(f"the preview lacks {sorted(missing)}")

    def referral_in_box(self, story, told, subject):
        items = self.answered(told, "GET", f"/api/referrals?settled=true&limit=200&box={told.get('box', 'in')}")["items"]
        found = [one for one in items if one["subject"] == subject and told.get("named", one["title"]["zh"]) in (one["title"]["zh"], one["key"].split("/")[0])]
        if not found:
            raise Failed("there is no such referral on the desk")
        return found[-1]

    def referral_of(self, story, _, told):
        found = self.referral_in_box(story, told, self.subject(story, told["referral_of"]))
        if found["state"] != told["state"]:
            raise Failed(f"the referral is {found['state']}, not {told['state']}")

    def replies(self, story, _, told):
        subject = self.subject(story, told["replies"])
        parcel = self.referral_in_box(story, told, subject)
        content = {"referral": parcel["key"], "reply": told["reply"]} | ({"remark": told["reason"]} if "reason" in told else {})
        record = {"form": "base.referral_reply", "day": told["day"], "content": content, "write_id": str(uuid.uuid4())}
        self.answered(told, "POST", f"/api/people/{subject}/records", record)

    def founds(self, story, _, told):
        kind, name = told["founds"].split()
        kinds = {one["kind"]: one["form"] for one in self.answered(told | {"answers": 200}, "GET", "/api/file-kinds")["kinds"]}
        if kind not in kinds:
            raise Failed(f"{told['by']} may not open a file of the kind {kind}")
        answer = self.answered(told, "POST", "/api/files", {**self.new_record(told, kinds[kind]), "kind": kind})
        if "subject" in answer:
            story.people[name] = answer["subject"]

    def radar_of(self, story, _, told):
        subject = self.subject(story, told["radar_of"])
        items = self.answered(told, "GET", "/api/radar?limit=500")["items"]
        have = {f"{one['system']}.{one['transition']}" for one in items if one["subject"] == subject}
        if missing := set(told.get("comes", [])) - have:
            raise Failed(f"the radar lacks {sorted(missing)}; it has {sorted(have)}")

    def line_of(self, story, _, told):
        """Who waits before whom in a list; others may stand between them."""
        want = told["line_of"]
        query = urllib.parse.urlencode({"kind": want["kind"], "side": "waits", "limit": 200})
        items = self.answered(told, "GET", f"/api/pools/{want['pool']}?{query}").get("items", [])
        names = {subject: name for name, subject in story.people.items()}
        line = {names[one["subject"]]: one for one in items if one["subject"] in names}
        if list(line) != told.get("order", list(line)):
            raise Failed(f"the order is {list(line)}")
        if there := set(told.get("none_of", [])) & set(line):
            raise Failed(f"still waits: {sorted(there)}")
        for name, way in told.get("moved", {}).items():
            if direction(line[name].get("changed")) != way:
                raise Failed(f"{name} moved {direction(line[name].get('changed'))}, not {way}")

    def finds(self, _, __, told):
        answer = self.answered(told, "POST", "/api/people", {"query": told["finds"]})
        if "people" in told and len(answer["items"]) != told["people"]:
            raise Failed(f"finds {len(answer['items'])} people, not {told['people']}")

    def has_task(self, story, _, told):
        want = told["has_task"]
        subject = self.subject(story, want["about"])
        system, task = want["task"].split(".")
        query = urllib.parse.urlencode({"system": system, "task": task, "limit": 200})
        answer = self.answered(told, "GET", f"/api/tasks?{query}")
        if not any(one["subject"] == subject for one in answer["items"]):
            raise Failed(f"{want['task']} is not in the list of {told['by']}")

    def sees(self, story, _, told):
        file = self.answered(told, "GET", f"/api/people/{self.subject(story, told['sees'])}")
        if told.get("answers") not in (None, 200):
            return
        for key, compare in SEEN.items():
            if key in told:
                compare(told[key], file)


def tell_day(telling, steps):
    """One day of all stories, in each story's own order. Returns how many steps passed and failed."""
    passed = failed = 0
    for step in steps:
        if step.story.over:
            continue
        try:
            telling.do(step)
            passed += 1
        except Failed as fault:
            failed += 1
            step.story.over = True
            print(f"FAIL {step.story.path.name} {step.story.title}, step {step.number} on {step.day}: {fault}", flush=True)
    return passed, failed


def tell(server, stories):
    steps = sorted((step for story in stories for step in story.steps), key=lambda step: (step.day, step.story.path, step.number))
    for story in stories:
        if any(later.day < earlier.day for earlier, later in itertools.pairwise(story.steps)):
            raise SystemExit(f"{story.path.name}: the days do not rise")
    server.make(steps[0].day)
    telling, passed, failed = Telling(server), 0, 0
    for day, of_day in itertools.groupby(steps, key=lambda step: step.day):
        server.start(day)
        more, less = tell_day(telling, of_day)
        server.stop()
        passed, failed = passed + more, failed + less
    server.command("rederive", "--data", server.data, "--today", steps[-1].day.isoformat())
    server.command("rederive", "--data", server.data, "--today", steps[-1].day.isoformat(), "--check")
    return passed + 1, failed


def tell_apart(program, stories):
    """In a folder and with a server of their own."""
    folder = tempfile.mkdtemp(prefix="banxing-journeys-")
    server = Server(program, folder)
    try:
        return tell(server, stories)
    finally:
        server.stop()
        server.log.close()
        shutil.rmtree(folder, ignore_errors=True)


def shares(stories, count):
    """Stories by the number of their days, dealt out so that all have about as many."""
    dealt = [[] for _ in range(count)]
    for story in sorted(stories, key=lambda story: -len({step.day for step in story.steps})):
        min(dealt, key=lambda share: len({step.day for one in share for step in one.steps})).append(story)
    return [share for share in dealt if share]


def main():
    program = os.environ.get("BANXING", str(ROOT / "build/release/banxing"))
    stories = list(read_stories(sys.argv[1] if len(sys.argv) > 1 else ""))
    if not stories:
        raise SystemExit("no such journey")
    with concurrent.futures.ThreadPoolExecutor() as pool:
        results = list(pool.map(lambda share: tell_apart(program, share), shares(stories, os.cpu_count() or 1)))
    passed, failed = (sum(one) for one in zip(*results, strict=True))
    for story in stories:
        print(f"{'FAIL' if story.over else 'ok  '} {story.path.name} {story.title}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
