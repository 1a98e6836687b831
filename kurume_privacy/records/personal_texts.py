"""Free text of a record that looks like what no record may hold: told before it is saved.

What is stored and stays as it is, nobody is asked about again.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from kurume_privacy.models.texts import free_texts
from kurume_privacy.personal import Personal, personal_in


class PersonalText(NamedTuple):
    """A field of a record or of a row of it, and what its text looks like."""

    form: Any  # a `RecordForm`, or what is asked the same
    name: str
    kinds: tuple[Personal, ...]

    @property
    def sentence(self) -> str:
        """What is told of it: what it looks like, and none of its digits."""
        return f"{'や'.join(self.kinds)}のように見えるものがあります。"


def personal_texts(form: Any) -> Iterator[PersonalText]:
    """Yield every new or changed text of a valid form, and of its rows, that looks like one."""
    for name in _new_texts(form):
        if kinds := personal_in(form.cleaned_data.get(name) or ""):
            yield PersonalText(form, name, kinds)
    for formset in form.formsets.values():
        for row in formset.rows():
            if formset.remains(row):
                yield from personal_texts(row)


def _new_texts(form: Any) -> Iterator[str]:
    """Yield the names of the free texts that are not stored as they stand in the form."""
    adding = form.instance._state.adding
    for name in free_texts(form._meta.model):
        if name in form.fields and (adding or name in form.changed_data):
            yield name
