"""The law of the arrows: in imports, relations, templates and the names of addresses.

Whatever runs back is named by its file and line.
"""

import ast
import inspect
import os
import re
import shutil
import subprocess
import sys
import tomllib

import pytest
from django.apps import apps
from django.conf import settings

from tests.house import FLOORS, HOUSE, named, python_files, report, templates

BROKEN_IMPORT = re.compile(r"([\w.]+) -> ([\w.]+) \(l\.(\d+)")
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
CONTRACTS = ("arrows", "ground-floor", "reports", "pure", "xlsx")


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


def linted():
    return tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]


def test_the_floors_are_the_same_everywhere():
    assert tuple(linted()["root_packages"]) == FLOORS
    assert tuple(reversed(linted()["contracts"][0]["layers"])) == FLOORS
    assert tuple(settings.INSTALLED_APPS[: len(FLOORS)]) == FLOORS


@pytest.mark.parametrize("contract", CONTRACTS)
def test_no_import_runs_back(contract):
    report(broken_contracts(HOUSE, contract))


def test_every_contract_is_asked():
    assert tuple(contract["id"] for contract in linted()["contracts"]) == CONTRACTS


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


@pytest.mark.parametrize(
    ("contract", "module", "bad"),
    [
        ("ground-floor", "records/form.py", "kurume_privacy.desk.view"),
        ("ground-floor", "document/links.py", "kurume_privacy.records.form"),
        ("ground-floor", "text.py", "kurume_privacy.calendar.fiscal"),
        ("reports", "models/steps.py", "reports.publishing.publish"),
        ("reports", "rendering/pdf.py", "reports.compiling.compile"),
        ("pure", "calendar/fiscal.py", "django"),
        ("pure", "xlsx/cells.py", "kurume_privacy.models.record"),
        ("pure", "edition/errata.py", "django"),
        ("xlsx", "xlsx/cells.py", "kurume_privacy.document.structure"),
    ],
)
def test_a_room_that_looks_up_is_named(copy_of_the_house, contract, module, bad):
    room = copy_of_the_house / "kurume_privacy" / module
    path = room if room.exists() else copy_of_the_house / "reports" / module
    before = path.read_text("utf-8")
    path.write_text(f"{before}import {bad}\n", "utf-8")
    line = len(before.splitlines()) + 1
    assert f"{path}:{line}: imports {bad}" in broken_contracts(copy_of_the_house, contract)


def test_a_new_room_says_where_it_stands(copy_of_the_house):
    (copy_of_the_house / "kurume_privacy" / "attic.py").write_text('"""Odds."""\n', "utf-8")
    assert "attic" in broken_contracts(copy_of_the_house, "ground-floor")[0]


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


# The law of the arrows, in templates and in the names of addresses

# They bring everything together; so does the menu, as long as it names each ledger itself.
SEES_EVERYTHING = (
    HOUSE / "kurume_privacy" / "urls.py",
    HOUSE / "kurume_privacy" / "settings.py",
    HOUSE / "templates" / "desk" / "head.html",
)
# disclosure:disclosurerequest_list is an address, disclosure/course.html a template or a file,
# disclosure.urls a module.
NAMED = re.compile(rf"({'|'.join(FLOORS)})[:/.]\S*")
LIBRARIES = {
    path.stem: floor for floor in FLOORS for path in (HOUSE / floor / "templatetags").glob("*.py")
}
TAG = re.compile(r"{%.*?%}")
QUOTED = re.compile(r"""(["'])(.*?)\1""")


def owner(path):
    """Return the app whose a file is: by its first folder, else the ground floor's."""
    parts = path.relative_to(HOUSE).parts
    first = parts[1] if parts[0] == "templates" else parts[0]
    return first if first in FLOORS else FLOORS[0]


def names_in_template(text):
    """Yield the line and text of every name that a tag quotes, and of every library it loads."""
    for number, line in enumerate(text.splitlines(), start=1):
        for tag in TAG.findall(line):
            loaded = tag.split()[2:-1] if tag.split()[1] == "load" else []
            yield from ((number, f"{LIBRARIES.get(name, '')}.{name}") for name in loaded)
            yield from (
                (number, name) for _, quoted in QUOTED.findall(tag) for name in quoted.split(",")
            )


def names_in_module(text):
    """Yield the line and text of every string in a module, the beginnings of f-strings too."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def names_that_run_back(path, names):
    """Yield every address and template of an app that stands to the right of the file's own."""
    right = FLOORS[FLOORS.index(owner(path)) + 1 :]
    for line, name in names:
        if (found := NAMED.fullmatch(name)) and found[1] in right:
            yield named(path, line, f"names {name}")


def all_names_that_run_back():
    for path in templates():
        yield from names_that_run_back(path, names_in_template(path.read_text("utf-8")))
    for path in python_files():
        yield from names_that_run_back(path, names_in_module(path.read_text("utf-8")))


def test_no_template_and_no_address_runs_back():
    seen = tuple(f"{path.relative_to(HOUSE)}:" for path in SEES_EVERYTHING)
    report(found for found in all_names_that_run_back() if not found.startswith(seen))


def test_a_template_of_the_ground_floor_stands_in_one_of_its_folders():
    folders = {path.name for path in (HOUSE / "templates").iterdir() if path.is_dir()}
    own = {"charts", "desk", "records", "registration"}
    assert folders - set(FLOORS) == own


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        (
            "desk/form.html",
            "<p>\n{% url 'council:meeting_list' %}",
            "2: names council:meeting_list",
        ),
        ("404.html", '{% extends x|yesno:"base.html,reports/a.html" %}', "1: names reports/a.html"),
        ("council/a.html", '{% include "reports/a.html" with b="c" %}', "1: names reports/a.html"),
        ("base.html", "{% static 'reports/report.css' %}", "1: names reports/report.css"),
        ("base.html", "{% load static typesetting %}", "1: names reports.typesetting"),
        ("reports/a.html", '{% extends "desk/form.html" %}{% url "council:a" %}', ""),
        ("council/a.html", "{% url 'home' %}{% url 'council:a' %}{% url 'disclosure:a' %}", ""),
        ("desk/form.html", "reports:a {{ reports.a }} {# 'reports:a' #}", ""),
    ],
)
def test_a_template_that_runs_back_is_named(path, text, found):
    path = HOUSE / "templates" / path
    names = names_in_template(text)
    expected = [f"{path.relative_to(HOUSE)}:{found}"] if found else []
    assert list(names_that_run_back(path, names)) == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('x = 1\nreverse("reports:draft")', "2: names reports:draft"),
        ('Link(f"reports:{model}_list")', "1: names reports:"),
        ('show("reports/desk/a.html")', "1: names reports/desk/a.html"),
        ('import_string("reports.years")', "1: names reports.years"),
        ('reverse("council:a"), reverse("disclosure:a"), reverse("home")', ""),
        ('"""Of reports: what council/ says."""', ""),
    ],
)
def test_an_address_that_runs_back_is_named(text, found):
    path = HOUSE / "council" / "tasks.py"
    expected = [f"council/tasks.py:{found}"] if found else []
    assert list(names_that_run_back(path, names_in_module(text))) == expected
