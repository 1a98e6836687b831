"""The version of the rules by which an edition was compiled: of the package, and of the law."""

from typing import Any

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import (
    LISTS_OF_LAW,
    Governance,
    InForce,
    Outcome,
    Regime,
    RegimeRow,
)
from reports.edition.canonical import canonical, sum_of

PACKAGE = "4"  # raised whenever the same records would give another report
ROWS: tuple[type[RegimeRow | Governance], ...] = (*LISTS_OF_LAW, Governance)


def version(year: FiscalYear) -> str:
    """Return the package's version and the SHA-256 of the law's rows that bind the year."""
    return f"{PACKAGE}+{sum_of(canonical(law_rows(year)))}"


def law_rows(year: FiscalYear) -> dict[str, list]:
    """Return every row of the law in force during the year, by table.

    Its dates as far as the year sees them: what begins or ends in another year binds this one the
    same.
    """
    regimes = [regime for regime in Regime.objects.all() if regime.in_force_during(year)]
    rows: dict[str, list] = {"Regime": [_stated(regime, year) for regime in regimes]}
    for model in ROWS:
        every: Any = model._base_manager
        found = every.filter(regime__in=regimes).order_by("pk")
        in_force = (row for row in found if row.in_force_during(year))
        rows[model.__name__] = [_stated(row, year) for row in in_force]
    named = {name: [row["id"] for row in rows[name]] for name in ("Outcome", "RequestKind")}
    kinds = Outcome.kinds.through.objects.filter(
        outcome__in=named["Outcome"], requestkind__in=named["RequestKind"]
    )
    rows["kinds"] = list(kinds.order_by("outcome", "requestkind").values("outcome", "requestkind"))
    return rows


def _stated(row: InForce, year: FiscalYear) -> dict[str, object]:
    """Return the columns of a row; whether it is confirmed changes no report."""
    stated = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    stated.pop("unconfirmed", None)
    begins, ends = stated["valid_from"], stated["valid_until"]
    stated["valid_from"] = begins if begins and begins > year.first_day else None
    stated["valid_until"] = ends if ends and ends < year.last_day else None
    return stated
