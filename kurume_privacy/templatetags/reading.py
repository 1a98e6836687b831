"""How people read numbers and moments: thousands apart, days by their era."""

from django import template

from kurume_privacy.calendar.fiscal import era_date
from kurume_privacy.records.display import era_day, era_moment, grouped

register = template.Library()
register.filter(grouped)
register.filter(era_moment)
register.filter(era_date)
register.filter(era_day)
