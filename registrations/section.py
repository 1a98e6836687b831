"""Section 1 of the report, 個人情報業務の登録: declared once, for all that shows sections."""

from functools import partial

from kurume_privacy.desk.ledger import Ledger, Placed
from kurume_privacy.document.identity import Identity, by_of
from kurume_privacy.document.measuring import Compared, total
from kurume_privacy.section import SamplePart, SectionDeclaration
from registrations import figures, progress, sample, sheets
from registrations.filters import BusinessFilter, BusinessNoticeFilter
from registrations.forms import BusinessForm, BusinessNoticeForm
from registrations.tables import BusinessNoticeTable, BusinessTable
from registrations.views import BusinessDetail, BusinessList, NoticeDetail

businesses = Ledger(
    BusinessForm,
    BusinessTable,
    BusinessFilter,
    number=1,
    at="businesses/",
    views={"list": BusinessList, "detail": BusinessDetail},
    sheet=sheets.BUSINESSES,
    menu=Placed("個人情報業務", 20),
)
notices = Ledger(
    BusinessNoticeForm,
    BusinessNoticeTable,
    BusinessNoticeFilter,
    number=2,
    at="notices/",
    views={"detail": NoticeDetail},
    sheet=sheets.NOTICES,
    menu=Placed("業務の届出", 10),
    often=Placed("業務の届出", 30),
)

REGISTRATIONS = SectionDeclaration(
    "registrations",
    figures.section,
    (businesses, notices),
    wordable={"registrations.notices": "個人情報業務の登録状況"},
    so_far=progress.notices,
    main=partial(total, identity=Identity(figures.NOTICES, ())),
    compared=Compared(
        "業務の届出",
        {figures.NOTICES: ("kind",)},
        charted=Identity(figures.NOTICES, by_of(kind=figures.Kind.START)),
        place=2,
    ),
    place=30,
    sample=SamplePart("notices", sample.enter_notices),
)
