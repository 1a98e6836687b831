"""What is refused before a file is read: by its size, its first bytes and the parts it packs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812

MOST_BYTES = 20 * 1024 * 1024
MOST_LINES = 100_000
MOST_UNPACKED = 300 * 1024 * 1024
MOST_PARTS = 10_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # of Excel's

_SAVE_AS = "「Excelブック（.xlsx）」として保存し直してください。"
EMPTY = "ファイルが空です。中身のあるファイルを選んでください。"
TOO_LARGE = "ファイルが大きすぎます（20MBまで）。行を分けて、いくつかのファイルにしてください。"
TOO_MANY_LINES = "行が多すぎます（100,000行まで）。行を分けて、いくつかのファイルにしてください。"
TOO_MANY_COLUMNS = (
    f"列が多すぎます（{LAST_COLUMN:,}列まで）。使わない列を消して、保存し直してください。"
)
NOT_A_BOOK = f"ExcelのブックでもCSVでもないファイルです。Excelで開いて、{_SAVE_AS}"
OLD_FORM = f"古い形式（.xls）のファイルは取り込めません。Excelで開いて、{_SAVE_AS}"
BINARY_FORM = f"バイナリ形式（.xlsb）のファイルは取り込めません。Excelで開いて、{_SAVE_AS}"
OPEN_DOCUMENT = f"OpenDocument形式（.odsなど）のファイルは取り込めません。表を開いて、{_SAVE_AS}"
NOT_A_TABLE = f"WordやPowerPointの文書です。表をExcelに写して、{_SAVE_AS}"
PDF = f"PDFのファイルです。もとの表をExcelで開いて、{_SAVE_AS}"
MACROS = f"マクロを含むファイルは取り込めません。Excelで開いて、{_SAVE_AS}"
ENCRYPTED = (
    "パスワードで保護されたファイルは取り込めません。Excelでパスワードを外して、"
    "保存し直してください。"
)
LINKED = (
    "ほかのファイルへのリンクを含むファイルは取り込めません。Excelの「データ」の「リンクの編集」"
    "でリンクを解除して、保存し直してください。"
)
UNPACKS_HUGE = (
    "展開すると大きくなりすぎるファイルです。必要なシートだけを新しいブックに写して、"
    "保存し直してください。"
)
DECLARES = "安全に読めない宣言（DTD）を含むファイルです。Excelで開いて、保存し直してください。"
DAMAGED = "ファイルが壊れていて、読めません。Excelで開けることを確かめて、保存し直してください。"

_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT_ENDINGS = (".csv", ".tsv", ".txt")
_MACRO_ENDINGS = (".xlsm", ".xltm", ".xlam")
_DAMAGE = (
    BadZipFile,
    ExpatError,
    ZlibError,
    EOFError,
    OSError,
    RuntimeError,  # a method of packing that is not known
    ValueError,
    LookupError,
    OverflowError,
)


class FileRefused(Exception):
    """A file is not read. Its sentence says why, and what to do."""


@contextmanager
def damage_told() -> Iterator[None]:
    """Turn what Python says of a damaged file, within the block, into `FileRefused`."""
    try:
        yield
    except _DAMAGE as problem:
        raise FileRefused(DAMAGED) from problem


def refuse_by_sight(content: bytes, name: str) -> None:
    """Raise `FileRefused` where size, ending or first bytes show that it is no table of ours."""
    if not content:
        raise FileRefused(EMPTY)
    if len(content) > MOST_BYTES:
        raise FileRefused(TOO_LARGE)
    if content.startswith(_OLE):
        raise FileRefused(ENCRYPTED if _packs_encrypted(content) else OLD_FORM)
    if content.startswith(b"%PDF"):
        raise FileRefused(PDF)
    if _ending(name) in _MACRO_ENDINGS:
        raise FileRefused(MACROS)


def is_workbook(content: bytes, name: str) -> bool:
    """Say whether a file is packed as a workbook is; `FileRefused` where it is no text either."""
    if content.startswith(_ZIP):
        return True
    if _ending(name) not in _TEXT_ENDINGS:
        raise FileRefused(NOT_A_BOOK)
    return False


def refuse_by_parts(parts: dict[str, ZipInfo]) -> None:
    """Raise `FileRefused` for what the names and declared sizes of a package's parts show.

    ``parts`` are by name in small letters; sizes are in bytes, unpacked. A size that lies is
    found where the part is unpacked: no more than was declared is.
    """
    for looks_so, sentence in _SIGNS:
        if any(looks_so(name) for name in parts):
            raise FileRefused(sentence)
    if any(info.flag_bits & 1 for info in parts.values()):
        raise FileRefused(ENCRYPTED)
    if len(parts) > MOST_PARTS or sum(info.file_size for info in parts.values()) > MOST_UNPACKED:
        raise FileRefused(UNPACKS_HUGE)
    if "[content_types].xml" not in parts:
        raise FileRefused(NOT_A_BOOK)


_SIGNS = (
    (lambda name: name.rpartition("/")[2].startswith("vbaproject"), MACROS),
    (lambda name: "macrosheets/" in name, MACROS),
    (lambda name: "externallinks/" in name, LINKED),
    (lambda name: name == "xl/workbook.bin", BINARY_FORM),
    (lambda name: name in ("mimetype", "meta-inf/manifest.xml"), OPEN_DOCUMENT),
    (lambda name: name in ("word/document.xml", "ppt/presentation.xml"), NOT_A_TABLE),
)


def _packs_encrypted(content: bytes) -> bool:
    """Say whether an old container holds an encrypted workbook rather than an old one."""
    return "EncryptedPackage".encode("utf-16-le") in content


def _ending(name: str) -> str:
    """Return the ending of a file's name, in small letters."""
    return PurePath(name).suffix.casefold()
