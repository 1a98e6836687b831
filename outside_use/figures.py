"""Section 3: notices of out-of-purpose use and external provision, by date of notice."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.identity import by_of
from kurume_privacy.document.links import Link
from kurume_privacy.document.structure import (
    Apart,
    Block,
    Coverage,
    Number,
    Paragraph,
    Row,
    Section,
    Table,
    enumeration,
    header_cell,
    text_cell,
)
from kurume_privacy.document.tabulation import NOTICE, AgencyCounts
from kurume_privacy.models import Law, Regime, UseGround
from outside_use.models import UseNotice

Kind = UseNotice.Kind
NOTICES = "outside_use.notices"  # measured by agency and kind; out-of-purpose use also by ground
LISTED = {
    "using_business": "利用先業務名",
    "used_business": "{use}した業務",
    "items": "{use}した項目",
}


@dataclass(frozen=True)
class UseCounts:
    """Every count of the section, and the lists of what it counts.

    ``grounds`` are {ground's id: out-of-purpose uses that it allowed}.
    """

    law: Law
    kinds: AgencyCounts
    grounds: Counter

    @property
    def use_word(self) -> str:
        """The law's word for out-of-purpose use."""
        return self.kinds.words[Kind.OUT_OF_PURPOSE_USE]

    @property
    def uses(self) -> Number:
        """All out-of-purpose use of the year, under the word of the form."""
        return self.called(Kind.OUT_OF_PURPOSE_USE)

    @property
    def regimes(self) -> list[Regime]:
        """The regimes whose grounds the report names: in force, or with uses under them."""
        counted = {
            regime.pk
            for regime in self.law.regimes
            for ground in regime.useground_set.all()
            if ground.pk in self.grounds
        }
        return self.law.regimes_reported(counted)

    def of(self, regime: Regime) -> list[UseGround]:
        """Return the grounds that the report names of a regime: those of use, and any counted."""
        named = self.law.reported(regime.useground_set.all(), self.grounds)
        return [ground for ground in named if ground.for_use or self.grounds[ground.pk]]

    def called(self, kind: str) -> Number:
        """Return what all agencies together had of a kind, under the word of the form."""
        number = self.kinds.of_kind(kind)
        return Number(number.value, NOTICES, number.by, Kind(kind).label, number.link)

    def under(self, ground: UseGround, label: str = "") -> Number:
        """Return the out-of-purpose use that this ground allowed."""
        by = by_of(kind=Kind.OUT_OF_PURPOSE_USE, regime=ground.regime.key, ground=ground.key)
        link = _used(self).narrowed(ground=ground.pk)
        return Number(self.grounds[ground.pk], NOTICES, by, label, link)

    def under_any(self, key: str, grounds: list[UseGround]) -> Number:
        """Return the use that the grounds of one key allowed, which two regimes may share."""
        by, used = by_of(kind=Kind.OUT_OF_PURPOSE_USE, ground=key), _used(self)
        alone = len(grounds) == 1
        link = used.narrowed(ground=grounds[0].pk) if alone else used.narrowed(ground_key=key)
        value = sum(self.grounds[ground.pk] for ground in grounds)
        return Number(value, NOTICES, by, grounds[0].name, link)


def section(year: FiscalYear, law: Law) -> Section:
    """Return 目的外利用・外部提供の届出状況 of ``year``, in two queries."""
    counts = _count(year, law)
    title = "・".join(counts.kinds.words.values()) + "の届出"
    agencies = law.agencies_reported({agency for agency, kind in counts.kinds.counts})
    enumerated = enumeration(counts.kinds.by_kind(), "が")
    content = (f"{year}の{title}状況は、下記のとおりです。", *enumerated, "となっています。")
    if not counts.kinds.every().value:
        content = (f"{year}には、{title}はありませんでした。",)
    blocks: list[Block] = [
        Paragraph(NOTICES, content, tuple(map(counts.called, counts.kinds.words))),
        counts.kinds.table(NOTICES, f"{title}件数", agencies),
        *_grounds(counts),
        *_listed_tables(counts),
    ]
    return Section("outside_use", f"{title}状況", tuple(blocks), tuple(_apart(counts)))


def _apart(counts: UseCounts) -> Iterator[Apart]:
    """Say which totals are more than what is printed of their parts, and why."""
    ground, regime = frozenset({"ground"}), frozenset({"regime"})
    yield Apart(NOTICES, ground, "外部提供は、根拠で分けない", unless=frozenset({"kind"}))
    if len(counts.regimes) > 1:
        yield Apart(NOTICES, regime, "文には、根拠を法令ごとに書かないことがある", within=ground)


def _count(year: FiscalYear, law: Law) -> UseCounts:
    by_kind: Counter = Counter()
    by_ground: Counter = Counter()
    found = UseNotice.objects.in_year(year).count_by("kind", "ground", "division")
    for (agency, kind, ground), notices in law.by_agency(found).items():
        by_kind[agency, kind] += notices
        if kind == Kind.OUT_OF_PURPOSE_USE:
            by_ground[law.standing(UseGround, ground)] += notices
    words = {
        Kind.OUT_OF_PURPOSE_USE.value: law.regime.use_word,
        Kind.EXTERNAL_PROVISION.value: law.regime.provision_word,
    }
    records = Link("outside_use:usenotice_list", query=(("year", int(year)),))
    return UseCounts(law, AgencyCounts(NOTICES, words, by_kind, records), by_ground)


def _used(counts: UseCounts) -> Link:
    """Return the list of the year's out-of-purpose use."""
    return counts.kinds.records.narrowed(kind=Kind.OUT_OF_PURPOSE_USE)


def _grounds(counts: UseCounts) -> list[Paragraph]:
    """Break out-of-purpose use down by ground, zeros included."""
    if not counts.grounds:
        return []
    counted = [(number.label, number) for number in _printed_grounds(counts)]
    whole = counts.uses
    content = (
        counts.use_word,
        whole,
        "件の内訳は、",
        *enumeration(counted, "が"),
        "となっています。",
    )
    return [Paragraph("outside_use.grounds", content, (whole, *_by_key(counts)))]


def _by_key(counts: UseCounts) -> list[Number]:
    """Count by ground whatever the law: what a wording calls by the bare name of a ground."""
    shared: dict[str, list[UseGround]] = {}
    for regime in counts.regimes:
        for ground in counts.of(regime):
            shared.setdefault(ground.key, []).append(ground)
    return [counts.under_any(key, grounds) for key, grounds in shared.items()]


def _printed_grounds(counts: UseCounts) -> list[Number]:
    """Count by ground as the sentence does: where two laws meet, each with its article."""
    if len(counts.regimes) == 1:
        return _by_key(counts)
    return [
        counts.under(ground, f"{ground.name}（{ground.citation}）")
        for regime in counts.regimes
        for ground in counts.of(regime)
    ]


def _listed_tables(counts: UseCounts) -> list[Table]:
    """List the notices whose ground asks for it (条例9条3項3号), a table a ground.

    What the year's version of a ground asks for is asked of all that name another version of it.
    """
    law = counts.law
    listed = UseNotice.objects.in_year(law.year).filter(
        kind=Kind.OUT_OF_PURPOSE_USE, ground__in=_listing(law)
    )
    columns = ("ground", "number", *LISTED)
    rows: dict[int, list[Row]] = {}
    found = listed.order_by("ground__order", "number").values_list(*columns)
    for named, number, using, *others in found:
        ground = law.stands_for[UseGround, named]
        cells = (header_cell(using, "row", "using_business"), *map(text_cell, others))
        rows.setdefault(ground, []).append(Row(cells, key=f"notice={number}"))
    return [
        _listed_table(ground, rows[ground.pk], counts)
        for regime in law.regimes
        for ground in counts.of(regime)
        if ground.pk in rows
    ]


def _listing(law: Law) -> list[int]:
    """Return the keys of the grounds, in all their versions, that the year's report lists."""
    grounds = (ground for regime in law.regimes for ground in regime.useground_set.all())
    asking = {ground.pk for ground in grounds if ground.listed_in_report}
    versions = law.stands_for.items()
    return [key for (kind, key), row in versions if kind is UseGround and row in asking]


def _listed_table(ground: UseGround, rows: list[Row], counts: UseCounts) -> Table:
    words = {key: word.format(use=counts.use_word) for key, word in LISTED.items()}
    head = Row(tuple(header_cell(word, "col", key) for key, word in words.items()))
    applied = f"{ground.citation}（{ground.name}）適用"
    caption = (applied, counts.under(ground, ground.name), "件の内訳")
    groups = tuple((row,) for row in rows)
    key, title = f"outside_use.listed.{ground.pk}", f"{applied}の内訳"
    coverage = _coverage(ground, counts)
    return Table(key, title, (head,), groups, caption, coverage=coverage)


def _coverage(listed: UseGround, counts: UseCounts) -> Coverage:
    """Say what the list of one ground leaves out: other grounds, and external provision."""
    provision = counts.kinds.by_kind()[1]
    others = [
        (
            f"根拠が「{ground.citation}（{ground.name}）」の{counts.use_word}",
            counts.under(ground, ground.name),
        )
        for regime in counts.law.regimes
        for ground in counts.of(regime)
        if ground != listed
    ]
    left_out = tuple((why, number) for why, number in (*others, provision) if number.value)
    return Coverage(NOTICE, counts.kinds.every(), counts.under(listed, listed.name), left_out)
