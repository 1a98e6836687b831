"""The forms of a reorganisation: what changes and when, what it becomes, who goes where."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.http import QueryDict
from django.utils import timezone

from kurume_privacy.accounts.log_in import prepare
from kurume_privacy.accounts.reorganisation_outlook import Outlook
from kurume_privacy.accounts.reorganisation_plan import Plan, Target
from kurume_privacy.models import Agency, Department, Division, Reorganisation
from kurume_privacy.records.choices import SeveralField
from kurume_privacy.records.fields import ERA_DATE_HELP, EraDateField, LineField
from kurume_privacy.records.form import errors_of
from kurume_privacy.text import whole_number

LONGEST_NAME: int = Division._meta.get_field("name").max_length  # type: ignore[assignment]
LONGEST_TITLE: int = Reorganisation._meta.get_field("title").max_length  # type: ignore[assignment]
NOTHING_CHOSEN = "変わる部局か課を選んでください。"
ONLY_FOR_DEPARTMENTS = "名称を変える部局を選んでください。"
NO_TARGET = "変更後の課を、少なくとも1つ入力してください。"
MOST_TARGETS = 20


class ByDepartment(ModelChoiceIterator):
    """Divisions under the name of their agency and department."""

    def __iter__(self) -> Iterator[tuple]:
        groups: dict[str, list] = {}
        for division in self.queryset:
            department = division.department
            groups.setdefault(f"{department.agency} {department}", []).append(division)
        for name, divisions in groups.items():
            yield name, [self.choice(division) for division in divisions]


class BoxesInGroups(forms.CheckboxSelectMultiple):
    """Boxes, each group under its name."""

    template_name = "records/widgets/law_checkboxes.html"


class DivisionsField(SeveralField):
    """Several divisions."""

    widget = BoxesInGroups
    iterator = ByDepartment

    def label_from_instance(self, division: Any) -> str:
        """Return its own name, or that of the department where it has none."""
        return division.name or str(division)


class DepartmentsField(SeveralField):
    """Several departments, each with its agency."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, department: Any) -> str:
        """Return the agency and the department."""
        return f"{department.agency} {department}"


class StartForm(forms.Form):
    """From when on, and what of the organisation changes."""

    on = EraDateField(label="施行日", help_text=f"この日から変わります。{ERA_DATE_HELP}")
    title = LineField(
        label="件名", max_length=LONGEST_TITLE, required=False, help_text="例：令和9年度の組織改編"
    )
    departments = DepartmentsField(
        label="課がまとめて変わる部局",
        queryset=Department.objects.none(),
        required=False,
        help_text="部局の名称を変える、別の実施機関に移す、部局を統合する、分割するときに選びます。",
    )
    renamed = LineField(
        label="部局の変更後の名称",
        max_length=LONGEST_NAME,
        required=False,
        help_text="選んだ部局を、この名称にするとき（2つ以上なら統合するとき）に入力します。",
    )
    divisions = DivisionsField(
        label="変わる課",
        queryset=Division.objects.none(),
        required=False,
        help_text="課の名称を変える、別の部局に移す、統合する、分割するときに選びます。",
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        prepare(self)
        today = timezone.localdate()
        departments = Department.objects.select_related("agency")
        self._offer("departments", departments.not_ended(today))
        self._offer("divisions", Division.objects.not_ended(today))

    def _offer(self, name: str, units: Any) -> None:
        field: Any = self.fields[name]
        field.queryset = units

    def clean(self):
        """Refuse a change of nothing, and a name for no department."""
        super().clean()
        cleaned = self.cleaned_data
        if not (cleaned.get("departments") or cleaned.get("divisions")) and not self.errors:
            self.add_error("divisions", NOTHING_CHOSEN)
        if cleaned.get("renamed") and not cleaned.get("departments"):
            self.add_error("departments", ONLY_FOR_DEPARTMENTS)
        return cleaned

    def concerned(self) -> dict[Division, Target]:
        """Return the divisions that change, each with what it would become as far as is said."""
        sent, going_on = self.cleaned_data, Division.objects.not_ended(timezone.localdate())
        whole = going_on.filter(department__in=sent["departments"])
        found = {each: Target.of(each) for each in [*whole, *sent["divisions"]]}
        if name := sent["renamed"]:
            for division in whole:
                found[division] = found[division]._replace(department=name)
        return found


class TargetForm(forms.Form):
    """What a division becomes."""

    agency = forms.ModelChoiceField(
        label="実施機関", queryset=Agency.objects.all(), empty_label=None
    )
    department = LineField(label="部局", max_length=LONGEST_NAME)
    name = LineField(label="課", max_length=LONGEST_NAME, required=False)
    formsets: dict[str, Any] = {}

    def __init__(self, *args, former: Division, **options):
        super().__init__(*args, **options)
        prepare(self)
        # A row that is added and left as it is, is none.
        self.fields["agency"].initial = former.department.agency_id
        self.fields["department"].initial = former.department.name
        self.fields["department"].widget.attrs["list"] = "departments"
        for name in ("department", "name"):  # what stands there already may stay
            line: Any = self.fields[name]
            line.stored = self.initial.get(name)

    def fieldsets(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """Yield the fields: (legend, fields)."""
        yield "", [self["agency"], self["department"], self["name"]]

    @property
    def target(self) -> Target:
        """What was typed."""
        sent = self.cleaned_data
        return Target(sent["agency"], sent["department"], sent["name"])


class TargetRows(forms.BaseFormSet):
    """What one division becomes: one place, or several."""

    row_title = "変更後の課"
    forms: Any

    def __init__(self, former: Division, target: Target, data: QueryDict | None = None):
        self.title = f"「{former}」の変更後"
        begins = {"agency": target.agency.pk, "department": target.department, "name": target.name}
        super().__init__(
            data, prefix=f"division{former.pk}", initial=[begins], form_kwargs={"former": former}
        )

    def add_fields(self, form: Any, index: int | None) -> None:
        """Call the box by what it does."""
        super().add_fields(form, index)
        form.fields["DELETE"].label = f"この{self.row_title}を削除する"

    def rows(self) -> list:
        """Return the rows as the page shows them."""
        return self.forms

    def targets(self) -> list[Target]:
        """Return what was typed, without what was taken away or left blank."""
        kept = (form for form in self.forms if not self._should_delete_form(form))  # type: ignore[attr-defined]
        return [form.target for form in kept if form.cleaned_data]

    def clean(self) -> None:
        """Refuse a division that would become nothing."""
        if not any(self.errors) and not self.targets():
            raise forms.ValidationError(NO_TARGET)


# A formset class has to be made: its renderer and its bounds are set there.
TargetFormSet: Any = forms.formset_factory(
    TargetForm,
    formset=TargetRows,
    extra=0,
    can_delete=True,
    max_num=MOST_TARGETS,
    absolute_max=MOST_TARGETS + 1,
    validate_max=True,
)


class PlanForm:
    """What each of the divisions becomes: a formset each, and what the plan says against it."""

    def __init__(self, start: StartForm, data: QueryDict | None = None):
        self.is_bound, self.on = data is not None, start.cleaned_data["on"]
        self.formsets = {
            former: TargetFormSet(former, target, data)
            for former, target in start.concerned().items()
        }
        self.refused: list[str] = []

    def is_valid(self) -> bool:
        """Check every row, all at once, and then the plan as a whole."""
        judged = [formset.is_valid() for formset in self.formsets.values()]  # every one
        if not all(judged):
            return False
        self.refused = self.outlook().refusals()
        return not self.refused

    def outlook(self, chosen: dict | None = None) -> Outlook:
        """Return what it would mean, with what was chosen of splits: `ChoicesForm.chosen`."""
        wanted = {former: formset.targets() for former, formset in self.formsets.items()}
        choices = chosen or {"keepers": {}, "sent": {}}
        return Outlook(Plan(self.on, wanted, choices["keepers"]), choices["sent"])

    def every_error(self) -> Iterator[tuple[str, str, str]]:
        """Yield each error of the page: (id of the control, its label, the sentence)."""
        for formset in self.formsets.values():
            for message in formset.non_form_errors():
                yield f"rows-{formset.prefix}", formset.title, str(message)
            for form in formset.forms:
                yield from errors_of(form, f"{formset.title} ")
        yield from (("", "", sentence) for sentence in self.refused)


class ChoicesForm(forms.Form):
    """Of every split: which division keeps the records, and where each of its people goes."""

    def __init__(self, outlook: Outlook, data: QueryDict | None = None):
        super().__init__(data)
        for each in outlook.plan.becoming:
            if each.is_split and not each.stays:
                label = f"「{each.former}」のこれまでの記録を引き継ぐ課"
                self._ask(f"keeper-{each.former.pk}", label, each.targets, each.keeper)
        for moving in outlook.movings:
            if moving.becoming.is_split:
                label = f"{moving.person}（{moving.person.get_role_display()}）の所属"
                targets = moving.becoming.targets
                self._ask(f"person-{moving.person.pk}", label, targets, moving.target)

    def _ask(self, name: str, label: str, targets: tuple[Target, ...], first: Target) -> None:
        choices = [(str(place), str(target)) for place, target in enumerate(targets)]
        self.fields[name] = forms.TypedChoiceField(
            label=label, choices=choices, coerce=int, initial=str(targets.index(first))
        )

    @property
    def chosen(self) -> dict[str, dict[int, int]]:
        """Return the places chosen: of the keeper by division, of each person."""
        found: dict[str, dict[int, int]] = {"keeper": {}, "person": {}}
        for name, place in self.cleaned_data.items():
            kind, _, key = name.partition("-")
            found[kind][whole_number(key) or 0] = place
        return {"keepers": found["keeper"], "sent": found["person"]}
