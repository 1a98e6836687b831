"""告示 and 職員研修及び意識啓発 as sheets."""

from kurume_privacy.workbook.sheet import YEAR, Sheet
from reports.forms import PublicNoticeForm, TrainingForm

TRAININGS = Sheet(TrainingForm, known_by=("month", "content"), derived=(YEAR,))
PUBLIC_NOTICES = Sheet(PublicNoticeForm, known_by=("year",))
