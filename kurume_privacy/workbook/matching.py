"""Which stored record a line is."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from kurume_privacy.models import Division, Succession, User
from kurume_privacy.workbook.sheet import Sheet


class Matching:
    """The records of a ledger that a user may see, by what they are recognised by.

    A year is read when the first line of it is met: {what is recognised: key of the record}. What
    is recognised by its division is also found by what that became.
    """

    def __init__(self, sheet: Sheet, user: User):
        self.sheet, self.user = sheet, user
        self.by_year: dict[int | None, dict[tuple, int]] = {}
        fields: list[Any] = [sheet.model._meta.get_field(name) for name in sheet.known_by]
        self.places = [place for place, each in enumerate(fields) if each.related_model is Division]
        self.succession = Succession.of() if self.places else Succession()
        self.became: dict[tuple, list[tuple[tuple, int]]] = defaultdict(list)
        self.today = timezone.localdate()

    def find(self, key: tuple) -> int | None:
        """Return the key of the record; None where there is none, or a part cannot be read."""
        if None in key:
            return None
        year = self._year(key)
        if year not in self.by_year:
            self.by_year[year] = {}
            for found, pk in self._read(year):
                self._remember(year, found, pk)
        return self.by_year[year].get(key) or self._by_another_name(key)

    def add(self, key: tuple, pk: int) -> None:
        """Remember a record that was entered since."""
        if None not in key and (year := self._year(key)) in self.by_year:  # or it will be read
            self._remember(year, key, pk)

    def _remember(self, year: int | None, key: tuple, pk: int) -> None:
        self.by_year[year][key] = pk
        if self.succession.taken_over:
            self.became[self._presently(key)].append((key, pk))

    def _by_another_name(self, key: tuple) -> int | None:
        """Return the one record under a division that became the key's, or that the key's became.

        None for several: divisions that became one may each have had such a record.
        """
        found = [
            pk
            for other, pk in self.became.get(self._presently(key), ())
            if all(self.succession.are_one(key[at], other[at], self.today) for at in self.places)
        ]
        return found[0] if len(found) == 1 else None

    def _presently(self, key: tuple) -> tuple:
        """Return what is recognised, each division as what keeps its records today."""
        return tuple(
            self.succession.keeper(value, self.today) if place in self.places else value
            for place, value in enumerate(key)
        )

    def _year(self, key: tuple) -> int | None:
        names = self.sheet.known_by
        return key[names.index("year")] if "year" in names else None

    def _read(self, year: int | None) -> Iterator[tuple[tuple, int]]:
        found = self.sheet.model.objects.visible_to(self.user).order_by()
        if year is not None:
            found = found.filter(year=year)  # type: ignore[misc]  # every ledger has it
        for *key, pk in found.values_list(*self.sheet.known_by, "pk"):
            yield tuple(key), pk
