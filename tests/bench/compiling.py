"""Compiling a year against the hand-written statement, on the database of DATABASE_URL."""

import re
import subprocess
from collections import Counter
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.compiling.compile import compile_report
from tests.bench import data, facts
from tests.bench.child import calling
from tests.bench.database import version
from tests.bench.measure import compare

FEW = 100  # records a year in the small database: its queries must be as many
HANDWRITTEN = Path(__file__).with_name("handwritten.sql").read_text(encoding="utf-8")


def measure(records: int, turns: int) -> dict:
    """Return what compiling costs with so many records a year, and with few."""
    with data.filled("few", FEW):
        few = queries()
        agree()
    with data.filled("many", records):
        many = queries()
        if few != many:
            raise AssertionError(f"{few} queries for {FEW} records a year, {many} for {records}.")
        agree()
        return {
            "database": version(),
            "records": records,
            "queries": many,
            "speed": compare(ours, theirs, turns),
            "memory": _memory_in_fresh_process(),
        }


def ours() -> object:
    """Compile the last year."""
    return compile_report(data.LAST_YEAR)


def theirs() -> list[tuple]:
    """Run the hand-written statement for the last year."""
    year = data.LAST_YEAR
    values = {"year": int(year), "first_day": year.first_day, "last_day": year.last_day}
    with connection.cursor() as cursor:
        cursor.execute(HANDWRITTEN, values)
        return cursor.fetchall()


def agree() -> None:
    """Insist that both say the same, or the comparison would mean nothing."""
    compiled, by_hand = facts.of_report(ours()), facts.of_rows(theirs())
    if compiled != by_hand:
        raise AssertionError(
            f"Only compiled: {_some(compiled - by_hand)}. "
            f"Only by hand: {_some(by_hand - compiled)}."
        )


def _some(surplus: Counter) -> list:
    return surplus.most_common(20)


def queries() -> int:
    """Count the queries of compiling."""
    with CaptureQueriesContext(connection) as captured:
        ours()
    return len(captured)


def _memory_in_fresh_process() -> float:
    """Return the peak memory in MB of a process that only compiles."""
    command = calling("compiling", "print_memory")
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
    return float(done.stdout)


def print_memory() -> None:
    """Compile once; print the most memory this process has held, in MB.

    Not ru_maxrss, which begins with what the process that started this one held.
    """
    ours()
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024)
