"""Sections 6 and 7 of the report, 公表 and 職員研修: each declared once."""

from functools import partial

from kurume_privacy.desk.ledger import Ledger, Placed
from kurume_privacy.document.measuring import length
from kurume_privacy.section import SamplePart, SectionDeclaration
from reports import figures, sheets
from reports import sample_entries as sample
from reports.filters import PublicNoticeFilter, TrainingFilter
from reports.forms import PublicNoticeForm, TrainingForm
from reports.tables import PublicNoticeTable, TrainingTable

public_notices = Ledger(
    PublicNoticeForm,
    PublicNoticeTable,
    PublicNoticeFilter,
    number=8,
    at="public-notices/",
    sheet=sheets.PUBLIC_NOTICES,
    menu=Placed("告示", 70),
    makes_years=False,  # it is about the report of the year that it names
)
trainings = Ledger(
    TrainingForm,
    TrainingTable,
    TrainingFilter,
    number=7,
    at="training/",
    sheet=sheets.TRAININGS,
    menu=Placed("研修", 80),
    often=Placed("研修・意識啓発", 50),
)

PUBLICATION = SectionDeclaration(
    "publication",
    figures.publication_section,
    (public_notices,),
    wordable={"publication.notice": "運用状況の公表"},
    sample=SamplePart("public_notice", sample.enter_public_notice),
)
TRAINING = SectionDeclaration(
    "training",
    figures.training_section,
    (trainings,),
    main=partial(length, key="training.list"),
    sample=SamplePart("trainings", sample.enter_trainings),
)
