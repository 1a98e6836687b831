"""Deleting with a reason, and bringing back what was deleted."""

from datetime import date

import pytest

from council.models import CouncilSession
from disclosure.models import DisclosureRequest
from kurume_privacy.models import RequestKind, Role
from kurume_privacy.records import history
from outside_use.models import UseNotice
from registrations.models import Business, BusinessNotice
from tests import factories
from tests.desk import address, clerk_of, errors, listed, log_in_as, said, summary_is_right, words

pytestmark = pytest.mark.django_db
REASON = "二重に登録したため"


@pytest.fixture
def notice(city):
    about = factories.business("住民基本台帳業務", division=city.residents)
    return factories.business_notice(business=about, number=3)


def deleted(model):
    """Return the latest deletion of a record of this kind."""
    return history.deleted(model).first()


def clauses(*numbers):
    return [factories.clause(number) for number in numbers]


def page(name, *args):
    return address(f"registrations:businessnotice_{name}", *args)


def delete(client, notice, reason=REASON):
    return client.post(page("delete", notice.pk), {"reason": reason}, follow=True)


def deletion():
    return BusinessNotice.history.filter(history_type="-").get()


def restore(client):
    return client.post(page("restore", deletion().pk), follow=True)


class TestDeleting:
    def test_it_works(self, notice):
        office = log_in_as()
        answer = delete(office, notice)
        assert said(answer) == [
            "業務の届出「令和3年度第3号 開始 住民基本台帳業務」を削除しました。"
            "総括担当が元に戻せます。"
        ]
        assert answer.redirect_chain == [(page("list"), 302)]
        assert listed(answer) == []

    def test_asks_first_and_says_what_will_be(self, notice):
        answer = log_in_as().get(page("delete", notice.pk))
        assert "削除すると一覧と報告書から除かれます" in words(answer)
        assert BusinessNotice.objects.exists()

    @pytest.mark.parametrize("reason", ["", "   ", "\x00", "長い" * 60])
    def test_needs_a_reason(self, notice, reason):
        answer = delete(log_in_as(), notice, reason)
        summary_is_right(answer)
        assert list(errors(answer)) == ["削除の理由"]
        assert BusinessNotice.objects.exists()

    def test_is_kept_with_who_and_why(self, notice):
        delete(log_in_as("suzuki"), notice)
        entry = deletion()
        assert (entry.history_user.username, entry.history_change_reason) == ("suzuki", REASON)
        assert entry.name == "住民基本台帳業務"

    def test_is_for_a_clerk_of_the_division_too(self, city, notice):
        delete(clerk_of(city.residents), notice)
        assert not BusinessNotice.objects.exists()

    def test_is_not_for_others(self, city, notice):
        assert delete(clerk_of(city.school_affairs), notice).status_code == 404
        assert delete(log_in_as("approver", Role.APPROVER), notice).status_code == 403
        assert BusinessNotice.objects.exists()

    def test_twice_is_once(self, notice):
        office = log_in_as()
        delete(office, notice)
        assert delete(office, notice).status_code == 404


class TestWhatOthersReferTo:
    def test_is_not_deleted_and_the_page_leads_to_them(self, notice):
        about = notice.business
        answer = log_in_as().post(
            address("registrations:business_delete", about.pk), {"reason": REASON}
        )
        assert "ほかの記録がこの記録を参照しているため、削除できません" in words(answer)
        assert f'<a href="{notice.get_absolute_url()}">{notice}</a>' in answer.content.decode()
        assert Business.objects.filter(pk=about.pk).exists()
        assert not about.history.filter(history_type="-").exists()

    def test_is_not_named_to_a_clerk_of_another_division(self, city, notice):
        other = factories.business_notice(
            business=notice.business, kind="change", name="市民課の業務", division=city.residents
        )
        notice.business.division = city.school_affairs
        notice.business.save()
        answer = clerk_of(city.school_affairs).post(
            address("registrations:business_delete", notice.business_id), {"reason": REASON}
        )
        assert "ほかの課や総括担当の記録2件" in words(answer)
        for hidden in (notice, other):
            assert str(hidden) not in words(answer)
            assert hidden.get_absolute_url() not in answer.content.decode()

    def test_is_deleted_after_them(self, notice):
        office = log_in_as()
        delete(office, notice)
        office.post(
            address("registrations:business_delete", notice.business_id), {"reason": REASON}
        )
        assert not Business.objects.exists()


class TestWhatWasDeleted:
    def test_is_listed_for_the_office_with_who_and_why(self, notice):
        delete(log_in_as("suzuki"), notice)
        said_there = words(log_in_as().get(page("deleted")))
        for known in ("開始 住民基本台帳業務", "suzuki", REASON):
            assert known in said_there

    def test_is_not_listed_for_clerks(self, city, notice):
        clerk = clerk_of(city.residents)
        delete(clerk, notice)
        assert clerk.get(page("deleted")).status_code == 403

    def test_is_seen_by_an_approver_who_cannot_bring_it_back(self, notice):
        delete(log_in_as(), notice)
        approver = log_in_as("approver", Role.APPROVER)
        assert "元に戻す：" not in words(approver.get(page("deleted")))
        assert restore(approver).status_code == 403
        assert not BusinessNotice.objects.exists()

    def test_is_nothing_yet(self, city):
        assert "削除した記録はありません。" in words(log_in_as().get(page("deleted")))


def test_what_was_named_by_something_that_is_gone_too_is_listed_and_stays_away(city):
    regime = factories.regime()
    kind = factories.saved(RequestKind(regime=regime, name="訂正の請求", order=9, key="kind_9"))
    history.delete(factories.disclosure_request(kind=kind), REASON)
    kind.delete()
    office = log_in_as()
    assert "開示等請求（参照していた記録が、今はありません）" in words(
        office.get(address("disclosure:disclosurerequest_deleted"))
    )
    way_back = address("disclosure:disclosurerequest_restore", deleted(DisclosureRequest).pk)
    assert said(office.post(way_back, follow=True)) == [
        "元に戻せません。参照していた記録が、今はありません。"
    ]


class TestBringingBack:
    def test_it_works(self, notice):
        office = log_in_as()
        delete(office, notice)
        answer = restore(office)
        assert said(answer) == [
            "業務の届出「令和3年度第3号 開始 住民基本台帳業務」を元に戻しました。"
        ]
        again = BusinessNotice.objects.get(pk=notice.pk)
        assert (again.number, again.name, again.division) == (3, notice.name, notice.division)

    def test_is_told_in_its_history(self, notice):
        office = log_in_as()
        delete(office, notice)
        restore(office)
        told = [change.action for change in history.changes(notice)]
        assert told == ["復元", "削除", "登録"]
        latest = history.changes(notice)[0]
        assert (latest.action, latest.reason) == ("復元", "削除の取消し")

    def test_is_not_for_clerks(self, city, notice):
        clerk = clerk_of(city.residents)
        delete(clerk, notice)
        assert restore(clerk).status_code == 403
        assert not BusinessNotice.objects.exists()

    def test_is_refused_where_the_number_is_taken_since(self, notice):
        office = log_in_as()
        delete(office, notice)
        taken = factories.business_notice(number=3)
        answer = restore(office)
        assert said(answer) == ["元に戻せません。この年度には、同じ番号の記録が既にあります。"]
        assert answer.redirect_chain == [(page("deleted"), 302)]
        assert list(BusinessNotice.objects.all()) == [taken]

    def test_is_refused_where_what_it_is_about_is_gone(self, notice):
        office = log_in_as()
        delete(office, notice)
        history.delete(notice.business, REASON)
        assert said(restore(office))[0].startswith("元に戻せません。")
        assert not BusinessNotice.objects.exists()

    def test_happens_once(self, notice):
        office = log_in_as()
        delete(office, notice)
        restore(office)
        assert restore(office).status_code == 404
        assert notice.history.count() == 3

    def test_of_nothing_is_404(self, notice):
        creation = notice.history.get()
        assert log_in_as().post(page("restore", creation.pk)).status_code == 404


class TestWhatBelongsToARecord:
    def test_goes_and_comes_back_with_it(self, city):
        session = factories.council_session()
        consultation = factories.consultation(session=session)
        factories.consultation_point(consultation=consultation)
        factories.meeting(session=session)
        history.delete(session, REASON)
        assert not CouncilSession.objects.exists()
        again = history.restore(history.deleted(CouncilSession).get())
        assert again.meetings.count() == 1
        assert again.consultations.get().points.count() == 1

    def test_deleted_before_it_stays_away(self, city):
        session = factories.council_session()
        history.delete(factories.meeting(session=session), "中止")
        history.delete(session, REASON)
        again = history.restore(history.deleted(CouncilSession).get())
        assert not again.meetings.exists()

    def test_protects_it_where_others_refer_to_it(self, city):
        cited = factories.consultation()
        factories.use_notice(consultation=cited)
        with pytest.raises(history.models.ProtectedError):
            history.delete(cited.session, REASON)
        assert CouncilSession.objects.exists()
        assert UseNotice.objects.get().consultation == cited

    def test_says_what_no_longer_fits_where_a_clause_is_gone(self, city):
        answer = factories.disposition(outcome=factories.outcome("一部承諾"), clauses=clauses(6))
        history.delete(answer.request, REASON)
        clauses(6)[0].delete()
        page = log_in_as().post(
            address("disclosure:disclosurerequest_restore", deleted(type(answer.request)).pk),
            follow=True,
        )
        assert "該当号だったものが、今はありません。" in said(page)[0]
        assert not DisclosureRequest.objects.exists()

    def test_comes_back_with_its_due_dates_and_nothing_else_in_its_history(self, city):
        record = factories.correction(completed_on=date(2023, 4, 10)).request
        record.refresh_from_db()
        due = record.due_on, record.original_due_on
        entries = DisclosureRequest.history.filter(id=record.pk)
        known = entries.count()
        history.delete(record, REASON)
        again = history.restore(deleted(DisclosureRequest))
        again.refresh_from_db()
        assert due[0] != due[1]
        assert (again.due_on, again.original_due_on) == due
        assert entries.count() == known + 2
