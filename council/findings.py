"""What is wrong with a year's sessions of the council, in one query."""

from collections.abc import Iterator

from council.models import Consultation
from council.tasks import CONCLUSION
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.findings import Check, Finding, Severity, link_to
from kurume_privacy.models import Counted

UNDECIDED = Check("consultation_without_conclusion", Severity.WARNING, "結論の入力がない諮問案件")
CHECKS = (UNDECIDED,)


def findings(year: FiscalYear, counted: Counted | None = None) -> Iterator[Finding]:
    """Yield the consultations of ``year`` that have no conclusion."""
    undecided = Consultation.objects.filter(session__year=int(year), conclusion="")
    columns = ("session", "session__number", "order")
    rows = list(undecided.order_by("session__number", "order", "pk").values_list(*columns))
    if rows:
        sentence = (
            f"結論の入力がない諮問案件が{len(rows)}件あります。結論を入力してください。"
            "審議がまだ終わらないときは、その理由を書いてください。"
        )
        subjects = [f"{year}第{session}回審議会({order})" for _, session, order in rows]
        query = (("year", int(year)), ("lacking", CONCLUSION.key))
        sessions = list(dict.fromkeys(row[0] for row in rows))
        link = link_to("council:councilsession", sessions, *query)
        yield UNDECIDED.found(sentence, subjects, link)
