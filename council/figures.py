"""Section 5: the council's sessions of the year, what was put to it, and what it concluded."""

from collections import defaultdict
from collections.abc import Iterator

from council.models import Consultation, CouncilSession, Meeting
from kurume_privacy.calendar.fiscal import FiscalYear, era_date
from kurume_privacy.document.identity import by_of, written
from kurume_privacy.document.links import Link
from kurume_privacy.document.structure import (
    Block,
    Cell,
    Inlines,
    Line,
    Number,
    Paragraph,
    Row,
    Section,
    Table,
    header_cell,
    lines,
    text_cell,
)
from kurume_privacy.document.tabulation import all_counted
from kurume_privacy.models import Law

SESSIONS, MEETINGS = "council.sessions", "council.meetings"  # the meetings by session
COLUMNS = {
    "number": "回数",
    "meetings": "開催日・場所",
    "matters": "会議内容及び諮問事項",
    "conclusion": "結論",
}
UNDECIDED = "審議中"


def section(year: FiscalYear, law: Law) -> Section:
    """Return the council's section of ``year``, in five queries."""
    sessions = list(
        CouncilSession.objects.in_year(year).prefetch_related(
            "meetings", "consultations__points", "briefings"
        )
    )
    council = law.regime.council_name
    link = _listed("councilsession", year)
    held = Number(len(sessions), SESSIONS, label="開催回数", link=link)
    content: Inlines = (f"{year}は、{council}を開催しませんでした。",)
    if sessions:
        content = (f"{year}は、{council}を", held, "回開催しました。")
    blocks: list[Block] = [Paragraph(SESSIONS, content, (held,))]
    if sessions:
        head = Row(tuple(header_cell(word, "col", key) for key, word in COLUMNS.items()))
        groups = tuple((_row(session),) for session in sessions)
        title, coverage = "審議会の開催状況", all_counted("審議会", held)
        blocks.append(Table(SESSIONS, title, (head,), groups, unit="回", coverage=coverage))
    return Section("council", f"{council}の状況", tuple(blocks))


def _listed(model: str, year: FiscalYear | int, **asked: int) -> Link:
    """Return a list of the council's pages."""
    return Link(f"council:{model}_list", query=(("year", int(year)), *asked.items()))


def _row(session: CouncilSession) -> Row:
    cells = (
        header_cell(str(session.number), "row", "number"),
        Cell(tuple(_meeting_lines(session))),
        Cell(tuple(_matter_lines(session))),
        text_cell(*conclusion(list(session.consultations.all()))),
    )
    return Row(cells, key=written(by_of(session=str(session.number))))


def _meeting_lines(session: CouncilSession) -> Iterator[Line]:
    meetings = list(session.meetings.all())
    for meeting in meetings:
        until = (f"～{era_date(meeting.ends_on)}",) if meeting.ends_on else ()
        in_person = meeting.manner == Meeting.Manner.IN_PERSON
        manner = () if in_person else (meeting.get_manner_display(),)
        place = (meeting.place,) if meeting.place else ()
        yield from lines(era_date(meeting.held_on), *until, *manner, *place)
    if len(meetings) > 1:
        link = _listed("meeting", session.year, number=session.number)
        by = by_of(session=str(session.number))
        yield Line(("(", Number(len(meetings), MEETINGS, by, "開催日", link), "回に分けて開催)"))


def _matter_lines(session: CouncilSession) -> Iterator[Line]:
    consultations = session.consultations.all()
    if consultations:
        yield Line(("諮問案件の審議",))
    for consultation in consultations:
        yield Line((consultation.matter,), f"({consultation.order})", 1)
        for point in consultation.points.all():
            yield Line((point.matter,), point.label, 2)
    for briefing in session.briefings.all():
        yield Line((briefing.matter,))


def conclusion(consultations: list[Consultation]) -> tuple[str, ...]:
    """Derive the conclusion of a session, in one or two lines.

    All alike: 承認 for one matter, 全件承認 for several. Mixed: 一部承認 with those that were
    not approved by number. A matter without a conclusion is 審議中.
    """
    reached = defaultdict(list)
    for consultation in consultations:
        reached[consultation.get_conclusion_display() or UNDECIDED].append(consultation.order)
    if not reached:
        return ("―",)
    if len(reached) == 1:
        (word,) = reached
        return (word if len(consultations) == 1 else f"全件{word}",)
    approved = Consultation.Conclusion.APPROVED.label
    others = "、".join(
        f"{''.join(f'({order})' for order in orders)}は{word}"
        for word, orders in reached.items()
        if word != approved
    )
    return (f"一部{approved}", f"（{others}）") if approved in reached else (others,)
