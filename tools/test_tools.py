"""The checks are tested like anything else: a table of small sources, each with what must be said of it."""
import os
import sys
import unittest
from unittest import mock

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import budgets
import check
import cxx
import glossary
import includes
import sqlcheck
import suites
from modules import Issue, Module


def measures(text):
    return [(f.name, f.lines, f.parameters, f.complexity) for f in cxx.functions(text)]


class Functions(unittest.TestCase):
    CASES = [
        ("int f() { return 1; }", [("f", 1, 0, 0)]),
        ("namespace a { struct B { int c(int x, std::map<int, int> y) const {\n return x; } }; }", [("c", 2, 2, 0)]),
        ("B::B(int a) : a_{a}, b_(2) {\n}\n", [("B", 2, 1, 0)]),
        ("auto x = T{1, 2}; void g(void) {}", [("g", 1, 0, 0)]),
        ('const char* s = R"(void no() { if (1) {} })"; // void no() {}', []),
        ("bool operator()(int a, int b) const { return a < b; }", [("operator", 1, 2, 0)]),
        ("template <typename T> Result<T> read(In& in) {\n for (;;) { if (a) b(); else if (c) d(); else e(); }\n}", [("read", 3, 1, 5)]),
        ("void f() { if (a && b || c) { } }", [("f", 1, 0, 3)]),
        ("void f() { if (a && b && c) { } }", [("f", 1, 0, 2)]),
        ("void f() { do { x(); } while (a); while (b) y(); }", [("f", 1, 0, 2)]),
        ("void f() { run([&](int a) { if (a) { b(); } }); }", [("f", 1, 0, 2)]),
        ("int f(int a) { return a ? (a > 1 ? 2 : 3) : 4; }", [("f", 1, 1, 2)]),
        ("struct A { A(A&& other) noexcept = default; ~A() { close(); } };", [("A", 1, 0, 0)]),
        ("void half(int a", []),
        ("void half() { if (a", [("half", 1, 0, 1)]),
    ]

    def test_table(self):
        for text, expected in self.CASES:
            with self.subTest(text):
                self.assertEqual(measures(text), expected)


class Sources(unittest.TestCase):
    CASES = [
        ("src/services/a/src/a.cpp", "double x;", "double"),
        ("src/engines/statistics/src/a.cpp", "double x;", ""),
        ("src/services/a/src/a.cpp", "void f() { throw 1; }", "throw"),
        ("src/platform/a/src/a.cpp", "void f() { throw 1; }", ""),
        ("src/services/a/src/a.cpp", "auto t = std::chrono::system_clock::now();", "now"),
        ("src/services/a/src/a.cpp", "auto t = std::time(nullptr);", "time"),
        ("src/services/a/src/a.cpp", "auto t = clock.now(); Time time() const; x.time();", ""),
        ("src/platform/clock/src/a.cpp", "auto t = std::chrono::system_clock::now();", ""),
        ("src/services/a/src/a.cpp", "class TableManager {};", "TableManager"),
        ("src/core/test/a_test.cpp", "TEST(A, B) { rc::check([] { RC_ASSERT(true); }); }", "dropped"),
        ("src/core/test/a_test.cpp", "TEST(A, B) { EXPECT_TRUE(rc::check([] { RC_ASSERT(true); })); }", ""),
        ("src/services/a/src/a.cpp", "// throw double now()\nauto s = \"throw\";", ""),
        ("src/edges/http/desks/src/case_routes.cpp", "void f() {" + "\n" * 20 + "}", "handler"),
        ("src/services/a/src/a.cpp", "void f(int a, int b, int c, int d, int e, int f, int g) {}", "7 parameters"),
    ]

    def test_table(self):
        for path, text, expected in self.CASES:
            with self.subTest(text):
                issues = [str(issue) for issue in budgets.check_cxx(path, text)]
                if expected:
                    self.assertTrue(any(expected in issue for issue in issues), issues)
                else:
                    self.assertEqual(issues, [])

    def test_vague_names(self):
        self.assertTrue(list(budgets.check_names("src/core/src/string_utils.cpp")))
        self.assertEqual(list(budgets.check_names("src/core/src/commonality.cpp")), [])


class Scripts(unittest.TestCase):
    CASES = [
        ("function f(a: number): string {\n return a ? b : c\n}", [("f", 3, 1)]),
        ("const f = async (a: T) => {\n if (a?.b ?? c) d()\n}", [("f", 3, 1)]),
        ("function f() { const g = () => { if (a) b() }; if (c) d() }", [("f", 1, 1), ("g", 1, 1)]),
        ("const words = { zh: 'a', en: 'b' }", []),
    ]

    def test_table(self):
        for text, expected in self.CASES:
            with self.subTest(text):
                found = budgets.script_functions(cxx.tokens(text))
                self.assertEqual([(name, lines, tangle) for name, _, lines, tangle in found], expected)


class Includes(unittest.TestCase):
    def issues(self, files):
        module = Module("services/b", ("core",), ("part::fmt",))
        with mock.patch.object(includes, "read", lambda path: files[path]):
            return [issue.words for issue in includes.check_module(module, {"core", "a", "b"}, list(files))]

    def test_declared_is_quiet(self):
        self.assertEqual(self.issues({"src/services/b/api/b/b.h": "#include <core/id.h>\n",
                                      "src/services/b/src/b.cpp": '#include "inside.h"\n#include <fmt/core.h>\n#include <vector>\n'}), [])

    def test_undeclared_speaks(self):
        self.assertIn("does not declare USES a", self.issues({"src/services/b/test/x.cpp": "", "src/services/b/src/b.cpp": "#include <a/x.h>\n"})[0])

    def test_api_needs_exposes(self):
        self.assertIn("EXPOSES part::fmt", self.issues({"src/services/b/api/b/b.h": "#include <fmt/core.h>\n"})[0])


class Sql(unittest.TestCase):
    def issues(self, text):
        return [issue.words for issue in sqlcheck.check_tables("src/services/b/migrations/1.sql", text, {}, set())]

    def test_keys(self):
        self.assertEqual(self.issues("create table a (subject_id integer, no integer, primary key (subject_id, no));"), [])
        self.assertTrue(self.issues("create table a (subject_id integer not null, no integer primary key);"))
        self.assertEqual(self.issues("create table a (id integer primary key, name text check (name in ('a', 'b')));"), [])

    def test_statement_in_cxx(self):
        self.assertTrue(sqlcheck.IN_CXX.search('db.run("select a from b");'))
        self.assertFalse(sqlcheck.IN_CXX.search('say("choose a person from the list")'))


class Words(unittest.TestCase):
    def test_pair(self):
        issues = list(glossary.check_pairs("src/a.cpp", 'Words{"转介", "transfer"}', {"转介": {"referral"}}, {"referral": {"转介"}}))
        self.assertEqual(len(issues), 1)
        self.assertEqual(list(glossary.check_pairs("systems/a.yaml", "{zh: 转介, en: Referral}", {"转介": {"referral"}}, {})), [])

    def test_forbidden(self):
        patterns = [pattern for pattern, _, _ in glossary.forbidden_words([("孤独症", "autism", ["自闭症", "handicap"])])]
        self.assertTrue(patterns[0].search("患自闭症的"))
        self.assertTrue(patterns[1].search("Handicaps"))


class Exceptions(unittest.TestCase):
    def test_only_what_is_listed_passes_and_nothing_stale_stays(self):
        issues = [Issue("a.cpp", 1, "function f: too long"), Issue("a.cpp", 9, "function g: too long")]
        left = list(check.without_allowed("budgets", issues, [["budgets", "a.cpp", "f:"], ["budgets", "b.cpp", "h:"], ["sql", "a.cpp", "x"]]))
        self.assertEqual([issue.path for issue in left], ["a.cpp", "tools/allowed.txt"])


class Results(unittest.TestCase):
    def test_last_line(self):
        self.assertEqual(suites.read_last_line(0, ["x", "3 passed, 1 failed", ""], ""), (3, 1))
        with self.assertRaises((ValueError, IndexError)):
            suites.read_last_line(0, ["all good"], "")

    def test_silence_hanging_and_crash_are_failures(self):
        for command in (["true"], ["sleep", "9"], ["sh", "-c", "echo 3 passed, 0 failed; exit 3"], ["no-such-program"]):
            self.assertEqual(suites.Suite("x", command, suites.read_last_line, timeout=1).run().failed, 1)


def main():
    result = unittest.TextTestRunner(verbosity=0, stream=sys.stdout).run(unittest.defaultTestLoader.loadTestsFromModule(sys.modules[__name__]))
    failed = len(result.failures) + len(result.errors)
    print(f"{max(0, result.testsRun - failed)} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
