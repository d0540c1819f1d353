from collections.abc import Callable, Iterator

import pytest
from django.conf import settings

from tests.live.cast import Cast, Person
from tests.live.page import Page
from tests.live.server import Server, running


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "several_processes: needs Redis and PostgreSQL; runs in the production mode")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Chosen by the mode of the run: with DATABASE_URL and REDIS_URL set, nothing here is ever left out."""
    if settings.EMBEDDED:
        left_out = [item for item in items if item.get_closest_marker("several_processes")]
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)


@pytest.fixture(scope="session")
def _site(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("site"), LIVE_LOOK_SECONDS="600") as server:
        yield server


@pytest.fixture(scope="session")
def _looking_site(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("site"), LIVE_LOOK_SECONDS="0.5") as server:
        yield server


@pytest.fixture
def site(_site: Server, transactional_db: None) -> Server:
    """A web process on the database of this test. It never looks by itself: what arrives came by the bell."""
    return _site


@pytest.fixture
def looking_site(_looking_site: Server, transactional_db: None) -> Server:
    """One that looks at the database all the time: what arrives without a bell was found so."""
    return _looking_site


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return Cast()


@pytest.fixture
def page(site: Server, cast: Cast) -> Iterator[Callable[..., Page]]:
    """Opens Hearth's page for somebody: `page(cast.ada, after=3)`. It is whole when it is returned."""
    opened: list[Page] = []

    def open_page(who: Person, after: int = 0, path: str = "", on: Server = site) -> Page:
        path = path or f"/live/{cast.hearth.public_id}/?after={after}"
        opened.append(Page(on.port, path, who.session))
        opened[-1].until("hello")
        return opened[-1]

    yield open_page
    for one in opened:
        one.socket.close()
