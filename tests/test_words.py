"""One word per thing, and no class name twice. Whatever breaks it is named by its file and line."""

import ast
import re

import pytest

from tests.house import HOUSE, named, python_files, report

# Names of classes


def class_names(paths):
    """Yield the name and place of every class of a module; one within another is its owner's."""
    for path in paths:
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                yield node.name, path, node.lineno


def twice(names):
    """Yield every class whose name another class has already; Django names each command alike."""
    first = {}
    for name, path, line in names:
        if name in first and name != "Command":
            yield named(path, line, f"there is a {name} in {first[name]} already")
        first.setdefault(name, path.relative_to(HOUSE))


def test_no_class_name_stands_twice():
    report(twice(class_names(python_files())))


def test_a_class_name_that_stands_twice_is_named():
    here, there = HOUSE / "council" / "forms.py", HOUSE / "reports" / "forms.py"
    names = [("Form", here, 3), ("Command", here, 9), ("Form", there, 5), ("Command", there, 9)]
    assert list(twice(names)) == ["reports/forms.py:5: there is a Form in council/forms.py already"]


# One word per thing; the word at the left is not said, the one at the right is
INSTEAD = {
    "dangers": "refusals",
    "executioner": "crash points",
    "executions": "crash points",
    "lacking": "incomplete",
    "one_door": "login required",
    "sit_down": "log_in_as",
    "thawed": "without_triggers",
    "twins": "duplicates",
    "typist": "parser",
    "worded": "wording",
}
INSTEAD_OF_MODULE = {
    "crud": "desk",
    "known": "matching",
    "look": "styles",
    "said": "messages",
    "typed": "parsing",
}


def identifiers(tree):
    """Yield the line and text of every identifier, but the sentences that tests are named by.

    What a class body assigns is left out: a filter or a field is named as its address or column.
    """
    body = (
        node for owner in ast.walk(tree) if isinstance(owner, ast.ClassDef) for node in owner.body
    )
    assigned = {id(name) for node in body if isinstance(node, ast.Assign) for name in node.targets}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and id(node) not in assigned:
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name[:5] != "test_":
            yield node.lineno, node.name


def modules(path, tree):
    """Yield the line and text of every name by which a module is called: its own, and aliases."""
    if not path.stem.startswith("test_"):
        yield 1, path.stem
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from ((node.lineno, alias.asname) for alias in node.names if alias.asname)


def wrong_words(names, instead):
    """Yield the line of every name that has one of these words in it, and what to say instead."""
    for line, name in names:
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
        for word, better in instead.items():
            if f"_{word}_" in f"_{words}_":
                yield line, f"{name}: say {better}, not {word}"


def test_one_word_per_thing():
    for path in (*python_files(), *sorted((HOUSE / "tests").rglob("*.py"))):
        tree = ast.parse(path.read_text("utf-8"))
        found = [
            *wrong_words(identifiers(tree), INSTEAD),
            *wrong_words(modules(path, tree), INSTEAD | INSTEAD_OF_MODULE),
        ]
        report(named(path, line, complaint) for line, complaint in found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("self.twins = 1", [(1, "twins: say duplicates, not twins")]),
        (
            "x = 1\ndef sit_down(lacking): pass",
            [
                (2, "sit_down: say log_in_as, not sit_down"),
                (2, "lacking: say incomplete, not lacking"),
            ],
        ),
        ("class OneDoor: pass", [(1, "OneDoor: say login required, not one_door")]),
        ("class MeetingFilter:\n    lacking = Filter()", []),
        ("def test_what_is_lacking(): pass", []),
        ("lackings = ['lacking']  # twins", []),
    ],
)
def test_a_wrong_word_is_found(text, found):
    assert list(wrong_words(identifiers(ast.parse(text)), INSTEAD)) == found


def test_a_module_by_a_wrong_word_is_found():
    path, tree = HOUSE / "reports" / "said.py", ast.parse("import a\nfrom b import styles as look")
    assert list(wrong_words(modules(path, tree), INSTEAD_OF_MODULE)) == [
        (1, "said: say messages, not said"),
        (2, "look: say styles, not look"),
    ]
