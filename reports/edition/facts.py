"""What is known of an edition besides its report, and what it is made of: files."""

from dataclasses import dataclass
from datetime import date

from kurume_privacy.calendar.fiscal import era_date
from reports.edition.errata import Erratum


@dataclass(frozen=True, slots=True)
class File:
    """A file of an edition."""

    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Facts:
    """When, as which edition and by which notice a report is published.

    ``corrections`` say what differs from the edition before, and why.
    """

    edition: int
    published_on: date
    notice_number: int
    corrections: tuple[Erratum, ...] = ()

    def __str__(self) -> str:
        day = era_date(self.published_on)
        return f"第{self.edition}版　{day}公表（久留米市告示第{self.notice_number}号）"
