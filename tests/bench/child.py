"""Call a function of the bench in a process of its own, with Django set up.

python -m tests.bench.child compiling measure 100000 result.json
"""

import importlib
import os
import sys

import django
from django.conf import settings

DATABASE_NAME = "BENCH_DATABASE_NAME"


def main(module: str, function: str, *arguments: str) -> None:
    """Call it with its arguments, all of them texts."""
    if name := os.environ.get(DATABASE_NAME):
        settings.DATABASES["default"]["NAME"] = name
    django.setup()
    getattr(importlib.import_module(f"tests.bench.{module}"), function)(*arguments)


if __name__ == "__main__":
    main(*sys.argv[1:])
