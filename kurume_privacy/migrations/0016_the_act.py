"""The Act article by article, the assembly's own ordinance, and whom each governs.

What was merged or missing is valid from the day after the last year whose report was published or
asked for: no report of such a year changes.
"""

from datetime import date, timedelta

from django.db import connection, migrations

from kurume_privacy.migrations import _act as act
from kurume_privacy.migrations._law import refuse
from kurume_privacy.migrations._rows import Rows

PUT_INTO = (
    "Regime",
    "RequestKind",
    "DisclosureMethod",
    "Outcome",
    "ExemptionClause",
    "UseGround",
    "CessationGround",
    "DecisionDeadline",
    "CountingWay",
    "Governance",
)
A_DAY = timedelta(days=1)
WORDS = (
    "scheme",
    "council_name",
    "notices_title",
    "notices_introduction",
    "notice_list_title",
    "requests_title",
    "requests_introduction",
    "breakdown_title",
    "use_word",
    "provision_word",
)


def load(apps, schema_editor):
    """Set and enter what the law says."""
    rows = Rows(apps)
    if rows.regime(act.ACT) is None:
        return  # a city that has entered other laws says itself what they ask
    since = first_open_day(apps)
    deadlines(rows)
    counting_ways(rows, since)
    governances(rows, since)
    kinds(rows, act.ACT)
    outcomes(rows, since)
    clauses(rows, since)
    cessation_grounds(rows, act.ACT)
    for key, values in act.GROUNDS.items():
        from_day(rows, "UseGround", key, since, **values)
    assembly(rows, since)
    rows.reset_sequences(*PUT_INTO)


def first_open_day(apps) -> date:
    """Return the first day of the Act in a year whose report nobody has asked for yet."""
    years = [*apps.get_model("kurume_privacy", "ClosedYear").objects.values_list("year", flat=True)]
    # A reopened year has an edition: looked up by its table, for `reports` comes later.
    if "reports_edition" in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute("SELECT year FROM reports_edition")
            years += [year for (year,) in cursor.fetchall()]
    return max([act.BEGIN, *(date(year + 1, 4, 1) for year in years)])


def begins(since: date) -> date | None:
    """Return the date of a row in force from then on; none where that is as long as the Act."""
    return None if since == act.BEGIN else since


# What was of the whole regime, a kind each


def deadlines(rows: Rows) -> None:
    """Let each kind have the deadline that its regime had, with the history of that."""
    for regime in rows.of("Regime").order_by("pk"):
        for kind in rows.of("RequestKind").filter(regime=regime).order_by("order", "pk"):
            stated = {name: getattr(regime, name) for name in act.COUNTING}
            deadline = rows.of("DecisionDeadline").create(
                regime=regime,
                kind=kind,
                key=kind.key,
                name=f"{rows.first_name('RequestKind', kind)}請求の決定の期限"[:60],
                order=kind.order,
                unconfirmed=regime.key == act.ACT,
                **stated,
            )
            remember_deadlines(rows, regime, deadline)


def remember_deadlines(rows: Rows, regime, deadline) -> None:
    """Tell in the history of a deadline when which days were entered for its regime."""
    known = None
    for past in rows.history("Regime").filter(id=regime.pk).order_by("history_id"):
        stated = {name: getattr(past, name) for name in act.COUNTING}
        if stated == known or past.history_type == "-":
            continue
        for name, value in stated.items():
            setattr(deadline, name, value)
        rows.remember(
            "DecisionDeadline",
            deadline,
            "+" if known is None else "~",
            history_date=past.history_date,
            history_user_id=past.history_user_id,
            history_user_name=past.history_user_name,
            history_change_reason=past.history_change_reason,
        )
        known = stated


def counting_ways(rows: Rows, since: date) -> None:
    """Count as the report of 令和３ did; under the Act, tell besides what was carried over."""
    for regime in rows.of("Regime").order_by("pk"):
        under_the_act = regime.key == act.ACT
        if not under_the_act or since > act.BEGIN:
            until = since - A_DAY if under_the_act else None
            _way(rows, regime, valid_until=until)
        if under_the_act:
            _way(rows, regime, valid_from=begins(since), states_course=True, unconfirmed=True)


def _way(rows: Rows, regime, **values) -> None:
    rows.put_in(
        "CountingWay", regime=regime, key="requests", name="開示等請求の数え方", order=1, **values
    )


def governances(rows: Rows, since: date) -> None:
    """Let each regime govern all agencies, and the Act those that fall under it."""
    agencies = list(rows.of("Agency").order_by("order", "pk"))
    for regime in rows.of("Regime").order_by("pk"):
        for agency in agencies:
            left_out = regime.key == act.ACT and agency.key in act.NOT_UNDER_THE_ACT
            if left_out and since == act.BEGIN:
                continue
            until = since - A_DAY if left_out else None
            rows.put_in("Governance", regime=regime, agency=agency, valid_until=until)


# The Act


def kinds(rows: Rows, regime: str) -> None:
    """Say what the law asks of each kind of request."""
    for key, values in act.KINDS.items():
        rows.set("RequestKind", rows.every("RequestKind", regime, key), **values)


def outcomes(rows: Rows, since: date) -> None:
    """Part the outcomes that two kinds shared, and add those that were missing."""
    regime, own = rows.regime(act.ACT), rows.every("Outcome", act.ACT)
    rows.set("Outcome", own.filter(key__in=list(act.MERGED)), valid_until=since - A_DAY)
    transfers(rows, since)
    untold(rows, since)
    names = {*own.exclude(key__in=list(act.MERGED)).values_list("name", flat=True)}
    for key, order, values, answered in act.OUTCOMES:
        if values["name"] in names:
            continue  # the administrator has entered it already
        stated = values | {"parent": own.filter(key=values.get("parent")).first()}
        row = rows.put_in(
            "Outcome",
            regime=regime,
            key=key,
            order=order,
            prose_name=values["name"],
            valid_from=begins(since),
            **stated,
        )
        rows.answer(row, rows.every("RequestKind", act.ACT, *answered))
    for key, parent in act.PARTS.items():
        rows.set("Outcome", own.filter(key=key), parent=own.filter(key=parent).first())


def transfers(rows: Rows, since: date) -> None:
    """Say which outcome is a transfer, and that no request for cessation is transferred."""
    key, answered = act.TRANSFER
    for row in from_day(rows, "Outcome", key, since, is_transfer=True):
        rows.answer(row, rows.every("RequestKind", act.ACT, *answered))


def untold(rows: Rows, since: date) -> None:
    """法81条: whether it exists is not told under a clause."""
    key, answered = act.UNTOLD
    for row in from_day(rows, "Outcome", key, since, clause_use="required"):
        rows.answer(row, rows.every("RequestKind", act.ACT, *answered))


def from_day(rows: Rows, name: str, key: str, since: date, **values) -> list:
    """Let a row of the Act say otherwise from a day on; the years before keep what they printed."""
    found = rows.every(name, act.ACT, key)
    if since == act.BEGIN:
        rows.set(name, found, **values)
        return list(found)
    former = list(found)
    rows.set(name, found, valid_until=since - A_DAY)
    return [version(rows, name, row, since, **values) for row in former]


def version(rows: Rows, name: str, row, since: date, **values):
    """Enter the next version of a row: the same but for these values, with its key."""
    same = {field.name: getattr(row, field.name) for field in row._meta.fields}
    del same["id"]
    return rows.put_in(name, **same | {"valid_from": since, "valid_until": None} | values)


def clauses(rows: Rows, since: date) -> None:
    """Add the letters of 法78条1項7号."""
    regime = rows.regime(act.ACT)
    if not rows.every("ExemptionClause", act.ACT, "7").exists():
        return
    for order, (key, letter, name) in enumerate(act.CLAUSES, start=6):
        rows.put_in(
            "ExemptionClause",
            regime=regime,
            key=f"7-{key}",
            number=7,
            letter=letter,
            name=name,
            order=order,
            valid_from=begins(since),
        )


def cessation_grounds(rows: Rows, regime: str) -> None:
    """Enter why cessation of use may be asked for."""
    for order, (key, name, citation, specific) in enumerate(act.CESSATION_GROUNDS, start=1):
        rows.put_in(
            "CessationGround",
            regime=rows.regime(regime),
            key=key,
            name=name,
            citation=citation,
            specific_only=specific,
            order=order,
            unconfirmed=specific or regime == act.ASSEMBLY,
        )


# The assembly


def assembly(rows: Rows, since: date) -> None:
    """Enter the assembly's own ordinance: as the Act in what nobody could read yet."""
    model = rows.regime(act.ACT)
    words = {name: getattr(model, name) for name in WORDS}
    counting = {name: getattr(model, name) for name in act.COUNTING}
    regime = rows.put_in("Regime", **words, **counting, **act.ASSEMBLY_WORDS)
    agency = rows.of("Agency").filter(key="assembly").first()
    if agency is not None:
        rows.put_in("Governance", regime=regime, agency=agency, valid_from=begins(since))
    _way(rows, regime, states_course=True, unconfirmed=True)
    copies = copy_kinds(rows, regime)
    for name in ("DisclosureMethod", "ExemptionClause"):
        for row in current(rows, name):
            copied(rows, name, row, regime)
    for row in current(rows, "Outcome"):
        own = rows.every("Outcome", act.ASSEMBLY)  # a parent stands before its parts
        parent = own.filter(key=row.parent.key).first() if row.parent else None
        new = copied(rows, "Outcome", row, regime, parent=parent)
        answered = [copies[kind.pk].pk for kind in row.kinds.all()]
        rows.answer(new, rows.of("RequestKind").filter(pk__in=answered))
    cessation_grounds(rows, act.ASSEMBLY)


def copy_kinds(rows: Rows, regime) -> dict:
    """Copy the kinds with their deadlines; returns them by the key of those of the Act."""
    copies = {}
    for kind in current(rows, "RequestKind"):
        copies[kind.pk] = copied(rows, "RequestKind", kind, regime)
        for deadline in rows.of("DecisionDeadline").filter(kind=kind):
            copied(rows, "DecisionDeadline", deadline, regime, kind=copies[kind.pk])
    return copies


def current(rows: Rows, name: str) -> list:
    """Return the rows of the Act that have no end, in their order."""
    return list(rows.every(name, act.ACT).filter(valid_until=None).order_by("order", "pk"))


def copied(rows: Rows, name: str, row, regime, **other):
    """Enter the same row for another regime, unconfirmed."""
    fields = [field for field in row._meta.fields if not field.primary_key]
    values = {field.name: getattr(row, field.name) for field in fields}
    own = {"regime": regime, "valid_from": None, "unconfirmed": True}
    values |= own | {"name": rows.first_name(name, row)} | other
    return rows.put_in(name, **values)


# And back


def unload(apps, schema_editor):
    """Take out what was put in; refuse where the way back has no place for what was set since."""
    rows = Rows(apps)
    if rows.regime(act.ACT) is None:
        return
    refuse(changed_since(apps, rows))
    for name in ("CessationGround", "DisclosureMethod", "ExemptionClause"):
        rows.take_out(name, rows.every(name, act.ASSEMBLY))
    rows.take_out("ExemptionClause", rows.every("ExemptionClause", act.ACT).exclude(letter=""))
    rows.set("Outcome", rows.of("Outcome").all(), parent=None, valid_until=None)
    added = [key for key, *_ in act.OUTCOMES]
    rows.take_out("Outcome", rows.every("Outcome", act.ASSEMBLY))
    rows.take_out("Outcome", rows.every("Outcome", act.ACT, *added))
    key, _ = act.TRANSFER
    rows.take_out("Outcome", rows.every("Outcome", act.ACT, key).exclude(valid_from=None))
    rows.take_out("UseGround", rows.every("UseGround", act.ACT).exclude(valid_from=None))
    rows.set("UseGround", rows.of("UseGround").all(), valid_until=None)
    for row in rows.every("Outcome", act.ACT, key):
        rows.answer(row, rows.every("RequestKind", act.ACT))
    give_back_deadlines(rows)
    for name in ("DecisionDeadline", "CountingWay", "Governance", "CessationGround"):
        rows.take_out(name, rows.of(name).all())
    rows.take_out("RequestKind", rows.every("RequestKind", act.ASSEMBLY))
    rows.take_out("Regime", rows.of("Regime").filter(key=act.ASSEMBLY))


def changed_since(apps, rows: Rows) -> list[str]:
    """Return what the administrator entered in columns and lists that the way back has not."""
    lists = ("RequestKind", "DisclosureMethod", "Outcome", "ExemptionClause", "UseGround")
    since = first_open_day(apps)
    loaded = {since, since - A_DAY, None}
    lost = []
    for name in lists:
        for row in rows.of(name).order_by("pk"):
            if not {row.valid_from, row.valid_until} <= loaded:
                lost.append(row.name)
    for name in ("DecisionDeadline", "CountingWay", "CessationGround"):
        changed = rows.history(name).exclude(history_type="+").values("id")
        told = rows.of(name).filter(pk__in=changed)
        lost += [row.name for row in told if name != "DecisionDeadline" or _apart(rows, row)]
    return lost


def _apart(rows: Rows, deadline) -> bool:
    """Say whether a kind's deadline is not that of the other kinds of its regime."""
    others = rows.of("DecisionDeadline").filter(regime=deadline.regime_id)
    return others.values_list(*act.COUNTING).distinct().count() > 1


def give_back_deadlines(rows: Rows) -> None:
    """Give each regime, and its history, the days that its kinds had."""
    for regime in rows.of("Regime").order_by("pk"):
        deadline = rows.of("DecisionDeadline").filter(regime=regime).order_by("pk").first()
        if deadline is None:
            continue
        for past in rows.history("Regime").filter(id=regime.pk):
            told = rows.history("DecisionDeadline").filter(
                id=deadline.pk, history_date__lte=past.history_date
            )
            then = told.order_by("history_id").last() or deadline
            rows.history("Regime").filter(pk=past.pk).update(
                **{name: getattr(then, name) for name in act.COUNTING}
            )
        stated = {name: getattr(deadline, name) for name in act.COUNTING}
        rows.of("Regime").filter(pk=regime.pk).update(**stated)


class Migration(migrations.Migration):
    dependencies = [("kurume_privacy", "0015_law_that_moves")]
    operations = [migrations.RunPython(load, unload)]
