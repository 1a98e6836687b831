"""The sections in the report's order: the one place that names them all."""

from council.section import COUNCIL
from disclosure.section import DISCLOSURE, REVIEWS
from kurume_privacy.section import SectionDeclaration
from outside_use.section import OUTSIDE_USE
from registrations.section import REGISTRATIONS
from reports.section import PUBLICATION, TRAINING

SECTIONS: tuple[SectionDeclaration, ...] = (
    REGISTRATIONS,
    DISCLOSURE,
    OUTSIDE_USE,
    REVIEWS,
    COUNCIL,
    PUBLICATION,
    TRAINING,
)

# The paragraphs that the office may word itself, by key, each under its section's number.
WORDABLE = {
    key: f"{number} {title}"
    for number, section in enumerate(SECTIONS, start=1)
    for key, title in section.wordable.items()
}

# The style sheets of a report: its own, and those of its sections' tables.
STYLES = ("reports/report.css", *dict.fromkeys(one.style for one in SECTIONS if one.style))
