"""The places of the public site, relative to its root, and the ways between them. Pure."""

from posixpath import relpath

INDEX = ""
COMPARISON = "comparison/"
DATA = "data/"
CATALOGUE = "data/catalogue.json"
STATIC = "static/"


def year_address(year: int) -> str:
    """Return where the current report of a year stands: reports/2021/."""
    return f"reports/{year}/"


def edition_address(year: int, number: int) -> str:
    """Return where an edition stands for ever: reports/2021/editions/1/."""
    return f"{year_address(year)}editions/{number}/"


def way(here: str, there: str) -> str:
    """Return the relative link from one place to another; what ends in a slash is a page."""
    folder = here.rpartition("/")[0]
    found = relpath(f"/{there}", f"/{folder}")
    return f"{found}/" if there.endswith("/") or not there else found
