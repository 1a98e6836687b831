"""Section 8: complaints by date received."""

from complaints.models import Complaint

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.links import Link
from kurume_privacy.document.structure import Paragraph, Section, enumeration
from kurume_privacy.document.tabulation import AgencyCounts
from kurume_privacy.models import Law

Kind = Complaint.Kind
RECEIVED = "complaints.received"  # measured by agency and kind
WORDS = {kind.value: kind.label for kind in Kind}  # the table's words for the kinds


def section(year: FiscalYear, law: Law) -> Section:
    """Return 苦情の状況 of ``year``, in one query."""
    found = law.by_agency(Complaint.objects.in_year(year).count_by("kind", "division"))
    records = Link("complaints:complaint_list", query=(("year", int(year)),))
    counts = AgencyCounts(RECEIVED, WORDS, found, records, unit="苦情")
    counted = counts.by_kind()
    content = (f"{year}の苦情は、", *enumeration(counted, "が"), "です。")
    paragraph = Paragraph(RECEIVED, content, tuple(number for _, number in counted))
    agencies = law.agencies_reported({agency for agency, _ in found})
    table = counts.table(RECEIVED, "苦情の件数", agencies)
    return Section("complaints", "苦情の状況", (paragraph, table))
