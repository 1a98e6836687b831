"""What every form of a record shares: whose choices it offers, its groups, its errors."""

from datetime import UTC, datetime

import pytest

from council.forms import CouncilSessionForm
from disclosure.review_forms import ReviewRequestForm
from kurume_privacy.desk.remove import DeletionForm
from kurume_privacy.models import Role
from kurume_privacy.records.form import (
    NUMBER_HELP,
    RecordForm,
    RecordMeta,
    every_error,
)
from outside_use.forms import UseNoticeForm
from registrations.forms import BusinessNoticeForm
from registrations.models import BusinessNotice
from tests import factories

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 4, 20, 1, 2, 3, tzinfo=UTC)


def typed(notice, **changes):
    return {
        "number": notice.number,
        "notified_on": "R3.4.20",
        "kind": notice.kind,
        "business": notice.business_id,
        "name": notice.name,
        "division": notice.division_id,
    } | changes


class TestChoices:
    def test_the_office_chooses_among_all(self, city):
        form = BusinessNoticeForm(user=factories.user("office", Role.OFFICE))
        assert set(form.fields["division"].queryset) == set(city)

    def test_a_clerk_among_what_they_may_see(self, city):
        own = factories.business("住民基本台帳業務", division=city.residents)
        factories.business("就学援助業務", division=city.school_affairs)
        form = BusinessNoticeForm(user=factories.user(division=city.residents))
        assert list(form.fields["division"].queryset) == [city.residents]
        assert list(form.fields["business"].queryset) == [own]

    def test_and_what_is_stored_though_it_moved_out_of_sight(self, city):
        notice = factories.business_notice(division=city.residents)
        assert notice.business.division == city.general_affairs
        form = BusinessNoticeForm(instance=notice, user=factories.user(division=city.residents))
        assert list(form.fields["business"].queryset) == [notice.business]

    def test_the_own_division_stands_there_and_nothing_else_can_be_chosen(self, city):
        field = BusinessNoticeForm(user=factories.user(division=city.residents)).fields["division"]
        assert (field.initial, field.empty_label) == (city.residents.pk, None)

    def test_without_a_user_nothing_is_narrowed(self, city):
        assert BusinessNoticeForm().fields["division"].queryset.count() == 4


class TestNumber:
    def test_may_be_left_to_the_form_for_what_is_new(self):
        field = BusinessNoticeForm().fields["number"]
        assert (field.required, field.help_text) == (False, NUMBER_HELP)

    def test_may_not_for_what_is_stored(self):
        form = BusinessNoticeForm(instance=factories.business_notice())
        assert form.fields["number"].required

    def test_follows_the_last_of_the_year(self):
        factories.business_notice(number=99, notified_on=factories.EARLIER)
        notice = factories.business_notice(number=8)
        form = BusinessNoticeForm(typed(notice, number="", kind="change"))
        assert form.is_valid()
        assert form.save().number == 9


class TestSaving:
    def test_has_one_moment(self):
        notice = factories.business_notice()
        form = BusinessNoticeForm(typed(notice, kind="change"), instance=notice, at=NOW)
        assert form.is_valid()
        form.save()
        assert notice.history.get(history_type="~").history_date == NOW

    def test_what_did_not_change_is_not_saved(self):
        notice = factories.business_notice()
        form = BusinessNoticeForm(typed(notice), instance=notice)
        assert form.is_valid()
        assert not form.has_changed()
        form.save()
        assert notice.history.count() == 1

    def test_can_be_put_off(self):
        notice = factories.business_notice()
        form = BusinessNoticeForm(typed(notice, number="", kind="change"))
        assert form.is_valid()
        assert form.save(commit=False).pk is None
        assert BusinessNotice.objects.count() == 1


class TestGroups:
    def test_stand_in_their_order_with_every_field_once(self):
        form = UseNoticeForm()
        legends, groups = zip(*form.fieldsets(), strict=True)
        assert legends == ("届出", "根拠", "内容")
        names = [field.name for group in groups for field in group]
        assert sorted(names) == sorted(form.fields)

    def test_say_once_which_fields_the_form_has(self):
        class ShortForm(RecordForm):
            groups = (("届出", ("kind", "number")), ("業務", ("name",)))
            shown_last = ("kind",)

            class Meta(RecordMeta):
                model = BusinessNotice

        assert ShortForm._meta.fields == list(ShortForm.base_fields) == ["number", "name", "kind"]
        groups = [[field.name for field in fields] for _, fields in ShortForm().fieldsets()]
        assert groups == [["kind", "number"], ["name"]]

    def test_of_a_row_leave_out_what_the_page_does_not_show(self):
        meeting = CouncilSessionForm().formsets["meetings"].empty_form
        ((legend, fields),) = meeting.fieldsets()
        assert legend == ""
        assert [field.name for field in fields] == ["manner", "held_on", "ends_on", "place"]

    def test_what_is_in_no_group_comes_first(self, monkeypatch):
        monkeypatch.setattr(UseNoticeForm, "groups", (("届出", ("number", "unknown")),))
        first, second = UseNoticeForm().fieldsets()
        assert first[0] == ""
        assert "number" not in {field.name for field in first[1]}
        assert (second[0], [field.name for field in second[1]]) == ("届出", ["number"])


class TestErrors:
    def test_name_the_control_the_label_and_the_sentence(self):
        notice = factories.business_notice()
        form = BusinessNoticeForm(typed(notice, notified_on="今日"), instance=notice)
        ((control, label, sentence),) = every_error(form)
        assert (control, label) == ("id_notified_on", "届出日")
        assert "「今日」は日付として読めません。" in sentence

    def test_of_the_whole_record_stand_at_the_field_they_are_about(self):
        notice = factories.business_notice()
        form = BusinessNoticeForm(typed(notice, number=""))
        taken = "この業務の開始は、既に届け出られています。"
        assert every_error(form) == [("id_business", "個人情報業務", taken)]

    def test_of_the_order_of_dates_stand_at_the_last_that_was_filled_in(self):
        form = ReviewRequestForm({"received_on": "R3.6.2", "referred_on": "R3.6.1"})
        wrong = "受付日、諮問日、答申日、裁決日は、この順になるようにしてください。"
        assert form.errors["referred_on"] == [wrong]

    def test_of_the_order_of_dates_stand_at_the_first_that_is_too_early(self):
        form = ReviewRequestForm(
            {"received_on": "R3.6.2", "referred_on": "R3.6.1", "opinion_on": "R3.7.1"}
        )
        assert "referred_on" in form.errors
        assert "opinion_on" not in form.errors

    @pytest.mark.parametrize(
        ("typed", "wanting"),
        [
            ({"opinion_on": "R3.7.1"}, "referred_on"),
            ({"ruled_on": "R3.7.1"}, "ruling"),
            ({"ruling": "dismissed"}, "ruled_on"),
        ],
    )
    def test_of_what_belongs_together_stand_at_what_is_wanting(self, typed, wanting):
        form = ReviewRequestForm({"received_on": "R3.6.2"} | typed)
        assert {"referred_on", "opinion_on", "ruled_on", "ruling"} & set(form.errors) == {wanting}

    def test_of_a_day_to_come_stand_at_the_day(self):
        notice = factories.business_notice()
        form = BusinessNoticeForm(typed(notice, number="", notified_on="R66.4.20"), at=NOW)
        assert form.errors["notified_on"] == ["今日より後の日付です。年を確かめてください。"]

    def test_of_what_was_not_sent_are_none(self):
        assert every_error(BusinessNoticeForm()) == every_error(None) == []

    def test_of_a_plain_form_are_named_too(self):
        ((control, label, _),) = every_error(DeletionForm({"reason": ""}))
        assert (control, label) == ("id_reason", "削除の理由")

    def test_can_be_forgotten(self):
        form = BusinessNoticeForm({})
        assert every_error(form)
        form.forget_errors()
        assert every_error(form) == []
