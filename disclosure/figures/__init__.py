"""The door through which the report enters: sections 2 (requests) and 4 (appeals)."""

from disclosure.figures.reviews import section as reviews_section
from disclosure.figures.section import requests_of_the_city, section

__all__ = ["requests_of_the_city", "reviews_section", "section"]
