"""Write the sample's workbooks under docs/excel anew: `make workbooks`.

From an empty database, which the sample is loaded into; only files that would say otherwise are
written, so that a commit holds no other.
"""

import os
import subprocess
import sys
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

from openpyxl import load_workbook

HOUSE = Path(__file__).parents[1]
FOLDER = HOUSE / "docs" / "excel"
OUTDATED = "docs/excel is not what the sample gives today: run `make workbooks`, commit {names}."


def main() -> None:
    """Write the files that would say otherwise, and name them."""
    with TemporaryDirectory() as folder:
        made = Path(folder) / "excel"
        address = f"sqlite:///{folder}/sample.sqlite3"
        for command in (("migrate",), ("load_sample",), ("export_workbooks", str(made))):
            subprocess.run(  # noqa: S603
                [sys.executable, "manage.py", *command, "--skip-checks", "--verbosity", "0"],
                cwd=HOUSE,
                env=os.environ | {"DATABASE_URL": address, "DEBUG": "1"},
                stdout=subprocess.DEVNULL,
                check=True,
            )
        for name in renewed(FOLDER, made):
            print(FOLDER / name)


def renewed(kept: Path, made: Path) -> list[str]:
    """Put what was made in the place of what says otherwise; return the names of these files."""
    names = outdated(kept, made)
    for name in names:
        if (made / name).exists():
            copy(made / name, kept / name)
        else:
            (kept / name).unlink()
    return names


def outdated(kept: Path, made: Path) -> list[str]:
    """Return the names of the workbooks that say otherwise in the one folder than in the other."""
    names = {path.name for folder in (kept, made) for path in folder.glob("*.xlsx")}
    return sorted(name for name in names if written(kept / name) != written(made / name))


def written(path: Path) -> dict[str, list[tuple]] | None:
    """Return what stands in a workbook, sheet by sheet; nothing where there is none."""
    if not path.exists():
        return None
    return {sheet.title: list(sheet.values) for sheet in load_workbook(path).worksheets}


if __name__ == "__main__":
    main()
