"""What only the report needs, the way to its publication, and what was published."""

from reports.models.edition import Edition, EditionFile
from reports.models.records import PARAGRAPHS, PublicNotice, Training, Wording
from reports.models.steps import Act, Explanation, Stage, Step

__all__ = [
    "PARAGRAPHS",
    "Act",
    "Edition",
    "EditionFile",
    "Explanation",
    "PublicNotice",
    "Stage",
    "Step",
    "Training",
    "Wording",
]
