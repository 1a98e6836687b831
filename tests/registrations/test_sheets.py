"""個人情報業務 and the 業務の届出 as sheets."""

import pytest

from kurume_privacy.models import Role
from registrations.models import Business, BusinessNotice
from tests import factories
from tests.excel import checked, said, statuses, taken_in, workbook, written

pytestmark = pytest.mark.django_db
HEADINGS = ("届出番号", "届出日", "登録区分", "個人情報業務", "届出時の所管課")


@pytest.fixture
def office(city):
    return factories.user("office", Role.OFFICE)


def take(kind, office, headings, *lines):
    return taken_in(kind, workbook(headings, *lines), office)


class TestBusinesses:
    HEADINGS = ("業務の名称", "所管課")

    def test_are_recognised_by_division_and_name(self, office):
        lines = ("文書管理業務", "総務部総務課"), ("文書管理業務", "市民文化部市民課")
        assert statuses(take("business", office, self.HEADINGS, *lines)) == ["新規", "新規"]
        assert statuses(take("business", office, self.HEADINGS, *lines)) == ["変更なし"] * 2
        assert Business.history.count() == 2

    def test_twice_in_a_file_are_refused(self, office):
        lines = ("文書管理業務", "総務部総務課"), ("文書管理業務", "総務課")
        findings = checked("business", workbook(self.HEADINGS, *lines), office)
        assert said(findings) == [(3, "", "2行目と同じ記録です。1件にまとめてください。")]


class TestNotices:
    def test_name_their_business(self, office):
        business = factories.business("文書管理業務")
        findings = take(
            "businessnotice", office, HEADINGS, (1, "R3.4.20", "開始", "文書管理業務", "総務課")
        )
        assert statuses(findings) == ["新規"]
        notice = BusinessNotice.objects.get()
        assert (notice.business, notice.name) == (business, "文書管理業務")

    def test_an_ambiguous_business_lists_them_all(self, office, city):
        for division in (city.general_affairs, city.residents):
            factories.business("文書管理業務", division=division)
        file = workbook(HEADINGS, (1, "R3.4.20", "開始", "文書管理業務", "総務課"))
        ((_, _, sentence),) = said(checked("businessnotice", file, office))
        assert sentence == (
            "「文書管理業務」は2つ以上あります。どれかを書いてください："
            "文書管理業務（市長 総務部総務課）、文書管理業務（市長 市民文化部市民課）"
        )

    def test_a_clerk_takes_in_again_what_names_a_business_of_another_division_by_now(self, city):
        clerk = factories.user("clerk", division=city.general_affairs)
        business = factories.business("文書管理業務", division=city.general_affairs)
        factories.business_notice(business=business, division=city.general_affairs)
        business.division = city.residents
        business.save()
        file = written("businessnotice")
        assert statuses(checked("businessnotice", file, clerk)) == ["変更なし"]

    def test_an_ambiguous_business_is_told_by_its_division(self, office, city):
        factories.business("文書管理業務")
        wanted = factories.business("文書管理業務", division=city.residents)
        name = "文書管理業務（市民文化部市民課）"
        take("businessnotice", office, HEADINGS, (1, "R3.4.20", "開始", name, "総務課"))
        assert BusinessNotice.objects.get().business == wanted

    def test_those_of_two_agencies_go_out_and_come_in_unchanged(self, office):
        """Departments and divisions may be named alike in two agencies."""
        for name in ("市長", "教育委員会"):
            division = factories.division("総務課", "総務部", name)
            business = factories.business("文書管理業務", division=division)
            factories.business_notice(business=business)
        for form in ("xlsx", "csv"):
            for kind in ("business", "businessnotice"):
                findings = taken_in(kind, written(kind, form=form), office, f"a.{form}")
                assert statuses(findings) == ["変更なし"] * 2

    def test_an_abolished_one_goes_out_and_comes_in_unchanged(self, office):
        business = factories.business("文書管理業務")
        for kind in ("start", "abolition"):
            factories.business_notice(business=business, kind=kind)
        file = written("businessnotice")
        assert statuses(taken_in("businessnotice", file, office)) == ["変更なし"] * 2
