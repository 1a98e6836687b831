"""The 告示 of an older year beside a later edition: held where that printed it, free where not."""

import pytest

from kurume_privacy.models import YearClosed
from kurume_privacy.records import history
from reports.models import Edition, PublicNotice, StepKind
from reports.publishing import publish
from tests import factories
from tests.reports import published as publishing
from tests.reports.several_years import WAY, differing, enter, go, take, told_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(city, monkeypatch):
    monkeypatch.setattr(publish, "files_of", publishing.few_files)
    office, approver = publishing.people()
    enter(office)
    return office, approver


def test_the_notice_of_an_older_year_is_entered_changed_and_deleted_beside_a_later_edition(people):
    go(2022, people)
    before = Edition.objects.values_list("sha256", flat=True).get()
    notice = factories.public_notice(2021, number=300)
    assert [*differing()] == [2022]
    notice.number = 301
    notice.save()
    history.delete(notice, "誤り")
    history.restore(history.deleted(PublicNotice).get())
    assert PublicNotice.objects.get(year=2021).number == 301
    assert Edition.objects.values_list("sha256", flat=True).get() == before


def touch(notice):
    notice.on_website = not notice.on_website
    notice.save()


CHANGES = {
    "change": touch,
    "deletion": lambda notice: history.delete(notice, "誤り"),
    "many deleted": lambda notice: PublicNotice.objects.filter(year=2021).delete(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_notice_that_an_edition_printed_stays_as_it_is(people, change):
    go(2021, people)
    go(2022, people)
    assert "久留米市告示第121号" in told_of(2022)
    with pytest.raises(YearClosed, match="令和4年度は締め切られています"):
        change(PublicNotice.objects.get(year=2021))
    take(StepKind.REOPEN, 2022, people)
    change(PublicNotice.objects.get(year=2021))


def test_a_notice_that_the_offices_own_sentence_named_stays_too(people):
    """It may be entered later, as it was printed; then it is held."""
    text = "令和３年度の運用状況は、告示第３０５号で公表しました。"
    factories.wording(year=2022, paragraph="publication.notice", text=text)
    go(2022, people)
    notice = factories.public_notice(2021, number=305)
    with pytest.raises(YearClosed):
        touch(notice)


def test_none_is_entered_while_the_year_after_waits_for_its_publication(people):
    for act in WAY[:2]:
        take(act, 2022, people)
        with pytest.raises(YearClosed, match="令和4年度は締め切られています"):
            factories.public_notice(2021)
    take(StepKind.PUBLISH, 2022, people)
    factories.public_notice(2021)
