"""Rows of the law in a migration: found by their keys, put in and taken out again as they were.

A row that is put in gets the first key of the table that no row has or had: going back and forward
again gives the same rows.
"""

from collections.abc import Iterator
from itertools import count
from typing import Any

from django.db import connection
from django.utils import timezone

from kurume_privacy.migrations._law import refuse

REASON = "法令の行の追加"


class Rows:
    """The rows of the law, as the apps of a migration know them."""

    def __init__(self, apps):
        self.apps = apps

    def of(self, name: str) -> Any:
        """Return the rows of a model."""
        return self.apps.get_model("kurume_privacy", name).objects

    def history(self, name: str) -> Any:
        """Return the history of a model."""
        return self.of(f"Historical{name}")

    def first_name(self, model: str, row: Any) -> str:
        """Return what a row was called when it was entered: renaming it changes nothing here."""
        told = self.history(model).filter(id=row.pk).order_by("history_id").first()
        return (told or row).name

    def regime(self, key: str) -> Any:
        """Return a regime by its key; None where there is none."""
        return self.of("Regime").filter(key=key).first()

    def every(self, name: str, regime: str, *keys: str) -> Any:
        """Return the rows of a regime, those of these keys or all."""
        rows = self.of(name).filter(regime__key=regime)
        return rows.filter(key__in=keys) if keys else rows

    def put_in(self, model: str, /, **values: Any) -> Any:
        """Enter a row with the beginning of its history."""
        rows, history = self.of(model), self.history(model)
        keys = {*rows.values_list("pk", flat=True), *history.values_list("id", flat=True)}
        row = rows.create(pk=_free(keys), **values)
        self.remember(model, row, "+")
        return row

    def remember(self, name: str, row: Any, how: str, **more: Any) -> Any:
        """Write how a row stands now into its history."""
        history = self.history(name)
        stated = {field.attname: getattr(row, field.attname) for field in row._meta.fields}
        said = {"history_type": how, "history_date": timezone.now()} | more
        taken = {*history.values_list("history_id", flat=True)}
        said.setdefault("history_change_reason", REASON)
        return history.create(history_id=_free(taken), **stated, **said)

    def set(self, model: str, rows: Any, /, **values: Any) -> None:
        """Set columns that are new, in the history too: it had no such column before."""
        keys = list(rows.values_list("pk", flat=True))
        self.of(model).filter(pk__in=keys).update(**values)
        self.history(model).filter(id__in=keys).update(**values)

    def answer(self, outcome: Any, kinds: Any) -> None:
        """Let an outcome answer these kinds of request and no others."""
        through = outcome.kinds.through.objects
        wanted = {*kinds.values_list("pk", flat=True)}
        through.filter(outcome=outcome).exclude(requestkind__in=wanted).delete()
        known = {*through.filter(outcome=outcome).values_list("requestkind", flat=True)}
        for kind in sorted(wanted - known):
            free = _free({*through.values_list("pk", flat=True)})
            link = through.create(pk=free, outcome=outcome, requestkind_id=kind)
            self._remember_link(link)

    def _remember_link(self, link: Any) -> None:
        past = self.history("Outcome").filter(id=link.outcome_id).order_by("history_id").last()
        self.of("HistoricalOutcome_kinds").create(
            id=link.pk,
            history_id=past.pk,
            outcome_id=link.outcome_id,
            requestkind_id=link.requestkind_id,
        )

    def take_out(self, name: str, rows: Any) -> None:
        """Delete rows with their history; refuse where a record names one."""
        for row in list(rows.order_by("-pk")):
            if name == "Outcome":
                row.kinds.through.objects.filter(outcome_id=row.pk)._raw_delete("default")
            if _is_named(row):
                refuse([getattr(row, "name", str(row.pk))])
            self.of(name).filter(pk=row.pk)._raw_delete("default")
            self.history(name).filter(id=row.pk).delete()

    def reset_sequences(self, *names: str) -> None:
        """Let the database go on counting behind what was put in."""
        if connection.vendor != "postgresql":
            return
        with connection.cursor() as cursor:
            for model in self._models(names):
                table, column = model._meta.db_table, model._meta.pk.column
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'),"  # noqa: S608
                    f" (SELECT COALESCE(MAX({column}), 1) FROM {table}))"
                )

    def _models(self, names: tuple[str, ...]) -> Iterator[Any]:
        for name in names:
            yield self.of(name).model
            yield self.history(name).model
        yield self.of("Outcome").model.kinds.through


def _is_named(row: Any) -> bool:
    """Say whether a row of another table names this one; asked by tables, as all apps have them."""
    with connection.cursor() as cursor:
        for relation in row._meta.related_objects:
            table, column = relation.related_model._meta.db_table, relation.field.column
            if relation.many_to_many or not relation.field.db_constraint:
                continue
            query = f'SELECT 1 FROM "{table}" WHERE "{column}" = %s LIMIT 1'  # noqa: S608
            cursor.execute(query, [row.pk])
            if cursor.fetchone():
                return True
    return False


def _free(taken: set[int]) -> int:
    return next(key for key in count(1) if key not in taken)
