"""On which forms of its system a stage rests, told from the files of systems/ alone: what the server works out is held against it."""
import functools
import glob
import os

from county import ROOT, read_yaml


class Stages:
    def __init__(self):
        self.facts, self.uses, self.stages = {}, {}, {}
        for path in sorted(glob.glob(os.path.join(ROOT, "systems", "*", "system.yaml"))):
            system = os.path.basename(os.path.dirname(path))
            self.uses[system] = read_yaml(path).get("uses") or []
            for fact in self._list(system, "facts.yaml"):
                self.facts[f"{system}.{fact['id']}"] = fact
            for stage in (self._list(system, "pathway.yaml") or {}).get("stages", []):
                self.stages[system, stage["id"]] = stage["when"]

    @staticmethod
    def _list(system, name):
        return (read_yaml("systems", system, name) if os.path.exists(os.path.join(ROOT, "systems", system, name)) else None) or {}

    @functools.cached_property
    def labels(self):
        """By system: the facts that its rules may name, longest label first, so that one label within another is not taken for it."""
        out = {}
        for system, uses in self.uses.items():
            seen = {fact["zh"]: name for name, fact in self.facts.items() if name.split(".")[0] in (system, *uses)}
            out[system] = sorted(seen.items(), key=lambda one: -len(one[0]))
        return out

    def _named(self, system, text):
        for label, name in self.labels[system]:
            if label in text:
                text = text.replace(label, " ")
                yield name

    def _below(self, name, seen):
        if name in seen or name not in self.facts:
            return set()
        seen.add(name)
        system, fact = name.split(".")[0], self.facts[name]
        out = set()
        for kind in ("latest", "first", "count", "sum", "exists", "holds_on", "list"):
            if kind in fact:
                out.add(self._full(system, fact[kind]["form"]))
                out |= self._below(self._full(system, fact[kind].get("since", "")), seen)
        for kind in ("age_months", "age_years", "days_since"):
            out |= self._below(self._full(system, fact.get(kind, "")), seen)
        for other in self._named(system, fact.get("formula", "")):
            out |= self._below(other, seen)
        return out

    @staticmethod
    def _full(system, name):
        return name if "." in name else f"{system}.{name}"

    @functools.cache
    def forms(self, system, stage):
        found = set()
        for name in self._named(system, self.stages[system, stage]):
            found |= self._below(name, set())
        return {form for form in found if form.startswith(f"{system}.")}
