"""A newcomer's record, from the menu to the public page: run in a copy of the project.

Prints what each page said, as JSON; `test_newcomer` reads it. The database is one of its own.
"""

import json
import os
from datetime import date
from io import StringIO
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "kurume_privacy.settings"
django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from django.utils import timezone  # noqa: E402

setup_test_environment()
call_command("makemigrations", "complaints", verbosity=0)
call_command("migrate", verbosity=0)

from complaints import figures  # noqa: E402
from complaints.models import Complaint  # noqa: E402
from controls import Controls  # noqa: E402
from doctored import doctored, numbers  # noqa: E402

from kurume_privacy.calendar.fiscal import FiscalYear  # noqa: E402
from kurume_privacy.document.identity import Identity, by_of  # noqa: E402
from kurume_privacy.models import Division, Role, User  # noqa: E402
from reports.compiling.checks.agreement import disagreements  # noqa: E402
from reports.compiling.checks.previous import main_figures  # noqa: E402
from reports.compiling.compile import compile_report  # noqa: E402
from reports.publishing import publish  # noqa: E402
from reports.publishing.draft import Draft  # noqa: E402
from reports.rendering import render  # noqa: E402

DESK, EDITION = "/desk/complaints/", "/reports/2021/editions/1/"
YEAR = FiscalYear(2021)
DAY = date(2021, 6, 1)
seen = {}


def person(name, role, **fields):
    return User.objects.create_user(name, password=None, role=role, **fields)


def page(client, address, **sent):
    """Return the text of a page, after whatever it leads on to; None where there is none."""
    answer = client.post(address, sent, follow=True) if sent else client.get(address, follow=True)
    return b"".join(answer).decode("utf-8-sig") if answer.status_code == 200 else None


def command(*arguments, **options):
    said = StringIO()
    call_command(*arguments, stdout=said, **options)
    return said.getvalue()


def at_the_desk(clerk, division):
    """Menu, list, form, history."""
    seen["front"] = page(clerk, "/desk/?year=2021")
    new = {"received_on": "R3.6.1", "kind": "handling", "division": division.pk}
    seen["created"] = page(clerk, f"{DESK}new/", **new)
    record = Complaint.objects.get()
    edit = f"{DESK}{record.pk}/edit/"
    page(clerk, edit, **Controls(page(clerk, edit)).sent | {"kind": "procedure"})
    seen["changed"] = page(clerk, f"{DESK}{record.pk}/")
    seen["list"] = page(clerk, f"{DESK}?year=2021")
    seen["year"] = page(clerk, "/desk/?year=2021")


def out_and_in(office):
    """Write all ledgers, lose the record, and take it in again."""
    seen["template"] = page(office, f"{DESK}template.csv")
    seen["written"] = command("export_workbooks", Path("out"))
    Complaint.objects.all().delete()
    seen["taken in"] = command("import_workbook", Path("out/10_苦情.xlsx"), user="office")
    seen["taken in again"] = Complaint.objects.count()


def drafted(office):
    """Checks, the draft, the office's own wording."""
    seen["checks"] = page(office, "/desk/reports/2021/checks/")
    seen["empty"] = page(office, "/desk/reports/2022/checks/")
    seen["draft"] = page(office, "/desk/reports/2021/")
    seen["to word"] = page(office, "/desk/reports/2021/wording/complaints.received/")
    text = "苦情は、手続の{手続}件だけでした。"
    wording = {"year": "2021", "paragraph": "complaints.received", "text": text}
    seen["wordings"] = page(office, "/desk/publication/wordings/new/", **wording)


def held_against_itself():
    """Its main figure; and what is said where the total, which stands last, is another."""
    report = compile_report(YEAR)
    total = Identity(figures.RECEIVED, by_of(kind="procedure"))
    *_, place = (place for place, one in numbers(report) if one.identity == total)
    seen["main"] = main_figures(report)["complaints"]
    seen["agreed"] = disagreements(report)
    seen["doctored"] = disagreements(doctored(report, place, value=7))


def published(year, office, approver):
    """The way to publication; the PDF, which takes longest, is any other section's too."""
    now = timezone.now()
    for warning in Draft.of(year, now.date()).unexplained:
        publish.explain(year, warning.check, "見本のため", office, now)
    publish.ask(year, office, now)
    publish.approve(year, approver, now)
    render.pdf = lambda *arguments, **options: b"%PDF-1.7"
    day = date(int(year) + 1, 6, 30)
    publish.publish(year, approver, now, notice_number=1, published_on=day)


def public():
    """What the public sees."""
    anybody = Client()
    seen["public"] = page(anybody, "/reports/2021/")
    seen["csv"] = page(anybody, f"{EDITION}tables/complaints.received.csv")
    seen["tidy"] = page(anybody, f"{EDITION}tables/complaints.received.long.csv")
    seen["json"] = page(anybody, f"{EDITION}report.json")
    seen["years"] = page(anybody, "/")


def corrected(division, office, approver):
    """A record was forgotten and a word is another; a second edition, and a year to compare."""
    publish.reopen(YEAR, approver, "記録の漏れ", timezone.now())
    Complaint(number=2, received_on=DAY, kind="procedure", division=division).save()
    figures.WORDS["procedure"] = "手続の不備"
    published(YEAR, office, approver)
    published(FiscalYear(2022), office, approver)
    seen["errata"] = page(Client(), "/reports/2021/editions/2/corrections.csv")
    seen["comparison"] = page(Client(), "/comparison/")


def afterwards(office, division):
    """A year of which there is nothing else, and the closed one."""
    early = {"received_on": "H31.4.1", "kind": "handling", "division": division.pk}
    page(office, f"{DESK}new/", **early)
    seen["drafts"] = page(office, "/desk/reports/")
    late = early | {"received_on": "R4.3.31"}
    seen["closed"] = office.post(f"{DESK}new/", late).content.decode()


def follow():
    """Go the whole way."""
    division = Division.objects.first()
    people = [
        person("clerk", Role.CLERK, division=division),
        person("office", Role.OFFICE),
        person("approver", Role.APPROVER),
    ]
    clerk, office, _ = clients = [Client() for _ in people]
    for client, one in zip(clients, people, strict=True):
        client.force_login(one)
    at_the_desk(clerk, division)
    out_and_in(office)
    drafted(office)
    held_against_itself()
    published(YEAR, *people[1:])
    public()
    corrected(division, *people[1:])
    afterwards(office, division)


follow()
print(json.dumps(seen))
