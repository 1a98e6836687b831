"""When a request is due: counted at receipt, and moved by its own course alone."""

from dataclasses import replace
from datetime import date
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import models

from disclosure.models.course import changed
from disclosure.models.sent_along import pauses_of
from kurume_privacy.calendar import deadlines
from kurume_privacy.calendar.deadlines import ClosedDayNames, Deadline, SpecialDate
from kurume_privacy.models import DecisionDeadline, Record, RequestKind, closed_days
from kurume_privacy.models.left_as_it_was import is_left_as_it_was

# What of its own moves the due date.
COURSE = (
    "extended_on",
    "extension_days",
    "special_notified_on",
    "special_part_on",
    "special_rest_on",
)
RECEIPT = ("received_on", "first_received_on", "kind__regime", "kind__key")


class DueDate(Record):
    """The due date of a request, at receipt and now."""

    kind: "models.ForeignKey[RequestKind, RequestKind]"
    received_on: "models.DateField[date, date]"
    first_received_on: "models.DateField[date | None, date | None]"
    begins_on: date
    extended_on: "models.DateField[date | None, date | None]"
    extension_days: "models.PositiveSmallIntegerField[int | None, int | None]"
    special_notified_on: "models.DateField[date | None, date | None]"
    special_date: SpecialDate | None

    original_due_on = models.DateField("当初の決定期限", null=True, editable=False)
    due_on = models.DateField("決定期限", null=True, editable=False)

    class Meta:
        abstract = True

    def save(self, **options):
        """Save the request; only what its own course changes moves its due date.

        A rule or a closed day that changed moves nothing here: `disclosure.due` asks first.
        """
        counted = not is_left_as_it_was(self) and self._follow_course()
        if counted and options.get("update_fields") is not None:
            options["update_fields"] = {*options["update_fields"], "original_due_on", "due_on"}
        super().save(**options)

    def decision_deadline(self) -> DecisionDeadline | None:
        """Return the row of its kind's deadline that was in force when its period began."""
        return self.kind.deadline_on(self.begins_on) if self.begins_on else None

    def deadline(self, closed: ClosedDayNames | None = None) -> Deadline | None:
        """Return the deadline as the rule counts it today; none where the law gives no days."""
        if (rule := self._rule()) is None:
            return None
        extension = self.extension_days or 0, self.extended_on
        course = pauses_of(self), *extension, self.special_date
        return deadlines.deadline(rule, self.begins_on, closed or closed_days(), *course)

    def latest_part(self) -> date | None:
        """Return the last day for a considerable part (法84条); none where it cannot be counted.

        It is counted by the rule of the first period, without what is corrected.
        """
        rule, days = self._rule(), self.kind.special_part_days
        if rule is None or days is None:
            return None
        longer = replace(rule, days=days)
        return deadlines.deadline(longer, self.begins_on, closed_days(), pauses_of(self)).due

    def first_due(self) -> date | None:
        """Return the due date at receipt; none where none can be counted."""
        found = self.deadline()
        return found.original if found else None

    def _rule(self) -> deadlines.Rule | None:
        row = self.decision_deadline()
        return row.deadline_rule() if row else None

    def check_extension(self) -> None:
        """法83条2項: no longer than the law allows, and longer than without."""
        days, row = self.extension_days, self.decision_deadline() if self.extension_days else None
        if days is None or row is None:
            return
        if row.extension_days is not None and days > row.extension_days:
            message = f"延長の日数は、{row.extension_days}日までにしてください。"
            raise ValidationError({"extension_days": message})
        rule = row.deadline_rule()
        if rule and rule.extended(days) <= rule.days:
            message = f"受付からの通算の日数を、{rule.days}日より長くしてください。"
            raise ValidationError({"extension_days": message})

    @property
    def may_be_extended_late(self) -> bool:
        """Whether its extension was notified after the due date at receipt, breaks left out."""
        return self._may_be_late("extended_on")

    @property
    def may_be_special_late(self) -> bool:
        """Whether its special period was notified after the due date at receipt, likewise."""
        return self._may_be_late("special_notified_on")

    def _may_be_late(self, name: str) -> bool:
        day = cast("Any", self).value_of(name)
        return bool(day and self.original_due_on and day > self.original_due_on)

    def _follow_course(self) -> bool:
        """Count the due date anew where the course is not as stored, and say whether that is so."""
        received = self._received_otherwise()
        differs = received or changed(self, *COURSE)
        if differs:
            self.count_due(at_receipt=received)
        return differs

    def _received_otherwise(self) -> bool:
        """Say whether it is new, of another day, or of a kind with another deadline."""
        stored = type(self)._base_manager.filter(pk=self.pk).values_list(*RECEIPT).first()
        kind = self.kind.regime_id, self.kind.key
        return stored != (self.received_on, self.first_received_on, *kind)

    def count_due(self, at_receipt: bool = False) -> None:
        """Set the due date anew; the original one only for another receipt, or if not known."""
        found = self.deadline()
        self.due_on = found.due if found else None
        if at_receipt or self.original_due_on is None:
            self.original_due_on = found.original if found else None

    def refresh_due(self) -> None:
        """Count and store the due date, and nothing else that this instance may hold unsaved."""
        stored = type(self)._base_manager.select_related("kind__regime").get(pk=self.pk)
        before = stored.original_due_on, stored.due_on
        stored.count_due()
        if before != (stored.original_due_on, stored.due_on):
            stored.save()
        self.original_due_on, self.due_on = stored.original_due_on, stored.due_on
