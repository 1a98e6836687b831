"""What the front page and the list of reports say of the years that wait to be published."""

from datetime import date

import pytest
from django.utils import timezone

from kurume_privacy.document.links import Link
from kurume_privacy.models import ClosedYear, Role
from kurume_privacy.models.closed_year import Closing
from reports.desk.front_page import to_do
from reports.desk.years import reported, unpublished
from reports.models import Step, StepKind
from reports.sections import SECTIONS
from tests import factories
from tests.desk import log_in_as, words
from tests.reports import editions
from tests.reports.desk.test_front_page import TODAY, due_on, everything_incomplete
from tests.reports.published import NOW

pytestmark = pytest.mark.django_db
DRAFTING, ASKED, APPROVED = "作成中", "確認依頼", "承認"
TO_ASK = "検査の結果を確かめ、確認を依頼してください。別に公表したときは、告示を登録してください。"


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *zone: TODAY)


@pytest.fixture
def office(city):
    return factories.user("office", Role.OFFICE)


@pytest.fixture
def approver(city):
    return factories.user("approver", Role.APPROVER)


def record(*years):
    for year in years:
        factories.business_notice(notified_on=date(year, 6, 1))


def take(year, *acts):
    for act in acts:
        Step.objects.create(year=year, act=act, user=editions.publisher(), at=NOW)


def told(user):
    """Return {sentence: {year: notes}} of what is told about years."""
    return {
        task.sentence: {item.name: item.notes for item in task.items}
        for task in unpublished(user, TODAY)
    }


class TestTheFrontPage:
    def test_names_every_year_with_records_that_is_over(self, office):
        record(2023, 2025, 2026)
        assert told(office) == {
            "公表していない年度": {
                "令和7年度": (DRAFTING, TO_ASK),
                "令和5年度": (DRAFTING, TO_ASK),
            }
        }

    def test_leads_to_their_drafts(self, office):
        record(2023)
        (task, _) = unpublished(office, TODAY)
        assert [item.link for item in task.items] == [Link("reports:draft", 2023)]
        assert (task.count, task.more) == (1, 0)

    def test_says_to_each_what_is_next(self, office, approver):
        record(2022, 2023, 2024, 2025)
        take(2023, StepKind.ASK)
        take(2024, StepKind.ASK, StepKind.APPROVE)
        take(2025, StepKind.ASK, StepKind.APPROVE, StepKind.PUBLISH)
        (of_office,) = told(office).values()
        assert of_office == {
            "令和6年度": (APPROVED, "承認者の公表を待っています。"),
            "令和5年度": (ASKED, "承認者の確認を待っています。"),
            "令和4年度": (DRAFTING, TO_ASK),
        }
        # What is asked of the approver stands among their turns.
        (of_approver,) = told(approver).values()
        assert of_approver == {"令和4年度": (DRAFTING, "総括担当が作成しています。")}

    def test_says_to_the_approver_that_a_correction_is_being_made(self, office, approver):
        record(2025)
        take(2025, StepKind.ASK, StepKind.APPROVE, StepKind.PUBLISH, StepKind.REOPEN)
        assert list(told(approver)) == ["公表していない年度"]
        assert told(office) == {}  # it is their turn, and told so

    def test_leaves_out_what_was_published_elsewhere(self, office):
        record(2023, 2025)
        factories.public_notice(2023)
        factories.public_notice(2025)
        assert told(office) == {}

    def test_asks_for_a_notice_only_where_nothing_is_here_to_be_published(self, office, approver):
        notice = "令和7年度の運用状況を公表した告示の入力"
        assert told(office) == {notice: {}}
        assert told(approver) == {}
        record(2025)
        assert list(told(office)) == ["公表していない年度"]

    def test_says_nothing_of_it_to_clerks(self, city):
        record(2023, 2025)
        assert unpublished(factories.user(), TODAY) == []

    def test_says_that_nothing_is_lacking_only_where_nothing_waits(self, city):
        client = log_in_as("head", Role.OFFICE)
        factories.public_notice(2025)
        assert "報告に足りないもの ありません。" in words(client.get("/desk/"))
        record(2023)
        page = words(client.get("/desk/"))
        assert "報告に足りないもの ありません。" not in page
        assert f"公表していない年度 1件 令和5年度 {DRAFTING} {TO_ASK}" in page
        assert "そろっています" not in page


class TestTheListOfReports:
    def test_has_every_year_with_records_a_step_an_edition_or_a_notice(self, city):
        record(2023, 2026)
        take(2019, StepKind.ASK, StepKind.SEND_BACK)
        factories.public_notice(2018)
        editions.edition(2020)
        found = {int(one.standing.year): one for one in reported(TODAY)}
        assert list(found) == [2026, 2025, 2023, 2020, 2019, 2018]
        assert [year for year, one in found.items() if one.recorded] == [2026, 2023]
        assert [year for year, one in found.items() if one.elsewhere] == [2018]

    def test_has_every_year_of_every_ledger_that_makes_years(self, city):
        everything_incomplete()
        factories.training(month=date(1999, 6, 1))
        years = {int(one.standing.year) for one in reported(TODAY)}
        for section in SECTIONS:
            for ledger in section.kept:
                if ledger.makes_years and ledger.model.is_counted():
                    assert set(ledger.model.objects.values_list("year", flat=True)) <= years

    def test_says_of_a_year_published_elsewhere_by_what(self, city):
        notice = factories.public_notice(2018)
        page = words(log_in_as("head", Role.OFFICE).get("/desk/reports/"))
        assert f"平成30年度 公表 {notice}" in page
        assert "令和7年度 作成中" in page


class TestWhatIsForbidden:
    """Nobody is asked for what a closed year keeps as it is."""

    @pytest.fixture
    def closed(self, city):
        everything_incomplete()
        late = due_on(date(2026, 3, 31))
        for year in (2025, 2026):
            ClosedYear.objects.create(year=year)
        return late

    def test_is_not_asked_for(self, closed, office):
        tasks = to_do(office, TODAY).incomplete
        assert {task.sentence for task in tasks} == {
            "公表していない年度",
            "答申を受け、裁決の入力がない審査請求",  # no report shows all of an appeal
            # A case goes on after its year: this changes no report that counted up to its day.
            "前年度までに受け付け、処理の入力がない請求",
            "処理は済み、実施日の入力がない請求",
        }

    def test_is_asked_for_again_once_the_year_is_open(self, closed, office):
        ClosedYear.objects.all().delete()
        assert len(to_do(office, TODAY).incomplete) == 7

    @pytest.mark.parametrize("years", [(), (2025,), (2026,), (2025, 2026)], ids=str)
    def test_is_behind_no_item_whatever_is_closed(self, city, office, years):
        everything_incomplete()
        ClosedYear.objects.bulk_create(ClosedYear(year=year) for year in years)
        pages = {
            f"{ledger.route}_detail": ledger.model
            for section in SECTIONS
            for ledger in section.kept
        }
        for task in to_do(office, TODAY).incomplete:
            for item in task.items:
                if item.link.page in pages:
                    asked = pages[item.link.page].objects.get(pk=item.link.key)
                    assert not Closing.of(asked).whole, (task.sentence, item)

    def test_stays_due_for_the_law_does_not_wait(self, closed, office):
        late = to_do(office, TODAY).due[0]
        assert closed.pk in {item.link.key for item in late.items}
