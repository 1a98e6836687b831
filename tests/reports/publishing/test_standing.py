"""Where each year stands, and whether what would be published today is still its edition."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import DisclosureMethod, Regime, Role
from reports.models import Edition, Stage, Step, StepKind, Training
from reports.publishing.standing import standings
from tests import factories
from tests.desk import log_in_as, text, words
from tests.reports import editions
from tests.reports.published import NOW

pytestmark = pytest.mark.django_db
YEARS = (2020, 2021)


def publish(year, number=1):
    """Publish a year with its step, the records as they are."""
    edition = editions.edition(year, number)
    Step.objects.create(year=year, act=StepKind.PUBLISH, user=edition.published_by, at=NOW)
    return edition


@pytest.fixture
def published(city):
    """Two years with a notice and a training each, and an edition; the year after has records."""
    for year in (*YEARS, 2022):
        factories.business_notice(number=1, notified_on=FiscalYear(year).first_day)
        factories.training(month=FiscalYear(year).first_day, content=f"研修{year}")
    for year in YEARS:
        publish(year)


def drift(*years):
    """Change records of these years in the database, past everything that refuses it."""
    for year in years:
        models.QuerySet(Training).filter(year=year).update(content="直接書き換えた研修")


def errata():
    return {int(one.year): len(one.errata) for one in standings([2022])}


def test_every_year_says_where_it_stands(published):
    reopened = Step.objects.create(
        year=2020, act=StepKind.REOPEN, user=editions.publisher(), at=NOW, reason="理由"
    )
    found = standings([FiscalYear(2022), FiscalYear(2021)])
    assert [(int(one.year), one.stage) for one in found] == [
        (2022, Stage.DRAFTING),
        (2021, Stage.PUBLISHED),
        (2020, Stage.DRAFTING),
    ]
    assert [str(one.edition) for one in found] == ["None", "令和3年度 第1版", "令和2年度 第1版"]
    assert [one.last for one in found][::2] == [None, reopened]


def test_what_nobody_touched_is_the_same(published):
    assert errata() == {2022: 0, 2021: 0, 2020: 0}


def test_a_raw_change_shows_in_its_year_alone(published):
    drift(2021)
    assert errata() == {2022: 0, 2021: 1, 2020: 0}
    (found,) = (one for one in standings() if one.errata)
    assert found.drifted
    assert (found.errata[0].wrong, found.errata[0].right) == (
        "令和3年4月研修2021",
        "令和3年4月直接書き換えた研修",
    )


def test_a_row_of_the_law_shows_in_every_year_that_it_binds(published):
    models.QuerySet(Regime).update(report_subject="直した制度")
    assert errata() == {2022: 0, 2021: 1, 2020: 1}


def test_a_row_that_is_added_to_the_law_shows_too(published):
    for year in YEARS:
        factories.disclosure_request(received_on=FiscalYear(year).first_day)
        publish(year, 2)
    assert errata() == {2022: 0, 2021: 0, 2020: 0}
    factories.saved(
        DisclosureMethod(regime=factories.regime(), key="listening", name="聴取", order=99)
    )
    found = errata()
    assert found[2020] == found[2021] > 0
    assert found[2022] == 0


def test_the_last_edition_is_the_one_that_counts(published):
    drift(2021)
    publish(2021, 2)
    assert errata() == {2022: 0, 2021: 0, 2020: 0}


def test_a_year_that_is_being_corrected_has_not_drifted(published):
    drift(2020, 2021)
    Step.objects.create(
        year=2020, act=StepKind.REOPEN, user=editions.publisher(), at=NOW, reason="理由"
    )
    assert {int(one.year): one.drifted for one in standings()} == {2020: False, 2021: True}
    assert errata() == {2022: 0, 2021: 1, 2020: 1}


def test_where_each_stands_is_two_queries_and_each_comparison_its_compiling(published):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = standings()
    assert len(asked) == 2
    costs = []
    for one in found:
        with CaptureQueriesContext(connection) as asked:
            assert one.errata == ()
        costs.append(len(asked))
    assert len(set(costs)) == 1
    assert costs[0] <= 26  # the compiling, and what the edition says


# The list of the reports


@pytest.fixture
def office(city):
    return log_in_as("office", Role.OFFICE)


def test_the_list_says_in_how_many_places_a_year_differs_and_leads_there(published, office):
    drift(2021)
    page = office.get("/desk/reports/")
    assert words(page).count("か所で異なります") == 1
    assert 'href="/desk/reports/2021/#differences">第1版と1か所で異なります</a>' in text(page)
    draft = office.get("/desk/reports/2021/")
    assert 'id="differences"' in text(draft)
    assert "公表中の第1版と1か所で異なります" in words(draft)
    assert "<ins>直接書き換えた</ins>" in text(draft)


def test_a_published_year_that_is_the_same_says_so(published, office):
    assert "公表中の第1版と同じです。" in words(office.get("/desk/reports/2021/"))
    assert "異なります" not in words(office.get("/desk/reports/"))


def test_the_list_says_who_did_what_last_and_why(published, office):
    approver = factories.user("approver", Role.APPROVER, first_name="花子", last_name="承認")
    Step.objects.create(
        year=2022, act=StepKind.SEND_BACK, user=approver, at=NOW, reason="数が違います。"
    )
    page = words(office.get("/desk/reports/"))
    assert "令和4年7月30日 18:00に承認 花子が差し戻しました。 理由：数が違います。" in page


# The command


def compare(*options):
    """Return what the command says, and how it failed."""
    heard = StringIO()
    try:
        call_command("compare_editions", *options, stdout=heard)
    except CommandError as failure:
        return heard.getvalue().splitlines(), str(failure), failure.returncode
    return heard.getvalue().splitlines(), "", 0


SAME = "今の記録からできる報告書と同じです。"


def test_the_command_says_that_all_are_the_same(published):
    assert compare() == ([f"令和2年度 第1版: {SAME}", f"令和3年度 第1版: {SAME}"], "", 0)


def test_where_nothing_is_published_there_is_nothing_to_compare(db):
    assert compare() == ([], "", 0)


def test_the_command_names_what_drifted_and_fails(published):
    drift(2020)
    before = list(Edition.objects.values_list("sha256", flat=True))
    said, failure, code = compare("--places")
    assert said == [
        "令和2年度 第1版: 今の記録からできる報告書と1か所で異なります。",
        "  7　職員研修及び意識啓発／本文：令和2年4月研修2020 → 令和2年4月直接書き換えた研修",
        f"令和3年度 第1版: {SAME}",
    ]
    assert (failure, code) == ("1つの年度が、最新の版と異なります。", 1)
    assert list(Edition.objects.values_list("sha256", flat=True)) == before


def test_a_correction_on_its_way_is_named_and_fails_nothing(published):
    drift(2020)
    Step.objects.create(
        year=2020, act=StepKind.REOPEN, user=editions.publisher(), at=NOW, reason="理由"
    )
    said, failure, code = compare()
    assert said[0].endswith("1か所で異なります。（再開して直しています。）")
    assert (failure, code) == ("", 0)
