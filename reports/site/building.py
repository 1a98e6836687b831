"""The whole site of one state of the editions, kept while that state lasts."""

import json
from collections.abc import Iterator
from functools import partial

from django.utils.safestring import mark_safe

from kurume_privacy.models import regimes_apart
from reports.sections import SECTIONS
from reports.site import addresses, comparison, downloads
from reports.site.pages import DATA_TYPE, Page, StoredFile, rendered
from reports.site.volumes import Published, State, Volume, state, volumes

Site = dict[str, Page | StoredFile]
_kept: tuple[State, Site] = ((), {})


def current_site() -> Site:
    """Return the site as it is now: every page by its path. Costs one small query."""
    global _kept
    now, (known, site) = state(), _kept
    if not site or known != now:
        site = build(volumes())
        _kept = now, site
    return site


def build(every: tuple[Volume, ...]) -> Site:
    """Return every page and file of the site by its path."""
    return {page.path: page for page in _pages(every)}


def _pages(every: tuple[Volume, ...]) -> Iterator[Page | StoredFile]:
    years = {"volumes": every}
    yield rendered(addresses.INDEX, "reports/site/index.html", lambda: years)
    yield rendered(
        addresses.COMPARISON, "reports/site/comparison.html", partial(_comparison, every)
    )
    yield rendered(addresses.DATA, "reports/site/data.html", lambda: years)
    yield Page(addresses.CATALOGUE, partial(_catalogue, every), DATA_TYPE, "catalogue.json")
    for volume in every:
        yield from _volume(volume)


def _volume(volume: Volume) -> Iterator[Page | StoredFile]:
    yield _edition(volume.address, volume, volume.current)
    yield from volume.current_files
    for published in volume.editions:
        yield _edition(published.address, volume, published)
        yield from published.files


def _edition(path: str, volume: Volume, published: Published) -> Page:
    return rendered(path, "reports/site/edition.html", partial(_edition_context, volume, published))


def _edition_context(volume: Volume, published: Published) -> dict:
    report = published.report
    return {
        "volume": volume,
        "published": published,
        "edition": published.edition,
        "superseded": published is not volume.current,
        "article": mark_safe(published.article),  # noqa: S308 - our own rendering, kept by its sum
        "sections": report.sections,
        "downloads": downloads.of_edition(published.files),
        "table_downloads": downloads.of_tables(published.files, report),
    }


def _comparison(every: tuple[Volume, ...]) -> dict:
    years = tuple((volume, volume.current.report) for volume in reversed(every))
    sections = {section.key: section.compared for section in SECTIONS if section.compared}
    apart = set(regimes_apart().values_list("key", flat=True))
    compared = comparison.compare([report for _, report in years], sections, apart)
    return {
        "volumes": [volume for volume, _ in years],
        "comparison": compared,
        "laws": [
            (volume.year, subject)
            for (volume, _), subject in zip(years, compared.subjects, strict=True)
        ],
    }


def _catalogue(every: tuple[Volume, ...]) -> bytes:
    """Name every edition and its files with their sums, for programs."""
    editions = [
        downloads.catalogued(published, current=published is volume.current)
        for volume in every
        for published in volume.latest_first
    ]
    return (json.dumps({"editions": editions}, ensure_ascii=False, indent=2) + "\n").encode()
