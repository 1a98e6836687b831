"""Every ledger: those of the sections, and that of the office's own wordings of the report."""

from kurume_privacy.desk.ledger import Ledger, Placed
from kurume_privacy.workbook.sheet import Sheet
from reports.desk.forms import WordingForm
from reports.desk.wordings import WordingCreate, WordingUpdate
from reports.filters import WordingFilter
from reports.sections import SECTIONS
from reports.tables import WordingTable

# No section's: its form compiles the report, so that no section may know of it.
wordings = Ledger(
    WordingForm,
    WordingTable,
    WordingFilter,
    number=9,
    at="wordings/",
    views={"create": WordingCreate, "update": WordingUpdate},
    sheet=Sheet(WordingForm, known_by=("year", "paragraph")),
    menu=Placed("報告書の文", 90),
)

# In the order in which they build on each other.
LEDGERS: tuple[Ledger, ...] = tuple(
    sorted(
        (*(ledger for section in SECTIONS for ledger in section.kept), wordings),
        key=lambda ledger: ledger.number,
    )
)
SHEETS = tuple(ledger.sheet for ledger in LEDGERS if ledger.sheet)
KINDS: dict[str, Sheet] = {sheet.key: sheet for sheet in SHEETS}
