"""Section 8 of the report, 苦情: declared once, for all that shows sections."""

from functools import partial

from complaints import figures, findings, progress, sheets
from complaints.filters import ComplaintFilter
from complaints.forms import ComplaintForm
from complaints.tables import ComplaintTable

from kurume_privacy.desk.ledger import Ledger, Placed
from kurume_privacy.document.identity import Identity, by_of
from kurume_privacy.document.measuring import Compared, total
from kurume_privacy.section import SectionDeclaration

complaints = Ledger(
    ComplaintForm,
    ComplaintTable,
    ComplaintFilter,
    number=10,
    sheet=sheets.COMPLAINTS,
    menu=Placed("苦情", 52),
    often=Placed("苦情の受付", 60),
)

COMPLAINTS = SectionDeclaration(
    "complaints",
    figures.section,
    (complaints,),
    wordable={figures.RECEIVED: "苦情の状況"},
    checks=findings.CHECKS,
    findings=findings.findings,
    so_far=progress.complaints,
    main=partial(total, identity=Identity(figures.RECEIVED, ())),
    compared=Compared(
        "苦情",
        {figures.RECEIVED: ("kind",)},
        charted=Identity(figures.RECEIVED, by_of(kind=figures.Kind.PROCEDURE)),
        place=4,
    ),
    style="complaints/report.css",
)
