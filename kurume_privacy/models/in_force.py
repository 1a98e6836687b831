"""What is known by a name between two dates."""

from datetime import date

from django.db import models

from kurume_privacy.calendar.fiscal import FiscalYear


class InForce(models.Model):
    """Something known by a name between two dates; an empty date leaves that side open."""

    valid_from = models.DateField("使用開始日", null=True, blank=True)
    valid_until = models.DateField("使用終了日", null=True, blank=True)

    class Meta:
        abstract = True

    def in_force_on(self, day: date) -> bool:
        """Say whether it was in use on ``day``."""
        return self.in_force_between(day, day)

    def in_force_during(self, year: FiscalYear) -> bool:
        """Say whether it was in use on any day of ``year``."""
        return self.in_force_between(year.first_day, year.last_day)

    def in_force_between(self, first: date, last: date) -> bool:
        """Say whether it was in use on any day from ``first`` to ``last``."""
        begun = self.valid_from is None or self.valid_from <= last
        return begun and (self.valid_until is None or first <= self.valid_until)


def in_force_on(day: date, path: str = "") -> models.Q:
    """Return the condition that the row at the end of ``path`` was in use on ``day``."""
    begun = models.Q((f"{path}valid_from", None)) | models.Q((f"{path}valid_from__lte", day))
    return begun & not_ended(day, path)


def not_ended(day: date, path: str = "") -> models.Q:
    """Return the condition that ``day`` does not find it ended, though it may be to begin."""
    until = f"{path}valid_until"
    return models.Q((until, None)) | models.Q((f"{until}__gte", day))
