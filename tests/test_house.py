"""The laws of the house. Whatever breaks one is named by its file and line."""

import ast
import re
from html.parser import HTMLParser
from io import StringIO

import pytest
from django.core.management import call_command

from tests.house import FLOORS, HOUSE, functions, named, python_files, report, templates

LONGEST_FUNCTION, LONGEST_FILE, LONGEST_TEMPLATE = 50, 299, 79


# Imports


def hidden_imports(tree):
    """Yield the line of every import inside a function."""
    for function in functions(tree):
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield node.lineno


def test_no_import_hides_inside_a_function():
    report(
        named(path, line, "an import hides inside a function")
        for path in python_files()
        for line in hidden_imports(ast.parse(path.read_text("utf-8")))
    )


def test_an_import_inside_a_function_is_found():
    text = "import re\ndef a():\n    if re:\n        import os\n    class B:\n        import io\n"
    assert list(hidden_imports(ast.parse(text))) == [4, 6]
    assert list(hidden_imports(ast.parse("if 1:\n    import os\nclass A:\n    import io"))) == []


# Sizes


def long_functions(tree, longest=LONGEST_FUNCTION):
    """Yield the line and length of every function that is too long."""
    for function in functions(tree):
        length = function.end_lineno - function.lineno + 1
        if length > longest:
            yield function.lineno, f"{function.name} has {length} lines"


def test_no_function_is_long():
    report(
        named(path, line, complaint)
        for path in python_files()
        for line, complaint in long_functions(ast.parse(path.read_text("utf-8")))
    )


def test_a_long_function_is_found():
    body = "    pass\n" * 50
    text = f"def short():\n{body[9:]}\n\n@cache\nasync def long():\n{body}"
    assert list(long_functions(ast.parse(text))) == [(54, "long has 51 lines")]


def too_long(paths, longest):
    """Yield every file with more lines than that."""
    for path in paths:
        length = len(path.read_text("utf-8").splitlines())
        if length > longest:
            yield named(path, longest + 1, f"the file has {length} lines")


def test_no_file_is_long():
    report(too_long(python_files(), LONGEST_FILE))


def test_no_template_is_long():
    report(too_long(templates(), LONGEST_TEMPLATE))


def test_a_long_file_is_found(tmp_path):
    short, long = tmp_path / "short.html", tmp_path / "long.html"
    short.write_text("<p>\n" * 79, "utf-8")
    long.write_text("<p>\n" * 80, "utf-8")
    assert list(too_long([short, long], LONGEST_TEMPLATE)) == [f"{long}:80: the file has 80 lines"]


# Names


def cupboards(paths):
    """Yield every module whose name says nothing, so that anything ends in it."""
    for path in paths:
        if path.name in ("services.py", "utils.py"):
            yield named(path, 1, "name the module for its subject")


def test_no_module_is_a_cupboard():
    report(cupboards(python_files()))


def test_a_cupboard_is_found():
    paths = [HOUSE / "reports" / name for name in ("publish.py", "utils.py")]
    assert list(cupboards(paths)) == ["reports/utils.py:1: name the module for its subject"]


# Templates carry no style and no script of their own: the content security policy forbids both


class InlineFinder(HTMLParser):
    """Collects the style and script written in a template; what is handed to it is not."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        inline = [name for name, value in attrs if name == "style" or name.startswith("on")]
        self.found += [(self.getpos()[0], f"inline {name}") for name in inline]

    def handle_data(self, data):
        if self.cdata_elem and data.strip():
            self.found.append((self.getpos()[0], f"inline <{self.cdata_elem}>"))


def inline_parts(text):
    """Return the line of every inline style or script; template tags are blanked first."""
    finder = InlineFinder()
    finder.feed(re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", lambda tag: " " * len(tag[0]), text))
    finder.close()
    return finder.found


def test_no_template_has_inline_style_or_script():
    report(
        named(path, line, complaint)
        for path in templates()
        for line, complaint in inline_parts(path.read_text("utf-8"))
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('<p>\n<p style="margin: 0">', [(2, "inline style")]),
        ("<p {% if a > b %}\nSTYLE='x'{% endif %}>", [(1, "inline style")]),
        ('<button type="button" onclick="go()">', [(1, "inline onclick")]),
        ("<style>p {}</style>", [(1, "inline <style>")]),
        ("<style>{{ stylesheet }}</style>", []),
        ("\n<script>go()</script>", [(2, "inline <script>")]),
        ("<script src=\"{% static 'go.js' %}\"></script>", []),
        ('<p class="style" data-on="1">style="x"</p>', []),
    ],
)
def test_inline_style_and_script_are_found(text, found):
    assert inline_parts(text) == found


# Migrations


@pytest.mark.django_db
def test_no_migration_is_missing():
    said = StringIO()
    try:
        call_command("makemigrations", check_changes=True, dry_run=True, stdout=said)
    except SystemExit:
        pytest.fail(said.getvalue())


def test_migrations_are_named():
    report(
        named(path, 1, "the migration has no name of its own")
        for floor in FLOORS
        for path in (HOUSE / floor / "migrations").glob("*_auto_*.py")
    )
