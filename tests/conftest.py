"""What every test may ask for."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from circles.models import Post
from peersupport.accounts.models import User
from peersupport.languages.compiled import compile_all
from tests import cast as people
from tests.cast import Cast


def pytest_configure() -> None:
    compile_all()


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    # Rate limits of sign-in live here and would leak from test to test.
    cache.clear()
    yield


@pytest.fixture
def cast(db: None) -> Cast:
    """Hearth with ada, bo and fay; Lantern with cy; out, mo and ani."""
    return people.make_cast()


@pytest.fixture
def as_user() -> Callable[..., Client]:
    """A browser in which somebody is signed in; `factor=True`: with a second factor."""

    def sign_in(user: User | None, *, factor: bool = False) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user)
        if factor:
            session = client.session
            session["account_authentication_methods"] = [{"method": "mfa", "at": 0, "type": "totp"}]
            session.save()
        return client

    return sign_in


@pytest.fixture
def share(cast: Cast) -> Post:
    """A published share by ada in Hearth."""
    return people.share(cast.ada, "Fourteen days today.")
