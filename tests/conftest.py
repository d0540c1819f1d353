"""What every test may ask for."""

import gc
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, TransactionTestCase

from circles.models import Post
from moderation import books, triggers, troubles
from moderation.guidelines import load_book
from peersupport import limits
from peersupport.accounts.models import User
from peersupport.languages.compiled import compile_all
from tests import cast as people
from tests.cast import Cast


def pytest_configure() -> None:
    compile_all()
    _let_tests_empty_the_log()


def _let_tests_empty_the_log() -> None:
    """Tests that commit are followed by a flush, which the log's triggers refuse: they stand aside for it only."""
    flush = TransactionTestCase._fixture_teardown

    def around(case: TransactionTestCase) -> None:
        triggers.unprotect(connection)
        flush(case)
        triggers.protect(connection)

    TransactionTestCase._fixture_teardown = around  # type: ignore[method-assign]


def pytest_collection_finish() -> None:
    """As a web process does when it has started: what is loaded is not walked through for garbage in a timed test."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    # Rate limits of sign-in live here and would leak from test to test; so would our own.
    cache.clear()
    limits._limiter.cache_clear()
    # And what this process knows of the rulebook.
    books.shelf.forget()
    books.shelf.number = -1
    troubles._told.clear()
    yield


@pytest.fixture(scope="session")
def rulebook() -> None:
    """Loaded before a test's transaction begins: on a busy machine it takes longer than PostgreSQL lets one idle."""
    load_book("en")


@pytest.fixture
def cast(rulebook: None, db: None) -> Cast:
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
