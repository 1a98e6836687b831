"""A year and a month are fields of their own kind: whatever a column of them is called."""

from datetime import date

import pytest
from django.db import models

from council.models import CouncilSession
from kurume_privacy.models import MonthField, YearField
from kurume_privacy.models.year import MONTH_HELP, YEAR_HELP, MonthFormField, YearFormField
from kurume_privacy.records.display import display
from kurume_privacy.records.fields import EraDateField, record_field
from kurume_privacy.workbook import values
from registrations.models import BusinessNotice
from reports.models import PublicNotice, Training


class Nameless(models.Model):
    """Its year and its month are called otherwise, and what is called so is none."""

    begun = YearField("始まり")
    carried_out = MonthField("実施")
    year = models.IntegerField("年数")
    month = models.DateField("月命日")

    class Meta:
        app_label = "made"

    def __str__(self):
        return "名前のない年度"


def field(name, model=Nameless):
    return model._meta.get_field(name)


MAY = date(2021, 5, 1)


class TestInWords:
    def test_a_page_shows_a_year_by_its_era_and_a_month_without_its_day(self):
        assert display(field("begun"), 2021) == "令和3年度"
        assert display(field("carried_out"), MAY) == "令和3年5月"
        assert display(field("year"), 2021) == "2021"
        assert display(field("month"), MAY) == "令和3年5月1日"

    def test_so_does_a_cell_for_people_and_a_machine_has_the_value(self):
        assert values.shown(field("begun"), 2021, machine=False) == "令和3年度"
        assert values.shown(field("begun"), 2021, machine=True) == 2021
        assert values.shown(field("carried_out"), MAY, machine=False) == "令和3年5月"
        assert values.shown(field("carried_out"), MAY, machine=True) == MAY
        assert values.shown(field("year"), 2021, machine=False) == 2021
        assert values.shown(field("month"), MAY, machine=False) == MAY

    def test_a_year_that_the_database_derives_is_one(self):
        assert display(field("year", BusinessNotice), 2021) == "令和3年度"


class TestTyped:
    def test_each_brings_its_own_form_field_with_an_example(self):
        year, month = record_field(field("begun")), record_field(field("carried_out"))
        assert (type(year), year.help_text) == (YearFormField, YEAR_HELP)
        assert (type(month), month.help_text) == (MonthFormField, MONTH_HELP)
        assert (year.clean("令和3"), month.clean("R3.5")) == (2021, MAY)
        assert isinstance(record_field(field("month")), EraDateField)

    def test_a_form_without_manners_of_the_desk_has_it_too(self):
        assert isinstance(field("begun").formfield(), YearFormField)
        assert isinstance(field("carried_out").formfield(), MonthFormField)


class TestCounted:
    @pytest.mark.parametrize(
        ("model", "follows"),
        [(CouncilSession, "year"), (PublicNotice, "year"), (Training, "month")],
    )
    def test_what_decides_on_the_year_of_a_record_is_found_by_its_kind(self, model, follows):
        assert model.year_follows() == follows


class TestColumn:
    @pytest.mark.parametrize(
        ("name", "column"),
        [
            ("begun", "django.db.models.PositiveSmallIntegerField"),
            ("carried_out", "django.db.models.DateField"),
        ],
    )
    def test_a_migration_knows_the_column_alone(self, name, column):
        assert field(name).deconstruct()[1] == column
