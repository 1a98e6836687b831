"""Section 4: appeals by date received, with what was pending from before.

It prints what had happened by the end of the year: the report stays the same when a later ruling
is entered.
"""

from collections.abc import Iterator
from datetime import date

from disclosure.models import ReviewRequest
from kurume_privacy.calendar.fiscal import FiscalYear, era_date
from kurume_privacy.document.identity import by_of
from kurume_privacy.document.links import Link
from kurume_privacy.document.structure import (
    Block,
    Inline,
    Number,
    Paragraph,
    Row,
    Section,
    Table,
    header_cell,
    text_cell,
)
from kurume_privacy.document.tabulation import all_counted
from kurume_privacy.models import Law

APPEALS = "disclosure:reviewrequest_list"
REPORTED = "reviews.reported"  # measured by origin: received in the year, or carried over
PENDING = "reviews.pending"  # at the end of the year: next year's report carries as many over
RECEIVED, CARRIED_OVER = "received", "carried_over"
COLUMNS = {
    "number": "受付番号",
    "received_on": "受付日",
    "disposition": "対象となった処理",
    "referred_on": "諮問",
    "opinion_on": "答申",
    "ruled_on": "裁決",
}


def section(year: FiscalYear, law: Law) -> Section:
    """Return 審査請求の状況 of ``year``, in one query; under every law in the same words."""
    appeals = list(
        ReviewRequest.objects.reported_in(year).select_related(
            "disposition__outcome",
            "request__kind",
            "request__division__department",
        )
    )
    blocks: list[Block] = [_paragraph(year, appeals)]
    if appeals:
        head = Row(tuple(header_cell(word, "col", key) for key, word in COLUMNS.items()))
        groups = tuple((_row(year, appeal),) for appeal in appeals)
        coverage = all_counted("審査請求", _every(year, appeals))
        title = "審査請求の一覧"
        blocks.append(Table("reviews.list", title, (head,), groups, coverage=coverage))
    return Section("reviews", "審査請求の状況", tuple(blocks), held=(_every(year, appeals),))


def _paragraph(year: FiscalYear, appeals: list[ReviewRequest]) -> Paragraph:
    now = sum(appeal.year == int(year) for appeal in appeals)
    received = _reported(now, RECEIVED, "審査請求", year=int(year))
    before = _reported(len(appeals) - now, CARRIED_OVER, "繰越し", carried_into=int(year))
    unruled = sum(not (appeal.ruled_on and appeal.ruled_on <= year.last_day) for appeal in appeals)
    link = _listed(carried_into=int(year) + 1)
    after = Number(unruled, PENDING, label="年度末の審理中", link=link)
    content: list[Inline] = [f"{year}には、審査請求はありませんでした。"]
    if received.value:
        content = [f"{year}の審査請求は、", received, "件です。"]
    if before.value:
        content += ["前年度から引き続き審理したものは、", before, "件です。"]
    return Paragraph("reviews.received", tuple(content), (received, before, after))


def _every(year: FiscalYear, appeals: list[ReviewRequest]) -> Number:
    """Return all that the report lists: received in the year, or carried over."""
    link = _listed(reported_in=int(year))
    return Number(len(appeals), REPORTED, label="審理した審査請求", link=link)


def _reported(value: int, origin: str, label: str, **asked: int) -> Number:
    return Number(value, REPORTED, by_of(origin=origin), label, _listed(**asked))


def _listed(**asked: int) -> Link:
    return Link(APPEALS, query=tuple(asked.items()))


def _row(year: FiscalYear, appeal: ReviewRequest) -> Row:
    referred, opinion, ruled = (
        day if day and day <= year.last_day else None
        for day in (appeal.referred_on, appeal.opinion_on, appeal.ruled_on)
    )
    advised = (appeal.get_opinion_display(),) if opinion and appeal.opinion else ()
    ruling = (appeal.get_ruling_display(),) if ruled else ()
    cells = (
        header_cell(f"{FiscalYear(appeal.year)}第{appeal.number}号", "row", "number"),
        text_cell(era_date(appeal.received_on)),
        text_cell(*_against(appeal)),
        text_cell(_day(referred)),
        text_cell(_day(opinion), *advised),
        text_cell(_day(ruled), *ruling),
    )
    return Row(cells, key=f"appeal={appeal.year}-{appeal.number}")


def _against(appeal: ReviewRequest) -> Iterator[str]:
    """Yield what it is against, a line each: where, what, decided when; and who appeals."""
    yield f"{appeal.request.division}"
    yield appeal.in_words()
    if appeal.disposition:
        yield f"（{era_date(appeal.disposition.decided_on)}）"
    if appeal.by_third_party:
        yield "（第三者からの審査請求）"


def _day(day: date | None) -> str:
    return era_date(day) if day else "―"
