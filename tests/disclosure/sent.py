"""What a browser sends for a request with its rows."""

from django.http import QueryDict

from tests import factories


def rows(prefix, *values, stored=0):
    """Return the fields of a formset with these rows, the first of them stored ones."""
    data = {f"{prefix}-TOTAL_FORMS": len(values), f"{prefix}-INITIAL_FORMS": stored}
    for place, row in enumerate(values):
        data |= {f"{prefix}-{place}-{name}": value for name, value in row.items()}
    return data


def whole(dispositions=(), corrections=(), third_parties=(), **fields):
    """Return what is sent for a request for disclosure by inspection of 20 April 2021."""
    every = {
        "dispositions": dispositions,
        "corrections": corrections,
        "third_parties": third_parties,
    }
    sets = [
        rows(name, *found, stored=sum("id" in row for row in found))
        for name, found in every.items()
    ]
    return sent(
        {
            "received_on": "R3.4.20",
            "kind": factories.kind().pk,
            "method": factories.method().pk,
            "division": factories.division().pk,
        }
        | fields
        | {name: value for each in sets for name, value in each.items()}
    )


def answer(name="承諾", clauses=(), regime_name=factories.ORDINANCE, **fields):
    """Return a row of a disposition."""
    return {
        "outcome": factories.outcome(name, regime_name).pk,
        "decided_on": "R3.5.4",
        "clauses": [factories.clause(number, regime_name).pk for number in clauses],
    } | fields


def sent(values):
    """Return the values as a page sends them; None is not sent."""
    data = QueryDict(mutable=True)
    for name, value in values.items():
        if value is not None:
            data.setlist(
                name, [str(each) for each in (value if isinstance(value, list) else [value])]
            )
    return data


def by_browser(data, **rest):
    """Return sent values as the test client takes them, which knows no `QueryDict`."""
    return dict(data.lists()) | rest
