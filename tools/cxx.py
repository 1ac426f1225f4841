"""Just enough of C++ to measure it: functions with their length, parameters and cognitive complexity.

Reads tokens, not meaning, so that it works on half-written files and in a second on the whole tree.
clang-tidy measures the same on changed files (tools/tidy.py); where both speak they agree within a point or two.
"""
import re
from dataclasses import dataclass

TOKEN = re.compile(r'''
    (?P<raw>(?:u8|[uUL])?R"(?P<mark>[^()\s\\]{0,16})\((?:.|\n)*?\)(?P=mark)")
  | (?P<comment>//[^\n]*|/\*(?:.|\n)*?(?:\*/|\Z))
  | (?P<text>(?:u8|[uUL])?"(?:\\.|[^"\\\n])*"?)
  | (?P<char>(?<![0-9a-zA-Z_])(?:u8|[uUL])?'(?:\\.|[^'\\\n])*'?)
  | (?P<directive>^[ \t]*\#(?:\\\n|[^\n])*)
  | (?P<word>[A-Za-z_][A-Za-z0-9_]*)
  | (?P<number>\.?[0-9](?:'?[0-9a-zA-Z_.]|[eEpP][+-])*)
  | (?P<sign>::|->|&&|\|\||[^\sA-Za-z0-9_])
''', re.X | re.M)

NOT_FUNCTIONS = {"if", "for", "while", "switch", "catch", "return", "sizeof", "alignof", "decltype", "noexcept", "static_assert",
                 "requires", "alignas", "new", "delete", "throw", "co_return", "co_await", "co_yield", "else", "do", "operator"}
TYPES = {"class", "struct", "union", "enum", "namespace"}


@dataclass
class Token:
    kind: str
    text: str
    line: int


@dataclass
class Function:
    name: str
    line: int
    lines: int
    parameters: int
    complexity: int
    tokens: list


def tokens(text, comments=False):
    found, line, last = [], 1, 0
    for match in TOKEN.finditer(text):
        line += text.count("\n", last, match.start())
        last = match.start()
        kind = match.lastgroup if match.lastgroup != "mark" else "raw"
        if kind == "comment" and not comments:
            continue
        found.append(Token("text" if kind == "raw" else kind, match.group(), line))
    return found


def closing(found, start):
    """Index of the bracket that closes the one at start; the end where there is none."""
    opening = found[start].text
    other = {"(": ")", "{": "}", "[": "]"}[opening]
    depth = 0
    for index in range(start, len(found)):
        if found[index].text == opening and found[index].kind == "sign":
            depth += 1
        elif found[index].text == other and found[index].kind == "sign":
            depth -= 1
            if depth == 0:
                return index
    return len(found) - 1


def count_parameters(found):
    """Commas outside brackets of any kind; a lone `void` is none."""
    if not found or [token.text for token in found] == ["void"]:
        return 0
    depth, commas = 0, 0
    for token in found:
        if token.kind != "sign":
            continue
        if token.text in "([{<":
            depth += 1
        elif token.text in ")]}>":
            depth -= 1
        elif token.text == "," and depth == 0:
            commas += 1
    return commas + 1


def complexity(body):
    """Cognitive complexity (Campbell): a point a branch, one more for each level that it is nested in."""
    total, index, levels = 0, 0, []  # levels: where the nested statements that we are in end
    last_logic = {}
    while index < len(body):
        token = body[index]
        levels = [end for end in levels if end >= index]
        text = token.text
        if token.kind == "word" and text in ("if", "for", "while", "switch", "catch", "do"):
            after_else = text == "if" and index > 0 and body[index - 1].text == "else"
            ends_do = text == "while" and index > 0 and body[index - 1].text == "}" and is_end_of_do(body, index - 1)
            if not ends_do:
                total += 1 if after_else else 1 + len(levels)
                levels.append(end_of_statement(body, index))
        elif token.kind == "word" and text == "else":
            if index + 1 < len(body) and body[index + 1].text != "if":
                total += 1
                levels.append(end_of_statement(body, index))
        elif token.kind == "word" and text == "goto":
            total += 1
        elif token.kind == "sign" and text == "?":
            total += 1 + len(levels)
        elif token.kind == "sign" and text in ("&&", "||") and is_logic(body, index):
            depth = bracket_depth(body, index)
            if last_logic.get(depth) != text:
                total += 1
            last_logic = {level: sign for level, sign in last_logic.items() if level < depth}
            last_logic[depth] = text
        elif token.kind == "sign" and text in (";", "{", "}", ","):
            last_logic = {}
        elif token.kind == "sign" and text == "[" and is_lambda(body, index):
            levels.append(end_of_lambda(body, index))
        index += 1
    return total


def is_logic(body, index):
    """`a && b`, not the `&&` of a reference."""
    after = body[index + 1].text if index + 1 < len(body) else ";"
    before = body[index - 1].text if index else ";"
    return not (before in ("auto", ">") and body[index].text == "&&") and after not in (")", ">", ",", "...")


def bracket_depth(body, index):
    depth = 0
    for token in reversed(body[max(0, index - 400):index]):
        if token.kind == "sign":
            if token.text in ")]":
                depth -= 1
            elif token.text in "([":
                depth += 1
            elif token.text in ";{}":
                break
    return depth


def is_lambda(body, index):
    before = body[index - 1] if index else None
    if before and (before.kind in ("word", "text", "number") and before.text not in ("return", "co_return") or before.text in (")", "]", "[")):
        return False
    end = closing(body, index)
    return end + 1 < len(body) and body[end + 1].text in ("(", "{") and body[index + 1].text != "["


def end_of_lambda(body, index):
    while index < len(body) and body[index].text != "{":
        if body[index].text in ("(", "["):
            index = closing(body, index)
        index += 1
    return closing(body, index) if index < len(body) else index


def end_of_statement(body, index):
    """Where the statement that begins with a keyword ends: its braces, or its semicolon."""
    index += 1
    while index < len(body):
        text = body[index].text
        if text == "{":
            return closing(body, index)
        if text == "(":
            index = closing(body, index)
        elif text == ";":
            return index
        index += 1
    return index


def is_end_of_do(body, index):
    depth = 0
    for at in range(index, -1, -1):
        if body[at].text == "}":
            depth += 1
        elif body[at].text == "{":
            depth -= 1
            if depth == 0:
                return at > 0 and body[at - 1].text == "do"
    return False


def head_of(found, start, brace):
    """Name and parameter tokens of the function whose body opens at brace, or None when it is no function."""
    index = start
    while index < brace:
        token = found[index]
        if token.kind == "word" and token.text in TYPES and "(" not in [t.text for t in found[start:index]]:
            return None
        if token.text == "=" and found[index - 1].text != "operator" and found[index + 1].text != "[":
            return None
        if token.text == "operator" and index + 1 < brace:
            index += 1 if found[index + 1].text != "(" else 2
            while index < brace and found[index].text != "(":
                index += 1
            token = found[index]
        elif token.text == "(" and (found[index - 1].kind != "word" or found[index - 1].text in NOT_FUNCTIONS):
            index = closing(found, index) + 1
            continue
        if token.text == "(":
            end = closing(found, index)
            name = found[index - 1].text if found[index - 1].kind == "word" else "operator"
            if end < brace:
                return name, found[index + 1:end]
            return None
        index += 1
    return None


def functions(text):
    """Every function with a body, lambdas counted in the function that holds them."""
    found = [token for token in tokens(text) if token.kind != "directive"]
    result, index, start = [], 0, 0
    while index < len(found):
        text_here = found[index].text if found[index].kind == "sign" else ""
        if text_here in (";", "}"):
            start = index + 1
        elif text_here == ":" and index and found[index - 1].text in ("public", "private", "protected"):
            start = index + 1
        elif text_here == "(":
            index = closing(found, index)
        elif text_here == "{":
            head = head_of(found, start, index)
            if head and not is_member_initialiser(found, start, index):
                end = closing(found, index)
                body = found[index + 1:end]
                name, parameters = head
                result.append(Function(name, found[start].line, found[end].line - found[index].line + 1,
                                       count_parameters(parameters), complexity(body), body))
                index = end
                start = end + 1
            elif head or is_value(found, start, index):
                index = closing(found, index)
            else:
                start = index + 1  # a namespace, a class
        index += 1
    return result


def is_value(found, start, brace):
    """`Type name = {…}` or `Type name{…}`."""
    words = [token.text for token in found[start:brace]]
    return not any(word in TYPES for word in words) and bool(words) and words[0] != "extern" or "=" in words


def is_member_initialiser(found, start, brace):
    """`Thing(int a) : member{a}, other(b) {`: the first brace is no body."""
    before = found[brace - 1]
    if before.kind != "word" or before.text in ("const", "noexcept", "override", "final", "mutable", "try"):
        return before.text == ">" and has_initialisers(found, start, brace)
    return has_initialisers(found, start, brace)


def has_initialisers(found, start, brace):
    for index in range(start, brace):
        if found[index].text == ":" and found[index - 1].text in (")", "noexcept"):
            return True
    return False
