"""Change the core and look which change no test notices: `python -m tests.mutants [module …]`."""

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutants.running import Mutating

HOUSE = Path(__file__).resolve().parents[2]
# Which tests belong to a module: each mutant is tried on those of them that come to its function.
TESTS = {
    "kurume_privacy/models/closed_year.py": ("kurume_privacy/*/test_closed_year*.py",),
    "kurume_privacy/models/constraints.py": (
        "kurume_privacy/models/test_record.py",
        "disclosure/test_models.py",
        "reports/test_models.py",
    ),
    "kurume_privacy/models/record.py": (
        "kurume_privacy/models/test_frame.py",
        "kurume_privacy/models/test_record.py",
        "kurume_privacy/records/test_record_form.py",
        "kurume_privacy/*/test_closed_year*.py",
        "disclosure/test_models.py",
        "reports/test_models.py",
    ),
    "disclosure/models/course.py": ("disclosure/test_due.py", "disclosure/test_states.py"),
    "disclosure/models/disposition.py": (
        "disclosure/test_models.py",
        "disclosure/test_course.py",
        "disclosure/test_forms.py",
        "kurume_privacy/*/test_closed_year*.py",
    ),
    "disclosure/models/request.py": (
        "disclosure/test_models.py",
        "disclosure/test_course.py",
        "disclosure/test_forms.py",
        "disclosure/test_due.py",
        "disclosure/test_states.py",
        "kurume_privacy/*/test_closed_year*.py",
    ),
    "reports/compiling/checks/previous.py": ("reports/compiling/test_checks.py",),
    "reports/compiling/checks/agreement.py": ("reports/compiling/test_checks_agreement.py",),
    "reports/edition/errata.py": ("reports/edition/test_errata.py",),
    "reports/edition/pairing.py": ("reports/edition/test_errata.py",),
    "reports/edition/marking.py": ("reports/edition/test_marking.py",),
    "reports/publishing/differences.py": ("reports/publishing/test_differences.py",),
    "reports/publishing/notices.py": (
        "reports/publishing/test_publish.py",
        "reports/publishing/test_o*.py",
    ),
    "reports/publishing/publish.py": ("reports/publishing/test_publish.py",),
    "reports/publishing/standing.py": ("reports/publishing/test_standing.py",),
}
EVERYWHERE = ("test_one_transaction.py",)
EXPLAINED = re.compile(r"^- `(.+?)` `(.+?)`: `(.+?)`: .+$", re.MULTILINE)
# Without what draws whole years at random: it finds little that the others do not, and is slow.
OPTIONS = [
    "-q",
    "-s",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:xdist",
    "-k",
    "not RandomYears and not of_the_sample",
]
SETTINGS = {"DATABASE_URL": "sqlite:///:memory:"}


def main() -> int:
    """Run what the command line asks for; 1 where a survivor is not explained."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("modules", nargs="*", metavar="module", help="、".join(TESTS))
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    options = parser.parse_args()
    if unknown := set(options.modules) - set(TESTS):
        parser.error(f"no tests are named for {', '.join(sorted(unknown))}")
    if len(options.modules) == 1:
        return run(options.modules[0], options.processes)
    return max(
        in_a_process_of_its_own(module, options.processes) for module in options.modules or TESTS
    )


def in_a_process_of_its_own(module: str, processes: int) -> int:
    """Run one module: a function that is exchanged stays so for whoever imported it."""
    command = [sys.executable, "-m", "tests.mutants", module, "--processes", str(processes)]
    return subprocess.run(command, cwd=HOUSE, env=os.environ | SETTINGS, check=False).returncode  # noqa: S603


def run(module: str, processes: int) -> int:
    """Try every mutant of a module; say which nobody noticed and nothing explains."""
    os.environ.update(SETTINGS)
    plugin = Mutating(HOUSE / module, processes)
    failed = pytest.main([*OPTIONS, *tests_of(module)], [plugin])
    survived = {(mutant.function, mutant.change) for mutant in plugin.survivors}
    known = explained(module)
    unknown = survived - known
    for function, change in known - survived:
        print(f"\nexplained, but does not survive: {function}: {change}")
    print(f"\n{summary(module, plugin, len(unknown))}", flush=True)
    return int(bool(failed or unknown))


def summary(module: str, plugin: Mutating, unexplained: int) -> str:
    """Return the line that ends a module's run: what became of its changes."""
    noticed, survived = plugin.counts["noticed"], plugin.counts["survived"]
    without = plugin.counts["not tried"]
    return (
        f"{module}: {noticed + survived} tried, {noticed} noticed, {survived} survived"
        f" ({without} more in functions that no test comes to);"
        f" {len(plugin.survivors) - unexplained} explained, {unexplained} not explained"
    )


def tests_of(module: str) -> list[str]:
    """Return the files of the tests that belong to a module."""
    patterns = (*TESTS[module], *EVERYWHERE)
    return [str(path) for each in patterns for path in sorted((HOUSE / "tests").glob(each))]


def explained(module: str) -> set[tuple[str, ...]]:
    """Return the survivors of a module that docs/mutants.md explains: function, change."""
    lines = EXPLAINED.findall((HOUSE / "docs" / "mutants.md").read_text("utf-8"))
    return {(function, change) for about, function, change in lines if about == module}


if __name__ == "__main__":
    sys.exit(main())
