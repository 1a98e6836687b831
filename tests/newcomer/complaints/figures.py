"""Section 8: complaints by date received."""

from complaints.models import Complaint

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.links import Link
from kurume_privacy.document.structure import Paragraph, Section, enumeration
from kurume_privacy.document.tabulation import agency_table, counted_by_kind
from kurume_privacy.models import Law

KEY = "complaints.received"


def section(year: FiscalYear, law: Law) -> Section:
    """Return 苦情の状況 of ``year``, in one query."""
    counts = law.by_agency(Complaint.objects.in_year(year).count_by("kind", "division"))
    records = Link("complaints:complaint_list", query=(("year", int(year)),))
    words = dict(Complaint.Kind.choices)
    counted = counted_by_kind(words, counts, records)
    content = (f"{year}の苦情は、", *enumeration(counted, "が"), "です。")
    paragraph = Paragraph(KEY, content, tuple(number for _, number in counted))
    table = agency_table(law, KEY, "苦情の件数", words, counts, records)
    return Section("complaints", "苦情の状況", (paragraph, table))
