"""The fiscal years whose records nobody changes, because their report is asked for or published."""

from django.db import models

from kurume_privacy.fiscal import FiscalYear


class ClosedYear(models.Model):
    """A year whose report was submitted; reopening it takes the row away."""

    year = models.PositiveSmallIntegerField("年度", unique=True)

    class Meta:
        verbose_name = verbose_name_plural = "締め切った年度"
        ordering = ["year"]

    def __str__(self):
        return str(FiscalYear(self.year))
