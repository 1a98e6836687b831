"""Which records no closed year keeps as they are, found by the database."""

from typing import Any, Self, TypeVar

from django.db import models

from kurume_privacy.models.closed_year import ClosedYear

Counted = TypeVar("Counted", bound=models.Model)


class ChangeableQuerySet(models.QuerySet[Counted]):
    """Records, and those of them that may be changed."""

    def changeable(self) -> Self:
        """Return the records that no closed year keeps whole (`Closing.whole`).

        So nobody is asked for what would be refused. A kind of record of which a report shows a
        part (`Record.goes_on`), or that another year's report shows, says so here too.
        """
        model: Any = self.model
        if not model.is_counted() or model.goes_on:
            return self.all()
        return self.exclude(**{f"{year_way(model)}__in": ClosedYear.objects.values("year")})


def year_way(model: Any) -> str:
    """Return the way from a record to the year in which it is counted, or what it belongs to is."""
    if model.owner is None:
        return model.year_field().name
    owner = model._meta.get_field(model.owner).related_model
    return f"{model.owner}__{year_way(owner)}"
