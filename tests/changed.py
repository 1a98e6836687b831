"""Which tests the present change asks for: prints their paths, one a line, for ``make test-quick``.

Changed is what differs from where the branch left ``main``; on ``main`` what is not committed,
or else the last commit.
"""

import subprocess
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

PROJECT = Path(__file__).resolve().parent.parent
ROOMS = ("kurume_privacy", "registrations", "disclosure", "council", "outside_use", "reports")
# Rooms that the tests alone have.
ONLY_TESTS = {
    "bench": "tests/test_bench.py",
    "newcomer": "tests/newcomer",
    "upgrades": "tests/upgrades",
}
ALWAYS = {"tests/test_arrows.py", "tests/test_house.py", "tests/test_words.py"}


def changed() -> list[str]:
    """Return the path of every file that was changed, added or deleted."""
    left = git("merge-base", "HEAD", "main") or ["HEAD"]
    new = git("ls-files", "--others", "--exclude-standard")
    return [*git("diff", "--name-only", *left), *new] or git("diff", "--name-only", "HEAD~1")


def git(*words: str) -> list[str]:
    """Return the lines that git answers; none where it knows no answer."""
    command = ("git", "-c", "core.quotePath=off", *words)
    ran = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)  # noqa: S603
    return ran.stdout.splitlines() if ran.returncode == 0 else []


def wanted(paths: Iterable[str]) -> list[str]:
    """Return the folders and files of the tests of these files, each once."""
    found = {test for path in paths if (test := _of(PurePosixPath(path)))} | ALWAYS
    return sorted(test for test in found if not any(inside(test, other) for other in found))


def _of(path: PurePosixPath) -> str | None:
    """Return the tests of one file: itself, the room it stands in, or those of the whole house."""
    room, *rest = path.parts
    if room == "tests":
        if path.name.startswith("test_"):
            return str(path) if (PROJECT / path).exists() else None
        if rest[0] in ONLY_TESTS:
            return ONLY_TESTS[rest[0]]
        room = rest[0]
    elif room == "templates":  # the first folder says whose; every other is the ground floor's
        room = rest[0] if rest[0] in ROOMS else "kurume_privacy"
    if room in ROOMS:
        return f"tests/{room}"
    return "tests/test_documents.py" if path.suffix == ".md" else "tests/test_commands.py"


def inside(test: str, other: str) -> bool:
    """Say whether one is run along with the other."""
    return PurePosixPath(other) in PurePosixPath(test).parents


if __name__ == "__main__":
    print(*wanted(changed()), sep="\n")
