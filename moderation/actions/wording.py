"""Texts of the site in its own words. Every version stays: the newest counts."""

from django.db import transaction
from django.db.models import Max

from moderation import evidence
from moderation.models import Review, SiteText, Subject
from moderation.policies import may_manage
from moderation.site_texts import OUR_VERSION, keys
from peersupport.accounts.models import User
from peersupport.policy import require
from peersupport.text import tidy, to_html


def say_in_own_words(key: str, language: str, words: str, *, by: User, about: str = "") -> SiteText:
    """The next version; empty words bring ours back. `about` names the text in the log.

    Raises Refused; LookupError for a text there is not; ValueError for more than fits.
    """
    require(may_manage(by))
    if key not in keys():
        raise LookupError(key)
    words = tidy(words)
    html = to_html(words) if words else ""
    subject = Subject.of(by)
    with transaction.atomic():
        last = SiteText.objects.filter(key=key).aggregate(last=Max("version"))["last"] or OUR_VERSION
        values = {"words": words, "html": html, "by": subject}
        text = SiteText.objects.create(key=key, language=language, version=last + 1, **values)
        review = Review.objects.create(by=subject, decision=Review.Decision.TEXT)
        evidence.keep_reason(review, about, by=by)
    return text
