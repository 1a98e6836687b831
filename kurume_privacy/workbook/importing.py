"""Taking in a file: each record through the form a clerk would use, all of them or none.

What would happen is found out by doing it, in a transaction that is rolled back: no rule is
written twice, and what refers to another record of the same file finds it.
"""

from collections.abc import Callable, Iterator

from django.db import transaction

from kurume_privacy.models import User
from kurume_privacy.workbook.entering import Entering
from kurume_privacy.workbook.entries import Entries, Entry
from kurume_privacy.workbook.outcomes import ImportResult, Status
from kurume_privacy.workbook.parsing import CellParser
from kurume_privacy.workbook.sheet import Sheet
from kurume_privacy.xlsx.reading import FileRefused, open_grid

NO_RECORDS = "記録の行がありません。見出しの行の下に、1件ずつ入力してください。"
NOT_READ = "次の見出しの列は読みません：{named}"
TWICE = "{number}行目と同じ記録です。1件にまとめてください。"


class NotTakenIn(Exception):
    """Nothing of the file was taken in; ``result`` says what stands against it."""

    def __init__(self, result: ImportResult):
        super().__init__()
        self.result = result


class ImportRefused(NotTakenIn):
    """A record of the file is refused."""


class SomethingElse(NotTakenIn):
    """What would happen is not what was shown."""


def check(sheet: Sheet, content: bytes, name: str, user: User) -> ImportResult:
    """Return what taking in the file would do. Raises `FileRefused` for the file as a whole."""
    with transaction.atomic():
        result = TakingIn(sheet, content, name, user).run()
        transaction.set_rollback(True)
    return result


def take_in(
    sheet: Sheet,
    content: bytes,
    name: str,
    user: User,
    reason: str,
    *,
    shown: ImportResult | None = None,
    progress: Callable[[int], None] | None = None,
) -> ImportResult:
    """Take in the file, all of it or nothing, with the reason in the history of every record.

    Raises `ImportRefused` where a record is refused, and `SomethingElse` where what would happen
    is not what was ``shown``; ``progress`` is called with the number of lines read.
    """
    with transaction.atomic():
        result = TakingIn(sheet, content, name, user, reason, progress).run()
        if shown is not None and result.outcomes != shown.outcomes:
            raise SomethingElse(result)
        if result.counts[Status.REFUSED]:
            raise ImportRefused(result)
    return result


class TakingIn:
    """The taking in of one file."""

    def __init__(
        self, sheet: Sheet, content: bytes, name: str, user: User, reason="", progress=None
    ):
        self.sheet = sheet
        self.progress = progress or (lambda lines: None)
        self.grid = open_grid(content, name, sheet.knows)
        self.entries = Entries(sheet, self.grid, CellParser(sheet, user))
        self.entering = Entering(self.entries, user, reason)
        self.met: dict[tuple, int] = {}

    def run(self) -> ImportResult:
        """Enter every record, those without a number after those that have one."""
        unnumbered = set()
        for entry in self.entries:
            if self._draws_number(entry):
                unnumbered.add(entry.number)
            else:
                self._enter(entry)
        self._enter_lines(unnumbered)
        self._try_again()
        outcomes = self.entering.outcomes
        if not outcomes:
            raise FileRefused(NO_RECORDS)
        ordered = [outcomes[line] for line in sorted(outcomes)]
        return ImportResult(ordered, [*self.grid.notices, *self._not_read()])

    def _not_read(self) -> Iterator[str]:
        if unknown := self.entries.layout.unknown:
            yield NOT_READ.format(named="、".join(f"「{heading}」" for heading in unknown))

    def _draws_number(self, entry: Entry) -> bool:
        drawn = self.sheet.model.dated_by and "number" in self.sheet.known_by
        return bool(drawn) and self.entries.cell(entry.lines[0], "number") is None

    def _enter_lines(self, lines: set[int]) -> None:
        self.entering.save_waiting()
        for entry in self.entries if lines else ():
            if entry.number in lines:
                self._enter(entry)

    def _enter(self, entry: Entry) -> None:
        first = entry.lines[0]
        if contradiction := self.entries.contradiction(first):
            self.entering.refuse(entry, contradiction[1], placed=contradiction[0])
            return
        key = self.entries.key(first)
        met = entry.number if None in key else self.met.setdefault(key, entry.number)
        if met == entry.number:
            self.entering.enter(entry, key)
        else:
            self.entering.refuse(entry, TWICE.format(number=met))
        self.progress(entry.lines[-1].number)

    def _try_again(self) -> None:
        """Enter what was refused once more, while that helps: it may refer to a later record."""
        refused, before = self._refused(), None
        while refused and refused != before and self.sheet.refers_to_itself:
            self._enter_lines(refused)
            refused, before = self._refused(), refused

    def _refused(self) -> set[int]:
        found = self.entering.outcomes.values()
        return {outcome.line for outcome in found if outcome.status == Status.REFUSED}
