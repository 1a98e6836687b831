"""A combination of clauses as people type it, and as an address of the report has it."""

import pytest
from django.core.exceptions import ValidationError

from disclosure.combination import CombinationField
from kurume_privacy.models import ExemptionClause


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("1.2", {"1", "2"}),
        ("第1号・第2号", {"1", "2"}),
        ("7ト", {"7-to"}),
        ("7-to", {"7-to"}),
        ("7.7-ha", {"7", "7-ha"}),
        ("2項1イ", {"p2-1-i"}),
        ("p2-1", {"p2-1"}),
        ("none", set()),
    ],
)
def test_what_is_typed_names_clauses_by_their_keys(typed, keys):
    assert CombinationField().to_python(typed) == keys


def test_every_key_of_the_law_is_read_as_itself(db):
    for key in ExemptionClause.objects.values_list("key", flat=True):
        assert CombinationField().to_python(key) == {key}


def test_what_is_no_clause_is_refused():
    with pytest.raises(ValidationError):
        CombinationField().to_python("七")
