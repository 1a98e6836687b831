"""How a value is shown: a date in its era, a choice by its label, a relation by its name."""

from datetime import date

import pytest

from disclosure.models import Disposition
from kurume_privacy.records.display import display, shown_fields
from outside_use.models import UseNotice
from registrations.models import BusinessNotice
from reports.models import Training
from tests import factories

pytestmark = pytest.mark.django_db


def shown(model, name, value):
    return display(model._meta.get_field(name), value)


def test_a_date_stands_in_its_era():
    assert shown(BusinessNotice, "notified_on", date(2019, 5, 1)) == "令和元年5月1日"


def test_a_month_stands_without_its_day():
    assert shown(Training, "month", date(2021, 4, 1)) == "令和3年4月"


def test_a_year_stands_in_its_era():
    assert shown(BusinessNotice, "year", 2021) == "令和3年度"


def test_a_choice_stands_by_its_label():
    assert shown(BusinessNotice, "kind", "abolition") == "廃止"


def test_a_choice_that_is_none_any_more_stands_as_it_was():
    assert shown(BusinessNotice, "kind", "merger") == "merger"


@pytest.mark.parametrize("nothing", [None, ""])
def test_nothing_is_nothing(nothing):
    assert shown(UseNotice, "recipient", nothing) == ""
    assert shown(UseNotice, "ground", None) == ""


def test_none_of_something_is_a_number():
    assert shown(BusinessNotice, "number", 0) == "0"


def test_a_relation_stands_by_its_name_given_by_key_or_itself():
    division = factories.division()
    assert shown(BusinessNotice, "division", division) == "総務部総務課"
    assert shown(BusinessNotice, "division", division.pk) == "総務部総務課"


def test_a_relation_to_what_is_gone_says_so():
    assert shown(BusinessNotice, "business", 4711) == "（削除された個人情報業務）"


def test_a_set_stands_by_the_names_of_its_members():
    clauses = [factories.clause(1), factories.clause(8)]
    assert shown(Disposition, "clauses", clauses) == "第1号、第8号"
    assert shown(Disposition, "clauses", []) == ""


def test_a_record_is_shown_field_by_field():
    notice = factories.use_notice(number=7, items="氏名\n住所")
    assert shown_fields(notice, ["number", "kind", "items", "recipient"]) == [
        ("届出番号", "7"),
        ("区分", "目的外利用"),
        ("利用・提供した項目", "氏名\n住所"),
        ("提供先", ""),
    ]
