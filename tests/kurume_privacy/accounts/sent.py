"""What a form of Django's administration sends, its rows included."""


def sent_by(answer, deleted=None, **changed):
    """Return what the page's form sends with these fields changed.

    ``deleted`` ticks the row of a formset's prefix and a key for deletion.
    """
    sent = {}
    for formset in (each.formset for each in answer.context.get("inline_admin_formsets", ())):
        for field in formset.management_form:
            sent[field.html_name] = field.value()
        for form in formset.forms:
            sent |= _values(form)
            if (formset.prefix, form.instance.pk) == deleted:
                sent[f"{form.prefix}-DELETE"] = "on"
    sent |= _values(answer.context["adminform"].form) | changed
    return {name: value for name, value in sent.items() if value is not False}


def _values(form):
    values = {field.html_name: field.value() for field in form}
    return {name: "" if value is None else value for name, value in values.items()}
