"""What notices of out-of-purpose use lack for the report."""

from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.desk.incomplete import Incomplete, first_and_count
from kurume_privacy.desk.tasks import Item, Task, ToDo, day_in_words
from kurume_privacy.document.links import Link
from kurume_privacy.models import User
from outside_use.figures import LISTED
from outside_use.models import UseNotice

# The report lists them by these texts; a ground may be listed only since the notice was entered.
DESCRIPTION = Incomplete(
    "description",
    "報告書の一覧に載る内容",
    Q(kind=UseNotice.Kind.OUT_OF_PURPOSE_USE, ground__listed_in_report=True)
    & reduce(or_, (Q(**{text: ""}) for text in LISTED)),
)
USE_NOTICE_INCOMPLETE = (DESCRIPTION,)


def to_do(user: User, today: date) -> ToDo:
    """Return the notices of this year and the one before that the report could not list wholly."""
    begin = FiscalYear.of(today).previous
    notices = DESCRIPTION.of(UseNotice.objects.visible_to(user))
    recent = notices.filter(year__gte=int(begin))
    first, count = first_and_count(recent.select_related("division__department"))
    items = tuple(
        Item(
            str(notice),
            Link("outside_use:usenotice_detail", notice.pk),
            (f"{day_in_words(notice.notified_on)}届出", str(notice.division)),
        )
        for notice in first
    )
    query = (*DESCRIPTION.query, ("notified_on_from", begin.first_day))
    link = Link("outside_use:usenotice_list", query=query)
    sentence = "報告書の一覧に載る内容の入力がない目的外利用の届出"
    task = Task(sentence, count, link, items=items)
    return ToDo(incomplete=(task,) if count else ())
