"""How people type: dates in either calendar, digits of either width, tidy text."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from kurume_privacy.models import Division
from kurume_privacy.models.year import MonthFormField, YearFormField
from kurume_privacy.records.fields import (
    LARGEST_NUMBER,
    LONGEST_TEXT,
    DivisionChoiceField,
    EraDateField,
    echo,
    record_field,
)
from outside_use.models import UseNotice
from registrations.models import BusinessNotice
from tests import factories

DAY = date(2021, 4, 20)


def field_of(model, name):
    return record_field(model._meta.get_field(name))


class TestDate:
    def test_is_typed_in_either_calendar(self):
        assert EraDateField().clean("令和3年4月20日") == EraDateField().clean("2021/4/20") == DAY

    @pytest.mark.parametrize("field", [EraDateField, YearFormField, MonthFormField])
    @pytest.mark.parametrize("blank", ["", "  ", "\u3000"])
    def test_left_blank_is_none(self, field, blank):
        assert field(required=False).clean(blank) is None

    def test_that_is_none_is_refused_in_japanese(self):
        with pytest.raises(ValidationError) as refusal:
            EraDateField().clean("令和3年2月30日")
        assert refusal.value.code == "invalid"
        assert refusal.value.messages[0].endswith("。")

    def test_stands_in_its_era_when_it_was_stored(self):
        assert 'value="令和3年4月20日"' in EraDateField().widget.render("day", DAY, {"id": "d"})

    def test_stands_as_typed_when_it_was_typed(self):
        html = EraDateField().widget.render("day", "R3.4.20", {"id": "d"})
        assert 'value="R3.4.20"' in html
        assert "令和3年4月20日（2021年4月20日 火曜日）" in html

    def test_is_asked_for_with_an_example(self):
        assert "R3.4.20" in field_of(BusinessNotice, "notified_on").help_text


class TestEcho:
    @pytest.mark.parametrize("typed", [DAY, "R3.4.20", "２０２１／４／２０"])
    def test_says_both_calendars(self, typed):
        assert echo(typed) == {
            "date": "2021-04-20",
            "text": "令和3年4月20日（2021年4月20日 火曜日）",
        }

    @pytest.mark.parametrize("typed", [None, "", "今日", "令和3年2月30日", "9" * 50, "\x00"])
    def test_says_nothing_of_what_is_no_date(self, typed):
        assert echo(typed) == {"date": "", "text": ""}

    @pytest.mark.django_db
    def test_is_answered_while_typing_to_who_is_logged_in(self, client):
        assert client.get("/desk/date/", {"typed": "R3.4.20"}).status_code == 302
        client.force_login(factories.user())
        assert client.get("/desk/date/", {"typed": "R3.4.20"}).json() == echo("R3.4.20")
        assert client.get("/desk/date/").json() == echo("")
        assert client.post("/desk/date/").status_code == 405


class TestYearAndMonth:
    @pytest.mark.parametrize("typed", ["2021", "令和3", "R3", "令和３年度", "２０２１"])
    def test_a_year_is_typed_in_either_calendar(self, typed):
        assert YearFormField().clean(typed) == 2021

    @pytest.mark.parametrize("typed", ["令和3年4月", "R3.4", "2021/4"])
    def test_a_month_too(self, typed):
        assert MonthFormField().clean(typed) == date(2021, 4, 1)

    def test_both_stand_in_their_era(self):
        assert YearFormField().prepare_value(2021) == "令和3年度"
        assert MonthFormField().prepare_value(date(2021, 4, 1)) == "令和3年4月"

    @pytest.mark.parametrize("field", [YearFormField(), MonthFormField()])
    def test_what_is_none_is_refused_and_stands_as_typed(self, field):
        with pytest.raises(ValidationError):
            field.clean("来年")
        assert field.prepare_value("来年") == "来年"


class TestNumber:
    def test_of_full_width_digits(self):
        assert field_of(BusinessNotice, "number").clean("４２") == 42

    def test_is_typed_as_text_so_that_nothing_typed_is_dropped_by_the_browser(self):
        widget = field_of(BusinessNotice, "number").widget
        assert (widget.input_type, widget.attrs["inputmode"]) == ("text", "numeric")

    @pytest.mark.parametrize("number", ["-1", str(LARGEST_NUMBER + 1), "四十二", "4.2"])
    def test_out_of_reach_is_refused(self, number):
        with pytest.raises(ValidationError):
            field_of(BusinessNotice, "number").clean(number)


class TestText:
    def test_is_stripped(self):
        assert field_of(BusinessNotice, "name").clean("  業務\u3000") == "業務"

    def test_has_an_end(self):
        items = field_of(UseNotice, "items")
        assert items.clean("氏" * LONGEST_TEXT)
        with pytest.raises(ValidationError):
            items.clean("氏" * (LONGEST_TEXT + 1))

    @pytest.mark.parametrize("sent", ["氏名\r\n住所", "氏名\r住所", "氏名\n住所"])
    def test_of_several_lines_breaks_them_in_one_manner(self, sent):
        items = field_of(UseNotice, "items")
        assert items.clean(sent) == "氏名\n住所"
        assert not items.has_changed("氏名\r\n住所", sent)

    def test_of_several_lines_is_as_long_as_the_page_counts(self):
        assert field_of(UseNotice, "items").clean("氏\r\n" * (LONGEST_TEXT // 2))

    def test_comes_without_what_nobody_sees(self):
        assert field_of(BusinessNotice, "name").clean("\ufeff 業\u200b務\u00ad\u2060 ") == "業務"
        assert field_of(UseNotice, "items").clean("氏\u200b名\r\n\ufeff住所") == "氏名\n住所"

    def test_of_nothing_that_anybody_sees_is_blank(self):
        with pytest.raises(ValidationError) as refusal:
            field_of(BusinessNotice, "name").clean("\u200b\ufeff")
        assert refusal.value.messages == ["入力してください。"]


@pytest.mark.django_db
class TestDivision:
    def test_is_named_with_agency_and_department_and_until_when(self):
        field = DivisionChoiceField(Division.objects.all())
        ended = factories.division("情報政策課", valid_until=date(2022, 3, 31))
        assert field.label_from_instance(factories.division()) == "市長 総務部総務課"
        assert field.label_from_instance(ended) == "市長 総務部情報政策課（令和4年3月31日まで）"

    def test_tells_the_page_where_it_stands_and_when_its_name_was_in_use(self):
        factories.department("総務部", valid_from=date(2010, 4, 1))
        division = factories.division("情報政策課", valid_until=date(2022, 3, 31))
        department = division.department
        department.valid_from, department.valid_until = date(2015, 4, 1), date(2030, 3, 31)
        department.save()
        html = DivisionChoiceField(Division.objects.all()).widget.render("division", None)
        assert f'data-agency="{department.agency_id}"' in html
        assert f'data-department="{department.pk}"' in html
        assert 'data-from="2015-04-01"' in html
        assert 'data-until="2022-03-31"' in html

    def test_is_what_a_form_of_a_record_has(self):
        assert isinstance(field_of(BusinessNotice, "division"), DivisionChoiceField)
