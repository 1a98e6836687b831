"""The form of the office's own wording, with a preview before it is saved."""

from kurume_privacy.desk.ledger import RecordCreate, RecordUpdate
from kurume_privacy.desk.write import RecordFormView
from kurume_privacy.models import Record
from kurume_privacy.records.form import RecordForm
from reports.desk.forms import WordingForm


class Previewed(RecordFormView):
    """A form that can be looked at in its effect and is not saved by that."""

    def with_another_row(self, record: Record | None = None) -> RecordForm | None:
        """Return the form as it was sent where only the preview was asked for.

        Where nothing was typed yet, with what the chosen paragraph says.
        """
        if "preview" not in self.request.POST:
            return super().with_another_row(record)
        form = self.bound(record)
        if isinstance(form, WordingForm) and record is None and form.untouched:
            data = self.request.POST.copy()
            data["text"] = data["loaded"] = form.sentence(data.get("paragraph", ""))
            return self.bound(record, data)
        return form


class WordingCreate(Previewed, RecordCreate):
    """A new wording."""


class WordingUpdate(Previewed, RecordUpdate):
    """A stored wording."""
