"""目的外利用・外部提供の届出 as a sheet: the laws of the day, the council's opinions, old names."""

from datetime import date

import pytest

from kurume_privacy.models import Role
from outside_use.models import UseNotice
from tests import factories
from tests.excel import checked, said, statuses, taken_in, workbook, written
from tests.factories import ACT, ORDINANCE

pytestmark = pytest.mark.django_db
HEADINGS = ("届出番号", "届出日", "区分", "所管課", "根拠", "審議会の答申", "利用・提供した項目")


def line(number=1, day="R3.4.20", ground="法令", division="総務部総務課", opinion=None, items=None):
    return (number, day, "外部提供", division, ground, opinion, items)


@pytest.fixture
def office(city):
    return factories.user("office", Role.OFFICE)


def take(office, *lines):
    return taken_in("usenotice", workbook(HEADINGS, *lines), office)


def look(office, *lines):
    return checked("usenotice", workbook(HEADINGS, *lines), office)


class TestGrounds:
    def test_are_those_of_the_law_of_the_day(self, office):
        take(office, line(1, "R5.3.31"), line(2, "R5.4.1"))
        grounds = [notice.ground for notice in UseNotice.objects.order_by("number")]
        assert grounds == [factories.ground("法令", law) for law in (ORDINANCE, ACT)]

    def test_of_another_law_are_refused_with_the_desk_s_sentence(self, office):
        ((_, heading, sentence),) = said(look(office, line(1, "R5.4.1", "本人同意")))
        assert heading == "根拠"
        assert sentence == "令和5年4月1日の届出には、「久留米市個人情報保護条例」は適用されません。"


class TestOpinions:
    def test_are_named_as_the_council_s(self, office):
        session = factories.council_session(number=4)
        opinion = factories.consultation(session=session)
        take(office, line(opinion="令和3年度第4回審議会(1)"))
        assert UseNotice.objects.get().consultation == opinion


class TestOldNames:
    @pytest.fixture
    def renamed(self, office):
        """A division that bears another name from the first day of a year on."""
        old = factories.division("統計課", valid_until=date(2021, 3, 31))
        return old, factories.division("データ推進課", valid_from=date(2021, 4, 1))

    def test_are_in_use_on_their_days(self, renamed, office):
        take(office, line(1, "R3.3.31", division="統計課"), line(2, division="ﾃﾞｰﾀ推進課"))
        found = [notice.division for notice in UseNotice.objects.order_by("notified_on")]
        assert found == list(renamed)

    def test_are_refused_on_others_with_the_desk_s_sentence(self, renamed, office):
        ((_, heading, sentence),) = said(look(office, line(1, division="総務部統計課")))
        assert (heading, sentence) == (
            "所管課",
            "「総務部統計課」は令和3年4月20日には使われていません。",
        )


class TestTexts:
    def test_of_several_lines_are_the_same_from_a_browser_and_from_excel(self, office):
        take(office, line(items="氏名\n住所"))
        notice = UseNotice.objects.get()
        assert notice.items == "氏名\n住所"
        assert statuses(take(office, line(items="氏名\r\n住所"))) == ["変更なし"]

    def test_of_older_records_stay_as_they_are_broken(self, office):
        factories.use_notice(items="氏名\r\n住所", used_business="業務")
        for form in ("xlsx", "csv"):
            findings = taken_in("usenotice", written("usenotice", form=form), office, f"a.{form}")
            assert statuses(findings) == ["変更なし"]

    def test_that_would_be_formulas_go_out_and_come_in_unchanged(self, office):
        take(office, line(1, items="＝1+1"), line(2, items="-12"), line(3, items="'@"))
        for form in ("xlsx", "csv"):
            findings = taken_in("usenotice", written("usenotice", form=form), office, f"a.{form}")
            assert statuses(findings) == ["変更なし"] * 3
