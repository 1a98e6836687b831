"""What has no number is recognised by a name: one that reads the same is asked about."""

from datetime import date
from unicodedata import normalize

import pytest

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import Role
from kurume_privacy.records.duplicates import Duplicates, Likeness
from registrations.models import Business
from reports.compiling.checks.ledgers import TWICE, findings
from reports.desk.ledgers import LEDGERS
from reports.models import Training
from tests import factories
from tests.desk import address, errors, filled, log_in_as
from tests.excel import checked, csv_file, statuses, taken_in

pytestmark = pytest.mark.django_db
NEW, TRAININGS = address("registrations:business_create"), address("reports:training_create")
STORED = "髙齢者データバンク業務"
ALIKE = [
    "高齢者データバンク業務",
    "髙齢者ﾃﾞｰﾀﾊﾞﾝｸ業務",
    normalize("NFD", STORED),
    "髙齢者データバンク 業務",
    "髙齢者デ－タバンク業務",
    "髙\U000e0100齢者データバンク業務",
]


@pytest.fixture
def business(city):
    return factories.business(STORED)


def named(client, name, division):
    """Return what the page of a new business sends."""
    return filled(client.get(NEW), name=name, division=division.pk)


class TestABusiness:
    @pytest.mark.parametrize("name", ALIKE)
    def test_of_a_name_that_reads_the_same_is_asked_about(self, city, business, name):
        office = log_in_as()
        answer = office.post(NEW, named(office, name, city.general_affairs))
        assert errors(answer)[""].startswith(f"同じ内容の記録「{STORED}」が、既にあります。")
        assert Business.objects.count() == 1
        assert office.post(NEW, filled(answer, same="on")).status_code == 302
        assert Business.objects.count() == 2

    def test_typed_with_what_nobody_sees_is_the_same_to_the_letter(self, city, business):
        office = log_in_as()
        name = f"{STORED[:3]}\u200b{STORED[3:]}"
        answer = office.post(NEW, named(office, name, city.general_affairs))
        assert "同じ名称の業務が既に登録されています。" in str(errors(answer))

    def test_of_another_division_or_name_is_not(self, city, business):
        office = log_in_as()
        for name, division in ((ALIKE[0], city.residents), ("別の業務", city.general_affairs)):
            assert office.post(NEW, named(office, name, division)).status_code == 302

    def test_that_is_renamed_so_is_asked_about_too_and_not_after_another_change(
        self, city, business
    ):
        other, office = factories.business("別の業務"), log_in_as()
        edit = f"{other.get_absolute_url()}edit/"
        answer = office.post(edit, filled(office.get(edit), name=ALIKE[0]))
        assert "同じ内容の記録" in errors(answer)[""]
        assert office.post(edit, filled(answer, same="on")).status_code == 302
        other.refresh_from_db()
        assert other.name == ALIKE[0]
        assert office.post(edit, filled(office.get(edit))).status_code == 302

    def test_renamed_to_another_writing_of_its_own_name_is_not(self, city, business):
        office, edit = log_in_as(), f"{business.get_absolute_url()}edit/"
        assert office.post(edit, filled(office.get(edit), name=ALIKE[0])).status_code == 302

    def test_in_a_file_is_told_beside_its_line(self, city, business):
        office = factories.user("office", Role.OFFICE)
        lines = [["総務部総務課", name] for name in (ALIKE[0], STORED, "別の業務", "別ノ 業務")]
        content = csv_file(["所管課", "業務の名称"], *lines)
        result = checked("business", content, office, "業務.csv")
        assert statuses(result) == ["新規", "変更なし", "新規", "新規"]
        assert [one.same_as for one in result.outcomes] == [f"「{STORED}」", "", "", "別の業務"]
        assert result.possible_duplicates == 2
        taken_in("business", content, office, "業務.csv")
        assert Business.objects.count() == 4


class TestATraining:
    def test_of_the_same_month_that_reads_the_same_is_asked_about(self):
        factories.training(month=date(2021, 6, 1), content="ＡＩ研修")
        office = log_in_as()
        typed = {"month": "R3.6", "content": "ai 研修"}
        answer = office.post(TRAININGS, filled(office.get(TRAININGS), **typed))
        assert "同じ内容の記録「令和3年6月 ＡＩ研修」" in errors(answer)[""]
        later = filled(office.get(TRAININGS), **typed | {"month": "R3.7"})
        assert office.post(TRAININGS, later).status_code == 302
        assert Training.objects.count() == 2

    def test_that_is_stored_all_the_same_is_found_by_the_check(self):
        for content in ("ＡＩ研修", "AI研修", "別の研修"):
            factories.training(month=date(2021, 6, 1), content=content)
        factories.training(month=date(2021, 7, 1), content="AI研修")
        found = findings(FiscalYear(2021), date(2022, 4, 1))
        (finding,) = [one for one in found if one.check == TWICE.name]
        assert finding.subjects == ("令和3年6月 ＡＩ研修、令和3年6月 AI研修",)
        assert finding.sentence.startswith("書き方のほかは同じ職員研修及び意識啓発が1組あります。")


class TestEveryLedger:
    def test_with_words_is_compared_by_all_of_it_or_by_what_names_it(self):
        compared = {ledger.route: Likeness(ledger.form).names for ledger in LEDGERS}
        assert compared["registrations:business"] == ["name", "division"]
        assert compared["reports:training"] == ["month", "content"]
        assert compared["outside_use:usenotice"][:3] == ["notified_on", "kind", "division"]
        assert compared["council:councilsession"] == compared["reports:publicnotice"] == []

    @pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.route)
    def test_without_records_suspects_nothing(self, ledger):
        assert Duplicates(ledger.form).stored == {}
        year = FiscalYear(2021) if ledger.model.year_follows() else None
        if names := Likeness(ledger.form).names:
            assert names
            assert Likeness(ledger.form).stored(year) == {}
