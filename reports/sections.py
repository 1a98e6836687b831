"""The sections in the report's order: the one place that names them all."""

from collections.abc import Iterable

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

STYLE = "reports/report.css"  # of every report


def styles_of(keys: Iterable[str]) -> tuple[str, ...]:
    """Return the style sheets of a report with these sections: those of no section that it lacks.

    So a page that was published before there was a section stays as it is.
    """
    found = {section.key: section.style for section in SECTIONS}
    return (STYLE, *dict.fromkeys(found[key] for key in keys if found.get(key)))
