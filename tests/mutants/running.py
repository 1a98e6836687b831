"""Runs the tests on every mutant: a child of this process each, with the function exchanged in it.

No file is changed: the child has the database in memory as the tests left it, and gives the
function the other code. A mutant is tried on the tests that come to its function, to the first
that fails.
"""

import gc
import os
import signal
import sys
from collections import Counter, deque
from pathlib import Path
from types import FunctionType

import pytest

from tests.mutants.changes import Mutant, mutants

LONGEST = 300  # seconds; what runs longer goes round in circles, and is noticed
NOTICED, SURVIVED = 1, 0


class Mutating:
    """A plugin of pytest that runs the tests once as they are, and then on every mutant."""

    def __init__(self, path: Path, processes: int):
        self.path, self.processes = str(path), processes
        self.counts: Counter[str] = Counter()
        self.survivors: list[Mutant] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run everything; the tests have to be green to begin with."""
        called = self.as_it_is(session)
        if session.testsfailed:
            return True
        waiting, running = deque(mutants(Path(self.path).read_text("utf-8"), self.path)), {}
        while waiting or running:
            while waiting and len(running) < self.processes:
                mutant = waiting.popleft()
                items = [item for item in session.items if mutant.function in called[item]]
                running[self.begin(session, mutant, items)] = mutant
            child, status = os.wait()
            self.note(running.pop(child), status)
        return True

    def as_it_is(self, session: pytest.Session) -> dict[pytest.Item, set[str]]:
        """Run every test, and return which functions of the module each comes to."""
        called: dict[pytest.Item, set[str]] = {}
        for item, following in in_turn(session.items):
            names = called[item] = set()

            def notice(frame, event, argument, names=names):
                if event == "call" and frame.f_code.co_filename == self.path:
                    names.add(frame.f_code.co_qualname)

            sys.setprofile(notice)
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            sys.setprofile(None)
        return called

    def begin(self, session: pytest.Session, mutant: Mutant, items: list[pytest.Item]) -> int:
        """Start a child that tries the mutant; return its number."""
        sys.stdout.flush()
        child = os.fork()
        if child:
            return child
        try:
            signal.alarm(LONGEST)
            hush()
            exchange(self.path, mutant)
            for item, following in in_turn(items):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if session.testsfailed:
                    break
        finally:
            os._exit(NOTICED if session.testsfailed else SURVIVED)

    def note(self, mutant: Mutant, status: int) -> None:
        """Count a mutant, and keep it if nothing noticed it."""
        survived = os.waitstatus_to_exitcode(status) == SURVIVED
        self.counts["survived" if survived else "noticed"] += 1
        if survived:
            self.survivors.append(mutant)
            print(f"\n{self.path}:{mutant.line}: {mutant.function}: {mutant.change}", flush=True)


def in_turn(items: list[pytest.Item]) -> zip:
    """Return each item with the next one; after the last the first, so that nothing is ended."""
    return zip(items, [*items[1:], *items[:1]], strict=True)


def hush() -> None:
    """Let a child say nothing."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def exchange(path: str, mutant: Mutant) -> None:
    """Give the function the code of the mutant, wherever the function is already known."""
    for found in gc.get_objects():
        code = found.__code__ if isinstance(found, FunctionType) else None
        if code and (code.co_filename, code.co_qualname) == (path, mutant.function):
            found.__code__ = mutant.code
