"""The council's sessions, with their meetings, consultations and briefings, as sheets."""

from council.forms import CouncilSessionForm, in_full
from disclosure.models import ReviewRequest
from kurume_privacy.workbook.row_sheet import RowSheet
from kurume_privacy.workbook.sheet import Sheet


def called(review: ReviewRequest) -> tuple[str, ...]:
    """Return the names of an appeal."""
    return review.reference, in_full(review)


SESSIONS = Sheet(
    CouncilSessionForm,
    known_by=("year", "number"),
    headings_of={
        "consultations.points.label": "細目の記号",
        "consultations.points.matter": "細目の内容",
    },
    names={"consultations.review_request": called},
)
MEETINGS = RowSheet(SESSIONS, "meetings")
