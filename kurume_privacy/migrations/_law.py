"""The rows of the law in a migration: by what they began as, for the administrator renames them.

Rows have a lasting key from 0009 on, which later migrations find them by. Before, a row is known by
the names under which it was entered: those of the first entry of its history.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.core.management import CommandError

MISSING = (
    "適用法令「{regime}」の「{name}」が、今の名称にも、履歴にもありません。名称を変えたときは元の名称に戻し、"
    "削除したときは同じ名称で登録して、もう一度migrateを実行してください。名称は、その後でまた変えられます。"
)
LOST = (
    "これより前の版には、次の設定を置く場所がありません。戻すと失われるため、取りやめました："
    "{rows}。前の状態に戻すときは、バックアップを使ってください。"
)


class Loaded(NamedTuple):
    """What the law says of some of its rows, in columns that are new."""

    model: str
    regime: str
    names: tuple[str, ...]  # none: of the regime itself
    values: dict[str, Any]


def write(apps, table: tuple[Loaded, ...]) -> None:
    """Give the rows what the law says, and their history too: it had no such column before."""
    for loaded in table:
        keys = rows(apps, loaded)
        for name in (loaded.model, f"Historical{loaded.model}"):
            apps.get_model("kurume_privacy", name).objects.filter(id__in=keys).update(
                **loaded.values
            )


def refuse_to_lose(apps, table: tuple[Loaded, ...]) -> None:
    """Refuse to take the columns away where somebody has set what `write` would not set again."""
    lost = []
    for model in dict.fromkeys(loaded.model for loaded in table):
        own = [(loaded.values, rows(apps, loaded)) for loaded in table if loaded.model == model]
        columns = {name for values, _ in own for name in values}
        for row in apps.get_model("kurume_privacy", model).objects.order_by("pk"):
            said = [values for values, keys in own if row.pk in keys]
            if any(getattr(row, name) != _written(row, name, said) for name in columns):
                lost.append(str(row.name))
    refuse(lost)


def refuse(lost: list[str]) -> None:
    """Refuse to go back where rows would lose something, named."""
    if lost:
        raise CommandError(LOST.format(rows="、".join(f"「{name}」" for name in lost)))


def _written(row, name: str, said: list[dict[str, Any]]) -> Any:
    """Return what `write` would set a column of a row to; without a word of the law, nothing."""
    default = row._meta.get_field(name).get_default()
    return next((values[name] for values in said if name in values), default)


def rows(apps, loaded: Loaded) -> set[int]:
    """Return the keys of the rows, deleted ones among them; refuse where nothing tells of one."""
    found = began_as(apps, "Regime", "name")
    regimes = {key for key, names in found.items() if names == (loaded.regime,)}
    if not regimes:
        raise CommandError(MISSING.format(regime=loaded.regime, name=loaded.regime))
    if not loaded.names:
        return regimes
    return set(_named(apps, loaded, regimes))


def _named(apps, loaded: Loaded, regimes: set[int]) -> Iterator[int]:
    found = began_as(apps, loaded.model, "regime_id", "name")
    for name in loaded.names:
        keys = [
            key for key, (regime, known) in found.items() if regime in regimes and known == name
        ]
        if not keys:
            raise CommandError(MISSING.format(regime=loaded.regime, name=name))
        yield from keys


def began_as(apps, model: str, *fields: str) -> dict[int, tuple]:
    """Return what each row said when it was entered, by its key; what has no history says it now."""
    current = apps.get_model("kurume_privacy", model).objects.values_list("pk", *fields)
    history = apps.get_model("kurume_privacy", f"Historical{model}").objects
    told = history.order_by("-history_id").values_list("id", *fields)
    return {key: tuple(values) for key, *values in (*current, *told)}  # the first entry comes last
