"""What a story says that a file shows, held against what the server answered."""
import json


class Failed(Exception):
    """A step did not come out as told."""


def said(answer):
    return json.dumps(answer, ensure_ascii=False)[:600]


def matching(want, items, keys):
    """The items that agree with every named key; `keys` makes the name of an item."""
    return [one for one in items if all(str(one.get(key)) == str(value) for key, value in want.items() if key not in keys)]


def listed(wanted, items, name, key):
    for want in wanted:
        named = [one for one in items if name(one) == want[key]]
        if not matching(want, named, {key}):
            seen = [{k: one.get(k) for k in want if k != key} for one in named]
            raise Failed(f"{want} is missing; there is {seen or 'none of that name'}")


def task_name(task):
    return f"{task['system']}.{task['task']}"


def tasks_include(wanted, file):
    listed(wanted, file["tasks"], task_name, "task")


def not_open(wanted, file):
    for name in wanted:
        if any(task_name(task) == name and task["state"] == "open" for task in file["tasks"]):
            raise Failed(f"{name} should not be open")


def stage(wanted, file):
    found = {one["system"]: one["stage"] for one in file["stages"]}
    for system, want in wanted.items():
        if found.get(system, "") != want:
            raise Failed(f"stage of {system} should be {want!r}, is {found.get(system, '')!r}")


def entitled(wanted, file):
    listed(wanted, file["entitled"], lambda one: one["benefit"], "benefit")


def referrals(wanted, file):
    listed(wanted, file.get("referrals", []), lambda one: f"{one['system']}.{one['referral']}", "referral")


def records(wanted, file):
    have = {entry["form"] for entry in file["timeline"]}
    if missing := set(wanted) - have:
        raise Failed(f"does not see {sorted(missing)}")


def no_records(wanted, file):
    if seen := set(wanted) & {entry["form"] for entry in file["timeline"]}:
        raise Failed(f"should not see {sorted(seen)}")


def direction(changed):
    """Which way the place in a list changed the last time."""
    return "not" if not changed else "back" if changed["to"] > changed["from"] else "forward"


def moved(wanted, file):
    waits = {one["pool"]: one["rank"].get("changed") for one in file.get("pools", []) if "rank" in one}
    for pool, way in wanted.items():
        if pool not in waits:
            raise Failed(f"waits in no list of {pool}")
        if direction(waits[pool]) != way:
            raise Failed(f"moved {direction(waits[pool])} in {pool}, not {way}")


SEEN = {"tasks_include": tasks_include, "not_open": not_open, "stage": stage, "entitled": entitled, "referrals": referrals,
        "records": records, "no_records": no_records, "moved": moved}
