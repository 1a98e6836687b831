"""A function of the bench in a process of its own, with Django set up.

python -m tests.bench.child publishing make_once
"""

import importlib
import os
import sys

import django
from django.conf import settings

DATABASE_NAME = "BENCH_DATABASE_NAME"


def calling(module: str, function: str, *arguments: object) -> list[str]:
    """Return the command that calls it with its arguments, all of them as texts."""
    return [sys.executable, "-m", "tests.bench.child", module, function, *map(str, arguments)]


def set_up() -> None:
    """Set Django up, on the database that the process which started this one talks to."""
    if name := os.environ.get(DATABASE_NAME):
        settings.DATABASES["default"]["NAME"] = name
    django.setup()


def main(module: str, function: str, *arguments: str) -> None:
    """Call it."""
    set_up()
    getattr(importlib.import_module(f"tests.bench.{module}"), function)(*arguments)


if __name__ == "__main__":
    main(*sys.argv[1:])
