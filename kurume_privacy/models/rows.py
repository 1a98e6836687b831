"""The rows of a regime: kinds, methods, outcomes, clauses, grounds, deadlines, ways of counting.

Each has dates of validity of its own beside its lasting key; a regime's are its widest.
"""

from datetime import date
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from kurume_privacy.models.constraints import choice_known
from kurume_privacy.models.regime import RegimeRow, RowMeta

ANOTHER_LAW = "同じ適用法令のものを選んでください。"
LETTERS = {  # how the key of a clause writes the letter of its number
    "": "",
    "イ": "i",
    "ロ": "ro",
    "ハ": "ha",
    "ニ": "ni",
    "ホ": "ho",
    "ヘ": "he",
    "ト": "to",
    "チ": "chi",
    "リ": "ri",
    "ヌ": "nu",
}


class RequestKind(RegimeRow):
    """What is asked for: 開示, 訂正, 利用の停止, 消去, 提供の停止; and what the law asks of it."""

    has_method = models.BooleanField("開示の方法がある", default=False)
    has_clauses = models.BooleanField("不開示事由で制限される", default=False)
    follows_disclosure = models.BooleanField(
        "先の開示請求に続く",
        default=False,
        help_text="開示を受けた個人情報について請求するもの（法90条、98条）",
    )
    earlier_within_days = models.PositiveSmallIntegerField(
        "開示を受けた日からの期間（日）",
        null=True,
        blank=True,
        help_text="これを過ぎた請求には、理由の入力が要ります（法90条3項、98条3項は90日）。",
    )
    asks_requester = models.BooleanField(
        "請求者の別と請求の方法を記録する", default=False, help_text="法76条2項、90条2項、98条2項"
    )
    has_cessation_grounds = models.BooleanField(
        "利用停止の理由を記録する", default=False, help_text="法98条1項各号"
    )
    hears_third_parties = models.BooleanField(
        "第三者の意見を聴くことがある", default=False, help_text="法86条"
    )
    opposed_wait_days = models.PositiveSmallIntegerField(
        "反対意見書があるときの決定から実施までの期間（日）",
        null=True,
        blank=True,
        help_text="法86条3項は、少なくとも2週間。14なら14日後から実施できます。間に14日を空けるときは15",
    )
    apply_within_days = models.PositiveSmallIntegerField(
        "実施の申出の期間（日）",
        null=True,
        blank=True,
        help_text="通知があった日からの日数（法87条4項は30日）",
    )
    has_special_period = models.BooleanField(
        "期限の特例がある", default=False, help_text="法84条、95条、103条"
    )
    special_part_days = models.PositiveSmallIntegerField(
        "相当の部分の決定の期限（日）",
        null=True,
        blank=True,
        help_text="請求があった日からの日数（法84条は60日）。空欄は、部分の期限がないもの（法95条、103条）",
    )
    sender_carries_out = models.BooleanField(
        "移送しても、移送した機関が実施する", default=False, help_text="法96条3項（訂正の実施）"
    )

    class Meta(RowMeta):
        verbose_name = verbose_name_plural = "請求の種類"

    @property
    def request_name(self) -> str:
        """開示請求, as prose has it."""
        return f"{self.name}請求"

    @property
    def tells_recipients(self) -> bool:
        """Whether who was given the data is told of what was done: of a correction (法97条)."""
        return self.follows_disclosure and not self.has_cessation_grounds

    def deadline_on(self, day: date) -> Any:
        """Return by when a request that was received on ``day`` is to be decided.

        A row is of a kind in all its versions, which have one key.
        """
        return next((row for row in self._deadlines if row.in_force_on(day)), None)

    @cached_property
    def _deadlines(self) -> tuple[Any, ...]:
        """Its deadlines and those of its other versions, looked up once."""
        every = self.deadlines.model.objects  # of a module that knows this one
        return tuple(every.filter(regime=self.regime_id, kind__key=self.key))


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

    shown_with = ("regime", "parent")

    prose_name = models.CharField("文中の名称", max_length=60, help_text="例：全部承諾")
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="narrower",
        verbose_name="上位の区分",
        help_text="例：不存在は、不開示の決定の一つ（法82条2項）",
    )
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
    is_transfer = models.BooleanField(
        "移送", default=False, help_text="他の行政機関等に移送したもの（法85条、96条）"
    )
    kinds = models.ManyToManyField(
        RequestKind, related_name="outcomes", verbose_name="対象となる請求の種類"
    )
    _history_m2m_fields = ("kinds",)

    class Meta(RowMeta):
        verbose_name = verbose_name_plural = "処理の区分"

    def clean(self):
        """Its parent is of the same law, and of one step only."""
        super().clean()
        if self.parent is None:
            return
        if self.parent.regime_id != self.regime_id:
            raise ValidationError({"parent": ANOTHER_LAW})
        if self.parent == self or self.parent.parent_id or (self.pk and self.narrower.exists()):
            message = "上位の区分は、上位の区分のない、別の区分にしてください。"
            raise ValidationError({"parent": message})


class ExemptionClause(RegimeRow):
    """Why something is withheld: a number, or a letter of one, of 条例14条の2第1項, or of 法78条.

    What the city's ordinance adds is of paragraph 2 (法78条2項).
    """

    once_a_day = (*RegimeRow.once_a_day, ("号", ("paragraph", "number", "letter")))

    paragraph = models.PositiveSmallIntegerField(
        "項", default=1, help_text="法78条2項によるもの（条例で加えたもの）は2"
    )
    number = models.PositiveSmallIntegerField("号")
    letter = models.CharField(
        "号の細分", max_length=1, blank=True, choices=[(one, one) for one in LETTERS if one]
    )

    class Meta(RowMeta):
        verbose_name = verbose_name_plural = "不開示事由"
        constraints = [
            *RowMeta.constraints,
            choice_known("letter", *LETTERS),
            models.CheckConstraint(
                condition=Q(number__range=(1, 30)),
                name="clause_number_in_range",
                violation_error_message="号は1から30までの数にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(paragraph__range=(1, 2)),
                name="clause_paragraph_in_range",
                violation_error_message="項は1か2にしてください。",
            ),
        ]

    def __str__(self):
        return self.label

    def first_key(self) -> str:
        """Return its number: a combination of clauses is written with the keys, as 1.2.

        With its letter 7-to, of paragraph 2 p2-1.
        """
        parts = ("p2" if self.paragraph == 2 else "", str(self.number), LETTERS[self.letter])
        return "-".join(filter(None, parts))

    @property
    def label(self) -> str:
        """第1号, 第7号ト, 第2項第1号."""
        paragraph = "" if self.paragraph == 1 else f"第{self.paragraph}項"
        return f"{paragraph}第{self.number}号{self.letter}"

    @property
    def place(self) -> tuple[int, int, int]:
        """Where it stands in the article: by paragraph, number and letter."""
        return self.paragraph, self.number, list(LETTERS).index(self.letter)


class UseGround(RegimeRow):
    """Why use or provision beyond the purpose was allowed (条例9条3項各号, 法69条)."""

    citation = models.CharField("条項", max_length=40, help_text="例：条例第9条第3項第3号")
    for_use = models.BooleanField(
        "目的外利用の根拠になる", default=True, help_text="法69条2項2号は利用だけ"
    )
    for_provision = models.BooleanField(
        "外部提供の根拠になる", default=True, help_text="法69条2項3号、4号は提供だけ"
    )
    listed_in_report = models.BooleanField("報告書に一覧を載せる", default=False)
    needs_opinion = models.BooleanField(
        "審議会の答申を要する",
        default=False,
        help_text="届出に、根拠となる答申を選んでいないと、報告書を公表できません。",
    )

    class Meta(RowMeta):
        verbose_name = verbose_name_plural = "利用・提供の根拠"
        constraints = [
            *RowMeta.constraints,
            models.CheckConstraint(
                condition=Q(for_use=True) | Q(for_provision=True),
                name="ground_for_something",
                violation_error_message="目的外利用か外部提供の、少なくとも一つの根拠にしてください。",
            ),
        ]


class CessationGround(RegimeRow):
    """Why cessation of use is asked for (法98条1項各号; 番号法30条 for 特定個人情報)."""

    citation = models.CharField("条項", max_length=40, help_text="例：法第98条第1項第1号")
    specific_only = models.BooleanField("特定個人情報だけの理由", default=False)

    class Meta(RowMeta):
        verbose_name = verbose_name_plural = "利用停止の理由"
