"""What goes out comes in again: every ledger, out of the database and back, and nothing changes."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.plain import as_data
from kurume_privacy.models import Role
from kurume_privacy.workbook.importing import NotTakenIn
from reports.compiling.compile import compile_report
from reports.desk.ledgers import SHEETS
from tests import factories
from tests.examples import examples
from tests.excel import said, statuses, taken_in, written
from tests.reports import described, drawing, drawn_details, kept, ledger

# A day to come is refused as it is for those who type.
years = st.sampled_from([year for year in drawing.YEARS if year < 2024])
forms = st.sampled_from([("xlsx", False), ("csv", False), ("xlsx", True), ("csv", True)])


class RandomYears(TestCase):
    """A transaction an example: each begins with the law as the migration loads it."""

    @classmethod
    def setUpTestData(cls):
        cls.laws = described.laws()
        cls.agencies = described.agencies()
        cls.office = factories.user("office", Role.OFFICE, division=None)

    def drawn(self, data, year):
        """Draw a city and enter it, with details of every sort."""
        city = data.draw(drawing.cities_about(year, self.laws, self.agencies))
        ledger.enter(as_typed_today(city, year))
        drawn_details.add(data)

    @examples(6)
    @given(st.data(), years, forms)
    def test_everything_goes_out_and_comes_in_again(self, data, year, form):
        self.drawn(data, year)
        records, report = kept.everything(), compile_report(FiscalYear(year))
        files = all_files(*form)
        kept.empty()
        assert self.taken_in(files) <= {"新規"}
        assert_same(kept.everything(), records)
        assert as_data(compile_report(FiscalYear(year))) == as_data(report)

    @examples(4)
    @given(st.data(), years, forms)
    def test_what_is_there_already_stays_as_it_is(self, data, year, form):
        self.drawn(data, year)
        records, histories = kept.everything(), kept.histories()
        assert self.taken_in(all_files(*form)) <= {"変更なし"}
        assert_same(kept.everything(), records)
        assert kept.histories() == histories

    def taken_in(self, files):
        """Take in the files; return what became of the records."""
        found = set()
        for kind, (content, name) in files.items():
            try:
                result = taken_in(kind, content, self.office, name)
            except NotTakenIn as refusal:
                raise AssertionError(said(refusal.result)) from refusal
            found |= set(statuses(result))
        return found


def assert_same(found, records):
    differences = kept.differences(found, records)
    assert not differences, "\n".join(differences)


def as_typed_today(city, year):
    """Return a city as today's forms have it: a ledger taken over may hold what they refuse."""
    sessions = tuple(replace(session, year=year) for session in city.sessions)
    requests = tuple(map(with_method, city.requests))
    appeals = tuple(map(with_opinion, city.appeals))
    return replace(city, requests=requests, appeals=appeals, sessions=sessions)


def with_opinion(appeal):
    """Return an appeal about such a request; an opinion that was given has its result."""
    missing = appeal.opinion_on and not appeal.opinion
    opinion = "棄却" if missing else appeal.opinion
    return replace(appeal, request=with_method(appeal.request), opinion=opinion)


def with_method(request):
    """Return a request for disclosure with its method."""
    missing = request.kind == "disclosure" and request.method is None
    return replace(request, method="inspection") if missing else request


def all_files(form, machine):
    """Return the ledgers that hold anything, in the order in which they build on each other."""
    return {
        sheet.key: (written(sheet.key, form=form, machine=machine), f"{sheet.name}.{form}")
        for sheet in SHEETS
        if sheet.model.objects.exists()
    }
