"""Who changed what and when, before and after, as the page of a record tells it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from council.models import Consultation
from kurume_privacy.records import history
from tests import factories
from tests.factories import saved

pytestmark = pytest.mark.django_db


def told(record, since=""):
    """Return what happened, the earliest first: (action, what, {label: (before, after)})."""
    return [
        (
            change.action,
            change.what,
            {field.label: (field.before, field.after) for field in change.fields},
        )
        for change in reversed(history.changes(record, since))
    ]


class TestOneRecord:
    def test_begins_with_what_was_entered(self):
        notice = factories.business_notice(number=3)
        ((action, what, fields),) = told(notice)
        assert (action, what) == ("登録", "業務の届出")
        assert fields["届出番号"] == ("", "3")
        assert fields["届出日"] == ("", "令和3年4月20日")
        assert fields["登録区分"] == ("", "開始")
        assert fields["届出時の所管課"] == ("", "総務部総務課")

    def test_a_change_is_told_before_and_after(self, city):
        notice = factories.business_notice(number=3)
        notice.notified_on, notice.division = date(2021, 5, 6), city.residents
        saved(notice)
        assert told(notice)[1] == (
            "変更",
            "業務の届出",
            {
                "届出日": ("令和3年4月20日", "令和3年5月6日"),
                "届出時の所管課": ("総務部総務課", "市民文化部市民課"),
            },
        )

    def test_what_the_database_derives_is_no_change(self):
        notice = factories.business_notice()
        notice.notified_on = date(2022, 4, 1)
        saved(notice)
        assert list(told(notice)[1][2]) == ["届出日"]

    def test_the_latest_comes_first(self):
        notice = factories.business_notice()
        for name in ("二", "三"):
            notice.name = name
            saved(notice)
        assert [change.fields[-1].after for change in history.changes(notice)][:2] == ["三", "二"]

    def test_who_and_when_are_known(self):
        business = factories.business()
        business._history_user = factories.user("suzuki")
        business.name = "改めた名称"
        saved(business)
        latest, first = history.changes(business)
        assert latest.user == "suzuki"
        assert first.user == ""
        assert first.at <= latest.at

    def test_a_deletion_is_told_with_its_reason_and_no_fields(self):
        business = factories.business()
        key = business.pk
        history.delete(business, "誤って登録したため")
        business.pk = key
        deletion = history.changes(business)[0]
        assert (deletion.action, deletion.reason, deletion.fields) == (
            "削除",
            "誤って登録したため",
            (),
        )

    def test_what_it_referred_to_may_be_gone(self, city):
        business = factories.business()
        notice = factories.business_notice(business=business)
        notice.business = factories.business("別の業務")
        saved(notice)
        history.delete(business, "統合")
        assert told(notice)[1][2]["個人情報業務"] == (
            "（削除された個人情報業務）",
            "別の業務",
        )

    def test_only_what_happened_since_a_version(self):
        business = factories.business("一")
        known = history.version(business)
        business.name = "二"
        saved(business)
        assert told(business, known) == [("変更", "個人情報業務", {"業務の名称": ("一", "二")})]
        assert told(business, history.version(business)) == []


def with_meetings(number):
    session = factories.council_session()
    for _ in range(number):
        factories.meeting(session=session)
    return session


def queries(record):
    """Return how many queries it takes to tell the history of a record."""
    with CaptureQueriesContext(connection) as captured:
        history.changes(record)
    return len(captured)


class TestWithItsParts:
    def test_the_history_of_a_part_is_the_records(self, city):
        session = factories.council_session()
        meeting = factories.meeting(session=session)
        meeting.place = "第２会議室"
        saved(meeting)
        assert [(action, what) for action, what, _ in told(session)] == [
            ("登録", "審議会"),
            ("登録", "開催日・場所"),
            ("変更", "開催日・場所"),
        ]

    def test_so_is_that_of_a_part_of_a_part_that_is_no_more(self, city):
        session = factories.council_session()
        consultation = factories.consultation(session=session)
        point = factories.consultation_point(consultation=consultation)
        history.delete(point, "誤り")
        assert told(session)[-1][:2] == ("削除", "諮問案件の細目")
        history.delete(consultation, "取下げ")
        assert told(session)[-1][:2] == ("削除", "諮問案件")

    def test_it_is_not_mixed_with_anothers(self, city):
        session, other = factories.council_session(), factories.council_session()
        factories.meeting(session=other)
        assert len(told(session)) == 1

    def test_a_set_is_told_by_the_names_of_its_members(self):
        clauses = [factories.clause(1), factories.clause(2)]
        partly = factories.outcome("一部承諾")
        answer = factories.disposition(clauses, outcome=partly)
        answer.clauses.set(clauses[1:])
        fields = {label: pair for _, _, found in told(answer) for label, pair in found.items()}
        label = answer._meta.get_field("clauses").verbose_name
        assert fields[label] == ("第1号、第2号", "第2号")

    def test_a_long_one_takes_as_many_queries_as_a_short_one(self, city):
        short, long = (with_meetings(number) for number in (1, 15))
        assert queries(short) == queries(long)
        assert len(history.changes(long)) == 16


class TestDeletingAndRestoring:
    def test_parts_go_and_come_back_under_the_same_keys(self, city):
        session = factories.council_session()
        kept = factories.consultation(session=session).pk
        history.delete(session, "誤り")
        history.restore(history.deleted(type(session)).get())
        assert Consultation.objects.get().pk == kept

    def test_a_set_comes_back(self):
        clauses = [factories.clause(1), factories.clause(2)]
        answer = factories.disposition(clauses, outcome=factories.outcome("一部承諾"))
        history.delete(answer, "誤り")
        again = history.restore(history.deleted(type(answer)).get())
        assert list(again.clauses.all()) == clauses

    def test_deleted_twice_it_is_listed_once(self):
        business = factories.business()
        history.delete(business, "一度目")
        again = history.restore(history.deleted(type(business)).get())
        assert not history.deleted(type(business)).exists()
        history.delete(again, "二度目")
        listed = history.deleted(type(business))
        assert listed.first().history_change_reason == "二度目"
        assert listed.count() == 1
