"""Files of 目的外利用・外部提供の届出, on which the rules for all ledgers are shown."""

from outside_use.models import UseNotice
from tests.excel import checked, taken_in, workbook

HEADINGS = ("届出番号", "届出日", "区分", "所管課", "提供先", "利用・提供した項目")


def line(number=12, recipient="福岡県", day="R3.4.20", items="氏名", division="総務部総務課"):
    return (number, day, "外部提供", division, recipient, items)


def notices(*lines, headings=HEADINGS):
    return workbook(headings, *lines)


def take(user, *lines, **options):
    return taken_in("usenotice", notices(*lines), user, **options)


def look(user, *lines):
    return checked("usenotice", notices(*lines), user)


def stored():
    """Return to whom data is handed, by number."""
    return dict(UseNotice.objects.values_list("number", "recipient"))
