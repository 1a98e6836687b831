"""The public site as plain files that any web server can serve.

A manifest says which files this command wrote. It never overwrites or removes another's, nor what
somebody changed since. What is underway is written down first, apart from what was written, so
that an export that was cut short can be finished by the next.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from django.contrib.staticfiles import finders

from reports.sections import SECTIONS, styles_of
from reports.site.addresses import STATIC
from reports.site.building import Site

MANIFEST = ".export_site.json"
STATIC_FILES = (
    "kurume_privacy/icon.svg",
    "kurume_privacy/site.css",
    "kurume_privacy/front.css",
    "kurume_privacy/design-tokens/tokens.css",
    "kurume_privacy/design-tokens/LICENSE",
    *styles_of(section.key for section in SECTIONS),
)

Sums = dict[str, str]  # of the files this command wrote, by path


class ExportRefused(Exception):
    """The folder holds something that is not ours to change."""


@dataclass(frozen=True)
class ExportResult:
    """What an export did, and what it found that is not its own."""

    written: tuple[str, ...]
    unchanged: int
    removed: tuple[str, ...]
    foreign: tuple[str, ...]


def export(site: Site, folder: Path) -> ExportResult:
    """Write the whole site to ``folder``. The same state gives the same bytes."""
    known, new = _known(folder), {path: _sum(content) for path, content in _files(site)}
    _refuse_foreign(folder, known, new)
    folder.mkdir(parents=True, exist_ok=True)
    _write_manifest(folder, known, underway=new)
    written = tuple(_write(folder, _files(site)))
    removed = tuple(_remove(folder, known, new))
    _write_manifest(folder, new)
    return ExportResult(written, len(new) - len(written), removed, tuple(_foreign(folder, new)))


def _files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield every file by its path; a page is the index.html of its folder."""
    for path, page in site.items():
        yield (f"{path}index.html" if not path or path.endswith("/") else path), page.content
    for name in STATIC_FILES:
        found = Path(finders.find(name))  # type: ignore[arg-type]  # it is ours, and there
        yield f"{STATIC}{name}", found.read_bytes()


def _sum(content: bytes) -> str:
    return sha256(content).hexdigest()


def _known(folder: Path) -> Sums:
    """Return what was written, also by an export that was cut short."""
    files, underway = _manifest(folder)
    done = {path for path, wanted in underway.items() if _holds(_inside(folder, path), wanted)}
    return files | {path: underway[path] for path in done}


def _manifest(folder: Path) -> tuple[Sums, Sums]:
    """Return what was written, and what an export that was cut short was about to write."""
    path = folder / MANIFEST
    if not path.exists():
        return {}, {}
    try:
        manifest = json.loads(path.read_text("utf-8"))
        return dict(manifest["files"]), dict(manifest.get("underway", {}))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ExportRefused(
            f"「{path}」を読めません。空のフォルダーに書き出してください。"
        ) from error


def _write_manifest(folder: Path, files: Sums, **underway: Sums) -> None:
    said = {name: dict(sorted(sums.items())) for name, sums in {"files": files, **underway}.items()}
    content = json.dumps(said, ensure_ascii=False, indent=2)
    _replace(folder / MANIFEST, f"{content}\n".encode())


def _refuse_foreign(folder: Path, known: Sums, new: Sums) -> None:
    """Refuse to write over a file that another put there or changed, unless it is the same."""
    for path in sorted(known.keys() | new.keys()):
        place = _inside(folder, path)
        if path not in new or not place.exists():
            continue
        if not _holds(place, new[path], known.get(path)):
            raise ExportRefused(_why(place, written=path in known))


def _why(place: Path, *, written: bool) -> str:
    if written:
        return (
            f"「{place}」は、書き出した後に変えられています。"
            "別の場所に移してから、もう一度書き出してください。"
        )
    return (
        f"「{place}」は、このコマンドが書き出したものではありません。"
        "空のフォルダーに書き出してください。"
    )


def _holds(place: Path, *sums: str | None) -> bool:
    """Say whether a file is there, and is one of these."""
    return place.is_file() and _sum(place.read_bytes()) in sums


def _write(folder: Path, files: Iterator[tuple[str, bytes]]) -> Iterator[str]:
    """Write what is new or changed; what is the same is left alone, with its date."""
    for path, content in files:
        place = _inside(folder, path)
        if not (place.is_file() and place.read_bytes() == content):
            place.parent.mkdir(parents=True, exist_ok=True)
            _replace(place, content)
            yield path


def _replace(place: Path, content: bytes) -> None:
    """Write the whole file beside its place, then put it there: no visitor sees half of it."""
    with TemporaryDirectory(dir=place.parent, prefix=".export_site-") as beside:
        whole = Path(beside, place.name)
        whole.write_bytes(content)
        whole.replace(place)


def _remove(folder: Path, known: Sums, new: Sums) -> Iterator[str]:
    """Remove what an earlier export wrote, nobody has changed, and the site no longer has."""
    for path in sorted(known.keys() - new.keys()):
        place = _inside(folder, path)
        if _holds(place, known[path]):
            place.unlink()
            yield path


def _foreign(folder: Path, new: Sums) -> Iterator[str]:
    """Yield every file that does not belong to the site."""
    for place in sorted(folder.rglob("*")):
        path = place.relative_to(folder).as_posix()
        if place.is_file() and path not in new and path != MANIFEST:
            yield path


def _inside(folder: Path, path: str) -> Path:
    """Return the place of a file; a path or a link that leads out of the folder is refused."""
    pure = PurePosixPath(path)
    place = folder / pure
    inside = place.resolve().is_relative_to(folder.resolve())
    if pure.is_absolute() or ".." in pure.parts or not inside:
        raise ExportRefused(f"「{path}」は、書き出すフォルダーの外を指しています。")
    return place
