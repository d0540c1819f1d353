"""What is away for a moment is a 503 that says so; what is broken is a 500."""

from collections.abc import Callable

import pytest
from django.db import DataError, InterfaceError, OperationalError
from django.test import Client

from circles.views import lists


@pytest.fixture
def home_raises(monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception], object]:
    """The home page of somebody whose database answers with this error."""

    def ask(error: Exception) -> object:
        def fail(*_: object, **__: object) -> None:
            raise error

        monkeypatch.setattr(lists, "render", fail)
        return Client(raise_request_exception=False).get("/")

    return ask


@pytest.mark.parametrize("error", [OperationalError("disk full"), InterfaceError("closed")])
def test_a_database_that_is_away_is_a_503_that_asks_to_come_again(db, home_raises, error) -> None:
    answer = home_raises(error)
    assert answer.status_code == 503
    assert answer["Retry-After"]
    words = answer.content.decode()
    assert "What was saved stays saved." in words and "your words should still be there" in words


@pytest.mark.parametrize("error", [DataError("too long"), ValueError("a mistake of ours")])
def test_a_mistake_of_ours_stays_a_500(db, home_raises, error) -> None:
    answer = home_raises(error)
    assert answer.status_code == 500
    assert "Something broke on our side" in answer.content.decode()
