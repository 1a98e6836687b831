"""The pages of the users. Nobody is deleted, or the history would forget who did what."""

from datetime import datetime
from typing import Any

import django_filters
import django_tables2 as tables
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from kurume_privacy.accounts.people import NewPasswordForm, NewPersonForm, PersonForm
from kurume_privacy.accounts.unsent_form import KeepsUnsentForm
from kurume_privacy.desk.administration.kept import KeptLedger, KeptView
from kurume_privacy.desk.filters import DivisionFilter, RecordFilter, SearchFilter
from kurume_privacy.desk.ledger import Placed
from kurume_privacy.desk.read import RecordList
from kurume_privacy.desk.tables import RecordLink, RecordTable
from kurume_privacy.desk.view import one_act
from kurume_privacy.models import Division, Role, User
from kurume_privacy.models.succession import workplaces
from kurume_privacy.records import conflict, history
from kurume_privacy.records.display import era_moment, shown_fields

SHOWN = ("username", "last_name", "first_name", "email", "role")


class PeopleFilter(RecordFilter):
    """利用者: by text, role, today's division, and whether they may log in."""

    q = SearchFilter(User)  # type: ignore[arg-type]  # searched as a record is
    role = django_filters.ChoiceFilter(choices=Role, label="役割")
    division = DivisionFilter(
        label="今の所属課", queryset=Division.objects.all(), method="filter_division"
    )
    is_active = django_filters.BooleanFilter(label="有効")

    class Meta:
        model = User
        fields = ()

    def filter_division(
        self, queryset: models.QuerySet, name: str, division: Division
    ) -> models.QuerySet:
        """Return those who work there today."""
        places = places_of(queryset)
        return queryset.filter(pk__in=[pk for pk, place in places.items() if place == division.pk])


def places_of(people: models.QuerySet) -> dict[int, int]:
    """Return where these people work today: {user: division}; whoever has no division is none."""
    entered = people.filter(division__isnull=False).order_by().values_list("pk", "division")
    return workplaces(dict(entered), timezone.localdate())


class PeopleTable(RecordTable):
    """利用者, by the name with which they log in."""

    caption = "利用者の一覧"
    username = RecordLink(verbose_name="ユーザー名")
    name = tables.Column("氏名", accessor="get_full_name", order_by=("last_name", "first_name"))
    place = tables.Column("所属課", accessor="pk", orderable=False)
    is_active = tables.BooleanColumn(verbose_name="有効", yesno="はい,いいえ")

    class Meta(RecordTable.Meta):
        model = User
        fields = ["username", "name", "role", "place", "is_active", "last_login"]

    def __init__(self, people: models.QuerySet, *args, **options):
        super().__init__(people, *args, **options)
        self.places = places_of(people)
        self.divisions = Division.objects.in_bulk(set(self.places.values()))

    def render_last_login(self, value: datetime) -> str:
        """Return the moment by its era."""
        return era_moment(value)

    def render_place(self, value: int) -> str:
        """Return where somebody works today."""
        place = self.places.get(value)
        return str(self.divisions[place]) if place else "－"


class PeopleView(KeptView):
    """A page about users: they have no deletion."""

    record_pages = ("detail", "update", "password")

    def visible(self) -> Any:
        """Return all there are."""
        return User.objects.all()

    def find(self, pk: int) -> User:
        """Return the user, or answer 404."""
        return get_object_or_404(self.visible(), pk=pk)


class PeopleList(PeopleView, RecordList):
    """Everybody who may log in, or might once."""

    def queryset(self) -> models.QuerySet:
        """Return them by the name with which they log in."""
        return self.visible().order_by("username")


class PersonDetail(PeopleView):
    """A user: what they do, where, and since when."""

    page = "detail"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the user."""
        person = self.find(pk)
        facts = shown_fields(person, SHOWN)
        neighbours = self.way and self.way.neighbours(request, person)
        return self.render(
            record=person,
            fields=facts,
            neighbours=neighbours,
            coming=person.coming_divisions(timezone.localdate()),
            changes=history.changes(person),
        )


class PersonForms(PeopleView, KeepsUnsentForm):
    """What the forms of a new and of a stored user share."""

    page = "form"

    def saved(self, form: PersonForm) -> HttpResponse:
        """Save the user and say so."""
        person = form.save()
        messages.success(self.request, f"利用者「{person}」を保存しました。")
        return redirect(self.url_of(person))


class PersonCreate(PersonForms):
    """The form of a new user."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form."""
        return self.render(form=NewPersonForm())

    @one_act
    def post(self, request: HttpRequest) -> HttpResponse:
        """Save the user, or say what is wrong."""
        form = NewPersonForm(request.POST)
        return self.saved(form) if form.is_valid() else self.render(form=form)

    def unsent(self, request: HttpRequest) -> HttpResponse:
        """Show the form as it was typed, without the password."""
        form = NewPersonForm(request.POST)
        form.forget_errors()
        return self.render(form=form)


class PersonUpdate(PersonForms):
    """The form of a stored user; whoever saves second is shown what the other saved."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the form as the user stands now."""
        version = history.version(self.find(pk))  # before what is shown: that may only be newer
        person = self.find(pk)
        return self.render(form=PersonForm(instance=person), record=person, version=version)

    @one_act
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Save the user, unless another did since the page was opened."""
        person = get_object_or_404(self.visible().select_for_update(of=("self",)), pk=pk)
        now, known = history.version(person), request.POST.get("version", "")
        context = {"record": self.find(pk)}
        sent = conflict.chosen(PersonForm(request.POST, instance=self.find(pk)))
        form = PersonForm(sent, instance=person)
        valid = form.is_valid()
        if now != known:
            found = conflict.find(form, known)
            return self.render(form=form, version=now, conflict=found, **context)
        return self.saved(form) if valid else self.render(form=form, version=now, **context)

    def unsent(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the form as it was typed, about the state that it was typed for."""
        form = PersonForm(request.POST, instance=self.find(pk))
        form.forget_errors()
        version = request.POST.get("version", "")
        return self.render(form=form, record=self.find(pk), version=version)


class SetPassword(PeopleView):
    """A new password for somebody who forgot theirs."""

    page = "password"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for it."""
        person = self.find(pk)
        return self.render(form=NewPasswordForm(person), record=person)

    @one_act
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Set it; whoever sets their own stays logged in."""
        person = self.find(pk)
        form = NewPasswordForm(person, request.POST)
        if not form.is_valid():
            return self.render(form=form, record=person)
        form.save()
        if person == request.user:
            update_session_auth_hash(request, person)
        messages.success(request, f"利用者「{person}」の新しいパスワードを設定しました。")
        return redirect(self.url_of(person))


class PeopleLedger(KeptLedger):
    """The pages of the users."""

    of_the_ledger = ("list", "create")  # type: ignore[assignment]  # nobody is deleted

    def urls(self) -> list:
        """Return the addresses of the pages."""
        return self.addresses(
            (
                ("list", "", PeopleList),
                ("create", "new/", PersonCreate),
                ("detail", "<int:pk>/", PersonDetail),
                ("update", "<int:pk>/edit/", PersonUpdate),
                ("password", "<int:pk>/password/", SetPassword),
            )
        )


PEOPLE = PeopleLedger(
    PersonForm,
    PeopleTable,
    PeopleFilter,
    at="organisation/users/",
    menu=Placed("利用者", 10),
    views={"list": PeopleList},
)
