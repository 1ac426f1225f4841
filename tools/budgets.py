"""Budgets of docs and conventions: how long, how tangled, how wide; and words that have no place in the sources."""
import ast
import os
import re

import cxx
from modules import Issue, module_of, modules, read, tracked

FILE, FUNCTION, COMPLEXITY, PUBLIC_HEADER, PARAMETERS, MODULE, COMPONENT, HANDLER = 400, 60, 15, 200, 6, 6000, 200, 15
SOURCES = ("*.cpp", "*.h", "*.sql", "*.py", "*.ts", "*.mjs", "*.js", "*.vue", "*.css", "*.cmake", "*.sh", "dev")
FLOATING_ALLOWED = ("routing", "surveillance", "geography", "statistics")
VAGUE = re.compile(r"^(common|utils?|helpers?|managers?|misc)$")
VAGUE_TYPE = re.compile(r"(Utils?|Helpers?|Manager|Misc)$")


def lines_of(text):
    return text.count("\n") + (not text.endswith("\n") and text != "")


def check_lengths(path, text):
    length = lines_of(text)
    limit = COMPONENT if path.endswith(".vue") else PUBLIC_HEADER if re.match(r"src/.*/api/", path) else FILE
    if length > limit:
        yield Issue(path, limit + 1, f"{length} lines, at most {limit}")


def check_names(path):
    for part in re.split(r"[/]", path):
        for word in re.split(r"[_.\-]", part):
            if VAGUE.match(word):
                yield Issue(path, 1, f"the name '{word}' says nothing: name what it does")


def measure(path, function):
    handler = path.startswith("src/edges/") and "/test/" not in path and is_handler(path, function)
    limit = HANDLER if handler else FUNCTION
    if function.lines > limit:
        yield Issue(path, function.line, f"{'handler' if handler else 'function'} {function.name}: {function.lines} lines, at most {limit}")
    if function.complexity > COMPLEXITY:
        yield Issue(path, function.line, f"function {function.name}: cognitive complexity {function.complexity}, at most {COMPLEXITY}")
    if function.parameters > PARAMETERS:
        yield Issue(path, function.line, f"function {function.name}: {function.parameters} parameters, at most {PARAMETERS}")


def is_handler(path, _function):
    return re.search(r"(handlers?|routes?)[/_.]", path) is not None or "_api." in path


def check_cxx(path, text):
    found = cxx.tokens(text)
    for function in cxx.functions(text):
        yield from measure(path, function)
    layer = path.split("/")[1] if path.count("/") > 1 else ""
    tested = "/test/" in path or "/bench/" in path or "/fuzz/" in path
    for index, token in enumerate(found):
        after = found[index + 1].text if index + 1 < len(found) else ""
        before = found[index - 1].text if index else ""
        if token.kind != "word":
            continue
        if token.text in ("float", "double") and "/bench/" not in path and not any(f"/{place}/" in path for place in FLOATING_ALLOWED):
            yield Issue(path, token.line, f"{token.text}: numbers here are whole or decimal")
        elif token.text == "throw" and layer in ("engines", "services", "edges") and not tested:
            yield Issue(path, token.line, "throw: a refusal is a value here")
        elif token.text in ("now", "time", "localtime", "gmtime", "gettimeofday") and not tested \
                and after == "(" and is_clock(found, index) and not path.startswith("src/platform/clock/"):
            yield Issue(path, token.line, f"{token.text}: time and chance come in as arguments; only platform/clock looks")
        elif token.text == "random_device" and not tested and not path.startswith("src/platform/"):
            yield Issue(path, token.line, "random_device: chance comes in as a seed")
        elif token.text == "rc" and is_dropped_law(found, index):
            yield Issue(path, token.line, "rc::check: its answer is dropped, so the test cannot fail: EXPECT_TRUE(rc::check(…))")
        elif before in ("class", "struct", "namespace") and (VAGUE.match(token.text) or VAGUE_TYPE.search(token.text)):
            yield Issue(path, token.line, f"the name '{token.text}' says nothing: name what it does")


def is_dropped_law(found, index):
    """A property that is checked as a statement of its own: what it answers is lost."""
    calls = [token.text for token in found[index + 1:index + 3]] == ["::", "check"]
    return calls and (index == 0 or found[index - 1].text in (";", "{", "}"))


def is_clock(found, index):
    """A call of the system's clock or dice, not a member or a function of ours that is called alike."""
    before = found[index - 1].text if index else ";"
    if before == "::":
        return found[index].text == "now" or index < 2 or found[index - 2].text == "std" or found[index - 2].kind != "word"
    return found[index].text != "now" and before not in (".", "->") and (found[index - 1].kind != "word" or before == "return")


def check_script(path, text):
    """The outermost functions of TypeScript: what a Vue component or a module holds at its top level."""
    if path.endswith(".vue"):
        start, end = text.find("<script"), text.rfind("</script>")
        first = text.count("\n", 0, max(start, 0))
        text = text[text.find(">", start) + 1:end] if start >= 0 else ""
    else:
        first = 0
    found = [token for token in cxx.tokens(text) if token.kind != "directive"]
    for name, line, lines, tangle in script_functions(found):
        if lines > FUNCTION:
            yield Issue(path, first + line, f"function {name}: {lines} lines, at most {FUNCTION}")
        if tangle > COMPLEXITY:
            yield Issue(path, first + line, f"function {name}: cognitive complexity {tangle}, at most {COMPLEXITY}")


def script_functions(found):
    """(name, line, lines, complexity) of each named function; those inside it are measured for themselves."""
    index, name, named_at = 0, "", -9
    while index < len(found):
        token = found[index]
        if token.kind == "word" and index and found[index - 1].text in ("function", "const"):
            name, named_at = token.text, index
        if token.text in (";", "}"):
            name = ""
        if token.text == "{" and name and index > named_at + 2 and is_function_head(found[named_at:index]):
            end = cxx.closing(found, index)
            body = found[index + 1:end]
            inner = list(script_functions(body))
            yield name, token.line, found[end].line - token.line + 1, cxx.complexity(without_marks(body)) - sum(each[3] for each in inner)
            yield from inner
            index, name = end, ""
        index += 1


def is_function_head(tokens):
    texts = [token.text for token in tokens]
    return texts[-2:] == ["=", ">"] or (")" in texts and "=" not in texts[:3] and texts[1] in ("(", "<"))


def without_marks(tokens):
    """Without the question marks that ask nothing: a?.b, a ?? b, a?: type."""
    return [token for index, token in enumerate(tokens) if token.text != "?" or (
        tokens[index + 1:index + 2] and tokens[index + 1].text not in ".?:,)" and tokens[index - 1].text != "?")]


def check_python(path, text):
    try:
        tree = ast.parse(text)
    except SyntaxError as fault:
        yield Issue(path, fault.lineno or 1, "no Python")
        return
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = node.end_lineno - node.lineno + 1
            if length > FUNCTION:
                yield Issue(path, node.lineno, f"function {node.name}: {length} lines, at most {FUNCTION}")
            if len(node.args.args) + len(node.args.kwonlyargs) > PARAMETERS:
                yield Issue(path, node.lineno, f"function {node.name}: too many parameters, at most {PARAMETERS}")


def check_modules(paths):
    sizes = {}
    for path in paths:
        module = module_of(path)
        if module and path.endswith((".cpp", ".h", ".sql")) and "/test/" not in path:
            sizes[module.path] = sizes.get(module.path, 0) + lines_of(read(path))
    for name, size in sizes.items():
        if size > MODULE:
            yield Issue(f"src/{name}", 1, f"{size} lines without its tests, at most {MODULE}: split the module")
    for module in modules():
        if os.path.isdir(module.folder) and any(path.startswith(f"src/{module.path}/src/") for path in paths):
            readme = read(f"src/{module.path}/README.md")
            if not readme:
                yield Issue(f"src/{module.path}", 1, "no README.md")
            elif lines_of(readme) > 60:
                yield Issue(f"src/{module.path}/README.md", 61, "longer than a page (60 lines)")


def check(_long_run=False):
    paths = tracked(*SOURCES)
    for path in paths:
        text = read(path)
        yield from check_names(path)
        yield from check_lengths(path, text)
        if path.endswith((".cpp", ".h")):
            yield from check_cxx(path, text)
        elif path.endswith((".ts", ".vue", ".mjs")) and not re.search(r"/(test|e2e)/|^tools/", path):
            yield from check_script(path, text)
        elif path.endswith(".py"):
            yield from check_python(path, text)
    yield from check_modules(paths)
