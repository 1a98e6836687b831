"""What is wrong with a year's complaints, in one query."""

from collections.abc import Iterator

from complaints.models import Complaint

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.findings import Check, Finding, Severity, link_to
from kurume_privacy.models import Counted

UNANSWERED = Check("complaint_unanswered", Severity.WARNING, "回答のない苦情")
CHECKS = (UNANSWERED,)


def findings(year: FiscalYear, counted: Counted | None = None) -> Iterator[Finding]:
    """Yield the complaints of ``year`` that nobody has answered."""
    unanswered = list(Complaint.objects.in_year(year).filter(answered_on=None))
    if unanswered:
        sentence = f"回答のない苦情が{len(unanswered)}件あります。"
        link = link_to("complaints:complaint", [one.pk for one in unanswered], ("year", int(year)))
        yield UNANSWERED.found(sentence, [str(one) for one in unanswered], link)
