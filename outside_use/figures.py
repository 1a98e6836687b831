"""Section 3: notices of out-of-purpose use and external provision, by date of notice."""

from collections import Counter
from collections.abc import Mapping

from kurume_privacy.document import (
    Block,
    Number,
    Paragraph,
    Row,
    Section,
    Table,
    enumeration,
    header_cell,
    text_cell,
)
from kurume_privacy.fiscal import FiscalYear
from kurume_privacy.models import Law, UseGround
from kurume_privacy.tabulation import agency_table, counted_by_kind
from outside_use.models import UseNotice

Kind = UseNotice.Kind
LISTED = {
    "using_business": "利用先業務名",
    "used_business": "{use}した業務",
    "items": "{use}した項目",
}


def section(year: FiscalYear, law: Law) -> Section:
    """Return 目的外利用・外部提供の届出状況 of ``year``, in two queries."""
    by_agency, by_ground = Counter(), Counter()
    counts = UseNotice.objects.in_year(year).count_by("kind", "ground", "division")
    for (agency, kind, ground), notices in law.by_agency(counts).items():
        by_agency[agency, kind] += notices
        if kind == Kind.OUT_OF_PURPOSE_USE:
            by_ground[ground] += notices
    words = {
        Kind.OUT_OF_PURPOSE_USE: law.regime.use_word,
        Kind.EXTERNAL_PROVISION: law.regime.provision_word,
    }
    title = "・".join(words.values()) + "の届出"
    blocks: list[Block] = [
        _paragraph(year, f"{title}状況", words, by_agency),
        agency_table(law, "outside_use.notices", f"{title}件数", words, by_agency),
        *_grounds(law, words[Kind.OUT_OF_PURPOSE_USE], by_ground),
        *_listed_tables(year, law, words[Kind.OUT_OF_PURPOSE_USE], by_ground),
    ]
    return Section("outside_use", f"{title}状況", tuple(blocks))


def _paragraph(year, subject: str, words: Mapping, by_agency: Counter) -> Paragraph:
    counted = counted_by_kind(words, by_agency)
    enumerated = enumeration(counted, "が")
    content = (f"{year}の{subject}は、下記のとおりです。", *enumerated, "となっています。")
    if not by_agency:
        content = (f"{year}には、{subject.removesuffix('状況')}はありませんでした。",)
    named = [
        Number(number.value, Kind(kind).label)
        for kind, (_, number) in zip(words, counted, strict=True)
    ]
    return Paragraph("outside_use.notices", content, tuple(named))


def _grounds(law: Law, word: str, by_ground: Counter) -> list[Paragraph]:
    """Break out-of-purpose use down by ground, zeros included."""
    if not by_ground:
        return []
    grounds = _named_grounds(law, by_ground)
    counted = [(name, Number(by_ground[ground.pk], name)) for name, ground in grounds]
    named = Counter({Kind.OUT_OF_PURPOSE_USE.label: by_ground.total()})
    for _, ground in grounds:
        named[ground.name] += by_ground[ground.pk]
    whole = Number(by_ground.total(), Kind.OUT_OF_PURPOSE_USE.label)
    content = (word, whole, "件の内訳は、", *enumeration(counted, "が"), "となっています。")
    callable_too = tuple(Number(records, name) for name, records in named.items())
    return [Paragraph("outside_use.grounds", content, callable_too)]


def _named_grounds(law: Law, by_ground: Counter) -> list[tuple[str, UseGround]]:
    """Name the grounds of the year; where two regimes meet, with the article."""
    counted = {
        regime.pk
        for regime in law.regimes
        for ground in regime.useground_set.all()
        if ground.pk in by_ground
    }
    regimes = law.regimes_reported(counted)
    return [
        (ground.name if len(regimes) == 1 else f"{ground.name}（{ground.citation}）", ground)
        for regime in regimes
        for ground in regime.useground_set.all()
    ]


def _listed_tables(year: FiscalYear, law: Law, word: str, by_ground: Counter) -> list[Table]:
    """List the notices whose ground asks for it (条例9条3項3号), a table a ground."""
    listed = UseNotice.objects.in_year(year).filter(
        kind=Kind.OUT_OF_PURPOSE_USE, ground__listed_in_report=True
    )
    rows: dict[int, list[Row]] = {}
    for ground, *texts in listed.order_by("ground__order", "number").values_list("ground", *LISTED):
        rows.setdefault(ground, []).append(_listed_row(*texts))
    head = Row(tuple(header_cell(name.format(use=word), "col") for name in LISTED.values()))
    return [
        _listed_table(ground, head, rows[ground.pk], by_ground[ground.pk])
        for regime in law.regimes
        for ground in regime.useground_set.all()
        if ground.pk in rows
    ]


def _listed_table(ground: UseGround, head: Row, rows: list[Row], count: int) -> Table:
    applied = f"{ground.citation}（{ground.name}）適用"
    caption = (applied, Number(count), "件の内訳")
    groups = tuple((row,) for row in rows)
    return Table(f"outside_use.listed.{ground.pk}", f"{applied}の内訳", (head,), groups, caption)


def _listed_row(using: str, *others: str) -> Row:
    return Row((header_cell(using, "row"), *map(text_cell, others)))
