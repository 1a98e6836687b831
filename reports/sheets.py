"""告示, 職員研修及び意識啓発 and the office's wording as sheets; and every sheet there is."""

from council.sheets import SESSIONS
from disclosure.sheets import REQUESTS, REVIEWS
from kurume_privacy.workbook.sheet import YEAR, Sheet
from outside_use.sheets import USE_NOTICES
from registrations.sheets import BUSINESSES, NOTICES
from reports.forms import PublicNoticeForm, TrainingForm, WordingForm

TRAININGS = Sheet(TrainingForm, known_by=("month", "content"), derived=(YEAR,))
PUBLIC_NOTICES = Sheet(PublicNoticeForm, known_by=("year",))
WORDINGS = Sheet(WordingForm, known_by=("year", "paragraph"))

# In the order in which they build on each other.
SHEETS = (
    BUSINESSES,
    NOTICES,
    REQUESTS,
    REVIEWS,
    SESSIONS,
    USE_NOTICES,
    TRAININGS,
    PUBLIC_NOTICES,
    WORDINGS,
)
