"""Timing in turns, and the memory of a tree of processes."""

import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

SAMPLING = 0.05  # seconds: to look is work, too


@dataclass(frozen=True)
class Comparison:
    """How long ours and theirs took in seconds, or how often a second they answered, by turns."""

    ours: list[float]
    theirs: list[float]

    @property
    def ratios(self) -> list[float]:
        """Ours as a multiple of theirs, each turn by itself: noise hits both alike."""
        return [mine / other for mine, other in zip(self.ours, self.theirs, strict=True)]

    @property
    def summary(self) -> dict[str, float]:
        """Median of the ratios with the range, and the median times."""
        return {
            "ratio": statistics.median(self.ratios),
            "least": min(self.ratios),
            "most": max(self.ratios),
            "turns": len(self.ratios),
            "ours": statistics.median(self.ours),
            "theirs": statistics.median(self.theirs),
        }


def seconds(act: Callable[[], object]) -> float:
    """Return how long ``act`` takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def in_turns(acts: dict[str, Callable[[], object]], turns: int) -> dict[str, list[float]]:
    """Do all of them in each turn, A B C A B C …; return how long each took, turn by turn."""
    times = [[seconds(act) for act in acts.values()] for _ in range(turns)]
    return dict(zip(acts, map(list, zip(*times, strict=True)), strict=True))


def compare(ours: Callable, theirs: Callable, turns: int) -> dict[str, float]:
    """Run each once to warm up, then in turns, and compare."""
    ours(), theirs()
    return Comparison(**in_turns({"ours": ours, "theirs": theirs}, turns)).summary


def peak_memory(command: Sequence[str]) -> float:
    """Run a command; return the most its whole tree of processes held at once, in MB.

    Shared pages are divided among those that share them (PSS), so nothing counts twice.
    """
    peak = 0
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=said, stderr=said)  # noqa: S603
        while process.poll() is None:
            peak = max(peak, sum(map(_held, _tree(process.pid))))
            time.sleep(SAMPLING)
        if process.returncode:
            said.seek(0)
            raise AssertionError(f"{' '.join(command)}: {said.read().decode()}")
    return peak / 1024


def _tree(pid: int) -> list[int]:
    try:
        threads = Path(f"/proc/{pid}/task").iterdir()
        children = [
            int(child) for thread in threads for child in (thread / "children").read_text().split()
        ]
    except OSError:  # it ended meanwhile
        return []
    return [pid, *(one for child in children for one in _tree(child))]


def _held(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
