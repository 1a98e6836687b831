"""The events of a request, each declared once, the likeliest to come next before the others."""

from disclosure.events import appeal_forms, changes, forms, law
from disclosure.events import targets as of
from disclosure.events.declaration import EventDeclaration, Events
from disclosure.models import RequestState

NO_DECISION = "先に「決定」を記録してください。"

CARRYING_OUT = EventDeclaration(
    "carrying-out",
    "実施",
    forms.CarryingOutForm,
    of.carried_out,
    of.awaiting,
    law.of_carrying_out,
    why_not=f"実施する決定がありません。{NO_DECISION}",
)
BEFORE_THE_DECISION: Events = (
    EventDeclaration(
        "corrected",
        "補正された",
        forms.CorrectedForm,
        of.corrections,
        lambda request: request.state == RequestState.CORRECTING,
        law.of_corrected,
        changes.corrected,
        "補正を求めた記録がありません。先に「補正を求めた」を記録してください。",
    ),
    EventDeclaration(
        "heard",
        "第三者の回答",
        forms.HeardForm,
        of.parties,
        lambda request: request.state == RequestState.HEARING,
        law.of_heard,
        why_not="第三者に意見を求めた記録がありません。先に「第三者に聞く」を記録してください。",
    ),
)
AFTER_THE_DECISION: Events = (
    EventDeclaration(
        "notice",
        "通知",
        forms.NoticeForm,
        of.answers,
        of.to_notify,
        law.of_notice,
        why_not=f"通知する決定がありません。{NO_DECISION}",
    ),
    EventDeclaration(
        "told",
        "第三者への通知",
        forms.ToldForm,
        of.opposed,
        of.must_tell,
        law.of_told,
        why_not="反対した第三者の記録がありません。",
        likely=False,
    ),
    EventDeclaration(
        "application",
        "実施の申出",
        forms.ApplicationForm,
        of.applications,
        of.may_apply,
        law.of_application,
        why_not=f"実施の申出のある決定がありません。{NO_DECISION}",
    ),
    CARRYING_OUT,
)
DECISION: Events = (
    EventDeclaration(
        "decision",
        "決定",
        forms.DecisionForm,
        of.new_answer,
        of.ready,
        law.of_decision,
        changes.decided,
    ),
    EventDeclaration(
        "extension",
        "延長",
        forms.ExtensionForm,
        of.extension,
        of.in_first_period,
        law.of_extension,
        changes.extended,
        "延長のできない請求です。適用法令に決定の期限の日数がないか、期限の特例があります。",
    ),
    EventDeclaration(
        "correction",
        "補正を求めた",
        forms.CorrectionAskedForm,
        of.new_correction,
        of.ready,
        law.of_correction,
        changes.asked,
    ),
    EventDeclaration(
        "hearing",
        "第三者に聞く",
        forms.HearingForm,
        of.new_party,
        of.may_hear,
        law.of_hearing,
        why_not="第三者の意見を聴くことのない種類の請求です。",
    ),
    EventDeclaration(
        "special",
        "期限の特例",
        forms.SpecialPeriodForm,
        of.special_period,
        of.may_take_long,
        law.of_special,
        changes.special,
        "期限の特例のない種類の請求か、既に延長した請求です。",
        likely=False,
    ),
    EventDeclaration(
        "transfer",
        "移送",
        forms.TransferForm,
        of.new_transfer,
        of.may_be_transferred,
        law.of_transfer,
        why_not="移送のできない請求です。",
        likely=False,
    ),
    EventDeclaration(
        "withdrawal",
        "取下げ",
        forms.WithdrawnForm,
        of.new_withdrawal,
        of.undecided,
        law.of_withdrawal,
        why_not="この請求の適用法令には、取下げという処理の区分がありません。",
        likely=False,
    ),
)
APPEAL: Events = (
    EventDeclaration(
        "appeal",
        "審査請求",
        appeal_forms.AppealForm,
        of.appeals,
        of.appealable,
        law.of_appeal,
        why_not=f"審査請求の対象となる決定がありません。{NO_DECISION}",
        likely=False,
    ),
)
NO_ANSWER: Events = (
    EventDeclaration(
        "no-answer",
        "不作為の審査請求",
        appeal_forms.UnansweredForm,
        of.unanswered,
        lambda request: False,  # it is rare: among the others
        law.of_no_answer,
        why_not="既に処理のある請求です。処分についての審査請求を記録してください。",
    ),
)
EVENTS: Events = (*BEFORE_THE_DECISION, *AFTER_THE_DECISION, *DECISION, *APPEAL, *NO_ANSWER)
