"""Two people at once: the second sees both versions, chooses, and nobody loses a word."""

from datetime import date

import pytest

from council.models import CouncilSession
from kurume_privacy.desk.write import DELETED_MEANWHILE
from kurume_privacy.models import Role
from kurume_privacy.records import history
from registrations.models import BusinessNotice
from tests import factories
from tests.desk import address, clerk_of, filled, log_in_as, said, text, words

pytestmark = pytest.mark.django_db
MEANWHILE = "入力している間に、別の人がこの記録を保存しました"


@pytest.fixture
def notice(city):
    about = factories.business("住民基本台帳業務", division=city.residents)
    return factories.business_notice(business=about, number=3)


@pytest.fixture
def first():
    return log_in_as("suzuki")


@pytest.fixture
def second(city):
    return clerk_of(city.residents, "tanaka")


def edit(notice):
    return address("registrations:businessnotice_update", notice.pk)


def at_once(notice, first, second, theirs, mine):
    """Let both open the form, the first save ``theirs``, and return what the second is told."""
    forms = filled(first.get(edit(notice))), filled(second.get(edit(notice)))
    assert first.post(edit(notice), forms[0] | theirs).status_code == 302
    return second.post(edit(notice), forms[1] | mine)


def stored(notice):
    return BusinessNotice.objects.get(pk=notice.pk)


class TestTheSecond:
    def test_is_shown_both_versions_and_nothing_is_saved(self, notice, first, second):
        answer = at_once(notice, first, second, {"name": "最初の名称"}, {"name": "次の名称"})
        page = words(answer)
        assert MEANWHILE in page
        assert "あなたの入力：次の名称" in page
        assert "保存されている内容：最初の名称" in page
        assert stored(notice).name == "最初の名称"

    def test_is_told_who_changed_what(self, notice, first, second):
        answer = at_once(notice, first, second, {"name": "最初の名称"}, {"name": "次の名称"})
        page = words(answer)
        assert "suzukiが業務の届出を 変更" in page
        assert "住民基本台帳業務 → 最初の名称" in page
        assert "を 登録" not in page

    def test_keeps_what_was_typed(self, notice, first, second):
        mine = {"name": "次の名称", "notified_on": "R3.5.6"}
        answer = at_once(notice, first, second, {"name": "最初の名称"}, mine)
        assert filled(answer)["name"] == ["次の名称"]
        assert filled(answer)["notified_on"] == ["R3.5.6"]

    def test_chooses_field_by_field(self, notice, first, second):
        theirs = {"name": "最初の名称", "notified_on": "R3.5.1"}
        mine = {"name": "次の名称", "notified_on": "R3.5.6"}
        answer = at_once(notice, first, second, theirs, mine)
        chosen = {"choose-name": "theirs", "choose-notified_on": "mine"}
        again = second.post(edit(notice), filled(answer) | chosen, follow=True)
        assert said(again) == ["業務の届出「令和3年度第3号 開始 最初の名称」を保存しました。"]
        assert stored(notice).name == "最初の名称"
        assert stored(notice).notified_on == date(2021, 5, 6)

    def test_may_take_all_from_the_first(self, notice, first, second):
        theirs = {"name": "最初の名称", "notified_on": "R3.5.1", "kind": "change"}
        mine = {"name": "次の名称", "notified_on": "R3.5.6", "kind": "abolition"}
        answer = at_once(notice, first, second, theirs, mine)
        chosen = {f"choose-{name}": "theirs" for name in theirs}
        assert second.post(edit(notice), filled(answer) | chosen).status_code == 302
        assert stored(notice).name == "最初の名称"
        assert stored(notice).kind == "change"
        assert notice.history.count() == 2

    def test_keeps_what_only_the_first_changed_by_choosing_it(self, notice, first, second):
        answer = at_once(notice, first, second, {"notified_on": "R3.5.1"}, {"name": "次の名称"})
        assert "保存されている内容：令和3年5月1日" in words(answer)
        second.post(edit(notice), filled(answer) | {"choose-notified_on": "theirs"})
        assert stored(notice).name == "次の名称"
        assert stored(notice).notified_on == date(2021, 5, 1)

    def test_who_typed_the_same_loses_nothing(self, notice, first, second):
        same = {"name": "同じ名称"}
        answer = at_once(notice, first, second, same, same)
        assert "あなたの入力は、保存されている内容と同じです。" in words(answer)
        second.post(edit(notice), filled(answer))
        assert notice.history.count() == 2

    def test_is_asked_again_when_a_third_comes_between(self, notice, first, second):
        answer = at_once(notice, first, second, {"name": "最初の名称"}, {"name": "次の名称"})
        third = log_in_as("sato")
        third.post(edit(notice), filled(third.get(edit(notice)), name="三番目の名称"))
        again = second.post(edit(notice), filled(answer))
        assert MEANWHILE in words(again)
        assert "保存されている内容：三番目の名称" in words(again)
        assert stored(notice).name == "三番目の名称"

    def test_is_told_what_is_wrong_too(self, notice, first, second):
        answer = at_once(notice, first, second, {"name": "最初の名称"}, {"notified_on": "今日"})
        assert answer.status_code == 422
        assert MEANWHILE in words(answer)
        assert "あなたの入力：今日" in words(answer)

    def test_every_choice_belongs_to_the_form(self, notice, first, second):
        answer = at_once(notice, first, second, {"name": "最初の名称"}, {"name": "次の名称"})
        page = text(answer)
        assert page.count('name="choose-name"') == 2
        assert page.count('form="record-form" name="choose-name"') == 2


class TestTheVersion:
    def test_without_one_nothing_is_saved(self, notice, first):
        form = filled(first.get(edit(notice)), version=None, name="次の名称")
        assert MEANWHILE in words(first.post(edit(notice), form))
        assert stored(notice).name == "住民基本台帳業務"

    @pytest.mark.parametrize("nonsense", ["x", "²", "-1", ".....", "9" * 5000, "令和"])
    def test_nonsense_is_a_version_nobody_has(self, notice, first, nonsense):
        form = filled(first.get(edit(notice)), version=nonsense, name="次の名称")
        assert MEANWHILE in words(first.post(edit(notice), form))

    def test_changes_with_the_record_and_not_with_others(self, notice):
        before = history.version(notice)
        factories.business_notice()
        assert history.version(notice) == before
        notice.name = "住民記録業務"
        notice.save()
        assert history.version(notice) != before

    def test_changes_with_what_belongs_to_the_record(self, city):
        session = factories.council_session()
        consultation = factories.consultation(session=session)
        known = {history.version(session)}
        point = factories.consultation_point(consultation=consultation)
        known.add(history.version(session))
        history.delete(point, "誤り")
        known.add(history.version(session))
        assert len(known) == 3


class TestDeletedMeanwhile:
    def deleted(self, notice, first, second):
        """Let the first delete what the second has open, and return what the second is told."""
        form = filled(second.get(edit(notice)), name="次の名称")
        first.post(address("registrations:businessnotice_delete", notice.pk), {"reason": "誤り"})
        return second.post(edit(notice), form)

    def test_the_record_stays_deleted_and_what_was_typed_stays_on_the_page(
        self, notice, first, second
    ):
        answer = self.deleted(notice, first, second)
        assert said(answer) == [DELETED_MEANWHILE]
        assert filled(answer)["name"] == ["次の名称"]
        assert not BusinessNotice.objects.exists()

    def test_it_can_be_saved_as_a_new_record(self, notice, first, second):
        answer = self.deleted(notice, first, second)
        new = address("registrations:businessnotice_create")
        assert f'action="{new}"' in text(answer)
        second.post(new, filled(answer))
        again = BusinessNotice.objects.get()
        assert (again.name, again.number) == ("次の名称", 3)
        assert again.pk != notice.pk

    def test_its_rows_stay_with_it(self, city, first):
        session = factories.council_session(number=7)
        factories.meeting(session=session, place="第２会議室")
        page = address("council:councilsession_update", session.pk)
        form = filled(first.get(page))
        history.delete(CouncilSession.objects.get(pk=session.pk), "誤り")
        answer = first.post(page, form)
        first.post(address("council:councilsession_create"), filled(answer))
        assert CouncilSession.objects.get().meetings.get().place == "第２会議室"

    def test_others_learn_nothing_of_it(self, city, notice, first, second):
        self.deleted(notice, first, second)
        stranger = clerk_of(city.school_affairs, "sato")
        assert stranger.post(edit(notice), {"name": "何か"}).status_code == 404
        assert second.get(edit(notice)).status_code == 404
        never = address("registrations:businessnotice_update", notice.pk + 1)
        assert second.post(never, {"name": "何か"}).status_code == 404

    def test_where_the_way_to_its_division_is_gone_too_it_is_not_found(self, city, second):
        appeal = factories.review_request()
        request = appeal.disposition.request
        key = appeal.pk
        for record in (appeal, request):
            history.delete(record, "誤り")
        deletion = history.deleted(type(appeal)).get(id=key)
        assert history.was_visible_to(deletion, factories.user("office", Role.OFFICE))
        assert not history.was_visible_to(deletion, factories.user("sato"))

    def test_brought_back_it_is_a_conflict_like_any_other(self, notice, first, second):
        form = filled(second.get(edit(notice)), name="次の名称")
        history.delete(stored(notice), "誤り")
        history.restore(history.deleted(BusinessNotice).get())
        answer = second.post(edit(notice), form)
        assert MEANWHILE in words(answer)
        second.post(edit(notice), filled(answer))
        assert stored(notice).name == "次の名称"
