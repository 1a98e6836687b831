"""The documents lead somewhere: their links, paths, commands and targets of make are there."""

import re
from itertools import chain

import pytest
from django.conf import settings
from django.core.management import get_commands

from tests.house import python_files
from tests.mutants.__main__ import TESTS
from tests.test_words import class_names

HOUSE = settings.BASE_DIR
DOCUMENTS = sorted([*HOUSE.glob("*.md"), *(HOUSE / "docs").rglob("*.md")])
# These name files as a developer finds them; the guides name those of a server.
DEVELOPERS = [HOUSE / "README.md", HOUSE / "CONTRIBUTING.md", *(HOUSE / "docs/decisions").iterdir()]
# What the README's tables and the list of a section's files leave out before a name.
WITHIN = ("", "kurume_privacy", "reports", "outside_use", "disclosure")
FORBIDDEN = {"services.py", "utils.py"}  # named as what nobody writes

LINK = re.compile(r"\]\(([^()\s]+)\)")
CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.DOTALL | re.MULTILINE)
PATH = re.compile(r"[\w.][\w./-]*(?:/|\.(?:css|html|lock|md|py|sh|sql|toml))")
every_document = pytest.mark.parametrize(
    "path", DOCUMENTS, ids=lambda path: str(path.relative_to(HOUSE))
)


def code(text):
    """Return the lines of code in a text of Markdown, in a sentence or in a block."""
    return [line for found in CODE.findall(text) for line in found.strip("`").splitlines()]


def headings(text):
    """Return the headings as a link names them: ## The map → the-map."""
    found = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in found}


def broken_links(path, text):
    """Return every link within the project that leads to no file or no heading."""
    return [
        link
        for link in LINK.findall(text)
        if "://" not in link and not leads(path, *link.partition("#")[::2])
    ]


def leads(path, name, heading):
    target = path.parent / name if name else path
    return target.exists() and (not heading or heading in headings(target.read_text("utf-8")))


def missing_paths(text):
    """Return every file and folder that code names and the project does not have."""
    words = chain.from_iterable(map(str.split, code(text)))
    return [
        word
        for word in words
        if PATH.fullmatch(word) and not any((HOUSE / room / word).exists() for room in WITHIN)
        if word not in FORBIDDEN
    ]


def unknown_commands(text):
    """Return every command of manage.py that there is not."""
    named = re.findall(r"manage\.py ([a-z]\w+)", "\n".join(code(text)))
    return sorted(set(named) - set(get_commands()))


def unknown_targets(text):
    """Return every target that make does not know."""
    known = re.findall(r"^([a-z][a-z-]*):", (HOUSE / "Makefile").read_text("utf-8"), re.MULTILINE)
    named = re.findall(r"^make ([a-z][a-z-]*)", "\n".join(code(text)), re.MULTILINE)
    return sorted(set(named) - set(known))


@every_document
def test_every_link_leads_somewhere(path):
    assert broken_links(path, path.read_text("utf-8")) == []


@every_document
def test_every_command_is_there(path):
    text = path.read_text("utf-8")
    assert unknown_commands(text) + unknown_targets(text) == []


@pytest.mark.parametrize("path", DEVELOPERS, ids=lambda path: path.name)
def test_every_path_is_there(path):
    assert missing_paths(path.read_text("utf-8")) == []


def test_every_word_for_a_class_is_one():
    """The README's words name classes that there are."""
    words = (HOUSE / "README.md").read_text("utf-8").partition("## The words")[2]
    classes = {name for name, _, _ in class_names(python_files())}
    assert set(re.findall(r"`([A-Z]\w+)`", words)) - classes == set()


def test_the_mutants_find_their_modules_and_tests():
    """`make mutants` is run before a release only: a file moved meanwhile would be missed late."""
    assert [module for module in TESTS if not (HOUSE / module).exists()] == []
    patterns = {pattern for tests in TESTS.values() for pattern in tests}
    assert [each for each in patterns if not list((HOUSE / "tests").glob(each))] == []


def test_what_the_mutants_explain_is_there():
    told = set(re.findall(r"^- `(\S+?)` `", (HOUSE / "docs/mutants.md").read_text("utf-8"), re.M))
    assert told - set(TESTS) == set()


def test_what_stands_before_a_commit_is_a_part_of_lint():
    """The hooks call tools of .venv, each of which `make lint` calls too."""
    hooks = (HOUSE / ".pre-commit-config.yaml").read_text("utf-8")
    tools = set(re.findall(r"entry: (\.venv/bin/\S+)", hooks))
    assert len(tools) == 3
    makefile = (HOUSE / "Makefile").read_text("utf-8")
    lint = re.search(r"^lint:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    assert {tool for tool in tools if tool not in lint[1]} == set()
    assert "://" not in hooks


@pytest.mark.parametrize(
    ("link", "broken"),
    [
        ("README.md#the-map", []),
        ("README.md#the-moon", ["README.md#the-moon"]),
        ("docs/clerks.md", []),
        ("docs/clerk.md", ["docs/clerk.md"]),
        ("http://127.0.0.1:8000/", []),
    ],
)
def test_a_broken_link_is_found(link, broken):
    assert broken_links(HOUSE / "CONTRIBUTING.md", f"See [it]({link}), and go.") == broken


def test_what_is_not_there_is_found():
    text = "make nothing of `make nothing` and `reports/none.py`:\n```sh\nmanage.py fly # a/b/\n```"
    assert unknown_targets(text) == ["nothing"]
    assert missing_paths(text) == ["reports/none.py", "a/b/"]
    assert unknown_commands(text) == ["fly"]
    assert missing_paths("reports/none.py, `manage.py`, `forms.py`, `/desk/`, `1_業務.xlsx`") == []
