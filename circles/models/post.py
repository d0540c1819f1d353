from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from circles.models.circle import Circle
from circles.models.ids import public_id
from circles.models.membership import Membership
from peersupport.accounts.models import User


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, user: User) -> "PostQuerySet":
        """Posts of circles in which the person has a seat: what was ever published, and all of their own.

        What was published and is so no longer comes as a wordless tombstone (see `Post.shows_words_to`).
        """
        seats = Membership.objects.filter(user=user, state=Membership.State.ACTIVE)
        return self.filter(circle__in=seats.values("circle")).filter(Q(place__isnull=False) | Q(author__in=seats))

    def readable_from(self, seat: Membership) -> "PostQuerySet":
        """`visible_to` for a seat that is already fetched and active: the same law in one table."""
        return self.filter(circle_id=seat.circle_id).filter(Q(place__isnull=False) | Q(author_id=seat.pk))

    def shares(self) -> "PostQuerySet":
        return self.filter(share__isnull=True)

    def after(self, seq: int) -> "PostQuerySet":
        """Changes since `seq`, in the order they were committed. For catching up, never an order to show."""
        return self.filter(seq__gt=seq).order_by("seq")

    def new_to(self, seat: Membership) -> "PostQuerySet":
        """What others published after the place up to which this seat's person has read."""
        later = self.filter(circle_id=seat.circle_id, state="published", place__gt=seat.read_up_to)
        return later.exclude(author_id=seat.pk)

    def outside(self, share_id: int) -> "PostQuerySet":
        """Neither this share nor an answer to it."""
        return self.exclude(pk=share_id).exclude(share_id=share_id)

    def with_authors(self) -> "PostQuerySet":
        return self.select_related("author", "share")


class Post(models.Model):
    """A share (no `share` above it) or a reply. `place` is its order on the page, `seq` its last change."""

    class State(models.TextChoices):
        PUBLISHED = "published", _("published")
        HELD = "held", _("held")
        RETURNED = "returned", _("returned")
        REMOVED = "removed", _("removed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Need(models.TextChoices):
        LISTEN = "listen", _("just listen")
        ASK = "ask", _("ask me things")
        IDEAS = "ideas", _("ideas welcome")

    public_id = models.CharField(max_length=16, unique=True, default=public_id, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="posts")
    share = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="replies")
    author = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="posts")
    state = models.CharField(max_length=9, choices=State)
    place = models.PositiveBigIntegerField(null=True)
    seq = models.PositiveBigIntegerField()
    need = models.CharField(max_length=6, choices=Need, blank=True)
    words = models.TextField()
    html = models.TextField()
    # What the reader saw when this was written: `moderation.guidelines.Guidance.as_dict()`, without the words.
    guidance = models.JSONField(default=dict)
    # The author may be in danger: on the moderators' desk until somebody has looked after them. Never hides anything.
    care = models.BooleanField(default=False)
    # The reader broke down over this text: published all the same, and on the desk as "not read".
    unread = models.BooleanField(default=False)
    # What the author reads about a state that a moderator chose.
    note = models.CharField(max_length=1_000, blank=True)
    # A few words about what it speaks of: whoever reads it opens it on purpose. By its author or a moderator.
    content_note = models.CharField(max_length=60, blank=True)
    # Which of `peersupport.content_themes` that is: each reader decides by it what opens closed. Empty without a note.
    content_theme = models.CharField(max_length=8, blank=True)
    # Comes with each form: the same form sent twice is one post. `seal` tells whether the body is the same, too.
    token = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)
    written_at = models.DateTimeField(default=timezone.now)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "token"], name="one_post_a_press"),
            models.UniqueConstraint(fields=["circle", "seq"], name="one_change_a_number"),
            models.CheckConstraint(condition=Q(place__isnull=True) | Q(place__lte=F("seq")), name="place_before_seq"),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(place__isnull=False), name="what_is_published_has_a_place"
            ),
        ]
        indexes = [
            models.Index(fields=["circle", "-place"], condition=Q(share__isnull=True), name="shares_newest_first"),
            models.Index(fields=["share", "place"], condition=Q(share__isnull=False), name="replies_in_order"),
            models.Index(fields=["written_at"], condition=Q(state="held"), name="held_posts"),
            models.Index(fields=["written_at"], condition=Q(care=True), name="care_posts"),
            models.Index(fields=["written_at"], condition=Q(unread=True), name="unread_posts"),
        ]

    def __str__(self) -> str:
        return f"post {self.pk}"

    @property
    def worries_us(self) -> bool:
        """The reader saw danger in these words: their author, and only they, see help lines beside them."""
        return bool(self.guidance.get("care"))

    @property
    def fears_for_somebody(self) -> bool:
        """Its author is afraid for somebody else: they, and only they, see lines for those who look after others."""
        return bool(self.guidance.get("worried")) and not self.worries_us

    @property
    def waits_for_a_passage(self) -> bool:
        """Danger and a passage that could pull others along: without the passage it may go out at once."""
        return self.state == self.State.HELD and self.place is None and self.worries_us

    @property
    def is_share(self) -> bool:
        return self.share_id is None

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def is_open(self) -> bool:
        """Still somewhere on its way: its author may reword or withdraw it."""
        return self.state in (self.State.PUBLISHED, self.State.HELD, self.State.RETURNED)

    def shows_words_to(self, seat_id: int | None) -> bool:
        """Published: to every seat. Otherwise to its author only, for whom nothing is hidden but what they withdrew."""
        if self.is_published:
            return True
        return self.author_id is not None and self.author_id == seat_id and self.state != self.State.WITHDRAWN


class ShareManager(models.Manager.from_queryset(PostQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> PostQuerySet:
        return super().get_queryset().filter(share__isnull=True)  # type: ignore[no-any-return]


class ReplyManager(models.Manager.from_queryset(PostQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> PostQuerySet:
        return super().get_queryset().filter(share__isnull=False)  # type: ignore[no-any-return]


class Share(Post):
    objects: Any = ShareManager()  # type: ignore[misc]

    class Meta:
        proxy = True


class Reply(Post):
    objects: Any = ReplyManager()  # type: ignore[misc]

    class Meta:
        proxy = True
