import secrets
from functools import partial
from typing import Optional

from django.db import models
from django.db.models import Q

from circles.models import Membership
from peersupport.accounts.models import User


class Subject(models.Model):
    """Whom log rows speak of: a random token, and the person or the seat it stands for.

    The log keeps only tokens. With this row the token loses its person: the log stays whole, and nobody can say any
    more whom it meant. Whoever loses their account or their seat loses their rows here with it. A person has a token
    of their own for each seat, so the log does not say either that two seats are one person's.
    """

    token = models.CharField(primary_key=True, max_length=22, default=partial(secrets.token_urlsafe, 16))
    user = models.OneToOneField(User, null=True, on_delete=models.CASCADE, related_name="+")
    seat = models.OneToOneField(Membership, null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user=None, seat__isnull=False) | Q(user__isnull=False, seat=None), name="a_person_or_a_seat"
            ),
        ]

    def __str__(self) -> str:
        return self.token

    @classmethod
    def of(cls, who: User | Membership | None) -> Optional["Subject"]:
        """The token of a person (as staff) or of a seat, made when it is first needed."""
        if who is None:
            return None
        about = {"user": who} if isinstance(who, User) else {"seat": who}
        return cls.objects.get_or_create(**about)[0]

    @classmethod
    def cut(cls, user: User) -> int:
        """From now on no log row can be traced to this person. Returns how many tokens lost them."""
        return cls.objects.filter(Q(user=user) | Q(seat__user=user)).delete()[0]
