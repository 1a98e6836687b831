from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from hypothesis import given
from hypothesis import strategies as st

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import Agency, Department, Division
from tests import factories
from tests.factories import refused, refused_by_database, saved

pytestmark = pytest.mark.django_db
ENDS_BEFORE_IT_BEGINS = "使用終了日は、使用開始日以後の日にしてください。"
SAME_NAME_TWICE = "同じ名称で、同じ使用開始日のものが既にあります。"


def a_unit(model, **fields):
    """Return an unsaved unit of this model, where another of its name may stand beside it."""
    within = {
        Agency: {},
        Department: {"agency": factories.agency()},
        Division: {"department": factories.department()},
    }[model]
    return model(name="下水道", **within, **fields)


units = pytest.mark.parametrize("model", [Agency, Department, Division])
constraint = {model: model.__name__.lower() + "_{}" for model in (Agency, Department, Division)}


def test_the_agencies_stand_in_the_order_of_the_law():
    assert [str(agency) for agency in Agency.objects.all()] == [
        "市長",
        "企業管理者",
        "教育委員会",
        "選挙管理委員会",
        "公平委員会",
        "監査委員",
        "農業委員会",
        "固定資産評価審査委員会",
        "議会",
        "土地開発公社",
    ]


def test_departments_and_divisions_stand_in_their_agencys_order(city):
    last = factories.division("庶務課", "事務局", "議会")
    assert list(Division.objects.all()) == [*city, last]
    saved_first = Department.objects.get(name="市民文化部")
    saved_first.order = 1
    general_affairs = Department.objects.get(name="総務部")
    general_affairs.order = 2
    saved(saved_first)
    saved(general_affairs)
    assert [str(department) for department in Department.objects.all()] == [
        "市民文化部",
        "総務部",
        "教育部",
        "事務局",
    ]


def test_a_division_is_named_with_its_department():
    assert str(factories.division("総務課", "総務部")) == "総務部総務課"


def test_a_department_without_divisions_has_one_without_a_name():
    assert str(factories.division("", "事務局", "議会")) == "事務局"


@units
def test_a_name_must_not_end_before_it_begins(model):
    unit = a_unit(model, valid_from=date(2021, 4, 1), valid_until=date(2021, 3, 31))
    refused(unit, ENDS_BEFORE_IT_BEGINS)
    refused_by_database(unit, constraint[model].format("ends_after_it_begins"))


@units
def test_a_name_may_be_in_use_for_one_day_or_for_ever(model):
    saved(a_unit(model, valid_from=date(2021, 4, 1), valid_until=date(2021, 4, 1)))
    saved(a_unit(model))


@units
def test_a_name_stands_once_from_a_day(model):
    saved(a_unit(model, valid_from=date(2021, 4, 1)))
    again = a_unit(model, valid_from=date(2021, 4, 1))
    refused(again, SAME_NAME_TWICE)
    refused_by_database(again, constraint[model].format("once"))


@units
def test_a_name_stands_once_since_ever(model):
    saved(a_unit(model))
    again = a_unit(model)
    refused(again, SAME_NAME_TWICE)
    refused_by_database(again, constraint[model].format("once_since_ever"))


@units
def test_a_name_may_return(model):
    saved(a_unit(model, valid_until=date(2021, 3, 31)))
    saved(a_unit(model, valid_from=date(2023, 4, 1)))


def test_a_name_may_stand_in_another_department():
    factories.division("総務課", "総務部")
    factories.division("総務課", "教育部", "教育委員会")


def test_what_has_parts_is_not_deleted(city):
    for unit in (city.general_affairs.department, city.general_affairs.department.agency):
        with pytest.raises(ProtectedError):
            unit.delete()


# In use


IN_USE = {"valid_from": date(2021, 4, 1), "valid_until": date(2022, 3, 31)}


def test_a_name_is_in_use_from_its_first_day_to_its_last():
    division = Division(**IN_USE)
    assert division.in_force_on(date(2021, 4, 1))
    assert division.in_force_on(date(2022, 3, 31))
    assert not division.in_force_on(date(2021, 3, 31))
    assert not division.in_force_on(date(2022, 4, 1))


def test_a_name_is_in_use_during_a_year_when_it_is_on_any_of_its_days():
    assert Division(**IN_USE).in_force_during(FiscalYear(2021))
    assert not Division(**IN_USE).in_force_during(FiscalYear(2020))
    assert not Division(**IN_USE).in_force_during(FiscalYear(2022))
    assert Division(valid_from=date(2022, 3, 31)).in_force_during(FiscalYear(2021))
    assert Division(valid_until=date(2021, 4, 1)).in_force_during(FiscalYear(2021))


def test_an_empty_date_leaves_that_side_open():
    assert Division().in_force_on(date(1989, 1, 8))
    assert Division(valid_from=date(2021, 4, 1)).in_force_on(date(2099, 4, 1))
    assert Division(valid_until=date(2021, 4, 1)).in_force_on(date(1989, 1, 8))


days = st.integers(1, 6).map(lambda day: date(2021, 4, day))
spans = st.tuples(days, days).map(sorted)


@given(spans, spans, st.booleans(), st.booleans())
def test_a_name_is_in_use_between_two_days_when_it_is_on_any_of_them(
    in_use, span, open_before, open_after
):
    division = Division(
        valid_from=None if open_before else in_use[0],
        valid_until=None if open_after else in_use[1],
    )
    first, last = span
    between = [date(2021, 4, day) for day in range(first.day, last.day + 1)]
    assert division.in_force_between(first, last) == any(map(division.in_force_on, between))


def test_a_record_of_a_day_needs_a_division_in_use_on_it():
    division = factories.division("情報政策課", **IN_USE)
    division.refuse_unless_in_use_on(date(2021, 4, 1))
    with pytest.raises(ValidationError) as refusal:
        division.refuse_unless_in_use_on(date(2022, 4, 1))
    assert refusal.value.message_dict == {
        "division": ["「総務部情報政策課」は令和4年4月1日には使われていません。"]
    }


def test_its_department_and_its_agency_must_be_in_use_too():
    division = factories.division()
    for unit in (division.department, division.department.agency):
        unit.valid_until = date(2021, 3, 31)
        with pytest.raises(ValidationError, match="令和3年4月1日には使われていません。"):
            division.refuse_unless_in_use_on(date(2021, 4, 1))
        unit.valid_until = None
    division.refuse_unless_in_use_on(date(2021, 4, 1))
