"""Sections 4 and 5 counted by hand: appeals, and the council's sessions."""

from collections.abc import Iterable
from datetime import date

from kurume_privacy.calendar.fiscal import FiscalYear, era_date
from tests.reports.naive_rules import (
    in_year,
    law_of,
    laws_apart,
    named,
    number_of,
    on_day,
    text_row,
)
from tests.reports.plain import Appeal, City, Consultation, Session
from tests.reports.printed import Said, Tabled, Value

# 4 審査請求の状況: received in the year, and pending from before; the city's, and each law apart


def appeals_section(city: City, year: int) -> list:
    apart = [law.name for law in laws_apart(city)]
    citys = [appeal for appeal in city.appeals if appeal.request.law not in apart]
    blocks = appeals_told(city, year, citys)
    for law in apart:
        own = [appeal for appeal in city.appeals if appeal.request.law == law]
        told = appeals_told(city, year, own)
        if len(told) > 1:  # a sentence alone says that there is none
            blocks += [Said("heading", law), *told]
    return blocks


def appeals_told(city: City, year: int, appeals: list[Appeal]) -> list:
    appeals = sorted(appeals, key=lambda appeal: (FiscalYear.of(appeal.day), appeal.number))
    before = [appeal for appeal in appeals if pending_from_before(appeal, year)]
    received = [appeal for appeal in appeals if in_year(appeal.day, year)]
    text = f"{named(year)}には、審査請求はありませんでした。"
    if received:
        text = f"{named(year)}の審査請求は、{number_of(received)}件です。"
    if before:
        text += f"前年度から引き続き審理したものは、{number_of(before)}件です。"
    said = [Said("reviews.received", text)]
    rows = [value for appeal in (*before, *received) for value in appeal_row(city, appeal, year)]
    return [*said, Tabled("reviews.list", "", tuple(rows))] if rows else said


def pending_from_before(appeal: Appeal, year: int) -> bool:
    """Received before 1 April, and not ruled on before it."""
    begins = date(year, 4, 1)
    return appeal.day < begins and not (appeal.ruled_on and appeal.ruled_on < begins)


def appeal_row(city: City, appeal: Appeal, year: int) -> list[Value]:
    """Print what had happened by 31 March."""
    ruled = by_the_end_of(year, appeal.ruled_on)
    opinion = by_the_end_of(year, appeal.opinion_on)
    cells = {
        "受付日": era_date(appeal.day),
        "対象となった処理": "\n".join(against_lines(city, appeal)),
        "諮問": day_or_dash(by_the_end_of(year, appeal.referred_on)),
        "答申": f"{day_or_dash(opinion)}\n{appeal.opinion if opinion else ''}".strip(),
        "裁決": f"{day_or_dash(ruled)}\n{appeal.ruling if ruled else ''}".strip(),
    }
    return text_row(f"{FiscalYear.of(appeal.day)}第{appeal.number}号", cells)


def against_lines(city: City, appeal: Appeal) -> Iterable[str]:
    """Where, what and when, in the words of then; an answer that never came has no day."""
    request = appeal.request
    (law,) = [law for law in city.laws if law.name == request.law]
    kind = on_day(request.day, law.kinds, request.kind)
    yield request.division.full_name
    if appeal.against is None:
        yield f"{kind.name}請求に対する不作為"
    else:
        answer = request.dispositions[appeal.against]
        outcome = on_day(answer.day, law.outcomes, answer.outcome)
        yield f"{kind.name}請求に対する{outcome.name}"
        yield f"（{era_date(answer.day)}）"
    if appeal.by_third_party:
        yield "（第三者からの審査請求）"


def by_the_end_of(year: int, day: date | None) -> date | None:
    return day if day and day < date(year + 1, 4, 1) else None


def day_or_dash(day: date | None) -> str:
    return era_date(day) if day else "―"


# 5 情報公開・個人情報保護審議会の状況: a session on two dates counts once


def council_section(city: City, year: int) -> list:
    sessions = [session for session in city.sessions if session.year == year]
    sessions.sort(key=lambda session: session.number)
    council = law_of(city, year).words["council_name"]
    if not sessions:
        return [Said("council.sessions", f"{named(year)}は、{council}を開催しませんでした。")]
    text = f"{named(year)}は、{council}を{number_of(sessions)}回開催しました。"
    rows = [value for session in sessions for value in session_row(session)]
    return [Said("council.sessions", text), Tabled("council.sessions", "", tuple(rows))]


def session_row(session: Session) -> list[Value]:
    cells = {
        "開催日・場所": "\n".join(meeting_lines(session)),
        "会議内容及び諮問事項": "\n".join(matter_lines(session)),
        "結論": conclusion(in_order(session.consultations)),
    }
    return text_row(str(session.number), cells)


def in_order(parts: Iterable) -> list:
    return sorted(parts, key=lambda part: part.order)


def meeting_lines(session: Session) -> Iterable[str]:
    for meeting in in_order(session.meetings):
        yield era_date(meeting.day)
        if meeting.last_day:
            yield f"～{era_date(meeting.last_day)}"
        if meeting.manner != "対面":
            yield meeting.manner
        if meeting.place:
            yield meeting.place
    if len(session.meetings) > 1:
        yield f"({number_of(session.meetings)}回に分けて開催)"


def matter_lines(session: Session) -> Iterable[str]:
    if session.consultations:
        yield "諮問案件の審議"
    for consultation in in_order(session.consultations):
        yield f"({consultation.order}){consultation.matter}"
        for point in in_order(consultation.points):
            yield point.label + point.matter
    for briefing in in_order(session.briefings):
        yield briefing.matter


def conclusion(consultations: list[Consultation]) -> str:
    """全件承認 or 承認 when all are alike; else 一部承認 with the numbers of the others."""
    if not consultations:
        return "―"
    words: dict[str, str] = {}
    for one in consultations:
        word = one.conclusion or "審議中"
        words[word] = words.get(word, "") + f"({one.order})"
    if len(words) == 1:
        (word,) = words
        return f"全件{word}" if len(consultations) > 1 else word
    others = "、".join(f"{orders}は{word}" for word, orders in words.items() if word != "承認")
    return f"一部承認\n（{others}）" if "承認" in words else others
