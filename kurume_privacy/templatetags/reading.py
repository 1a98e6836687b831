"""How people read numbers and moments: thousands apart, days by their era."""

from datetime import datetime

from django import template
from django.utils import timezone

from kurume_privacy.calendar.fiscal import era_date
from kurume_privacy.records.display import era_moment, grouped

register = template.Library()
register.filter(grouped)
register.filter(era_moment)
register.filter(era_date)


@register.filter
def era_day(moment: datetime) -> str:
    """Return 令和8年11月30日, the day of a moment here."""
    return era_date(timezone.localtime(moment).date())
