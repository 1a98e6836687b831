"""Section 1: notices about businesses, by date of notice."""

from collections import Counter

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.links import Link
from kurume_privacy.document.structure import (
    Block,
    Paragraph,
    Row,
    Section,
    Table,
    enumeration,
    header_cell,
    text_cell,
)
from kurume_privacy.document.tabulation import NOTICE, agency_table, all_counted, counted_by_kind
from kurume_privacy.models import Law
from registrations.models import BusinessNotice

Kind = BusinessNotice.Kind
# The table's words; the list says 開始 where the table says 登録 (glossary).
COLUMNS: dict[str, str] = {Kind.START: "登録", Kind.CHANGE: "変更", Kind.ABOLITION: "廃止"}


def section(year: FiscalYear, law: Law) -> Section:
    """Return 個人情報業務の登録状況 of ``year``, in two queries."""
    counts = law.by_agency(BusinessNotice.objects.in_year(year).count_by("kind", "division"))
    records = Link("registrations:businessnotice_list", query=(("year", int(year)),))
    key, title, caption = "registrations.notices", "業務の届出件数", ("（単位　件）",)
    blocks: list[Block] = [
        _paragraph(year, law, counts, records),
        agency_table(law, key, title, COLUMNS, counts, records, caption),
    ]
    if counts:
        blocks.append(_list_of_notices(year, law, records))
    return Section("registrations", law.regime.notices_title, tuple(blocks))


def _paragraph(year: FiscalYear, law: Law, counts: Counter, records: Link) -> Paragraph:
    introduction = law.regime.notices_introduction
    counted = counted_by_kind(COLUMNS, counts, records)
    content = (f"{introduction}{year}の件数は、", *enumeration(counted, "が"), "となっています。")
    if not counts:
        content = (f"{introduction}{year}には、業務の届出はありませんでした。",)
    return Paragraph("registrations.notices", content, tuple(number for word, number in counted))


def _list_of_notices(year: FiscalYear, law: Law, records: Link) -> Table:
    """List the year's notices in order of kind, then notice number."""
    notices = sorted(
        BusinessNotice.objects.in_year(year).select_related("division__department"),
        key=lambda notice: (Kind.values.index(notice.kind), notice.number),
    )
    head = Row(
        (text_cell(""), *(header_cell(n, "col") for n in ("登録区分", "業務の名称", "所管課")))
    )
    groups = tuple((_notice_row(place, notice),) for place, notice in enumerate(notices, start=1))
    title = f"参考　{year}{law.regime.notice_list_title}"
    coverage = all_counted(NOTICE, len(notices), records)
    return Table("registrations.list", title, (head,), groups, (title,), coverage=coverage)


def _notice_row(place: int, notice: BusinessNotice) -> Row:
    return Row(
        (
            text_cell(str(place)),
            text_cell(notice.get_kind_display()),
            header_cell(notice.name, "row"),
            text_cell(str(notice.division)),
        )
    )
