"""What moderators are charged with, what members told them, what was decided, and what is kept as evidence."""

from moderation.models.appeal import Appeal
from moderation.models.carrying import ColleagueNote, Shift, Volunteer
from moderation.models.circle_change import CircleChange
from moderation.models.claim import Claim, Pending
from moderation.models.duty import Duty
from moderation.models.evidence import Evidence
from moderation.models.flag import Flag
from moderation.models.log import AppendOnly, AppendOnlyModel, LogDoor, Opening, Review
from moderation.models.outreach import Outreach
from moderation.models.recusal import Recusal
from moderation.models.rule_outcome import RuleOutcome
from moderation.models.site_rule import Rulebook, RuleSetting, RuleTrouble, SiteRule
from moderation.models.site_text import SiteText
from moderation.models.subject import Subject
from moderation.models.template import NoteTemplate
from moderation.models.trial import Trial, TrialCount

__all__ = [
    "Appeal",
    "AppendOnly",
    "AppendOnlyModel",
    "CircleChange",
    "Claim",
    "ColleagueNote",
    "Duty",
    "Evidence",
    "Flag",
    "LogDoor",
    "NoteTemplate",
    "Opening",
    "Outreach",
    "Pending",
    "Recusal",
    "Review",
    "RuleOutcome",
    "RuleSetting",
    "RuleTrouble",
    "Rulebook",
    "Shift",
    "SiteRule",
    "SiteText",
    "Subject",
    "Trial",
    "TrialCount",
    "Volunteer",
]
