"""Holds what people read to docs/glossary.md: no word that it forbids, and its terms always in the same pair of words."""
import json
import re

from modules import Issue, read, tracked

READ_BY_PEOPLE = ("systems/*.yaml", "systems/*.dmn", "journeys/*.yaml", "data/*.yaml", "docs/*.md", "README*.md", "web/src/*.vue", "web/*words*.json",
                  "web/*words*.ts", "src/*.cpp", "src/*.h")
# a sentence of a document keeps the document's words
QUOTES = re.compile(r"^\s*-?\s*(?:clause|quote|basis|document|source|law|title)\s*:|<(?:text|annotationEntry|description)>", re.I)
CHINESE = re.compile(r"[\u3400-\u9fff]")
PAIR_IN_YAML = re.compile(r"""\bzh:\s*(["']?)([^"'\n{}]+?)\1\s*(?:,|\n)\s*en:\s*(["']?)([^"'\n{}]+?)\3\s*(?:[},\n]|$)""")
PAIR_IN_CXX = re.compile(r'\{\s*"([^"\n]*[\u3400-\u9fff][^"\n]*)"\s*,\s*"([^"\n]*)"\s*\}')


def terms():
    """Rows of the table: (zh, en, words not to be used)."""
    found = []
    for line in read("docs/glossary.md").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|") or len(cells) < 4 or cells[0] in ("zh", "") or set(cells[0]) <= set("-: "):
            continue
        forbidden = [word.strip() for word in re.split(r"[、,，;；]", cells[3]) if word.strip(" —-")]
        found.append((cells[0], cells[1], forbidden))
    return found


def forbidden_words(known):
    for zh, en, words in known:
        for word in words:
            if CHINESE.search(word):
                yield re.compile(re.escape(word)), word, zh
            else:
                yield re.compile(rf"\b{re.escape(word)}s?\b", re.I), word, en


def plain(word):
    """Small letters, no hyphens, no plural."""
    return re.sub(r"(?<=[a-hj-rt-z])s$", "", re.sub(r"[\s\-]+", " ", word.strip().lower()))


def pairs(path, text):
    """(position, zh, en) of each pair of words in a file."""
    if path.endswith((".cpp", ".h")):
        for match in PAIR_IN_CXX.finditer(text):
            yield match.start(), match[1], match[2]
    elif path.endswith(".yaml"):
        for match in PAIR_IN_YAML.finditer(text):
            yield match.start(), match[2], match[4]


def check_pairs(path, text, english, chinese):
    for position, zh, en in pairs(path, text):
        line = text.count("\n", 0, position) + 1
        if zh in english and plain(en) not in english[zh]:
            yield Issue(path, line, f"{zh} is '{' or '.join(sorted(english[zh]))}' here, not '{en}'")
        elif plain(en) in chinese and zh not in chinese[plain(en)]:
            yield Issue(path, line, f"'{en}' is {'/'.join(sorted(chinese[plain(en)]))}, not {zh}")


def flat(words, prefix=""):
    for key, value in words.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{key}.")
        elif isinstance(value, str):
            yield f"{prefix}{key}", value


def check_web_words(english):
    """Word lists of the screens: zh*.json beside en*.json with the same keys."""
    for path in tracked("web/*zh*.json"):
        other = re.sub(r"zh(-CN)?(?=[^/]*\.json$)", "en", path)
        try:
            zh, en = dict(flat(json.loads(read(path)))), dict(flat(json.loads(read(other) or "{}")))
        except ValueError:
            yield Issue(path, 1, "no JSON")
            continue
        for key in sorted(zh.keys() ^ en.keys()):
            yield Issue(path, 1, f"{key} stands in one language only")
        for key, word in zh.items():
            if word in english and key in en and plain(en[key]) not in english[word]:
                yield Issue(path, 1, f"{key}: {word} is '{' or '.join(sorted(english[word]))}', not '{en[key]}'")


def check(_long_run=False):
    known = terms()
    if not known:
        yield Issue("docs/glossary.md", 1, "no terms found")
    english, chinese = {}, {}
    for zh, en, _ in known:
        for one_zh in zh.split(" / "):
            for one_en in en.split(" / "):
                english.setdefault(one_zh, set()).add(plain(one_en))
                chinese.setdefault(plain(one_en), set()).add(one_zh)
    forbidden = list(forbidden_words(known))
    for path in tracked(*READ_BY_PEOPLE):
        if path == "docs/glossary.md":
            continue
        text = read(path)
        yield from check_pairs(path, text, english, chinese)
        if "/test/" in path:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if QUOTES.search(line):
                continue
            for pattern, word, better in forbidden:
                if pattern.search(line):
                    yield Issue(path, number, f"'{word}': the glossary says {better}")
    yield from check_web_words(english)
