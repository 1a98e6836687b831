"""The people who use the desk: their role, and the division they work for."""

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q

from kurume_privacy.models.organisation import Division
from kurume_privacy.models.record import choice_known


class Role(models.TextChoices):
    """What a user may do."""

    CLERK = "clerk", "入力担当"
    OFFICE = "office", "総括担当"
    APPROVER = "approver", "承認者"
    ADMINISTRATOR = "administrator", "管理者"


class PeopleManager(UserManager):
    """Creates users; whoever may do everything is an administrator."""

    def create_superuser(self, username, email=None, password=None, **fields):
        """Create an administrator with every permission."""
        fields.setdefault("role", Role.ADMINISTRATOR)
        return super().create_superuser(username, email, password, **fields)


class User(AbstractUser):
    """A member of staff. A clerk belongs to the division whose records they keep."""

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
