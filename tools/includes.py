"""Compares what each module includes with what src/CMakeLists.txt says it uses and exposes."""
import re

from modules import Issue, modules, read, tracked

# first words of a header's path → the part that it comes from
PARTS = {
    "boost": "boost", "nlohmann": "json", "tl": "expected", "CLI": "cli11", "date": "dates", "sqlite3.h": "sqlite",
    "libpq-fe.h": "postgres", "pugixml.hpp": "pugixml", "yaml-cpp": "yaml", "botan": "botan", "openssl": "openssl",
    "xlsxwriter.h": "xlsxwriter", "zip.h": "zip", "zlib.h": "zlib", "expat.h": "expat", "fmt": "fmt", "spdlog": "spdlog",
    "simdjson.h": "simdjson", "soci": "soci",
}
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^">]+)[">]', re.M)


def includes(path):
    """(line, quote, header) of each include of a file."""
    text = read(path)
    for match in INCLUDE.finditer(text):
        yield text.count("\n", 0, match.start()) + 1, match[1], match[2]


def owner(header, names):
    """The module or part that a header belongs to, or None: the standard library, the system, the module's own inside."""
    first = header.split("/")[0]
    if "/" in header and first in names:
        return first
    return f"part::{PARTS[first]}" if first in PARTS else None


def check_module(module, names, paths):
    allowed_api = set(module.exposes) | {module.name}
    allowed = allowed_api | set(module.uses)
    seen, seen_api = set(), set()
    for path in paths:
        public = path.startswith(f"src/{module.path}/api/")
        outside = "/test/" in path or "/bench/" in path or "/fuzz/" in path
        for line, quote, header in includes(path):
            if header.startswith("..") and not outside:
                yield Issue(path, line, f"{header}: a module sees its own inside and the api of others")
            used = owner(header, names)
            if used is None:
                continue
            if quote == '"' and used in names and used != module.name:
                yield Issue(path, line, f'"{header}": another module is included with <>')
            seen.add(used)
            seen_api.update([used] if public else [])
            if public and used not in allowed_api:
                yield Issue(path, line, f"{header}: {module.name} does not declare EXPOSES {used}")
            elif used not in allowed and not outside:
                yield Issue(path, line, f"{header}: {module.name} does not declare USES {used}")
    seen.update(needs_of_statements(module, names))
    if any(path.startswith(f"src/{module.path}/src/") for path in paths):
        yield from check_idle(module, seen, seen_api)


def needs_of_statements(module, names):
    """The code that is made of .sql files uses db, and the modules whose fragments they take in."""
    texts = [read(path) for path in tracked(f"src/{module.path}/sql/*.sql", f"src/{module.path}/migrations/*.sql")]
    return {"db"} | ({name for text in texts for name in re.findall(r"\{\{(\w+)\.", text)} & names) if texts else set()


def check_idle(module, seen, seen_api):
    for name in module.exposes:
        if name not in seen_api:
            yield Issue("src/CMakeLists.txt", 1, f"{module.name} EXPOSES {name}, but no header of its api includes it")
    for name in module.uses:
        if name not in seen:
            yield Issue("src/CMakeLists.txt", 1, f"{module.name} USES {name}, but includes nothing of it")


def check(_long_run=False):
    known = modules()
    names = {module.name for module in known}
    for module in known:
        paths = tracked(f"src/{module.path}/*.h", f"src/{module.path}/*.cpp")
        yield from check_module(module, names, paths)
        if module.path.startswith("edges/"):
            for other in known:
                apart = other.path.startswith("edges/") and other.path.split("/")[1] != module.path.split("/")[1]
                if apart and other.name in module.exposes + module.uses:
                    yield Issue("src/CMakeLists.txt", 1, f"the edge {module.name} uses the edge {other.name}")
    listed = tuple(f"src/{module.path}/" for module in known) + ("src/server/",)
    for path in tracked("src/*.cpp", "src/*.h"):
        if not path.startswith(listed):
            yield Issue(path, 1, "belongs to no module of src/CMakeLists.txt")
