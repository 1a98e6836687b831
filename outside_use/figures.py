"""Section 3: notices of out-of-purpose use and external provision, by date of notice."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.links import Link
from kurume_privacy.document.structure import (
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
from kurume_privacy.document.tabulation import NOTICE, agency_table, counted_by_kind
from kurume_privacy.models import Law, UseGround
from outside_use.models import UseNotice

Kind = UseNotice.Kind
LISTED = {
    "using_business": "利用先業務名",
    "used_business": "{use}した業務",
    "items": "{use}した項目",
}


@dataclass(frozen=True)
class UseCounts:
    """Every count of the section, and the lists of what it counts."""

    law: Law
    by_agency: Counter  # (agency, kind)
    by_ground: Counter  # ground: out-of-purpose use alone

    @property
    def words(self) -> dict[str, str]:
        """The law's words for the kinds."""
        regime = self.law.regime
        return {
            Kind.OUT_OF_PURPOSE_USE: regime.use_word,
            Kind.EXTERNAL_PROVISION: regime.provision_word,
        }

    @property
    def records(self) -> Link:
        """The list of the year's notices."""
        return Link("outside_use:usenotice_list", query=(("year", int(self.law.year)),))

    @property
    def used(self) -> Link:
        """The list of the year's out-of-purpose use."""
        return self.records.narrowed(kind=Kind.OUT_OF_PURPOSE_USE)

    @property
    def uses(self) -> Number:
        """All out-of-purpose use of the year."""
        return Number(self.by_ground.total(), Kind.OUT_OF_PURPOSE_USE.label, self.used)

    def under(self, ground: UseGround, name: str = "") -> Number:
        """Return the out-of-purpose use that this ground allowed."""
        return Number(self.by_ground[ground.pk], name, self.used.narrowed(ground=ground.pk))


def section(year: FiscalYear, law: Law) -> Section:
    """Return 目的外利用・外部提供の届出状況 of ``year``, in two queries."""
    counts = _count(year, law)
    title = "・".join(counts.words.values()) + "の届出"
    shown = (counts.words, counts.by_agency, counts.records)
    blocks: list[Block] = [
        _paragraph(year, f"{title}状況", counts),
        agency_table(law, "outside_use.notices", f"{title}件数", *shown),
        *_grounds(counts),
        *_listed_tables(counts),
    ]
    return Section("outside_use", f"{title}状況", tuple(blocks))


def _count(year: FiscalYear, law: Law) -> UseCounts:
    counts = UseCounts(law, Counter(), Counter())
    found = UseNotice.objects.in_year(year).count_by("kind", "ground", "division")
    for (agency, kind, ground), notices in law.by_agency(found).items():
        counts.by_agency[agency, kind] += notices
        if kind == Kind.OUT_OF_PURPOSE_USE:
            counts.by_ground[ground] += notices
    return counts


def _paragraph(year: FiscalYear, subject: str, counts: UseCounts) -> Paragraph:
    counted = counted_by_kind(counts.words, counts.by_agency, counts.records)
    enumerated = enumeration(counted, "が")
    content = (f"{year}の{subject}は、下記のとおりです。", *enumerated, "となっています。")
    if not counts.by_agency:
        content = (f"{year}には、{subject.removesuffix('状況')}はありませんでした。",)
    named = [
        Number(number.value, Kind(kind).label, number.link)
        for kind, (_, number) in zip(counts.words, counted, strict=True)
    ]
    return Paragraph("outside_use.notices", content, tuple(named))


def _grounds(counts: UseCounts) -> list[Paragraph]:
    """Break out-of-purpose use down by ground, zeros included."""
    if not counts.by_ground:
        return []
    grounds = _named_grounds(counts)
    counted = [(name, counts.under(ground, name)) for name, ground in grounds]
    word, whole = counts.words[Kind.OUT_OF_PURPOSE_USE], counts.uses
    content = (word, whole, "件の内訳は、", *enumeration(counted, "が"), "となっています。")
    callable_too = (whole, *_by_name((ground for _, ground in grounds), counts))
    return [Paragraph("outside_use.grounds", content, callable_too)]


def _by_name(grounds: Iterable[UseGround], counts: UseCounts) -> list[Number]:
    """Count by the bare names of the grounds, which two regimes may share."""
    named: Counter[str] = Counter()
    for ground in grounds:
        named[ground.name] += counts.by_ground[ground.pk]
    used = counts.used
    return [Number(count, name, used.narrowed(ground_name=name)) for name, count in named.items()]


def _named_grounds(counts: UseCounts) -> list[tuple[str, UseGround]]:
    """Name the grounds of the year; where two regimes meet, with the article."""
    law = counts.law
    counted = {
        regime.pk
        for regime in law.regimes
        for ground in regime.useground_set.all()
        if ground.pk in counts.by_ground
    }
    regimes = law.regimes_reported(counted)
    return [
        (ground.name if len(regimes) == 1 else f"{ground.name}（{ground.citation}）", ground)
        for regime in regimes
        for ground in regime.useground_set.all()
    ]


def _listed_tables(counts: UseCounts) -> list[Table]:
    """List the notices whose ground asks for it (条例9条3項3号), a table a ground."""
    law = counts.law
    listed = UseNotice.objects.in_year(law.year).filter(
        kind=Kind.OUT_OF_PURPOSE_USE, ground__listed_in_report=True
    )
    rows: dict[int, list[Row]] = {}
    for ground, *texts in listed.order_by("ground__order", "number").values_list("ground", *LISTED):
        rows.setdefault(ground, []).append(_listed_row(*texts))
    return [
        _listed_table(ground, rows[ground.pk], counts)
        for regime in law.regimes
        for ground in regime.useground_set.all()
        if ground.pk in rows
    ]


def _listed_table(ground: UseGround, rows: list[Row], counts: UseCounts) -> Table:
    word = counts.words[Kind.OUT_OF_PURPOSE_USE]
    head = Row(tuple(header_cell(name.format(use=word), "col") for name in LISTED.values()))
    applied = f"{ground.citation}（{ground.name}）適用"
    caption = (applied, counts.under(ground), "件の内訳")
    groups = tuple((row,) for row in rows)
    key, title = f"outside_use.listed.{ground.pk}", f"{applied}の内訳"
    coverage = _coverage(ground, counts)
    return Table(key, title, (head,), groups, caption, coverage=coverage)


def _listed_row(using: str, *others: str) -> Row:
    return Row((header_cell(using, "row"), *map(text_cell, others)))


def _coverage(listed: UseGround, counts: UseCounts) -> Coverage:
    """Say what the list of one ground leaves out: other grounds, and external provision."""
    (use, _), provision = counted_by_kind(counts.words, counts.by_agency, counts.records)
    others = [
        (f"根拠が「{ground.citation}（{ground.name}）」の{use}", counts.under(ground))
        for regime in counts.law.regimes
        for ground in regime.useground_set.all()
        if ground != listed
    ]
    return Coverage(
        NOTICE,
        Number(counts.by_agency.total(), link=counts.records),
        counts.under(listed),
        tuple((why, number) for why, number in (*others, provision) if number.value),
    )
