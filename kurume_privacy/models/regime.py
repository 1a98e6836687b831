"""The law as data: the body of law a record falls under, and the rows it is made of.

Code asks a row what it needs (`outcome.clause_use`, `kind.has_method`,
`ground.listed_in_report`), never its name. Both regimes are loaded by migration and can be
edited; the words that differ between them in the report are columns of `Regime`.
"""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from kurume_privacy.models.constraints import in_order
from kurume_privacy.models.counting import Counting, counting_known
from kurume_privacy.models.in_force import InForce
from kurume_privacy.models.keyed import Keyed, keyed_once
from kurume_privacy.models.record import Record


class Regime(Keyed, Record, InForce, Counting):
    """A body of law: the ordinance to 2023-03-31, the Act from 2023-04-01."""

    name = models.CharField("名称", max_length=60, unique=True)
    report_subject = models.CharField(
        "報告書の題名", max_length=60, help_text="「（年度）○○の運用状況」の○○"
    )
    scheme = models.CharField("制度の名称", max_length=60, help_text="公表の文で使う")
    council_name = models.CharField("審議会の名称", max_length=60)
    notices_title = models.CharField("業務の登録の題名", max_length=60)
    notices_introduction = models.CharField("業務の登録の書き出し", max_length=120)
    notice_list_title = models.CharField("業務一覧の題名", max_length=60)
    requests_title = models.CharField("開示等請求の題名", max_length=60)
    requests_introduction = models.CharField("開示等請求の書き出し", max_length=120)
    breakdown_title = models.CharField("処理の内訳の題名", max_length=60)
    clause_citation = models.CharField(
        "不開示事由の条項", max_length=40, help_text="例：条例14条の2第1項"
    )
    use_word = models.CharField("目的外利用の語", max_length=30)
    provision_word = models.CharField("外部提供の語", max_length=30)

    class Meta:
        verbose_name = verbose_name_plural = "適用法令"
        ordering = [models.F("valid_from").asc(nulls_first=True), "pk"]
        constraints = [
            in_order(
                "valid_from",
                "valid_until",
                name="regime_ends_after_it_begins",
                message="適用終了日は、適用開始日以後の日にしてください。",
            ),
            *counting_known(),
            keyed_once(),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        """No day may fall under two regimes."""
        super().clean()
        others = Regime.objects.exclude(pk=self.pk)
        if self.valid_until:
            others = others.filter(Q(valid_from=None) | Q(valid_from__lte=self.valid_until))
        if self.valid_from:
            others = others.filter(Q(valid_until=None) | Q(valid_until__gte=self.valid_from))
        if other := others.first():
            raise ValidationError(f"適用期間が「{other}」と重なっています。")


class RegimeRow(Keyed, Record):
    """One row of a regime's lists; rows are printed in ``order``, never sorted by name."""

    key_within = ("regime",)

    regime = models.ForeignKey(Regime, models.PROTECT, verbose_name="適用法令")
    name = models.CharField("名称", max_length=60)
    order = models.PositiveSmallIntegerField("順序")

    class Meta:
        abstract = True

    def __str__(self):
        return self.name


class RowMeta:
    """The order and the constraints of every list of a regime."""

    ordering = ["regime", "order", "pk"]
    constraints: ClassVar[list[models.BaseConstraint]] = [
        models.UniqueConstraint(
            fields=["regime", "name"],
            name="%(class)s_named_once",
            violation_error_message="この適用法令には、同じ名称が既にあります。",
        ),
        keyed_once("regime"),
    ]


class RequestKind(RegimeRow):
    """What is asked for: 開示, 訂正, 利用の停止, 消去, 提供の停止."""

    has_method = models.BooleanField("開示の方法がある", default=False)
    has_clauses = models.BooleanField("不開示事由で制限される", default=False)
    follows_disclosure = models.BooleanField(
        "先の開示請求に続く",
        default=False,
        help_text="開示を受けた個人情報について請求するもの（法90条、98条）",
    )

    class Meta(RowMeta):
        verbose_name = verbose_name_plural = "請求の種類"

    @property
    def request_name(self) -> str:
        """開示請求, as prose has it."""
        return f"{self.name}請求"


class DisclosureMethod(RegimeRow):
    """How it is disclosed: 閲覧, 写しの交付, 閲覧・写しの交付, 視聴."""

    class Meta(RowMeta):
        verbose_name = verbose_name_plural = "開示の方法"


class Outcome(RegimeRow):
    """How a request was answered (処理), and what such an answer must state."""

    class ClauseUse(models.TextChoices):
        """Whether a disposition with this outcome names the clauses that limited it."""

        REQUIRED = "required", "必要"
        OPTIONAL = "optional", "任意"
        NONE = "none", "なし"

    class Breakdown(models.TextChoices):
        """How the report breaks this outcome down."""

        NONE = "none", "なし"
        CLAUSES = "clauses", "部局・該当号ごと"
        DEPARTMENTS = "departments", "部局ごと"

    class CarryingOut(models.TextChoices):
        """Whether such an answer has to be carried out: 開示の実施, 訂正 or 利用停止 itself."""

        REQUIRED = "required", "必要"
        OPTIONAL = "optional", "任意"
        NONE = "none", "なし"

    prose_name = models.CharField("文中の名称", max_length=60, help_text="例：全部承諾")
    clause_use = models.CharField(
        "該当号", max_length=10, choices=ClauseUse, default=ClauseUse.NONE
    )
    breakdown = models.CharField(
        "報告書の内訳", max_length=12, choices=Breakdown, default=Breakdown.NONE
    )
    carrying_out = models.CharField(
        "実施",
        max_length=10,
        choices=CarryingOut,
        default=CarryingOut.NONE,
        help_text="「必要」の処理は、実施日を入力するまで実施待ちになります。",
    )
    is_withdrawal = models.BooleanField(
        "請求の取下げ", default=False, help_text="請求した人が取り下げたもの"
    )
    kinds = models.ManyToManyField(
        RequestKind, related_name="outcomes", verbose_name="対象となる請求の種類"
    )
    _history_m2m_fields = ("kinds",)

    class Meta(RowMeta):
        verbose_name = verbose_name_plural = "処理の区分"


class ExemptionClause(RegimeRow):
    """Why something is withheld: a number of 条例14条の2第1項, or of 法78条1項."""

    number = models.PositiveSmallIntegerField("号")

    class Meta(RowMeta):
        verbose_name = verbose_name_plural = "不開示事由"
        constraints = [
            *RowMeta.constraints,
            models.UniqueConstraint(
                fields=["regime", "number"],
                name="clause_numbered_once",
                violation_error_message="この適用法令には、同じ号が既にあります。",
            ),
            models.CheckConstraint(
                condition=Q(number__range=(1, 30)),
                name="clause_number_in_range",
                violation_error_message="号は1から30までの数にしてください。",
            ),
        ]

    def __str__(self):
        return self.label

    def first_key(self) -> str:
        """Return its number: a combination of clauses is written with the keys, as 1.2."""
        return str(self.number)

    @property
    def label(self) -> str:
        """第1号."""
        return f"第{self.number}号"


class UseGround(RegimeRow):
    """Why use or provision beyond the purpose was allowed (条例9条3項各号, 法69条)."""

    citation = models.CharField("条項", max_length=40, help_text="例：条例第9条第3項第3号")
    listed_in_report = models.BooleanField("報告書に一覧を載せる", default=False)
    needs_opinion = models.BooleanField(
        "審議会の答申を要する",
        default=False,
        help_text="届出に、根拠となる答申を選んでいないと、報告書を公表できません。",
    )

    class Meta(RowMeta):
        verbose_name = verbose_name_plural = "利用・提供の根拠"
