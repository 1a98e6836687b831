"""The laws of the house. Whatever breaks one is named by its file and line."""

import ast
import inspect
import os
import re
import shutil
import subprocess
import sys
import tomllib
from html.parser import HTMLParser
from io import StringIO

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

HOUSE = settings.BASE_DIR
FLOORS = ("kurume_privacy", "registrations", "disclosure", "council", "outside_use", "reports")
LONGEST_FUNCTION, LONGEST_FILE, LONGEST_TEMPLATE = 50, 299, 79
BROKEN_IMPORT = re.compile(r"([\w.]+) -> ([\w.]+) \(l\.(\d+)")
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def python_files(folder=HOUSE):
    """Yield the project's own modules, without migrations and tests."""
    for floor in FLOORS:
        for path in sorted((folder / floor).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def templates():
    """Yield every template, of the project and of its apps."""
    for folder in ("", *FLOORS):
        for path in sorted((HOUSE / folder / "templates").rglob("*")):
            if path.is_file():
                yield path


def named(path, line, complaint):
    """Return a complaint as an editor can follow it: registrations/models.py:12: …"""
    path = path.relative_to(HOUSE) if path.is_relative_to(HOUSE) else path
    return f"{path}:{line}: {complaint}"


def report(complaints):
    """Fail with every complaint on a line of its own."""
    complaints = list(complaints)
    assert not complaints, "\n" + "\n".join(complaints)


# The law of the arrows, in imports


def broken_contracts(folder, contract):
    """Return what import-linter says about the packages in this folder, by file and line."""
    ran = subprocess.run(  # noqa: S603
        [sys.executable, "-c", LINT_IMPORTS, "--no-cache", "--no-logo", "--contract", contract],
        cwd=folder,
        env={**os.environ, "COLUMNS": "500"},
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode == 0:
        return []
    found = BROKEN_IMPORT.findall(ran.stdout)
    return [
        named(file_of(folder, module), line, f"imports {imported}")
        for module, imported, line in found
    ] or [ran.stdout + ran.stderr]


def file_of(folder, module):
    path = folder.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


@pytest.fixture
def copy_of_the_house(tmp_path):
    """The project's packages, to break something in."""
    for floor in FLOORS:
        shutil.copytree(HOUSE / floor, tmp_path / floor, ignore=shutil.ignore_patterns("*.pyc"))
    shutil.copy(HOUSE / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_floors_are_the_same_everywhere():
    linted = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    assert tuple(linted["root_packages"]) == FLOORS
    assert tuple(reversed(linted["contracts"][0]["layers"])) == FLOORS
    assert tuple(settings.INSTALLED_APPS[: len(FLOORS)]) == FLOORS


def test_no_import_runs_back():
    report(broken_contracts(HOUSE, "arrows"))


def test_the_pure_ground_floor_knows_no_framework():
    report(broken_contracts(HOUSE, "pure"))


@pytest.mark.parametrize(
    "bad",
    [
        "import council.models",
        "from council.models import Meeting",
        "def later():\n    from council import models",
        "class Late:\n    def er(self):\n        import council.models as later",
    ],
)
def test_an_import_that_runs_back_is_named(copy_of_the_house, bad):
    path = copy_of_the_house / "registrations" / "models.py"
    before = path.read_text("utf-8")
    path.write_text(f"{before}{bad}\n", "utf-8")
    line = len(before.splitlines()) + len(bad.splitlines())
    assert broken_contracts(copy_of_the_house, "arrows") == [
        f"{path}:{line}: imports council.models"
    ]


def test_an_import_that_runs_back_from_a_package_is_named(copy_of_the_house):
    path = copy_of_the_house / "kurume_privacy" / "__init__.py"
    path.write_text("import reports\n", "utf-8")
    assert broken_contracts(copy_of_the_house, "arrows") == [f"{path}:1: imports reports"]


def hidden_imports(tree):
    """Yield the line of every import inside a function."""
    for function in functions(tree):
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield node.lineno


def functions(tree):
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    return [node for node in ast.walk(tree) if isinstance(node, kinds)]


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


# The law of the arrows, in relations


def relations_that_run_back(order):
    """Yield every relation from a model to one of an app that stands to its right."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if not field.is_relation or field.auto_created or not field.related_model:
                continue
            target = field.related_model._meta.app_label
            here = model._meta.app_label
            if {here, target} <= set(order) and order.index(target) > order.index(here):
                yield named(*place_of(model, field), f"{model.__name__}.{field.name} → {target}")


def place_of(model, field):
    """Return the file and line of a field; a history stands where its model does."""
    model = getattr(model, "instance_type", model)
    model = model._meta.auto_created or model
    lines, first = inspect.getsourcelines(model)
    offsets = [number for number, line in enumerate(lines) if f" {field.name} = " in line]
    path = type(HOUSE)(inspect.getsourcefile(model))
    return path, first + (offsets[0] if offsets else 0)


def test_no_relation_runs_back():
    report(relations_that_run_back(FLOORS))


def test_a_relation_that_runs_back_is_named():
    path = HOUSE / "council" / "models.py"
    lines = path.read_text("utf-8").splitlines()
    line = lines.index("    review_request = models.ForeignKey(") + 1
    found = list(relations_that_run_back(FLOORS[::-1]))
    assert f"council/models.py:{line}: Consultation.review_request → disclosure" in found


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
