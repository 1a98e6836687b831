"""Publish the 令和３年度 sample by the real acts, so that a first start shows a public site."""

from datetime import date

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import Role, User
from reports.models import Edition, Step
from reports.publishing import publish
from reports.publishing.draft import Draft
from reports.sample import loading as sample

YEAR = FiscalYear(2021)
# The city's own 告示 of this report is not among our sources: day and number are a sample's.
NOTICE, PUBLISHED_ON = 1, date(2022, 7, 29)
REASON = "見本です。市が公表した件数から再構成した記録で、この件数は既に公表されています。"


class Command(BaseCommand):
    """Explain, ask, approve and publish; a second time changes nothing."""

    help = "令和3年度の見本を、確認依頼・承認・公表の順に公表します（DEBUG=1でだけ）。"

    def handle(self, **options):
        """Publish it, unless a step was taken already or there is nobody to take one."""
        if not settings.DEBUG:
            raise CommandError("見本は、開発用（DEBUG=1）でだけ公表できます。")
        if Step.objects.filter(year=int(YEAR)).exists():
            self.stdout.write(f"{YEAR}の報告書の手続は、既に始まっています。")
            return
        office, approver = demo_user("office", Role.OFFICE), demo_user("approver", Role.APPROVER)
        if office is None or approver is None:
            self.stdout.write("見本の利用者（office、approver）がいないので、公表しません。")
            return
        if not sample.is_untouched():
            self.stdout.write("見本のほかの記録や、変えた記録があるので、公表しません。")
            return
        try:
            edition = publish_sample(office, approver)
        except publish.StepRefused as refusal:  # the server starts all the same
            self.stdout.write(f"見本を公表できません。{''.join(refusal.messages)}")
            return
        self.stdout.write(f"見本を公表しました：{edition}")


def demo_user(name: str, role: Role) -> User | None:
    """Return the demo user of this role."""
    return User.objects.filter(username=name, role=role, is_active=True).first()


@transaction.atomic
def publish_sample(office: User, approver: User) -> Edition:
    """Take every step of the way, as the desk would, or none."""
    now = timezone.now()
    for warning in Draft.of(YEAR, timezone.localdate(now)).unexplained:
        publish.explain(YEAR, warning.check, warning.affirmation or REASON, office, now)
    publish.ask(YEAR, office, now)
    publish.approve(YEAR, approver, now)
    return publish.publish(YEAR, approver, now, notice_number=NOTICE, published_on=PUBLISHED_ON)
