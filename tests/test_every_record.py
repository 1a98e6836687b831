"""Every kind of record: told by its year wherever it is named, and shown before it is deleted."""

import pytest

from kurume_privacy.records.display import shown_fields
from reports.desk.ledgers import LEDGERS
from tests import factories
from tests.access import record_of
from tests.desk import log_in_as, said, text, title, words

pytestmark = pytest.mark.django_db

NUMBERED = [ledger for ledger in LEDGERS if ledger.is_numbered]
by_route = {"ids": lambda ledger: ledger.route}
IN_YEARS = {"令和元年度", "令和3年度"}


def first_of_two_years(ledger, city):
    """Return a record of each of two years, both with the first number of theirs."""
    record = record_of(city.general_affairs, ledger.model._meta.model_name)
    factories.earlier_year()
    earlier = ledger.model.objects.get(year=2019)
    for each in (record, earlier):
        each.number = 1
        each.save()
    return [ledger.model.objects.get(pk=each.pk) for each in (record, earlier)]


@pytest.mark.parametrize("ledger", NUMBERED, **by_route)
class TestTheSameNumberInTwoYears:
    def test_is_two_names(self, city, ledger):
        names = [str(record) for record in first_of_two_years(ledger, city)]
        assert {name[: name.index("年度") + 2] for name in names} == IN_YEARS

    def test_in_headings_and_titles_of_every_page(self, city, ledger):
        office = log_in_as()
        for record in first_of_two_years(ledger, city):
            for page in ("detail", "update", "delete"):
                answer = office.get(ledger.url(page, record.pk))
                heading = text(answer).split("<h1>")[1].split("</h1>")[0]
                assert record.in_year in heading, page
                assert record.in_year in title(answer), page

    def test_in_what_is_said_of_it_from_its_deletion_to_its_restoring(self, city, ledger):
        office = log_in_as()
        record, _ = first_of_two_years(ledger, city)
        name = str(record)
        answer = office.post(ledger.url("delete", record.pk), {"reason": "誤り"}, follow=True)
        assert name in said(answer)[0]
        assert name in words(office.get(ledger.url("deleted")))
        deletion = ledger.model.history.filter(history_type="-").first()
        restored = office.post(ledger.url("restore", deletion.pk), follow=True)
        assert name in said(restored)[0]


@pytest.mark.parametrize("ledger", LEDGERS, **by_route)
def test_before_it_is_deleted_the_record_itself_is_shown(city, ledger):
    record = record_of(city.general_affairs, ledger.model._meta.model_name)
    other = ledger.model.objects.shown().get(pk=record.pk)
    page = words(log_in_as().get(ledger.url("delete", record.pk)))
    for label, value in shown_fields(other, ledger.form._meta.fields):
        assert label in page
        assert " ".join(value.split()) in page


def test_and_what_would_be_deleted_with_it(city):
    request = factories.disclosure_request(number=3)
    factories.disposition(request=request)
    factories.correction(request=request)
    page = words(log_in_as().get(f"{request.get_absolute_url()}delete/"))
    assert "一緒に削除される処理 令和3年度 開示請求第3号 承諾" in page
    assert "一緒に削除される補正 令和3年度 開示請求第3号 補正" in page
