"""The findings as a page shows them: which words, why, and what this circle agreed on about it. Details, too.

Both the page before posting and the answers while somebody writes are made of these.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext as of_the_catalogue

from circles.guidance import guideline_of
from circles.models import Circle
from circles.models.agreement import agreement_now
from moderation.guidelines import Finding, Guidance, book_language
from moderation.guidelines.agreed import agreed_line
from moderation.guidelines.details import Detail, details
from peersupport.accounts.models import User
from peersupport.safety.lines import all_lines

ALWAYS = ("hold", "care")


@dataclass(frozen=True, slots=True)
class Why:
    """The guideline behind a finding; `agreed` is a line of the circle's own agreement, "" when none speaks of it."""

    title: str
    line: str
    slug: str
    agreed: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One finding with its words. `number` counts from 1 among the findings, for the buttons of a plain form."""

    finding: Finding
    words: str
    number: int
    why: Why


def suggestions(words: str, findings: Sequence[Finding], circle: Circle) -> list[Suggestion]:
    """The findings in their order. One query, and none without findings."""
    if not findings:
        return []
    agreement = agreement_now(circle).words
    return [
        Suggestion(finding, words[finding.start : finding.end], number, why(finding, circle, agreement))
        for number, finding in enumerate(findings, 1)
    ]


def why(finding: Finding, circle: Circle, agreement: str) -> Why:
    guideline = guideline_of(circle, finding.guideline)
    # Not `_`: these words are the rulebook's, and are collected there.
    title, line = (of_the_catalogue(guideline.title), of_the_catalogue(guideline.line)) if guideline else ("", "")
    return Why(
        title, line, finding.guideline, agreed_line(agreement, finding.guideline, book_language(circle.language))
    )


def wanted(person: User, guidance: Guidance, *, asked: bool) -> tuple[Finding, ...]:
    """What is said while this person writes. What waits, and help lines, are said whatever they chose."""
    if asked or person.guidance == User.Guidance.WRITING:
        return guidance.findings
    return tuple(finding for finding in guidance.findings if finding.level in ALWAYS)


def details_in(words: str, language: str = "en") -> tuple[Detail, ...]:
    """What could tell a stranger who the writer is. The numbers of help lines are everybody's."""
    return details(words, {number for line in all_lines() for number in (line.call, line.text) if number}, language)


def detail_reason(kind: str) -> str:
    """One sentence for the writer, by kind of detail."""
    return {
        "phone": _("This looks like a phone number. Everybody in the circle will read it."),
        "email": _("This looks like an e-mail address. Everybody in the circle will read it."),
        "address": _("This looks like an address. It says where somebody lives."),
        "name": _("This looks like a full name. Here the name of your seat is enough."),
        "handle": _("This name can be found on other sites. It may lead people to more than you say here."),
        "work": _("A place of work and a town together can tell people who it is."),
    }[kind]
