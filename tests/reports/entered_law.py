"""The law as it is described, entered: its days, whom it binds, and every version of its rows."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from kurume_privacy.law.day import like
from kurume_privacy.models import ExemptionClause, Record, Regime, RequestKind
from tests.reports import plain

LISTS = {
    "kinds": "requestkind_set",
    "methods": "disclosuremethod_set",
    "outcomes": "outcome_set",
    "clauses": "exemptionclause_set",
    "grounds": "useground_set",
    "ways": "countingway_set",
}
# What a row says besides its name, in the words of the description and of the record.
SAID = {
    "in_prose": "prose_name",
    "listed": "listed_in_report",
    "answers": "dispositions",
    "parts": "outcomes",
    "states_course": "states_course",
}
Span = tuple[date | None, date | None]


def saved(record: Record) -> Record:
    """Check the record by its own rules and save it; constraints the database checks itself."""
    record.clean()
    record.save()
    return record


def dates(known: plain.Dated) -> dict:
    return {"valid_from": known.first_day, "valid_until": known.last_day}


class Rows:
    """The rows of the laws: each by its law, its list and key, and the day on which it counts."""

    def __init__(self):
        self.lists: dict[tuple[str, str], list] = {}

    def of(self, law: str) -> Callable:
        """Return what finds the rows of one law; no key, no row."""

        def found(name: str, key: str | None, day: date) -> Any:
            if key is None:
                return None
            versions = [row for row in self.lists[law, name] if row.key == key]
            (row,) = [row for row in versions if row.in_force_on(day)]
            return row

        return found


def enter_laws(laws: tuple[plain.Law, ...]) -> Rows:
    """Let the laws be as they are described, and return their rows."""
    _span({Regime.objects.get(name=law.name): (law.first_day, law.last_day) for law in laws})
    found = Rows()
    for law in laws:
        regime = Regime.objects.get(name=law.name)
        _bind(regime, law)
        for name, relation in LISTS.items():
            _amend(regime, relation, getattr(law, name))
            found.lists[law.name, name] = list(getattr(regime, relation).all())
    return found


def change_the_law(day: date) -> None:
    """Let the Act and the assembly's own come into force on this day, the ordinance end before."""
    ordinance, *others = Regime.objects.all()
    _span({ordinance: (None, day - timedelta(days=1)), **dict.fromkeys(others, (day, None))})


def _span(spans: dict[Regime, Span]) -> None:
    """Let laws begin and end; none may bind whom another binds, so all are cut short first."""
    for regime, (first, last) in spans.items():
        regime.valid_from = max(regime.valid_from or date.min, first or date.min)
        regime.valid_until = min(regime.valid_until or date.max, last or date.max)
        regime.save()
    for regime, (regime.valid_from, regime.valid_until) in spans.items():
        saved(regime)


def _bind(regime: Regime, law: plain.Law) -> None:
    known = {governance.agency.name: governance for governance in regime.governances.all()}
    for described in law.governs:
        governance = known[described.agency]
        if governance.valid_until != described.last_day:
            governance.valid_until = described.last_day
            saved(governance)


def _amend(regime: Regime, relation: str, described: tuple[plain.Row, ...]) -> None:
    """Bring the rows of a list in line: those that are there first, then what they become."""
    rows = {row.key: row for row in getattr(regime, relation).all()}
    entered = set()
    for one in described:
        if one.key not in rows:
            rows[one.key] = _clause(regime, one)
        elif one.key in entered:
            _version(rows[one.key], one)
        else:
            _change(rows[one.key], one)
        entered.add(one.key)


def _clause(regime: Regime, described: Any) -> ExemptionClause:
    """Enter a clause that the law did not have."""
    place = {name: getattr(described, name) for name in ("paragraph", "number", "letter")}
    own = {"name": described.name, **dates(described)}
    row = saved(ExemptionClause(regime=regime, order=90, **place, **own))
    assert row.key == described.key
    return row


def _change(row: Any, described: plain.Row) -> None:
    if _say(row, described):
        saved(row)


def _say(row: Any, described: plain.Row) -> bool:
    """Let a row say what is described, and say whether it did not before."""
    said = {SAID[name]: value for name, value in vars(described).items() if name in SAID}
    said |= {"name": described.name, **dates(described)}
    differs = {name: value for name, value in said.items() if getattr(row, name) != value}
    for name, value in differs.items():
        setattr(row, name, value)
    return bool(differs)


def _version(former: Any, described: plain.Row) -> None:
    """Enter what a row becomes; what answers it, or what it answers, goes on to do so."""
    row = like(former, name=described.name, **dates(described))
    _say(row, described)
    saved(row)
    if isinstance(described, plain.Outcome):
        row.kinds.set(RequestKind.objects.filter(regime=row.regime, key__in=described.kinds))
    if isinstance(row, RequestKind):
        for outcome in former.outcomes.all():
            outcome.kinds.add(row)
