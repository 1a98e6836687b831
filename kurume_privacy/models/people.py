"""The people who use the desk: their role, and the division they work for."""

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q

from kurume_privacy.models.constraints import choice_known
from kurume_privacy.models.organisation import Division


class Role(models.TextChoices):
    """What a user may do."""

    CLERK = "clerk", "入力担当"
    OFFICE = "office", "総括担当"
    APPROVER = "approver", "承認者"
    ADMINISTRATOR = "administrator", "管理者"


class PeopleManager(UserManager):
    """Finds and creates users."""

    def create_superuser(self, username, email=None, password=None, **fields):
        """Create an administrator: Django's command calls them by this name."""
        fields.setdefault("role", Role.ADMINISTRATOR)
        return super().create_superuser(username, email, password, **fields)

    def active_administrators(self):
        """Return those who can let others in."""
        return self.filter(role=Role.ADMINISTRATOR, is_active=True)


class User(AbstractUser):
    """A member of staff. A clerk belongs to the division whose records they keep.

    The role alone says what somebody may do. Django's own flags follow it or are not asked:
    ``is_staff`` is derived on saving; ``is_superuser``, groups and permissions open nothing.
    """

    role = models.CharField("役割", max_length=15, choices=Role, default=Role.CLERK)
    division = models.ForeignKey(
        Division, models.PROTECT, null=True, blank=True, verbose_name="所属課"
    )

    objects = PeopleManager()

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
        """Save the user; staff, to Django, is who may enter its administration."""
        self.is_staff = self.is_administrator
        super().save(**options)

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
