"""Earlier years of which nothing was published: neither here, nor elsewhere by a 告示 on record."""

from collections.abc import Iterator

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.findings import Check, Finding, Severity
from kurume_privacy.document.links import Link
from reports.models import Edition, PublicNotice
from reports.years import years_with_records

UNPUBLISHED = Check(
    "earlier_years_unpublished", Severity.WARNING, "公表していない、前の年度", until_asked=True
)
CHECKS = (UNPUBLISHED,)


def findings(year: FiscalYear) -> Iterator[Finding]:
    """Yield the finding about every such year of which there are records, the first one first.

    The year before is left out: a warning of its own asks for its 告示 (`previous`).
    """
    published = {
        *Edition.objects.order_by().values_list("year", flat=True),
        *PublicNotice.objects.order_by().values_list("year", flat=True),
    }
    earlier = (one for one in years_with_records() if one < year.previous)
    if left := sorted(one for one in earlier if int(one) not in published):
        sentence = (
            "記録があるのに、公表していない前の年度があります。先に公表してください。"
            "この仕組みの外で公表したときは、その告示を登録してください。"
            "この年度を先に公表するときは、その理由を書いてください。"
        )
        yield UNPUBLISHED.found(sentence, [str(one) for one in left], Link("reports:drafts"))
