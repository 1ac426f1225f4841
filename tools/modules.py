"""The modules as src/CMakeLists.txt lists them, and the files of the tree that the checks look at."""
import os
import re
import subprocess
from dataclasses import dataclass

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


@dataclass(frozen=True)
class Module:
    path: str      # below src/
    exposes: tuple
    uses: tuple

    @property
    def name(self):
        return self.path.split("/")[-1]

    @property
    def folder(self):
        return os.path.join(ROOT, "src", self.path)


@dataclass(frozen=True, order=True)
class Issue:
    """Something that a check refuses."""
    path: str
    line: int
    words: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.words}"


def modules():
    """In their order, low to high."""
    text = re.sub(r"#.*", "", read("src/CMakeLists.txt"))
    found = []
    for body in re.findall(r"add_module\(([^)]*)\)", text):
        words, lists, current = body.split(), {"EXPOSES": [], "USES": []}, None
        for word in words[1:]:
            if word in lists:
                current = lists[word]
            elif current is not None:
                current.append(word)
        found.append(Module(words[0], tuple(lists["EXPOSES"]), tuple(lists["USES"])))
    return found


def module_of(path):
    """The module folder (below src/) that a file of the tree belongs to, or None."""
    for module in modules():
        if path.startswith(f"src/{module.path}/"):
            return module
    return None


def tracked(*patterns):
    """Files that are in git or could be added to it, by git's patterns, that exist."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate", "--", *patterns]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return sorted(name for name in names if os.path.isfile(os.path.join(ROOT, name)))


def changed():
    """Files that differ from what was committed last, or are new."""
    command = ["git", "status", "--porcelain=v1", "--untracked-files=all", "--no-renames"]
    lines = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return sorted(line[3:] for line in lines if os.path.isfile(os.path.join(ROOT, line[3:])))


def read(path):
    """The text of a file of the tree; empty when somebody took it away meanwhile."""
    try:
        with open(os.path.join(ROOT, path), encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""
