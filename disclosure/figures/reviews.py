"""Section 4: appeals by date received, with what was pending from before.

It prints what had happened by the end of the year: the report stays the same when a later ruling
is entered. The assembly is no agency of the city's law: what is appealed under its own ordinance
stands behind, by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from disclosure.models import ReviewRequest
from kurume_privacy.calendar.fiscal import FiscalYear, era_date
from kurume_privacy.document.identity import By, by_of, written
from kurume_privacy.document.links import Link
from kurume_privacy.document.structure import (
    Apart,
    Block,
    Heading,
    Inline,
    Number,
    Paragraph,
    Row,
    Section,
    Table,
    header_cell,
    text_cell,
)
from kurume_privacy.document.tabulation import all_counted
from kurume_privacy.models import Law, Regime

APPEALS = "disclosure:reviewrequest_list"
REPORTED = "reviews.reported"  # measured by origin: received in the year, or carried over
PENDING = "reviews.pending"  # at the end of the year: next year's report carries as many over
RECEIVED, CARRIED_OVER = "received", "carried_over"
NEVER_ADDED = "市の法令によらない審査請求は、市の件数に加えない"
COLUMNS = {
    "number": "受付番号",
    "received_on": "受付日",
    "disposition": "対象となった処理",
    "referred_on": "諮問",
    "opinion_on": "答申",
    "ruled_on": "裁決",
}


@dataclass(frozen=True)
class Appeals:
    """The appeals that the report of a year tells together: the city's, or under one regime apart.

    ``asked`` is what the list of all appeals is filtered by to show these alone.
    """

    year: FiscalYear
    found: list[ReviewRequest]
    asked: tuple[tuple[str, object], ...] = ()
    regime: Regime | None = None

    @property
    def every(self) -> Number:
        """All that are listed: received in the year, or carried over."""
        link = self._listed(reported_in=int(self.year))
        return Number(len(self.found), REPORTED, self._by(), "審理した審査請求", link)

    @property
    def received(self) -> Number:
        """Those of the year."""
        value = sum(appeal.year == int(self.year) for appeal in self.found)
        link = self._listed(year=int(self.year))
        return Number(value, REPORTED, self._by(origin=RECEIVED), "審査請求", link)

    @property
    def before(self) -> Number:
        """Those that were pending when the year began."""
        value = sum(appeal.year != int(self.year) for appeal in self.found)
        link = self._listed(carried_into=int(self.year))
        return Number(value, REPORTED, self._by(origin=CARRIED_OVER), "繰越し", link)

    @property
    def after(self) -> Number:
        """Those that are pending when it ends."""
        last = self.year.last_day
        value = sum(not (one.ruled_on and one.ruled_on <= last) for one in self.found)
        link = self._listed(carried_into=int(self.year) + 1)
        return Number(value, PENDING, self._by(), "年度末の審理中", link)

    def _by(self, **keys: str) -> By:
        return by_of(**keys, regime=self.regime.key) if self.regime else by_of(**keys)

    def _listed(self, **asked: int) -> Link:
        return Link(APPEALS, query=(*asked.items(), *self.asked))


def section(year: FiscalYear, law: Law) -> Section:
    """Return 審査請求の状況 of ``year``, in one query; under every law in the same words."""
    appeals = list(
        ReviewRequest.objects.reported_in(year).select_related(
            "disposition__outcome",
            "request__kind",
            "request__division__department",
        )
    )
    city, *others = _told_together(year, law, appeals)
    blocks = _blocks(city)
    for other in others:
        blocks += _blocks(other)
    never = frozenset({"regime"})
    apart = tuple(Apart(measure, never, NEVER_ADDED) for measure in (REPORTED, PENDING) if others)
    held = tuple(each.every for each in (city, *others))
    return Section("reviews", "審査請求の状況", tuple(blocks), apart, held)


def _told_together(year: FiscalYear, law: Law, appeals: list[ReviewRequest]) -> Iterator[Appeals]:
    """Yield the city's appeals, then those under each regime apart that has any."""
    apart = {regime.pk: regime for regime in law.regimes_apart}
    under = {key: [one for one in appeals if one.request.kind.regime_id == key] for key in apart}
    city = [one for one in appeals if one.request.kind.regime_id not in apart]
    yield Appeals(year, city, (("apart", "no"),) if any(under.values()) else ())
    for key, found in under.items():
        if found:
            yield Appeals(year, found, (("regime", key),), apart[key])


def _blocks(appeals: Appeals) -> list[Block]:
    regime = appeals.regime
    suffix, named = (f".{regime.pk}", f"（{regime}）") if regime else ("", "")
    blocks: list[Block] = []
    if regime:
        blocks.append(Heading((regime.name,), key=written(by_of(regime=regime.key))))
    blocks.append(_paragraph(appeals, f"reviews.received{suffix}"))
    if appeals.found:
        head = Row(tuple(header_cell(word, "col", key) for key, word in COLUMNS.items()))
        groups = tuple((_row(appeals.year, appeal),) for appeal in appeals.found)
        coverage = all_counted("審査請求", appeals.every)
        title = f"審査請求の一覧{named}"
        blocks.append(Table(f"reviews.list{suffix}", title, (head,), groups, coverage=coverage))
    return blocks


def _paragraph(appeals: Appeals, key: str) -> Paragraph:
    year, received, before = appeals.year, appeals.received, appeals.before
    content: list[Inline] = [f"{year}には、審査請求はありませんでした。"]
    if received.value:
        content = [f"{year}の審査請求は、", received, "件です。"]
    if before.value:
        content += ["前年度から引き続き審理したものは、", before, "件です。"]
    return Paragraph(key, tuple(content), (received, before, appeals.after))


def _row(year: FiscalYear, appeal: ReviewRequest) -> Row:
    referred, opinion, ruled = (
        day if day and day <= year.last_day else None
        for day in (appeal.referred_on, appeal.opinion_on, appeal.ruled_on)
    )
    advised = (appeal.get_opinion_display(),) if opinion and appeal.opinion else ()
    ruling = (appeal.get_ruling_display(),) if ruled else ()
    cells = (
        header_cell(f"{FiscalYear(appeal.year)}第{appeal.number}号", "row", "number"),
        text_cell(era_date(appeal.received_on)),
        text_cell(*_against(appeal)),
        text_cell(_day(referred)),
        text_cell(_day(opinion), *advised),
        text_cell(_day(ruled), *ruling),
    )
    return Row(cells, key=f"appeal={appeal.year}-{appeal.number}")


def _against(appeal: ReviewRequest) -> Iterator[str]:
    """Yield what it is against, a line each: where, what, decided when; and who appeals."""
    yield f"{appeal.request.division}"
    yield appeal.in_words()
    if appeal.disposition:
        yield f"（{era_date(appeal.disposition.decided_on)}）"
    if appeal.by_third_party:
        yield "（第三者からの審査請求）"


def _day(day: date | None) -> str:
    return era_date(day) if day else "―"
