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
from kurume_privacy.tabulation import AGENCY, agency_table, counted_by_kind
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
    counts = UseNotice.objects.in_year(year).count_by(AGENCY, "kind", "ground")
    for (agency, kind, ground), notices in counts.items():
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
        *_listed_tables(year, words[Kind.OUT_OF_PURPOSE_USE], by_ground),
    ]
    return Section("outside_use", f"{title}状況", tuple(blocks))


def _paragraph(year, subject: str, words: Mapping, by_agency: Counter) -> Paragraph:
    if not by_agency:
        none = f"{year}には、{subject.removesuffix('状況')}はありませんでした。"
        return Paragraph("outside_use.notices", (none,))
    counted = enumeration(counted_by_kind(words, by_agency), "が")
    content = (f"{year}の{subject}は、下記のとおりです。", *counted, "となっています。")
    return Paragraph("outside_use.notices", content)


def _grounds(law: Law, word: str, by_ground: Counter) -> list[Paragraph]:
    """Break out-of-purpose use down by ground, zeros included."""
    if not by_ground:
        return []
    counted = enumeration(
        [
            (name, Number(by_ground[ground.pk], name))
            for name, ground in _named_grounds(law, by_ground)
        ],
        "が",
    )
    whole = Number(by_ground.total(), word)
    content = (word, whole, "件の内訳は、", *counted, "となっています。")
    return [Paragraph("outside_use.grounds", content)]


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


def _listed_tables(year: FiscalYear, word: str, by_ground: Counter) -> list[Table]:
    """List the notices whose ground asks for it (条例9条3項3号), a table a ground."""
    listed = UseNotice.objects.in_year(year).filter(
        kind=Kind.OUT_OF_PURPOSE_USE, ground__listed_in_report=True
    )
    rows: dict[UseGround, list[Row]] = {}
    for notice in listed.select_related("ground").order_by("ground__order", "number"):
        rows.setdefault(notice.ground, []).append(_listed_row(notice))
    head = Row(tuple(header_cell(name.format(use=word), "col") for name in LISTED.values()))
    return [
        _listed_table(ground, head, listed, by_ground[ground.pk]) for ground, listed in rows.items()
    ]


def _listed_table(ground: UseGround, head: Row, rows: list[Row], count: int) -> Table:
    applied = f"{ground.citation}（{ground.name}）適用"
    caption = (applied, Number(count), "件の内訳")
    groups = tuple((row,) for row in rows)
    return Table(f"outside_use.listed.{ground.pk}", f"{applied}の内訳", (head,), groups, caption)


def _listed_row(notice: UseNotice) -> Row:
    using, *others = (getattr(notice, field) for field in LISTED)
    return Row((header_cell(using, "row"), *map(text_cell, others)))
