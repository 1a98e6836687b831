"""The ledger of 苦情 as a sheet."""

from complaints.forms import ComplaintForm

from kurume_privacy.workbook.sheet import YEAR, Sheet

COMPLAINTS = Sheet(ComplaintForm, known_by=("year", "number"), derived=(YEAR,))
