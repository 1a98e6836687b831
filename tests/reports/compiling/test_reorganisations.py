"""Whatever is reorganised, one division keeps each record, and a year of old stays as it is."""

from datetime import date, timedelta
from unittest.mock import patch

from hypothesis import event, given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kurume_privacy.accounts.reorganisation_outlook import Outlook
from kurume_privacy.accounts.reorganisation_plan import Plan, Target
from kurume_privacy.accounts.reorganise import reorganise
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import Division, Role, User
from kurume_privacy.records.held import kinds_of_divisions
from reports.compiling.compile import compile_report
from reports.edition.canonical import structure_of
from tests import factories
from tests.access import record_of
from tests.examples import examples

FIRST = date(2023, 4, 1)
YEARS = (FiscalYear(2019), FiscalYear(2021))  # of the factories' records
NAMES = ("一課", "二課", "三課")
DEPARTMENTS = ("甲部", "乙部")
KINDS = tuple(kinds_of_divisions())
days = st.integers(1, 400).map(timedelta)
places = st.integers(0, 1)


def reports():
    """Return the reports of the years that are over, byte for byte."""
    return [structure_of(compile_report(year)) for year in YEARS]


def records():
    return [record for model in KINDS for record in model.objects.all()]


def seen_by(user, day):
    """Return the records that a user sees on a day, as they log in on it."""
    fresh = User.objects.get(pk=user.pk) if user.pk else user
    with patch("django.utils.timezone.localdate", lambda *zone: day):
        return {record for model in KINDS for record in model.objects.visible_to(fresh)}


class AnyReorganisations(TestCase):
    """A transaction an example: each begins with two divisions, their clerks and records."""

    @classmethod
    def setUpTestData(cls):
        cls.agency = factories.agency()
        cls.clerks = []
        for department, name in zip(DEPARTMENTS, NAMES, strict=False):
            division = factories.division(name, department)
            cls.clerks += [
                factories.user(f"{name}{number}", division=division) for number in range(2)
            ]
            for model in KINDS:
                record_of(division, model._meta.model_name)
        factories.earlier_year()

    def drawn(self, data, on):
        """Draw a plan of a day: what some divisions become, who keeps what and who goes where."""
        in_use = list(Division.objects.in_use_on(on))
        some = data.draw(st.lists(st.sampled_from(in_use), min_size=1, max_size=3, unique=True))
        target = st.builds(
            Target, st.just(self.agency), st.sampled_from(DEPARTMENTS), st.sampled_from(NAMES)
        )
        targets = st.lists(target, min_size=1, max_size=2, unique=True)
        wanted = {division: data.draw(targets) for division in some}
        keepers = {division.pk: data.draw(places) for division in some}
        sent = {clerk.pk: data.draw(places) for clerk in self.clerks}
        return Outlook(Plan(on, wanted, keepers), sent)

    @examples(12)
    @given(st.data())
    def test_one_division_keeps_each_record_and_old_reports_stay(self, data):
        before, on, looked_at = reports(), FIRST, [FIRST]
        for _ in range(data.draw(st.integers(1, 4))):
            on += data.draw(days)
            outlook = self.drawn(data, on)
            if outlook.refusals():
                continue
            reorganise(outlook, "")
            looked_at += [on - timedelta(days=1), on]
        event(f"{len(looked_at) // 2} done")
        for day in dict.fromkeys(looked_at):
            self.looked_at(day)
        assert reports() == before

    def looked_at(self, day):
        """Look at a day: who works where, and who sees what."""
        in_use = {
            division
            for division in Division.objects.in_use_on(day)
            if division.department.in_force_on(day)
        }
        seen = {
            division: seen_by(User(role=Role.CLERK, division=division), day) for division in in_use
        }
        for record in records():
            keepers = [division for division, found in seen.items() if record in found]
            assert len(keepers) == 1, (record, keepers, day)
        for clerk in self.clerks:
            with patch("django.utils.timezone.localdate", lambda *zone: day):
                division = User.objects.get(pk=clerk.pk).present_division
            assert division in in_use
            assert seen_by(clerk, day) == seen[division]
