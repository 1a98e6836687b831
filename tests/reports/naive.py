"""The report of a year counted by hand: loops and ifs over plain descriptions, nothing else.

The rules are those of the law and of the city's report for 令和３年度, and so are the sentences.
Dates and years are written by `kurume_privacy.calendar.fiscal`, which is tested by itself.
"""

from collections.abc import Iterable

from kurume_privacy.calendar.fiscal import era_date, era_month
from tests.reports.naive_council import appeals_section, council_section
from tests.reports.naive_requests import requests_section
from tests.reports.naive_rules import (
    agencies_of,
    law_of,
    laws_of,
    named,
    number_of,
    of_year,
    rows_of,
    text_row,
)
from tests.reports.plain import City, Ground, Law, UseNotice
from tests.reports.printed import Listed, Said, Tabled, Value

NOTICE_COLUMNS = {"開始": "登録", "変更": "変更", "廃止": "廃止"}


def count(city: City, year: int) -> dict[str, list]:
    """Return everything that the report of ``year`` must print, section by section."""
    return {key: section(city, year) for key, section in SECTIONS.items()}


def agency_table(
    city: City, year: int, key: str, caption: str, columns: dict[str, str], records: list
) -> Tabled:
    """Agencies in the law's order × kinds, zeros included, and the total.

    An agency that no law of the year bound has a row only where it has records.
    """
    own = {
        agency: [record for record in records if record.division.department.agency == agency]
        for agency in city.agencies
    }
    named_ones = agencies_of(city, year, [agency for agency in own if own[agency]])
    rows = [(agency.name, own[agency]) for agency in named_ones]
    return Tabled(
        key,
        caption,
        tuple(
            Value((name,), (word,), number_of(record for record in own if record.kind == kind))
            for name, own in [*rows, ("合計", records)]
            for kind, word in columns.items()
        ),
    )


# 1 個人情報業務の登録状況


def notices_section(city: City, year: int) -> list:
    notices = of_year(city.notices, year)
    words = law_of(city, year).words
    table = agency_table(
        city, year, "registrations.notices", "（単位　件）", NOTICE_COLUMNS, notices
    )
    if not notices:
        text = f"{words['notices_introduction']}{named(year)}には、業務の届出はありませんでした。"
        return [Said("registrations.notices", text), table]
    text = f"{words['notices_introduction']}{named(year)}の件数は、"
    text += "、".join(
        f"{word}が{number_of(notice for notice in notices if notice.kind == kind)}件"
        for kind, word in NOTICE_COLUMNS.items()
    )
    caption = f"参考　{named(year)}{words['notice_list_title']}"
    listed = Tabled("registrations.list", caption, tuple(notice_rows(notices)))
    return [Said("registrations.notices", text + "となっています。"), table, listed]


def notice_rows(notices: list) -> Iterable[Value]:
    """In order of kind, then notice number."""
    place = 0
    for kind in NOTICE_COLUMNS:
        for notice in sorted(notices, key=lambda notice: notice.number):
            if notice.kind == kind:
                place += 1
                yield Value((), (), str(place))
                yield Value((), ("登録区分",), kind)
                yield Value((notice.name,), ("所管課",), notice.division.full_name)


# 3 目的外利用・外部提供の届出状況


def uses_section(city: City, year: int) -> list:
    uses = of_year(city.uses, year)
    words = law_of(city, year).words
    columns = {"目的外利用": words["use_word"], "外部提供": words["provision_word"]}
    title = "・".join(columns.values())
    text = f"{named(year)}には、{title}の届出はありませんでした。"
    if uses:
        numbers = "、".join(
            f"{word}が{number_of(use for use in uses if use.kind == kind)}件"
            for kind, word in columns.items()
        )
        text = f"{named(year)}の{title}の届出状況は、下記のとおりです。{numbers}となっています。"
    beyond = [use for use in uses if use.kind == "目的外利用"]
    return [
        Said("outside_use.notices", text),
        agency_table(city, year, "outside_use.notices", "", columns, uses),
        *grounds(city, year, words["use_word"], beyond),
        *listed_tables(city, year, beyond),
    ]


def grounds(city: City, year: int, word: str, uses: list[UseNotice]) -> list[Said]:
    """Every ground of use, zeros included; where two laws meet, with the article."""
    if not uses:
        return []
    laws = laws_of(city, year, {use.law for use in uses})
    parts = []
    for law in laws:
        for ground, own in by_ground(year, law, uses):
            article = f"（{ground.citation}）" if len(laws) > 1 else ""
            parts.append(f"{ground.name}{article}が{number_of(own)}件")
    text = f"{word}{number_of(uses)}件の内訳は、{'、'.join(parts)}となっています。"
    return [Said("outside_use.grounds", text)]


def by_ground(
    year: int, law: Law, uses: list[UseNotice]
) -> Iterable[tuple[Ground, list[UseNotice]]]:
    """Each ground of out-of-purpose use in force in the year, or that allowed one of the uses."""
    under = [use for use in uses if use.law == law.name]
    for ground in rows_of(year, law.grounds, {use.ground for use in under}):
        own = [use for use in under if use.ground == ground.key]
        if own or ground.for_use:
            yield ground, own


def listed_tables(city: City, year: int, uses: list[UseNotice]) -> list[Tabled]:
    """A table for each ground that asks for it, by notice number."""
    tables = []
    for law in city.laws:
        for ground, own in by_ground(year, law, uses):
            if own and ground.listed:
                caption = f"{ground.citation}（{ground.name}）適用{number_of(own)}件の内訳"
                tables.append(Tabled("outside_use.listed", caption, tuple(listed_rows(own))))
    return tables


def listed_rows(uses: list[UseNotice]) -> Iterable[Value]:
    for use in sorted(uses, key=lambda use: use.number):
        texts = {"目的外利用した業務": use.used_business, "目的外利用した項目": use.items}
        yield from text_row(use.using_business, texts)


# 6 運用状況の公表 and 7 職員研修及び意識啓発


def publication(city: City, year: int) -> list:
    """When and by which notice the previous year's report was published."""
    subject = f"{named(year - 1)}の{law_of(city, year).words['scheme']}の運用状況"
    text = f"{subject}の公表の記録は、ありません。"
    for notice in city.publications:
        if notice.year == year - 1:
            by = f"久留米市告示第{notice.number}号"
            text = f"{subject}は、{era_date(notice.day)}に{by}で公表しました。"
            if notice.on_website:
                text += "なお、久留米市のホームページ上においても公表しています。"
    return [Said("publication.notice", text)]


def trainings(city: City, year: int) -> list:
    """By month, then in the order given."""
    held = sorted(of_year(city.trainings, year), key=lambda one: (one.day, one.order))
    if not held:
        return [Said("training.list", f"{named(year)}には、研修等の実施はありませんでした。")]
    lines = [
        era_month(one.day) + one.content + (f"（{one.note}）" if one.note else "") for one in held
    ]
    return [Listed("training.list", "", tuple(lines))]


# Every section by its key, in the report's order.
SECTIONS = {
    "registrations": notices_section,
    "disclosure": requests_section,
    "outside_use": uses_section,
    "reviews": appeals_section,
    "council": council_section,
    "publication": publication,
    "training": trainings,
}
