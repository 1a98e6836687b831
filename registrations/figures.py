"""Section 1: notices about businesses, by date of notice."""

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
from kurume_privacy.document.tabulation import NOTICE, AgencyCounts, all_counted
from kurume_privacy.models import Law
from registrations.models import BusinessNotice

Kind = BusinessNotice.Kind
NOTICES = "registrations.notices"  # measured by agency and kind
# The table's words; the list says 開始 where the table says 登録 (glossary).
COLUMNS: dict[str, str] = {Kind.START: "登録", Kind.CHANGE: "変更", Kind.ABOLITION: "廃止"}
LISTED = {"kind": "登録区分", "name": "業務の名称", "division": "所管課"}


def section(year: FiscalYear, law: Law) -> Section:
    """Return 個人情報業務の登録状況 of ``year``, in two queries."""
    found = law.by_agency(BusinessNotice.objects.in_year(year).count_by("kind", "division"))
    records = Link("registrations:businessnotice_list", query=(("year", int(year)),))
    counts = AgencyCounts(NOTICES, COLUMNS, found, records)
    agencies = law.agencies_reported({agency for agency, kind in found})
    introduction, counted = law.regime.notices_introduction, counts.by_kind()
    content = (f"{introduction}{year}の件数は、", *enumeration(counted, "が"), "となっています。")
    if not found:
        content = (f"{introduction}{year}には、業務の届出はありませんでした。",)
    blocks: list[Block] = [
        Paragraph(NOTICES, content, tuple(number for word, number in counted)),
        counts.table(NOTICES, "業務の届出件数", agencies, ("（単位　件）",)),
    ]
    if found:
        blocks.append(_list_of_notices(year, law, counts))
    return Section("registrations", law.regime.notices_title, tuple(blocks))


def _list_of_notices(year: FiscalYear, law: Law, counts: AgencyCounts) -> Table:
    """List the year's notices in order of kind, then notice number."""
    notices = sorted(
        BusinessNotice.objects.in_year(year).select_related("division__department"),
        key=lambda notice: (Kind.values.index(notice.kind), notice.number),
    )
    head = Row((text_cell(""), *(header_cell(word, "col", key) for key, word in LISTED.items())))
    groups = tuple((_notice_row(place, notice),) for place, notice in enumerate(notices, start=1))
    title = f"参考　{year}{law.regime.notice_list_title}"
    coverage = all_counted(NOTICE, counts.every())
    return Table("registrations.list", title, (head,), groups, (title,), coverage=coverage)


def _notice_row(place: int, notice: BusinessNotice) -> Row:
    cells = (
        text_cell(str(place)),
        text_cell(notice.get_kind_display()),
        header_cell(notice.name, "row", "name"),
        text_cell(str(notice.division)),
    )
    return Row(cells, key=f"notice={notice.number}")
