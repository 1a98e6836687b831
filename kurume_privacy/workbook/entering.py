"""One record of a file: found or new, through its form, and saved.

New records of a plain kind are saved many at a time. Where that fails, because two of them do not
go together, each is tried by itself and says why.
"""

from dataclasses import dataclass, replace
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from kurume_privacy.models import ClosedYear, Record, User
from kurume_privacy.models.asked import known_to_hold
from kurume_privacy.records.duplicates import Duplicates
from kurume_privacy.records.form import RecordForm
from kurume_privacy.records.lookups import SharedLookups
from kurume_privacy.workbook.entries import Entries, Entry, PlacedColumn
from kurume_privacy.workbook.filling import Filling
from kurume_privacy.workbook.matching import Matching
from kurume_privacy.workbook.messages import changes, personal, problems
from kurume_privacy.workbook.outcomes import ImportOutcome, Problem, Status

TAKEN = "ほかの記録と重なります。番号や名称を確かめてください。"
OUT_OF_SIGHT = "取り込むと、あなたには見えない記録になります。所管課を確かめてください。"
AT_ONCE = 500  # new records that are saved together


@dataclass
class Waiting:
    """A record that passed its form and is not saved yet."""

    entry: Entry
    key: tuple
    form: RecordForm
    personal: tuple[Problem, ...]  # what in it looks like what no record may hold


class Entering:
    """Enters the records of one file for one user, at one moment."""

    def __init__(self, entries: Entries, user: User, reason: str):
        self.sheet, self.entries, self.user, self.reason = entries.sheet, entries, user, reason
        self.sheet.model.hold_numbers()  # first of all locks: two files wait, and never both
        self.filling = Filling(entries)
        self.matching, self.duplicates = Matching(self.sheet, user), Duplicates(self.sheet.form)
        self.at, self.shared = timezone.now(), SharedLookups(ClosedYear.held())
        self.blank = self._form(None, None)
        self.waiting: list[Waiting] = []
        self.outcomes: dict[int, ImportOutcome] = {}

    def enter(self, entry: Entry, key: tuple) -> None:
        """Enter a record, or say why it is refused."""
        pk = self.matching.find(key)
        record = None if pk is None else self._locked(pk)
        called = "" if record is None else str(record)
        blank = self.blank if record is None else self._form(None, record)
        filled = self.filling.fill(entry, blank)
        form = self._form(filled.data, record)
        if record is not None and not filled.wrong and not form.has_changed():
            outcome = ImportOutcome(entry.number, Status.UNCHANGED, called)
        elif not self._is_valid(form, key) or filled.wrong:
            found = problems(form, filled)
            outcome = ImportOutcome(entry.number, Status.REFUSED, called, problems=found)
        else:
            new = Waiting(entry, key, form, personal(form, filled))
            outcome = self._entered(new) if record is None else self._changed(new, called)
        self.outcomes[entry.number] = outcome

    def refuse(
        self, entry: Entry, sentence: str, called: str = "", placed: PlacedColumn | None = None
    ) -> ImportOutcome:
        """Refuse the whole of a record, for a cell of its first line or altogether."""
        place, heading = (placed.place, placed.column.heading) if placed else (None, "")
        problem = Problem(entry.number, place, heading, sentence)
        refused = ImportOutcome(entry.number, Status.REFUSED, called, problems=(problem,))
        self.outcomes[entry.number] = refused
        return refused

    def _locked(self, pk: int) -> Record | None:
        """Return a stored record that nobody else changes until all is taken in.

        None where somebody deleted it since: what the file says of it is new then.
        """
        found = self.sheet.model.objects.shown().select_for_update(of=("self",))
        return found.filter(pk=pk).first()

    def _is_valid(self, form: RecordForm, key: tuple) -> bool:
        """Check a record; whoever sees the whole ledger has seen that a new number is free."""
        free = form.instance._state.adding and self.user.is_office and None not in key
        with known_to_hold(form.instance, self._numbered if free else frozenset()):
            return form.is_valid()

    @cached_property
    def _numbered(self) -> frozenset[str]:
        """The constraints that what recognises a record stands once."""
        fields = set(self.sheet.known_by)
        return frozenset(
            constraint.name
            for constraint in self.sheet.model._meta.constraints
            if isinstance(constraint, models.UniqueConstraint) and set(constraint.fields) == fields
        )

    def _form(self, data, record: Record | None) -> RecordForm:
        return self.sheet.form(
            data,
            instance=record,
            user=self.user,
            at=self.at,
            reason=self.reason,
            shared=self.shared,
        )

    # Saving

    def _entered(self, new: Waiting) -> ImportOutcome:
        """Save a new record, at once or with others."""
        numbered = self.entries.cell(new.entry.lines[0], "number") is not None
        same_as = self.duplicates.find(new.form, numbered)
        if not (numbered and self.sheet.model.is_plain()):
            return replace(self._alone(new), same_as=same_as)
        self.duplicates.add(new.form)
        self.waiting.append(new)
        outcome = replace(self._new(new), same_as=same_as)
        if len(self.waiting) >= AT_ONCE:
            self.outcomes[new.entry.number] = outcome
            self.save_waiting()
        return self.outcomes.get(new.entry.number, outcome)

    def save_waiting(self) -> None:
        """Save the new records that wait."""
        waiting, self.waiting = self.waiting, []
        if not waiting:
            return
        records = [new.form.instance for new in waiting]
        try:
            with transaction.atomic():
                for new in waiting:
                    new.form.sign(new.form.instance)
                self.sheet.model.objects.all().enter(records)
                self._refuse_out_of_sight(records)
        except (ValidationError, IntegrityError):
            for new in waiting:
                self._again(new)
        else:
            for new in waiting:
                self.matching.add(new.key, new.form.instance.pk)

    def _again(self, new: Waiting) -> None:
        """Judge a record anew, by itself, now that those before it are saved."""
        fresh = self._form(new.form.data, None)
        if fresh.is_valid():
            outcome = self._alone(replace(new, form=fresh))
            same_as = self.outcomes[new.entry.number].same_as
            self.outcomes[new.entry.number] = replace(outcome, same_as=same_as)
        else:
            filled = self.filling.fill(new.entry, self.blank)
            self.outcomes[new.entry.number] = ImportOutcome(
                new.entry.number, Status.REFUSED, "", problems=problems(fresh, filled)
            )

    def _alone(self, new: Waiting) -> ImportOutcome:
        outcome = self._saved(new.entry, new.form, "")
        if outcome is None:
            self.matching.add(new.key, new.form.instance.pk)
            self.duplicates.add(new.form)
            outcome = self._new(new)
        return outcome

    def _new(self, new: Waiting) -> ImportOutcome:
        called = str(new.form.instance)
        return ImportOutcome(new.entry.number, Status.NEW, called, personal=new.personal)

    def _changed(self, stored: Waiting, called: str) -> ImportOutcome:
        entry, form = stored.entry, stored.form
        changed = tuple(changes(form))
        outcome = ImportOutcome(
            entry.number, Status.CHANGED, called, changes=changed, personal=stored.personal
        )
        return self._saved(entry, form, called) or outcome

    def _saved(self, entry: Entry, form: RecordForm, called: str) -> ImportOutcome | None:
        """Save what a form holds; return why that is refused, if it is."""
        try:
            with transaction.atomic():
                self._refuse_out_of_sight([form.save()])
        except ValidationError as refusal:  # its year was closed meanwhile
            return self.refuse(entry, "".join(refusal.messages), called)
        except IntegrityError:
            return self.refuse(entry, TAKEN, called)
        return None

    def _refuse_out_of_sight(self, records: list[Record]) -> None:
        """Nobody moves a record out of their own sight."""
        if self.user.is_office:
            return
        keys = [record.pk for record in records]
        visible = self.sheet.model.objects.visible_to(self.user).filter(pk__in=keys)
        if visible.count() != len(keys):
            raise ValidationError(OUT_OF_SIGHT)
