"""The paragraphs of a report by their keys. Pure."""

from kurume_privacy.document.structure import Paragraph, Report


def paragraph_of(report: Report, key: str) -> str:
    """Return what the paragraph of this key says; nothing where the report has none."""
    blocks = (block for section in report.sections for block in section.blocks)
    found = (one for one in blocks if isinstance(one, Paragraph) and one.key == key)
    return "".join(str(part) for paragraph in found for part in paragraph.content)
