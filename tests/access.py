"""Every address and every ledger of the application, and a record for those that need one."""

from datetime import date

from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from django.utils import timezone

from kurume_privacy.desk.administration import ledgers as administration_ledgers
from kurume_privacy.desk.administration.law import LAW
from kurume_privacy.desk.importing import keep
from kurume_privacy.models import Agency, Import, Role, User
from kurume_privacy.models.imported import seen_as
from kurume_privacy.workbook.importing import check
from reports.desk.ledgers import LEDGERS as KEPT
from reports.sections import SECTIONS
from tests import factories, laws
from tests.kurume_privacy.accounts.reorganising import done, target

FAR_OFF = date(2099, 4, 1)
ADMINISTRATORS = "kurume_privacy"  # the namespace of what is theirs alone


def addresses(patterns=None, namespace=""):
    """Yield (name, names of its arguments) of every address; those of the administrator apart."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLResolver):
            if entry.namespace != ADMINISTRATORS:
                within = f"{entry.namespace}:" if entry.namespace else namespace
                yield from addresses(entry.url_patterns, within)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}", tuple(entry.pattern.converters)


def administration():
    """Yield the same of what is the administrator's."""
    _, resolver = get_resolver().namespace_dict[ADMINISTRATORS]
    yield from addresses(resolver.url_patterns, f"{ADMINISTRATORS}:")


ADDRESSES = dict(addresses())
# The pages of what the administrator keeps, and what keeps them.
KEPT_ADDRESSES = dict(administration())
KEPT_LEDGERS = {ledger.route: ledger for ledger in administration_ledgers.LEDGERS}
# By how the names of their pages begin; those to read too.
LEDGERS = {
    ledger.route: ledger
    for ledger in (*(ledger for section in SECTIONS for ledger in section.ledgers), *KEPT)
}


def record_of(division, model):
    """Make a record of this kind, kept by the division where a division keeps it."""
    own = {"division": division}
    request = lambda: factories.disclosure_request(**own)  # noqa: E731
    return {
        "business": lambda: factories.business(**own),
        "businessnotice": lambda: factories.business_notice(**own),
        "disclosurerequest": request,
        "disposition": lambda: factories.disposition(request=request()),
        "reviewrequest": lambda: factories.review_request(
            disposition=factories.disposition(request=request())
        ),
        "usenotice": lambda: factories.use_notice(**own),
        "councilsession": factories.council_session,
        "meeting": factories.meeting,
        "training": factories.training,
        "publicnotice": factories.public_notice,
        "wording": factories.wording,
    }[model]()


def kept_of(model):
    """Make one of what the administrator keeps, to which nothing refers."""
    if (kept := KEPT_LEDGERS[f"kurume_privacy:{model}"]) in LAW:
        return laws.of_the_law(kept.model)
    return {
        "agency": lambda: factories.saved(Agency(name="広域連合")),
        "department": lambda: factories.department("文書部"),
        "division": lambda: factories.division("文書課", "文書部"),
        "closedday": factories.closed_day,
        "user": lambda: factories.user("somebody", Role.OFFICE),
        "reorganisation": planned_act,
    }[model]()


def planned_act():
    """Make an act that is planned for a day far off."""
    return done({factories.division("文書課", "文書部"): target("法務課", "文書部")}, FAR_OFF)


def import_of(name, username=""):
    """Choose a file in which nothing is right, for the ledger whose page this is.

    The clerk's, or the office's where the office keeps the records.
    """
    sheet = resolve(reverse(name, args=[1])).func.view_initkwargs["ledger"].sheet
    offices = sheet.model.division_path is None
    user = keeper(username or ("office" if offices else "clerk"))
    heads = sheet.headings()
    content = "\n".join([",".join(heads), ",".join("?" for _ in heads)]).encode()
    chosen = Import(**seen_as(user), ledger=sheet.key, name="台帳.csv", size=len(content))
    chosen.content, chosen.uploaded_at = content, timezone.now()
    return keep(chosen, check(sheet, content, chosen.name, user))


def keeper(username):
    """Return the clerk or the office, made when asked for the first time."""
    role = Role.OFFICE if username == "office" else Role.CLERK
    return User.objects.filter(username=username).first() or factories.user(username, role)
