"""What only the report needs, of a sample file: the notice of publication, and training."""

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.records.sample import enter
from reports.forms import PublicNoticeForm, TrainingForm


def enter_public_notice(notice: dict, year: FiscalYear) -> int:
    """Enter the notice that published a year's report."""
    return enter(PublicNoticeForm, {"year": notice["year"]}, **notice)[1]


def enter_trainings(trainings: list[dict], year: FiscalYear) -> int:
    """Enter the training of the year."""
    return sum(
        enter(
            TrainingForm,
            {"month": training["month"], "content": training["content"]},
            note=training.get("note", ""),
            order=0,
        )[1]
        for training in trainings
    )
