"""Whatever happens in whatever order: no path loses a post, a reason or a notice."""

import contextlib
import os
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from circles import actions as circle_actions
from circles.models import Notice, Post
from moderation import actions, desk
from moderation.actions import Order
from moderation.models import Appeal, Duty, Evidence, Flag, Pending, Review
from moderation.sealing import unseal
from peersupport.policy import Refused
from tests import cast as people
from tests.cast import HELD_WORDS, WORRYING_WORDS

pytestmark = pytest.mark.django_db
# The quick form; DESK_HISTORIES=500 is the full one.
HISTORIES = int(os.environ.get("DESK_HISTORIES", "8"))
WORDS = ("A share.", HELD_WORDS, WORRYING_WORDS)
DECISIONS = ("keep", "mistaken", "note", "return", "hold", "remove", "restore", "cared", "pause", "unseat")
TELLS_THE_AUTHOR = {"note": "noted", "return": "returned", "remove": "removed"}


class Evenings(RuleBasedStateMachine):
    """Members, two moderators and the clock, each doing whatever they may; refusals are answers, too."""

    @initialize()
    def begin(self) -> None:
        # Each history in a savepoint of its own, rolled back at its end.
        self.history = transaction.atomic()
        self.history.__enter__()
        self.cast = people.make_cast()
        actions.appoint(self.cast.out, Duty.Kind.MODERATOR)
        self.moderators = (self.cast.mo, self.cast.out)
        self.seats = (self.cast.ada, self.cast.bo, self.cast.fay)
        self.posts: list[Post] = [people.share(self.cast.fay)]
        self.travel = time_machine.travel(timezone.now(), tick=False)
        self.clock = self.travel.start()
        # What must be found again: reasons given, and who must have heard what about which post.
        self.reasons: list[str] = []
        self.reporters: set[int] = set()

    def post(self, number: int) -> Post:
        post = self.posts[number % len(self.posts)]
        post.refresh_from_db()
        return post

    @rule(who=st.integers(0, 2), words=st.sampled_from(WORDS))
    def write(self, who: int, words: str) -> None:
        with contextlib.suppress(Refused):
            self.posts.append(people.reply(self.seats[who], self.posts[0], words))

    @rule(who=st.integers(0, 2), which=st.integers(0, 9), kind=st.sampled_from(["agreement", "worried"]))
    def flag(self, who: int, which: int, kind: str) -> None:
        with contextlib.suppress(Refused):
            told = actions.flag(self.seats[who], self.post(which), kind=kind, words="")
            self.reporters.add(told.pk)

    @rule(which=st.integers(0, 9))
    def withdraw(self, which: int) -> None:
        post = self.post(which)
        with contextlib.suppress(Refused):
            if post.author is not None and post.pk != self.posts[0].pk:
                circle_actions.withdraw(post.author, post)

    @rule(which=st.integers(0, 9), words=st.sampled_from(["Other words.", HELD_WORDS]))
    def reword(self, which: int, words: str) -> None:
        post = self.post(which)
        with contextlib.suppress(Refused):
            if post.author is not None:
                circle_actions.reword(post.author, post, people.draft(words))

    @rule(who=st.integers(0, 1), which=st.integers(0, 9), what=st.sampled_from(DECISIONS), by_hand=st.booleans())
    def decide(self, who: int, which: int, what: str, by_hand: bool) -> None:
        post, reason = self.post(which), f"Reason {len(self.reasons)}."
        order = Order(what, reason, "a theme", 1)
        with contextlib.suppress(Refused):
            if by_hand:
                actions.decide(post, by=self.moderators[who], decision=what, note=reason, theme="a theme", hours=1)
            else:
                actions.intend(post, by=self.moderators[who], order=order)
            self.reasons.append(reason)

    @rule(who=st.integers(0, 1))
    def undo(self, who: int) -> None:
        for pending in Pending.objects.filter(by=self.moderators[who])[:1]:
            with contextlib.suppress(Refused):
                self.reasons.remove(actions.undo(pending, by=self.moderators[who]).note)

    @rule(seconds=st.sampled_from([5, 31, 3_700]))
    def time_goes_by(self, seconds: int) -> None:
        self.clock.shift(timedelta(seconds=seconds))

    @rule()
    def somebody_looks(self) -> None:
        actions.carry_out_due()

    @rule(which=st.integers(0, 9))
    def appeal(self, which: int) -> None:
        post = self.post(which)
        review = Review.objects.filter(post=post, decision__in=["return", "remove", "note"]).order_by("-pk").first()
        with contextlib.suppress(Refused):
            if review is not None and post.author is not None:
                actions.appeal(review, post.author, "Please look again.")

    @rule(who=st.integers(0, 1), what=st.sampled_from(["uphold", "overturn"]))
    def answer(self, who: int, what: str) -> None:
        for asked in Appeal.objects.open()[:1]:
            reason = f"Reason {len(self.reasons)}."
            with contextlib.suppress(Refused):
                actions.intend_answer(asked, by=self.moderators[who], order=Order(what, reason))
                self.reasons.append(reason)

    @invariant()
    def no_post_is_lost(self) -> None:
        if not hasattr(self, "posts"):
            return
        for post in Post.objects.filter(pk__in=[post.pk for post in self.posts]):
            assert bool(post.words) is (post.state != "withdrawn")
        assert Post.objects.count() == len(self.posts)

    @invariant()
    def no_reason_is_lost(self) -> None:
        if hasattr(self, "reasons"):
            written = [one.words for one in Evidence.objects.filter(kind="reason")]
            waiting = [unseal(one.sealed) for one in Pending.objects.all()]
            assert sorted(written + waiting) == sorted(self.reasons)

    @invariant()
    def whatever_waits_is_on_a_desk(self) -> None:
        if not hasattr(self, "posts"):
            return
        pending = set(Pending.objects.filter(seat=None, appeal=None).values_list("post", flat=True))
        waiting = set(Post.objects.filter(state="held").values_list("pk", flat=True)) - pending
        listed = {row.post.pk for row in desk.look(self.cast.mo).rows for row in (row, *row.more) if row.post}
        assert waiting <= listed

    @invariant()
    def whoever_told_us_hears_once_it_is_answered(self) -> None:
        if hasattr(self, "reporters"):
            for flag in Flag.objects.filter(answered_by__isnull=False).select_related("by"):
                told = Notice.objects.filter(person=flag.by.user_id, post=flag.post_id, kind="outcome")
                assert told.exists()

    @invariant()
    def authors_hear_what_was_decided(self) -> None:
        if not hasattr(self, "posts"):
            return
        for review in Review.objects.filter(decision__in=TELLS_THE_AUTHOR).select_related("post__author"):
            kind = TELLS_THE_AUTHOR[review.decision]
            assert Notice.objects.filter(person=review.post.author.user_id, post=review.post_id, kind=kind).exists()

    def teardown(self) -> None:
        if hasattr(self, "travel"):
            self.travel.stop()
        if hasattr(self, "history"):
            transaction.set_rollback(True)
            self.history.__exit__(None, None, None)


def test_no_path_loses_a_post_a_reason_or_a_notice(rulebook):
    calm = settings(
        max_examples=HISTORIES, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(Evenings, settings=calm)
