"""Section 3 of the report, 目的外利用・外部提供: declared once, for all that shows sections."""

from functools import partial

from kurume_privacy.desk.ledger import Ledger, Placed
from kurume_privacy.document.identity import Identity, by_of
from kurume_privacy.document.measuring import Compared, total
from kurume_privacy.section import SamplePart, SectionDeclaration
from outside_use import figures, findings, progress, sample, sheets, tasks
from outside_use.filters import UseNoticeFilter
from outside_use.forms import UseNoticeForm
from outside_use.tables import UseNoticeTable

use_notices = Ledger(
    UseNoticeForm,
    UseNoticeTable,
    UseNoticeFilter,
    number=6,
    sheet=sheets.USE_NOTICES,
    menu=Placed("目的外利用・外部提供", 50),
    often=Placed("目的外利用・外部提供の届出", 20),
)

OUTSIDE_USE = SectionDeclaration(
    "outside_use",
    figures.section,
    (use_notices,),
    wordable={
        "outside_use.notices": "目的外利用・外部提供の届出状況",
        "outside_use.grounds": "目的外利用の根拠の内訳",
    },
    checks=findings.CHECKS,
    findings=findings.findings,
    to_do=tasks.to_do,
    so_far=progress.notices,
    main=partial(total, identity=Identity(figures.NOTICES, ())),
    compared=Compared(
        "目的外利用など",
        {figures.NOTICES: ("kind",)},
        charted=Identity(figures.NOTICES, by_of(kind=figures.Kind.OUT_OF_PURPOSE_USE)),
        place=3,
    ),
    place=20,
    sample=SamplePart("use_notices", sample.enter_use_notices),
)
