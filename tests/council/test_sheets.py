"""審議会 as a sheet: a session with its meetings, consultations, their points, and briefings."""

from datetime import date

import pytest

from council.models import Consultation, ConsultationPoint, CouncilSession, Meeting
from kurume_privacy.models import Role
from tests import factories
from tests.excel import KINDS, checked, said, statuses, taken_in, workbook, written

pytestmark = pytest.mark.django_db
HEADINGS = ("年度", "回数", "諮問事項", "細目の記号", "細目の内容")


@pytest.fixture
def office(city):
    return factories.user("office", Role.OFFICE)


def take(office, *lines, headings=HEADINGS):
    return taken_in("councilsession", workbook(headings, *lines), office)


def matters():
    """Return every consultation with its points, in their order."""
    return [
        (each.matter, [point.matter for point in each.points.all()])
        for each in Consultation.objects.all()
    ]


class TestLines:
    def test_of_consultations_and_of_points_below_them(self, office):
        findings = take(
            office,
            ("令和3年度", 1, "諮問一", "①", "住所"),
            (None, None, None, "②", "氏名"),
            (None, None, "諮問二", None, None),
            (None, None, "諮問三", "①", "電話"),
        )
        assert statuses(findings) == ["新規"]
        assert matters() == [("諮問一", ["住所", "氏名"]), ("諮問二", []), ("諮問三", ["電話"])]
        assert [each.order for each in Consultation.objects.all()] == [1, 2, 3]

    def test_a_point_without_a_consultation_is_refused(self, office):
        file = workbook(HEADINGS, ("令和3年度", 1, None, "①", "住所"))
        ((line, heading, sentence),) = said(checked("councilsession", file, office))
        assert (line, heading) == (2, "細目の記号")
        assert sentence == "この行の諮問案件の細目は、どの諮問案件のものか分かりません。"

    def test_a_mark_is_given_where_none_is_written(self, office):
        take(office, ("令和3年度", 1, "諮問一", None, "住所"), (None, None, None, None, "氏名"))
        assert [point.label for point in ConsultationPoint.objects.all()] == ["①", "②"]

    def test_of_meetings_beside_consultations(self, office):
        headings = ("年度", "回数", "開催方法", "開催日", "場所", "諮問事項")
        take(
            office,
            ("R3", 1, "対面", "R3.5.1", "会議室", "諮問一"),
            (None, None, "オンライン会議", "R3.5.8", None, "諮問二"),
            headings=headings,
        )
        assert [each.held_on for each in Meeting.objects.all()] == [
            date(2021, 5, 1),
            date(2021, 5, 8),
        ]
        assert [matter for matter, _ in matters()] == ["諮問一", "諮問二"]

    def test_an_error_stands_in_the_line_of_its_row(self, office):
        headings = ("年度", "回数", "開催方法", "開催日", "場所")
        lines = ("R3", 1, "対面", "R3.5.1", "会議室"), (None, None, "対面", "R3.5.8", None)
        file = workbook(headings, *lines)
        sentence = "対面の会議には、場所を入力してください。"
        assert said(checked("councilsession", file, office)) == [(3, "場所", sentence)]


class TestStoredRows:
    @pytest.fixture
    def consulted(self, office):
        take(office, ("R3", 1, "諮問一", "①", "住所"), (None, None, "諮問二", None, None))

    def test_keep_their_order_however_the_file_is_sorted(self, consulted, office):
        keys = list(Consultation.objects.values_list("pk", flat=True))
        lines = ("R3", 1, "諮問二", None, None), (None, None, "諮問一", "①", "住所")
        assert statuses(take(office, *lines)) == ["変更なし"]
        assert matters() == [("諮問一", ["住所"]), ("諮問二", [])]
        assert list(Consultation.objects.values_list("pk", flat=True)) == keys

    def test_stay_and_new_ones_come_last(self, consulted, office):
        take(office, ("R3", 1, "諮問三", None, None))
        assert [matter for matter, _ in matters()] == ["諮問一", "諮問二", "諮問三"]

    def test_have_the_import_and_its_moment_in_their_history(self, consulted, office):
        models = CouncilSession, Consultation, ConsultationPoint
        entries = [entry for model in models for entry in model.history.all()]
        assert len(entries) == 4
        assert len({(entry.history_date, entry.history_change_reason) for entry in entries}) == 1

    def test_go_out_and_come_in_unchanged(self, consulted, office):
        for form, machine in (("xlsx", False), ("csv", True)):
            file = written("councilsession", form=form, machine=machine)
            findings = taken_in("councilsession", file, office, f"審議会.{form}")
            assert statuses(findings) == ["変更なし"]


class TestAppeals:
    HEADINGS = ("年度", "回数", "諮問事項", "諮問された審査請求")

    def test_are_named_by_year_and_number(self, office):
        appeal = factories.review_request(number=3, referred_on=date(2021, 5, 1))
        take(office, ("R3", 1, "諮問", "令和3年度第3号"), headings=self.HEADINGS)
        assert Consultation.objects.get().review_request == appeal

    def test_of_old_sessions_come_in_again(self, office):
        """The list offers those of late; a ledger taken over has others, continued ones too."""
        old = {"received_on": date(2015, 5, 1), "referred_on": date(2015, 5, 2)}
        appeal = factories.review_request(number=3, **old)
        named = "平成27年度第3号"
        take(office, ("H27", 1, "諮問", named), ("H27", 2, "継続", named), headings=self.HEADINGS)
        assert [each.review_request for each in Consultation.objects.all()] == [appeal, appeal]
        file = written("councilsession")
        assert statuses(taken_in("councilsession", file, office)) == ["変更なし"] * 2

    def test_whose_referral_was_taken_back_go_out_all_the_same(self, office):
        appeal = factories.review_request(number=3, referred_on=date(2021, 5, 1))
        take(office, ("R3", 1, "諮問", "令和3年度第3号"), headings=self.HEADINGS)
        appeal.referred_on = None
        appeal.save()
        assert "令和3年度第3号" in written("councilsession", form="csv").decode()

    def test_a_column_is_headed_as_in_the_ledger(self):
        headings = KINDS["councilsession"].headings()
        assert len(headings) == len(set(headings))
