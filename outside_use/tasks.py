"""What notices of out-of-purpose use lack for the report."""

from datetime import date

from django.db.models import Q

from kurume_privacy.fiscal import FiscalYear
from kurume_privacy.lacking import Lack, first_and_count
from kurume_privacy.tasks import Item, Link, Task, day_in_words
from outside_use.models import UseNotice

# What the council's opinion allowed (条例9条3項3号) names the matter it was about.
CONSULTATION = Lack(
    "consultation",
    "審議会の答申",
    Q(
        kind=UseNotice.Kind.OUT_OF_PURPOSE_USE,
        ground__listed_in_report=True,
        consultation=None,
    ),
)
USE_NOTICE_LACKS = (CONSULTATION,)


def lacking(user, today: date) -> list[Task]:
    """Return the notices of this year and the one before that name no opinion of the council."""
    begin = FiscalYear.of(today).previous
    notices = UseNotice.objects.visible_to(user).filter(
        CONSULTATION.condition, year__gte=int(begin)
    )
    first, count = first_and_count(notices.select_related("division__department"))
    query = (("lacking", CONSULTATION.key), ("notified_on_from", begin.first_day))
    link = Link("outside_use:usenotice_list", query=query)
    task = Task("審議会の答申を選んでいない目的外利用の届出", count, link, items=_items(first))
    return [task] if count else []


def _items(notices: list[UseNotice]) -> tuple[Item, ...]:
    return tuple(
        Item(
            f"{FiscalYear(notice.year)} {notice}",
            Link("outside_use:usenotice_detail", notice.pk),
            (f"{day_in_words(notice.notified_on)}届出", str(notice.division)),
        )
        for notice in notices
    )
