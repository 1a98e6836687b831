"""A page of the application by its name, without knowing its address. Pure."""

from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class Link:
    """A page by its name, the key of the one record it shows, and what a list is filtered by."""

    page: str
    key: int | None = None
    query: tuple[tuple[str, object], ...] = ()

    @property
    def search(self) -> str:
        """Return what follows the address: ?year=2021&kind=3, or nothing."""
        return f"?{urlencode(self.query)}" if self.query else ""

    def narrowed(self, **query: object) -> "Link":
        """Return the same list, filtered by this too."""
        return Link(self.page, self.key, (*self.query, *query.items()))
