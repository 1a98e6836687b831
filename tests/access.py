"""Every address of the application, and a record for those that need one."""

from django.urls import URLPattern, URLResolver, get_resolver

from tests import factories


def addresses(patterns=None, namespace=""):
    """Yield (name, names of its arguments) of every address; the administration's apart."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLResolver):
            if entry.namespace != "admin":
                within = f"{entry.namespace}:" if entry.namespace else namespace
                yield from addresses(entry.url_patterns, within)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}", tuple(entry.pattern.converters)


ADDRESSES = dict(addresses())


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
