"""A person who signs in: a handle and a password, nothing else asked."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

HANDLE = RegexValidator(r"^[\w.-]+\Z", _("Letters, digits, dots, dashes and underscores work here; spaces don't."))


class UserManager(BaseUserManager["User"]):
    def create_user(self, handle: str, password: str | None = None, **fields: Any) -> "User":
        """A new account. Raises IntegrityError when the handle is taken (upper and lower case count as the same)."""
        user = self.model(handle=self.model.normalize_username(handle).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, handle: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(handle, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(handle__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """The login. Members never see it: inside a circle a person is only the name of the seat."""

    # No last-seen, not even for ourselves: None takes the column and its sign-in receiver away.
    last_login = None  # type: ignore[misc]

    class Guidance(models.TextChoices):
        WRITING = "writing", _("while I write")
        POSTING = "posting", _("once before I post")
        ASKED = "asked", _("when I ask")

    class Folding(models.TextChoices):
        ALWAYS = "always", _("always, until I open them")
        MINE = "mine", _("only for the themes I choose")
        NEVER = "never", _("never")

    handle = models.CharField(
        _("login name"),
        max_length=40,
        unique=True,
        validators=[HANDLE],
        error_messages={"unique": _("That login name is taken. Another one will do just as well.")},
    )
    email = models.EmailField(_("e-mail, if you like"), blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    # Rises when the password changes: a live socket opened before that receives nothing more.
    sign_in_epoch = models.PositiveIntegerField(default=0)
    # Which doors the header shows. Only moderation.actions.duties writes them; the doors themselves ask the Duty.
    moderates = models.BooleanField(default=False, editable=False)
    manages = models.BooleanField(default=False, editable=False)
    # Single letters as keys, and Shift three times to leave quickly; see `keys.py` for the first session.
    letter_keys = models.BooleanField(default=True)
    shift_exit = models.BooleanField(default=True)
    # When the guidelines reader speaks up. What waits for a moderator, and help lines, come whatever is chosen.
    guidance = models.CharField(max_length=8, choices=Guidance, default=Guidance.WRITING)
    # Which words under a content note stay closed until they are opened: see `content_notes.py`.
    note_folding = models.CharField(max_length=6, choices=Folding, default=Folding.ALWAYS)
    folded_themes = models.JSONField(default=list, blank=True)
    # Until this day the card of help lines is one line: see `help_lines.py`. No page of staff shows it.
    has_lines_until = models.DateField(null=True, editable=False)
    joined_on = models.DateField(default=timezone.localdate)

    USERNAME_FIELD = "handle"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()  # type: ignore[misc]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("handle"), name="one_handle_whatever_its_case")]

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(raw_password)
        self.sign_in_epoch += 1

    def __str__(self) -> str:
        return f"user {self.pk}"


class Closing(models.Model):
    """Nobody new for a while: no new account, no new seat. One row from the press that closed to the one that reopened.

    Who pressed stands in the moderators' log.
    """

    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"closing {self.pk}"

    @classmethod
    def now(cls) -> "Closing | None":
        """The one that stands; None while everybody is welcome."""
        return cls.objects.filter(until=None).order_by("pk").first()
