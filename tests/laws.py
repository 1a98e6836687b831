"""Rows of the law for the tests, of any list; what is typed for one; and another body of law."""

from datetime import date

from kurume_privacy.law.day import like
from kurume_privacy.models import (
    CessationGround,
    CountingWay,
    DecisionDeadline,
    DisclosureMethod,
    ExemptionClause,
    Governance,
    Outcome,
    Regime,
    RequestKind,
    UseGround,
)
from tests import factories
from tests.factories import ACT, ORDINANCE, saved

# What a row of each list has besides its law, its name and its order.
MORE = {
    RequestKind: {},
    DisclosureMethod: {},
    Outcome: {"prose_name": "新"},
    ExemptionClause: {"number": 9},
    UseGround: {"citation": "条例第9条第3項第5号"},
    CessationGround: {"citation": "法第98条第1項第3号"},
    DecisionDeadline: {},
    CountingWay: {},
}
LATER = date(2060, 4, 1)


def another_regime(name="新しい条例", **fields):
    """Make a body of law that begins far off and governs nobody."""
    own = {"name": name, "key": "", "valid_from": LATER, "valid_until": None} | fields
    return saved(like(factories.regime(ACT), **own))


def one_more(model, **fields):
    """Return one more row of a list of the ordinance, not saved."""
    own = {"regime": factories.regime(ORDINANCE), "name": "新", "order": 99} | MORE[model] | fields
    if model is DecisionDeadline and "kind" not in own:
        own["kind"] = saved(one_more(RequestKind, name="閲覧", regime=own["regime"]))
    if model is CountingWay and "regime" not in fields:
        own["regime"] = another_regime()
    return model(**own)


def governed_anew():
    """Make a governance of a law that begins far off, when the other has ended."""
    agency = factories.agency("議会")
    for former in Governance.objects.filter(agency=agency, regime__valid_until=None):
        former.valid_until = LATER.replace(year=2059)
        saved(former)
    return saved(Governance(regime=another_regime(), agency=agency))


def row(model, key, regime="act"):
    """Return the first version of a row by its keys."""
    return model.objects.filter(regime__key=regime, key=key).first()


def made(model, **fields):
    """Make one more row of a list; an outcome answers the first kind of its law."""
    row = saved(one_more(model, **fields))
    if model is Outcome:
        row.kinds.set(row.regime.requestkind_set.all()[:1])
    return row


def of_the_law(model):
    """Make one of what the administrator keeps of the law, to which nothing refers."""
    if model is Regime:
        return another_regime()
    return governed_anew() if model is Governance else made(model)
