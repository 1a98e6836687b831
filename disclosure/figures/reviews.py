"""Section 4: appeals by date received, with what was pending from before."""

from datetime import date

from disclosure.models import ReviewRequest
from kurume_privacy.document import (
    Block,
    Number,
    Paragraph,
    Row,
    Section,
    Table,
    header_cell,
    text_cell,
)
from kurume_privacy.fiscal import FiscalYear, era_date

CARRIED = "繰越し"
UNRULED = "年度末の審理中"  # next year's report carries as many over
COLUMNS = ("受付番号", "受付日", "対象となった処理", "諮問", "答申", "裁決")


def section(year: FiscalYear) -> Section:
    """Return 審査請求の状況 of ``year``, in one query."""
    appeals = list(
        ReviewRequest.objects.reported_in(year).select_related(
            "disposition__outcome",
            "disposition__request__kind",
            "disposition__request__division__department",
        )
    )
    blocks: list[Block] = [_paragraph(year, appeals)]
    if appeals:
        blocks.append(_table(appeals))
    return Section("reviews", "審査請求の状況", tuple(blocks))


def _paragraph(year: FiscalYear, appeals: list[ReviewRequest]) -> Paragraph:
    received = sum(appeal.year == int(year) for appeal in appeals)
    content = [f"{year}には、審査請求はありませんでした。"]
    if received:
        content = [f"{year}の審査請求は、", Number(received, "審査請求"), "件です。"]
    if before := len(appeals) - received:
        content += ["前年度から引き続き審理したものは、", Number(before, CARRIED), "件です。"]
    unruled = sum(not (appeal.ruled_on and appeal.ruled_on <= year.last_day) for appeal in appeals)
    named = (Number(received, "審査請求"), Number(before, CARRIED), Number(unruled, UNRULED))
    return Paragraph("reviews.received", tuple(content), named)


def _table(appeals: list[ReviewRequest]) -> Table:
    head = Row(tuple(header_cell(name, "col") for name in COLUMNS))
    groups = tuple((_row(appeal),) for appeal in appeals)
    return Table("reviews.list", "審査請求の一覧", (head,), groups)


def _row(appeal: ReviewRequest) -> Row:
    disposition = appeal.disposition
    request = disposition.request
    against = (
        f"{request.division}",
        f"{request.kind.request_name}に対する{disposition.outcome}",
        f"（{era_date(disposition.decided_on)}）",
    )
    ruling = (appeal.get_ruling_display(),) if appeal.ruling else ()
    return Row(
        (
            header_cell(f"{FiscalYear(appeal.year)}第{appeal.number}号", "row"),
            text_cell(era_date(appeal.received_on)),
            text_cell(*against),
            text_cell(_day(appeal.referred_on)),
            text_cell(_day(appeal.opinion_on)),
            text_cell(_day(appeal.ruled_on), *ruling),
        )
    )


def _day(day: date | None) -> str:
    return era_date(day) if day else "―"
