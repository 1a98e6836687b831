"""The people who use the desk: their role, and the division they work for."""

from datetime import date
from typing import NamedTuple

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from kurume_privacy.models.constraints import choice_known
from kurume_privacy.models.organisation import Division
from kurume_privacy.models.people_history import PeopleHistory
from kurume_privacy.models.reorganisation import Reorganisation
from kurume_privacy.models.search_key import SearchKeyField
from kurume_privacy.models.succession import Succession, workplaces


class Role(models.TextChoices):
    """What a user may do."""

    CLERK = "clerk", "入力担当"
    OFFICE = "office", "総括担当"
    APPROVER = "approver", "承認者"
    ADMINISTRATOR = "administrator", "管理者"


class PeopleManager(UserManager):
    """Finds and creates users, each with the division that their every page names."""

    def get_queryset(self):
        """Fetch the division along."""
        return super().get_queryset().select_related("division__department__agency")

    def create_superuser(self, username, email=None, password=None, **fields):
        """Create an administrator: Django's command calls them by this name."""
        fields.setdefault("role", Role.ADMINISTRATOR)
        return super().create_superuser(username, email, password, **fields)

    def working_in(self, division: Division, day: date) -> list["User"]:
        """Return those who may log in and work in a division on ``day``."""
        people = self.filter(is_active=True, division__isnull=False)
        entered = dict(people.values_list("pk", "division"))
        places = workplaces(entered, day)
        return [person for person in people if places[person.pk] == division.pk]

    def active_administrators(self):
        """Return those who can let others in."""
        return self.filter(role=Role.ADMINISTRATOR, is_active=True)


class Workplace(NamedTuple):
    """Where somebody works on a day, and whose records they keep there as a clerk."""

    entered: int
    day: date
    division: int
    kept: frozenset[int]


class User(AbstractUser):
    """A member of staff. A clerk belongs to the division whose records they keep.

    The role alone says what somebody may do. Django's own flags follow it or are not asked:
    ``is_staff`` is derived on saving; ``is_superuser``, groups and permissions open nothing.
    """

    role = models.CharField("役割", max_length=15, choices=Role, default=Role.CLERK)
    division = models.ForeignKey(
        Division, models.PROTECT, null=True, blank=True, verbose_name="所属課"
    )
    search_key = SearchKeyField(without=("password",))

    parts: tuple[str, ...] = ()  # nothing belongs to a user that their history tells of
    _change_reason: str | None  # why they are saved, for their history

    history = PeopleHistory()
    objects = PeopleManager()
    _workplace: Workplace | None = None

    class Meta:
        verbose_name = verbose_name_plural = "利用者"
        constraints = [
            choice_known("role", *Role.values),
            models.CheckConstraint(
                condition=~Q(role=Role.CLERK) | Q(division__isnull=False),
                name="clerk_has_division",
                violation_error_message="入力担当には、所属課を選んでください。",
            ),
        ]

    def __str__(self):
        return self.get_full_name() or self.username

    def save(self, **options):
        """Save the user; staff, to Django, is who may enter its administration.

        Another division than the stored one is theirs from now on, wherever an act had sent them.
        """
        self.is_staff = self.is_administrator
        with transaction.atomic():
            if User.objects.filter(pk=self.pk).exclude(division=self.division).exists():
                self.forget_postings(timezone.localdate())
            super().save(**options)

    def forget_postings(self, day: date) -> None:
        """Let no act up to ``day`` have sent them anywhere: they are entered anew."""
        self.postings.filter(reorganisation__on__lte=day).delete()

    def get_absolute_url(self) -> str:
        """Return the address of their page at the administrator's desk."""
        return reverse("kurume_privacy:user_detail", args=[self.pk])

    def clean(self):
        """Refuse to leave the house without anybody who holds its keys."""
        super().clean()
        if not (self.is_active and self.is_administrator) and self._is_the_last_administrator():
            raise ValidationError(
                "この利用者は最後の管理者です。先に、ほかの管理者を登録してください。"
            )

    def _is_the_last_administrator(self) -> bool:
        """Say whether the database knows no other active administrator than this one.

        The rows are held until the form is saved: two cannot show each other out at once.
        """
        administrators = User.objects.active_administrators().order_by("pk")
        with transaction.atomic():
            held = administrators.select_for_update().values_list("pk", flat=True)
            return list(held) == [self.pk]

    def get_full_name(self) -> str:
        """Return the name as it is said here: the family's first."""
        return f"{self.last_name} {self.first_name}".strip()

    def get_short_name(self) -> str:
        """Return how a page greets them."""
        return str(self)

    @property
    def present_division(self) -> Division | None:
        """The division they work for today: what the entered one became (`Succession`)."""
        place = self._at_work()
        if place is None or place.division == self.division_id:
            return self.division
        return Division.objects.get(pk=place.division)

    @property
    def present_division_id(self) -> int | None:
        """The key of the division they work for today."""
        place = self._at_work()
        return place.division if place else None

    @property
    def kept_divisions(self) -> frozenset[int]:
        """The keys of the divisions whose records are theirs today: of what became their own."""
        place = self._at_work()
        return place.kept if place else frozenset()

    def coming_divisions(self, day: date) -> list[tuple[date, Division]]:
        """Return where acts that are planned send them after ``day``: (from when, the division)."""
        if self.division_id is None:
            return []
        found, place = Succession.of(self.pk), self.present_division_id
        coming = []
        for on in Reorganisation.objects.planned(day).values_list("on", flat=True):
            later = found.workplace(self.division_id, on)
            if later != place:
                coming.append((on, Division.objects.get(pk=later)))
                place = later
        return coming

    def _at_work(self) -> Workplace | None:
        """Look up where they work today, once for an instance, its division and a day."""
        entered, day = self.division_id, timezone.localdate()
        if entered is None:
            return None
        known = self._workplace
        if known is None or (known.entered, known.day) != (entered, day):
            found = Succession.of(self.pk)
            present = found.workplace(entered, day)
            known = Workplace(entered, day, present, found.kept_by(present, day))
            self._workplace = known
        return known

    @property
    def is_clerk(self) -> bool:
        """Whether they keep the records of their own division."""
        return self.role == Role.CLERK

    @property
    def is_office(self) -> bool:
        """Whether they keep all records and draft the report."""
        return self.role == Role.OFFICE

    @property
    def is_approver(self) -> bool:
        """Whether they approve and publish, and edit no record."""
        return self.role == Role.APPROVER

    @property
    def is_administrator(self) -> bool:
        """Whether they keep users, organisation, regimes and closed days, and see no record."""
        return self.role == Role.ADMINISTRATOR

    @property
    def sees_records(self) -> bool:
        """Whether the desk shows them records at all; which ones, `visible_to` says."""
        return self.role in {Role.CLERK, Role.OFFICE, Role.APPROVER}

    @property
    def keeps_records(self) -> bool:
        """Whether they may enter and change records."""
        return self.role in {Role.CLERK, Role.OFFICE}

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Say whether Django's administration lets them: what is kept on the ground floor."""
        return self.has_module_perms(perm.partition(".")[0])

    def has_module_perms(self, app_label: str) -> bool:
        """Say whether they have rights on an app: administrators on the ground floor alone.

        It holds users, organisation, regimes and closed days, and no record of any section.
        """
        return self.is_active and self.is_administrator and app_label == self._meta.app_label
