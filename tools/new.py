"""./dev new module LAYER/NAME, ./dev new system NAME: a folder with its README and a first test, ready to be filled."""
import os
import re
import sys

from modules import ROOT, modules

MODULE_README = """# {name}

What it owns, in one sentence; what it does not, in another.

| file | holds |
|---|---|
| `api/{name}/{name}.h` | what others may see |

Used by: …. Fails with: ….
"""
MODULE_HEADER = """#pragma once
// What {name} offers to others.

namespace banxing::{name} {{}} // namespace banxing::{name}
"""
MODULE_TEST = """#include <{name}/{name}.h>

#include <gtest/gtest.h>

TEST({title}, SaysWhatItDoes) {{
    FAIL() << "write the first sentence that {name} has to keep";
}}
"""
SYSTEM = os.path.join(ROOT, "tools", "new_system")  # a whole small system that passes its checks; NAME stands for its id


def write(path, text):
    whole = os.path.join(ROOT, path)
    os.makedirs(os.path.dirname(whole), exist_ok=True)
    with open(whole, "x", encoding="utf-8") as file:
        file.write(text)
    print(f"  {path}")


def new_module(path):
    name = path.split("/")[-1]
    if any(module.name == name for module in modules()):
        sys.exit(f"there is a module {name} already")
    title = "".join(word.capitalize() for word in name.split("_"))
    write(f"src/{path}/README.md", MODULE_README.format(name=name))
    write(f"src/{path}/api/{name}/{name}.h", MODULE_HEADER.format(name=name))
    write(f"src/{path}/test/{name}_test.cpp", MODULE_TEST.format(name=name, title=title))
    print(f"Now place it in src/CMakeLists.txt, below all that it uses:\n  add_module({path} EXPOSES core)")


def new_system(name):
    for folder, _, files in sorted(os.walk(SYSTEM)):
        for file in sorted(files):
            with open(os.path.join(folder, file), encoding="utf-8") as template:
                write(os.path.join("systems", name, os.path.relpath(os.path.join(folder, file), SYSTEM)), template.read().replace("NAME", name))
    print(f"It works already: build/release/banxing cases {name}\nWhat to change first: docs/how-to-add-a-system.md")


def main():
    kind, name = (sys.argv[1:] + ["", ""])[:2]
    if kind == "module" and re.fullmatch(r"(engines|platform|services|edges)/[a-z][a-z_]*", name):
        return new_module(name)
    if kind == "system" and re.fullmatch(r"[a-z][a-z0-9_]*", name):
        return new_system(name)
    return sys.exit("./dev new module engines|platform|services|edges/NAME\n./dev new system NAME")


if __name__ == "__main__":
    main()
