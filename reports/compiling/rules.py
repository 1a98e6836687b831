"""The version of the rules by which an edition was compiled: of the package, and of the law."""

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import (
    DisclosureMethod,
    ExemptionClause,
    Outcome,
    Regime,
    RequestKind,
    UseGround,
)
from reports.edition.canonical import canonical, sum_of

PACKAGE = "3"  # raised whenever the same records would give another report
ROWS = (RequestKind, DisclosureMethod, Outcome, ExemptionClause, UseGround)


def version(year: FiscalYear) -> str:
    """Return the package's version and the SHA-256 of the law's rows that bind the year."""
    return f"{PACKAGE}+{sum_of(canonical(law_rows(year)))}"


def law_rows(year: FiscalYear) -> dict[str, list]:
    """Return every row of the regimes in force during the year, by table."""
    regimes = [regime.pk for regime in Regime.objects.all() if regime.in_force_during(year)]
    rows: dict[str, list] = {
        "Regime": list(Regime.objects.filter(pk__in=regimes).order_by("pk").values())
    }
    for model in ROWS:
        found = model.objects.filter(regime__in=regimes).order_by("pk")
        rows[model.__name__] = list(found.values())
    kinds = Outcome.kinds.through.objects.filter(outcome__regime__in=regimes)
    rows["kinds"] = list(kinds.order_by("outcome", "requestkind").values("outcome", "requestkind"))
    return rows
