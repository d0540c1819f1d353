"""Law = query: `visible_to`, `readable_from` and `may_read` against a table written by hand."""

import pytest

from circles import actions
from circles.models import Membership, Post
from circles.policies import may_read
from tests.cast import HELD_WORDS, reply, share

pytestmark = pytest.mark.django_db

# What each person fetches of bo's reply in Hearth, by its state: "words", "tombstone" or "nothing".
PEOPLE = ("author", "member", "facilitator", "removed", "left", "elsewhere", "out", "moderator", "admin")
TABLE = {
    "published":         ("words", "words",     "words",     "nothing", "nothing", "nothing", "nothing", "nothing", "nothing"),
    "held":              ("words", "nothing",   "nothing",   "nothing", "nothing", "nothing", "nothing", "nothing", "nothing"),
    "held later":        ("words", "tombstone", "tombstone", "nothing", "nothing", "nothing", "nothing", "nothing", "nothing"),
    "returned":          ("words", "tombstone", "tombstone", "nothing", "nothing", "nothing", "nothing", "nothing", "nothing"),
    "returned unplaced": ("words", "nothing",   "nothing",   "nothing", "nothing", "nothing", "nothing", "nothing", "nothing"),
    "removed":           ("words", "tombstone", "tombstone", "nothing", "nothing", "nothing", "nothing", "nothing", "nothing"),
    "removed unplaced":  ("words", "nothing",   "nothing",   "nothing", "nothing", "nothing", "nothing", "nothing", "nothing"),
    "withdrawn":         ("tombstone",) * 3 + ("nothing",) * 6,
    "withdrawn unplaced": ("tombstone", "nothing", "nothing") + ("nothing",) * 6,
    "restored":          ("words", "words",     "words",     "nothing", "nothing", "nothing", "nothing", "nothing", "nothing"),
}  # fmt: skip


def in_state(cast, name) -> Post:
    above = share(cast.ada)
    words = HELD_WORDS if name == "held" or "unplaced" in name else "I hear you."
    post = reply(cast.bo, above, words)
    state = name.split()[0]
    if state == "held" and name != "held":
        post = actions.hold(post)
    elif state == "returned":
        post = actions.return_to_author(post, note="A note.")
    elif state == "removed":
        post = actions.remove(post, note="A note.")
    elif state == "withdrawn":
        post = actions.withdraw(cast.bo, post)
    elif state == "restored":
        post = actions.restore(actions.remove(post, note="A note."))
    return post


def person(cast, who):
    if who in ("removed", "left"):
        seat = actions.join(cast.out, cast.hearth, name="Gone", agreed_version=1)
        actions.leave(seat) if who == "left" else actions.remove_member(seat, by=cast.ani, because="A test.")
    users = {"author": cast.bo.user, "member": cast.ada.user, "facilitator": cast.fay.user, "elsewhere": cast.cy.user,
             "moderator": cast.mo, "admin": cast.ani}  # fmt: skip
    return users.get(who, cast.out)


@pytest.mark.parametrize("state", TABLE)
@pytest.mark.parametrize("who", PEOPLE)
def test_the_query_and_the_law_agree_with_the_table(cast, state, who):
    post = in_state(cast, state)
    user = person(cast, who)
    expected = TABLE[state][PEOPLE.index(who)]
    seat = Membership.objects.filter(user=user, circle=cast.hearth).order_by("-pk").first()

    fetched = Post.objects.visible_to(user).filter(pk=post.pk).first()
    assert bool(may_read(seat, post)) == (fetched is not None) == (expected != "nothing")
    if seat is not None and seat.is_active:
        assert Post.objects.readable_from(seat).filter(pk=post.pk).exists() == (expected != "nothing")
    if fetched is not None:
        assert fetched.shows_words_to(seat.pk) == (expected == "words")
