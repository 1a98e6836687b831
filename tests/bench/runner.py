"""Measure parts of the bench on the database of DATABASE_URL, one after the other.

python -m tests.bench.runner '{"compiling": {"records": 100000, "turns": 21}}' folder

Each part has a process of its own: the next one runs whatever becomes of it. What it measured is
left in the folder as <part>.json.
"""

import importlib
import json
import sys
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

from django.db import connection

from tests.bench.child import set_up
from tests.bench.database import law
from tests.bench.measure import seconds


def main(sizes: str, folder: str) -> None:
    """Measure each part with its size."""
    set_up()
    (Path(folder) / "started").touch()
    with law():
        for part, size in json.loads(sizes).items():
            print(f"{connection.display_name}, {part} …", end=" ", flush=True)
            file = Path(folder) / f"{part}.json"
            process = get_context("fork").Process(target=measure, args=(part, size, file))
            print(f"{seconds(lambda process=process: wait(process)):.0f} s", flush=True)


def wait(process: BaseProcess) -> None:
    """Let a process run to its end."""
    process.start()
    process.join()


def measure(part: str, size: dict[str, int], file: Path) -> None:
    """Write what a part measured."""
    measured = importlib.import_module(f"tests.bench.{part}").measure(**size)
    file.write_text(json.dumps(measured), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
