"""What is true of every record: one way to save it, a history, and a year."""

from collections import Counter
from datetime import date, datetime
from typing import Any, Self, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.urls import reverse

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models.asked import Asked, asked_about
from kurume_privacy.models.changeable import ChangeableQuerySet
from kurume_privacy.models.closed_year import ClosedYear, refuse_closed
from kurume_privacy.models.search_key import History, search_key_field
from kurume_privacy.models.shown import NOTHING, WHOLE, Shown
from kurume_privacy.models.signed import Signed
from kurume_privacy.models.year import FiscalYearOf, YearField, fiscal_year_of, validate_year

# What migrations name as of here.
__all__ = [
    "ORGANISATION",
    "BulkRefused",
    "FiscalYearOf",
    "Record",
    "RecordQuerySet",
    "fiscal_year_of",
    "validate_year",
]

Kept = TypeVar("Kept", bound="Record")
# The way from a record to all that its division is called by.
ORGANISATION = "division__department__agency"


class BulkRefused(TypeError):
    """Somebody tried to write records around `Record.save`, and so around their history."""


class RecordQuerySet(ChangeableQuerySet[Kept]):
    """Reads as any queryset; refuses the bulk writes that leave no history."""

    def in_year(self, year: FiscalYear) -> Self:
        """Return the records that the report of ``year`` counts."""
        return self.filter(year=int(year))

    def count_by(self, *fields: str) -> Counter:
        """Count in the database: {(value of each field, …): number of records}."""
        rows = self.order_by().values_list(*fields).annotate(records=models.Count("*"))
        return Counter({tuple(values): count for *values, count in rows})

    def visible_to(self, user) -> Self:
        """Return what this user may see: a clerk what the own division keeps, no other's.

        Records without a division (`Record.division_path`) are the office's.
        """
        if not getattr(user, "sees_records", False):
            return self.none()
        if user.is_office or user.is_approver:
            return self
        if self.model.division_path is None:
            return self.none()
        return self.filter(**{f"{self.model.division_path}__in": user.kept_divisions})

    def open(self) -> Self:
        """Return those on which work goes on; none of a kind that has no course."""
        return self.none()

    def shown(self) -> Self:
        """Look up along with the records what a list and a page show of them."""
        return self._along(self.model.shown_with)

    def written(self) -> Self:
        """Look up along with the records what a file holds of them and their rows."""
        along = self._along((*self.model.shown_with, *self.model.written_with))
        return along.prefetch_related(*self.model.collected)

    def _along(self, relations: tuple[str, ...]) -> Self:
        return self.select_related(*relations) if relations else self  # none would mean all

    def enter(self, records: list[Kept]) -> None:
        """Save many new records with their history, all or none, as `Record.save` saves each.

        For kinds of records that nothing belongs to and nothing is derived of.
        """
        if not self.model.is_plain():
            self._refuse()
        with transaction.atomic():
            days = ClosedYear.held()
            for record in records:
                refuse_closed(record, days)
            super().bulk_create(records)
            self.model.history.bulk_history_create(records)

    def _refuse(self, *args, **kwargs):
        raise BulkRefused("記録は一件ずつ保存します（まとめて書き込むと履歴が残りません）。")

    update = bulk_create = bulk_update = _refuse

    def delete(self):
        """Delete the records, unless the report of a closed year shows one of them."""
        with transaction.atomic():
            days = ClosedYear.held() if self.model.is_counted() else {}
            for record in self.all() if days else ():
                refuse_closed(record, days, deleting=True)
            return super().delete()

    # As Django has it: not of a manager.
    delete.alters_data = delete.queryset_only = True


class Record(models.Model):
    """A record: saved one at a time, with who, when and what in its history."""

    # The way to the division whose clerks keep the record; without one, the office keeps it.
    division_path: str | None = None
    # The date that decides in which year it is numbered and counted.
    dated_by: str | None = None
    # What its number is called: 第12号, 第2回.
    counted_in = "号"
    # What it belongs to: the years that count that count this with it.
    owner: str | None = None
    # The reverse relations to what belongs to it: changed, deleted and restored with it.
    parts: tuple[str, ...] = ()
    # The relations that a list and a page show; those that a file writes besides; of its rows.
    shown_with: tuple[str, ...] = ()
    written_with: tuple[str, ...] = ()
    collected: tuple[str, ...] = ()
    # The relations that its rules ask about, where many are judged at once.
    judged_with: tuple[str, ...] = ()
    # Work goes on behind the day up to which a year counts: no closed year keeps it whole.
    goes_on = False
    # Who saves it, when and why, for its history.
    _history_user: models.Model | None
    _history_date: datetime
    _change_reason: str | None

    history = History(inherit=True, bases=[Signed])
    objects = models.Manager.from_queryset(RecordQuerySet)()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, **options):
        """Save the record and its history in one transaction."""
        for name in self._generated() if self.pk else ():
            self.__dict__.pop(name, None)  # read anew: what it was derived from may have changed
        if (key := search_key_field(type(self))) and options.get("update_fields"):
            options["update_fields"] = {*options["update_fields"], key.name}
        with transaction.atomic():
            self._refuse_closed()
            super().save(**options)

    def get_absolute_url(self) -> str:
        """Return the address of its page at the desk."""
        return reverse(f"{self._meta.app_label}:{self._meta.model_name}_detail", args=[self.pk])

    def delete(self, *args, **options):
        """Delete the record, unless the report of a closed year shows it."""
        with transaction.atomic():
            self._refuse_closed(deleting=True)
            return super().delete(*args, **options)

    def _refuse_closed(self, **act: bool) -> None:
        if self.is_counted():
            refuse_closed(self, ClosedYear.held(), **act)

    @classmethod
    def is_counted(cls) -> bool:
        """Say whether a report counts such records: the law and the organisation it does not."""
        return cls.owner is not None or cls.year_field() is not None

    @classmethod
    def year_field(cls) -> Any:
        """Return the field of the year in which such records are counted, if they are."""
        kinds = ((field, getattr(field, "output_field", field)) for field in cls._meta.fields)
        return next((field for field, kind in kinds if isinstance(kind, YearField)), None)

    @classmethod
    def year_follows(cls) -> str | None:
        """Return the field that decides on the year: a date, or the year itself."""
        year = cls.year_field()
        if year is None:
            return None
        return year.expression.get_source_expressions()[0].name if year.generated else year.name

    def shown_in(self, year: int, counted_to: date = date.max) -> Shown:
        """Return what the report of ``year`` shows of the record: all of it, or nothing.

        While the year is closed, it stays so (`refuse_closed`). A record that has a course says
        itself what it shows of it: what is dated up to ``counted_to``.
        """
        if self.owner is None:
            return WHOLE if self.own_year() == year else NOTHING
        owner = self._owner()
        shown = NOTHING if owner is None else owner.shown_in(year, counted_to)
        return WHOLE if shown.whole else NOTHING

    def is_dated(self) -> bool:
        """Say whether it is known when it counts: by its own date, or by what it belongs to."""
        return self.owner is not None or self.own_year() is not None

    def stored(self) -> "Record | None":
        """Return the record as it is stored."""
        return type(self)._base_manager.filter(pk=self.pk).first()

    def _owner(self) -> "Record | None":
        """Return what it belongs to, as that is stored: an instance at hand may say otherwise."""
        field: Any = self._meta.get_field(self.owner)  # type: ignore[arg-type]  # asked of a part
        return field.related_model._base_manager.filter(pk=getattr(self, field.attname)).first()

    @classmethod
    def is_plain(cls) -> bool:
        """Say whether nothing belongs to such records and their saving does nothing besides."""
        return cls.save is Record.save and not cls.parts and not cls._meta.many_to_many

    def own_year(self) -> int | None:
        """Return the year that its date would give it, stored or not."""
        name = self.year_follows()
        value = None if name is None else self.value_of(name)
        return value.year - (value.month < 4) if isinstance(value, date) else value

    @property
    def reference(self) -> str:
        """令和3年度第12号: of a numbered record, whose numbers begin anew each year."""
        return f"{self.in_year}第{self.number}号"

    @property
    def in_year(self) -> str:
        """令和3年度: the year that its date gives it, stored or not; nothing without a date."""
        year = self.own_year()
        return "" if year is None else YearField.in_words(year)

    def value_of(self, name: str) -> Any:
        """Return the value of a field, as the database would give it back."""
        return self._meta.get_field(name).to_python(getattr(self, name))

    @classmethod
    def hold_numbers(cls) -> None:
        """Let nobody else draw a number of this ledger, or take in a file, until all is done."""
        ledger = ContentType.objects.get_for_model(cls)
        ContentType.objects.select_for_update().get(pk=ledger.pk)

    @classmethod
    def next_number(cls, year: int) -> int:
        """Return the number that follows the last one of a fiscal year.

        Whoever draws one holds the ledger's numbers to the end of the transaction: two who enter
        at the same moment draw one after the other.
        """
        cls.hold_numbers()
        last = cls._base_manager.filter(year=year).aggregate(last=models.Max("number"))["last"]
        return (last or 0) + 1

    def clean_fields(self, exclude=None):
        """Check the fields; what a form has just looked up is there."""
        found = {
            field.name
            for field in self._meta.concrete_fields
            if field.many_to_one and field.get_cached_value(self, default=None) is not None
        }
        super().clean_fields(exclude=found | set(exclude or ()))

    def get_constraints(self):
        """Return the constraints to ask about."""
        return [
            (model, [Asked(each) for each in found if asked_about(self, each)])
            for model, found in super().get_constraints()
        ]

    def validate_constraints(self, exclude=None):
        """Check what stands on a generated column too, though no form has a field for it."""
        super().validate_constraints(exclude=set(exclude or ()) - self._generated())

    @classmethod
    def _generated(cls) -> set[str]:
        return {field.name for field in cls._meta.fields if field.generated}
