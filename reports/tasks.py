"""What the publication of the last year's report lacks."""

from datetime import date

from kurume_privacy.fiscal import FiscalYear
from kurume_privacy.links import Link
from kurume_privacy.tasks import Task
from reports.models import PublicNotice


def lacking(user, today: date) -> list[Task]:
    """Tell the office that the notice which publishes last year's report is not entered."""
    year = FiscalYear.of(today).previous
    if not user.is_office or PublicNotice.objects.visible_to(user).in_year(year).exists():
        return []
    sentence = f"{year}の運用状況を公表した告示の入力"
    return [Task(sentence, 1, Link("reports:publicnotice_create"), unit="")]
