"""Runs the tests on every mutant: a child of this process each, with the function exchanged in it.

No file is changed: the child has the database in memory as the tests left it, and gives the
function the other code. A mutant is tried on the tests that come to its function, to the first
that fails.
"""

import gc
import os
import signal
import sys
import traceback
from collections import Counter, defaultdict, deque
from pathlib import Path
from types import FunctionType

import pytest

from tests.mutants.changes import Mutant, mutants

LONGEST = 300  # seconds of the processor; what takes more goes round in circles, and is noticed
PROOF = 20  # tests
NOT_REACHED = "no test comes here"
NOTICED, SURVIVED, BROKEN = 1, 0, 3


class Mutating:
    """A plugin of pytest that runs the tests once as they are, and then on every mutant."""

    def __init__(self, path: Path, processes: int):
        self.path, self.processes = str(path), processes
        self.counts: Counter[str] = Counter()
        self.survivors: list[Mutant] = []
        self.noticed_by: Counter[pytest.Item] = Counter()
        self.known: dict[str, list[FunctionType]] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run everything; the tests have to be green to begin with."""
        session.items.sort(key=asks_the_database)  # what is quick comes first
        called = self.as_it_is(session)
        if session.testsfailed:
            return True
        self.known = functions_of(self.path)
        gc.freeze()  # a child that collects nothing of its parent's copies little of it
        self.prove(session)
        waiting, running = deque(mutants(Path(self.path).read_text("utf-8"), self.path)), {}
        while waiting or running:
            while waiting and len(running) < self.processes:
                mutant = waiting.popleft()
                if items := self.keenest_first(session.items, called, mutant.function):
                    child, told = self.begin(session, mutant, items)
                    running[child] = mutant, items, told
                else:
                    self.leave(mutant)
            if running:
                child, status = os.wait()
                self.note(*running.pop(child), status)
        return True

    def keenest_first(
        self, items: list[pytest.Item], called: dict[pytest.Item, set[str]], function: str
    ) -> list[pytest.Item]:
        """Return the tests that come to a function, those that noticed most so far first."""
        reaching = [item for item in items if function in called[item]]
        return sorted(reaching, key=lambda item: -self.noticed_by[item])

    def leave(self, mutant: Mutant) -> None:
        """Keep, once, that no test comes to a function: there is nothing to try."""
        self.counts["not tried"] += 1
        if all(mutant.function != known.function for known in self.survivors):
            self.keep(mutant._replace(change=NOT_REACHED))

    def as_it_is(self, session: pytest.Session) -> dict[pytest.Item, set[str]]:
        """Run every test, and return which functions of the module each comes to."""
        called: dict[pytest.Item, set[str]] = {}
        for item, following in in_turn(session.items):
            names = called[item] = set()

            def notice(frame, event, argument, names=names):
                if event == "call" and frame.f_code.co_filename == self.path:
                    names.add(frame.f_code.co_qualname)

            sys.settrace(notice)  # told of calls alone, as it returns nothing
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            sys.settrace(None)
        return called

    def prove(self, session: pytest.Session) -> None:
        """Let some tests run in a child on the code as it is: what fails there proves nothing."""
        child, told = self.begin(session, None, session.items[:PROOF])
        _, status = os.waitpid(child, 0)
        os.close(told)
        if os.waitstatus_to_exitcode(status) != SURVIVED:
            pytest.exit("the tests fail in a child even where nothing is changed")

    def begin(
        self, session: pytest.Session, mutant: Mutant | None, items: list[pytest.Item]
    ) -> tuple[int, int]:
        """Start a child that tries the mutant, or the code as it is.

        Returns its number, and where it tells which of the tests failed.
        """
        sys.stdout.flush()
        told, tell = os.pipe()
        child = os.fork()
        if child:
            os.close(tell)
            return child, told
        try:
            os._exit(self.attempt(session, mutant, items, tell))
        finally:
            traceback.print_exc()
            os._exit(BROKEN)

    def attempt(
        self, session: pytest.Session, mutant: Mutant | None, items: list[pytest.Item], tell: int
    ) -> int:
        """Run the tests on the mutant, to the first that fails; return whether one did."""
        signal.setitimer(signal.ITIMER_PROF, LONGEST)
        if mutant:
            for function in self.known[mutant.function]:
                function.__code__ = mutant.code
        hush()
        for place, (item, following) in enumerate(in_turn(items)):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if session.testsfailed:
                os.write(tell, str(place).encode())
                return NOTICED
        return SURVIVED

    def note(self, mutant: Mutant, items: list[pytest.Item], told: int, status: int) -> None:
        """Count a mutant, and keep it if nothing noticed it."""
        with os.fdopen(told, "rb") as telling:
            if place := telling.read():  # nothing of one that went round in circles
                self.noticed_by[items[int(place)]] += 1
        ended = os.waitstatus_to_exitcode(status)
        if ended == BROKEN:
            pytest.exit(f"{mutant.function}: {mutant.change}: the run itself is broken")
        survived = ended == SURVIVED
        self.counts["survived" if survived else "noticed"] += 1
        if survived:
            self.keep(mutant)
        else:
            print(".", end="", flush=True)

    def keep(self, mutant: Mutant) -> None:
        """Keep a survivor, and name it at once."""
        self.survivors.append(mutant)
        print(f"\n{self.path}:{mutant.line}: {mutant.function}: {mutant.change}", flush=True)


def asks_the_database(item: pytest.Item) -> bool:
    """Say whether a test needs the database, and may take long."""
    return bool(
        item.get_closest_marker("django_db") or {"db", "django_db_setup"} & {*item.fixturenames}
    )


class More:
    """What stands behind the last test: the session goes on, its modules and classes do not."""

    def __init__(self, session: pytest.Session):
        self.session = session

    def listchain(self) -> list[pytest.Session]:
        """Return what is still needed."""
        return [self.session]


def in_turn(items: list[pytest.Item]) -> zip:
    """Return each item with the one after it, so that the database stays."""
    return zip(items, [*items[1:], *(More(item.session) for item in items[-1:])], strict=True)


def hush() -> None:
    """Let a child say nothing."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def functions_of(path: str) -> dict[str, list[FunctionType]]:
    """Return the functions of a file by their names, wherever they are already known."""
    found: dict[str, list[FunctionType]] = defaultdict(list)
    for each in gc.get_objects():
        if type(each) is FunctionType and each.__code__.co_filename == path:  # asks no lazy object
            found[each.__code__.co_qualname].append(each)
    return found
