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
