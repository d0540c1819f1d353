"""Open a circle, rest it, wake it, write its agreement. Moderation's policy has said who may."""

from circles.actions.turn import turn
from circles.models import Agreement, Circle
from moderation.guidelines import book_language
from peersupport.text import tidy, to_html


def open_circle(*, name: str, purpose: str, agreement: str, capacity: int = 12, language: str = "en",
                joining: str = Circle.Joining.OPEN) -> Circle:  # fmt: skip
    """A new, empty circle with the first version of its agreement.

    Raises NoBook (a LookupError) for a language without a rulebook: in a language the reader does not know, every
    post would come to the desk as not read.
    """
    book_language(language)
    circle = Circle.objects.create(name=name, purpose=purpose, capacity=capacity, language=language, joining=joining)
    write_agreement(circle, agreement)
    circle.refresh_from_db()
    return circle


def revise(circle: Circle, *, name: str, purpose: str, capacity: int, joining: str) -> None:
    """Changes what a circle says of itself. Fewer seats than are taken: nobody loses a seat, nobody new joins."""
    with turn(circle.pk) as locked:
        locked.name, locked.purpose, locked.capacity, locked.joining = name, purpose, capacity, joining
        locked.save(update_fields=["name", "purpose", "capacity", "joining"])


def write_agreement(circle: Circle, words: str) -> Agreement:
    """The next version. Whoever joins from now on says yes to it; what others agreed to stays on record."""
    words = tidy(words)
    html = to_html(words)
    with turn(circle.pk) as locked:
        locked.agreement_version += 1
        locked.save(update_fields=["agreement_version"])
        return Agreement.objects.create(circle=locked, version=locked.agreement_version, words=words, html=html)


def rest(circle: Circle) -> None:
    """Reading stays, writing waits."""
    _set_state(circle, Circle.State.RESTING)


def wake(circle: Circle) -> None:
    _set_state(circle, Circle.State.OPEN)


def _set_state(circle: Circle, state: str) -> None:
    with turn(circle.pk) as locked:
        locked.state = state
        locked.save(update_fields=["state"])
