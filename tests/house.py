"""What the laws of the house are asked of, and how a breach is told."""

import ast

from django.conf import settings

HOUSE = settings.BASE_DIR
FLOORS = ("kurume_privacy", "registrations", "disclosure", "council", "outside_use", "reports")


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


def functions(tree):
    """Return every function of a module, methods too."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    return [node for node in ast.walk(tree) if isinstance(node, kinds)]
