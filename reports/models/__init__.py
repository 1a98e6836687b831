"""What only the report needs, the way to its publication, and what was published."""

from reports.models.edition import Edition, EditionFile
from reports.models.records import PublicNotice, Training, Wording, wordable
from reports.models.steps import Explanation, Stage, Step, StepKind

__all__ = [
    "Edition",
    "EditionFile",
    "Explanation",
    "PublicNotice",
    "Stage",
    "Step",
    "StepKind",
    "Training",
    "Wording",
    "wordable",
]
