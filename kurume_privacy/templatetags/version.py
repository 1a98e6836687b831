"""The version of this program, for the foot of the staff's pages."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def version() -> str:
    """Return the version as the project says it."""
    return settings.VERSION
