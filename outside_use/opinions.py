"""The council's opinion as a ground of use and provision: what speaks against it (条例9条3項)."""

from django.db.models import Q

from council.models import Consultation

Conclusion = Consultation.Conclusion

# What is said of an opinion that allows nothing, or nothing yet: in a list, and in a sentence.
DOUBTS = {
    Conclusion.NOT_APPROVED.value: (
        "不承認",
        "この諮問案件の結論は、不承認です。届出の根拠にはできません。答申か根拠を確かめてください。",
    ),
    Conclusion.CONTINUED.value: (
        "継続審議",
        "この諮問案件は、継続審議です。結論が出た諮問案件か確かめてください。",
    ),
    "": ("結論の入力なし", "この諮問案件には、結論の入力がありません。結論を確かめてください。"),
}
# Notices that rest on the opinion they name; one with another ground rests on that.
RESTING = Q(consultation__isnull=False) & (Q(ground=None) | Q(ground__needs_opinion=True))
ON_REFUSED = RESTING & Q(consultation__conclusion=Conclusion.NOT_APPROVED)
ON_OPEN = RESTING & Q(consultation__conclusion__in=("", Conclusion.CONTINUED))


def named(consultation: Consultation) -> str:
    """Return 不承認 of an opinion that allows nothing (yet); nothing of one that does."""
    return DOUBTS.get(consultation.conclusion, ("", ""))[0]


def doubt(consultation: Consultation) -> str:
    """Return the sentence against using such an opinion as a ground; nothing where none is."""
    return DOUBTS.get(consultation.conclusion, ("", ""))[1]
