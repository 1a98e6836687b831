"""The draft of a year: what would be published today, what was found, and where it stands."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.findings import Finding, Severity
from kurume_privacy.document.structure import Report
from kurume_privacy.models import ClosedYear
from reports.compiling.checks import CHECKS, run
from reports.compiling.compile import compile_report
from reports.compiling.counted import counted
from reports.edition.canonical import digests_of, structure_of, sum_of
from reports.edition.errata import Erratum
from reports.models import Edition, Explanation, Stage, Step, StepKind
from reports.models.steps import stage_after
from reports.publishing.differences import MarkedErratum, Returned, errata_against, returned


@dataclass(frozen=True)
class Found:
    """What one check found, with the reason why it does not stand in the way."""

    check: str
    findings: tuple[Finding, ...]
    explanation: Explanation | None

    @property
    def title(self) -> str:
        """What the check is called."""
        return CHECKS[self.check].title

    @property
    def affirmation(self) -> str:
        """The reason that one click gives, where there is one."""
        return CHECKS[self.check].affirmation

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return self.findings[0].severity

    @property
    def is_error(self) -> bool:
        """Whether it stands in the way, whatever is said about it."""
        return self.severity == Severity.ERROR

    @property
    def digest(self) -> str:
        """The SHA-256 of what was found; a reason holds for that alone."""
        return _of_all([finding.digest for finding in self.findings])

    @property
    def explained(self) -> bool:
        """Whether there is a reason, written about just this."""
        former = _of_all([finding.former for finding in self.findings])
        return self.explanation is not None and self.explanation.found in (self.digest, former)


def _of_all(digests: list[str]) -> str:
    return digests[0] if len(digests) == 1 else sum_of("\n".join(digests))


@dataclass(frozen=True)
class Draft:
    """The report of a year as it would be published on a day."""

    year: FiscalYear
    report: Report
    findings: tuple[Finding, ...]
    explanations: dict[str, Explanation]  # by the name of the check
    steps: tuple[Step, ...]
    closed: bool
    former: Edition | None  # the one published last
    counted_to: date | None  # up to this day, or all that is recorded

    stages = tuple(Stage)

    @classmethod
    def of(cls, year: FiscalYear, today: date) -> "Draft":
        """Compile the year and check it."""
        report, days = compile_report(year), counted(year)
        reasons = Explanation.objects.filter(year=int(year))
        return cls(
            year=year,
            report=report,
            findings=tuple(run(year, report, today, days)),
            explanations={reason.check_name: reason for reason in reasons},
            steps=tuple(Step.objects.of_year(year)),
            closed=ClosedYear.objects.filter(year=int(year)).exists(),
            former=Edition.objects.of_year(year).last(),
            counted_to=days.to,
        )

    @property
    def stage(self) -> Stage:
        """Where the report stands."""
        return stage_after(self.last)

    @property
    def last(self) -> Step | None:
        """The step taken last."""
        return self.steps[-1] if self.steps else None

    @cached_property
    def structure(self) -> str:
        """The report as it would be stored."""
        return structure_of(self.report)

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the report: what is asked about, approved and published is the same."""
        return sum_of(self.structure)

    @cached_property
    def digests(self) -> frozenset[str]:
        """The sums under which the same report may have been asked for, before an upgrade too."""
        return digests_of(self.report)

    @property
    def number(self) -> int:
        """The number of the edition that comes of it."""
        return self.former.number + 1 if self.former else 1

    @property
    def reason(self) -> str:
        """Why the year was reopened: printed with the 正誤表. Nothing before an edition."""
        reopened = [step.reason for step in self.steps if step.act == StepKind.REOPEN]
        return reopened[-1] if reopened else ""

    @cached_property
    def errata(self) -> tuple[Erratum, ...]:
        """In what it differs from the edition published last: the 正誤表 of the next."""
        if self.former is None:
            return ()
        return errata_against(self.former.structure, self.report, self.reason)

    @cached_property
    def differences(self) -> list[MarkedErratum]:
        """The same for people to look at."""
        return [MarkedErratum(erratum) for erratum in self.errata]

    @cached_property
    def returned(self) -> Returned | None:
        """The request of before that came back, if one did on the way to this edition."""
        return returned(self.steps)

    @cached_property
    def since_returned(self) -> list[MarkedErratum]:
        """In what it differs from what was asked about then, where that was kept."""
        if self.returned is None or not self.returned.asked.structure:
            return []
        errata = errata_against(self.returned.asked.structure, self.report)
        return [MarkedErratum(erratum) for erratum in errata]

    @property
    def explained_since(self) -> list["Found"]:
        """The warnings whose reason was written after the request that came back."""
        if self.returned is None:
            return []
        asked = self.returned.asked.at
        return [one for one in self.groups if one.explanation and one.explanation.at > asked]

    @cached_property
    def groups(self) -> tuple[Found, ...]:
        """What was found, by check, in the order of the findings."""
        found = (
            Found(check, tuple(findings), self.explanations.get(check))
            for check, findings in groupby(self.findings, key=lambda finding: finding.check)
        )
        return tuple(group for group in found if not self._came_after_the_asking(group))

    def _came_after_the_asking(self, group: Found) -> bool:
        """Say whether it is no part of the year and was not so when approval was asked for."""
        asked = self.stage != Stage.DRAFTING
        return asked and CHECKS[group.check].until_asked and not group.explained

    @property
    def errors(self) -> list[Found]:
        """What has to be mended."""
        return [group for group in self.groups if group.is_error]

    @property
    def unexplained(self) -> list[Found]:
        """What has to be mended or explained."""
        return [group for group in self.groups if not (group.is_error or group.explained)]

    @property
    def in_the_way(self) -> list[Found]:
        """What stands in the way of publication."""
        return [*self.errors, *self.unexplained]
