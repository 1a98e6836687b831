"""What the templates of the public site need: links from the page itself, dates by their era."""

from django import template

from kurume_privacy.calendar.fiscal import era_date
from reports.site.addresses import STATIC, way

register = template.Library()
register.filter(era_date)


@register.simple_tag(takes_context=True)
def to(context: template.Context, there: str) -> str:
    """Return the link from this page to another place of the site."""
    return way(context["here"], there)


@register.simple_tag(takes_context=True)
def asset(context: template.Context, name: str) -> str:
    """Return the link from this page to a static file."""
    return way(context["here"], f"{STATIC}{name}")
