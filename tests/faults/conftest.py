import pytest
from django.conf import settings


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "production: starts a PostgreSQL and a Redis; runs in the production mode")
    config.addinivalue_line("markers", "embedded: SQLite and one process; runs in the embedded mode")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Chosen by the mode of the run: over both of them nothing is left out, and nothing runs twice."""
    other = "production" if settings.EMBEDDED else "embedded"
    left_out = [item for item in items if item.get_closest_marker(other)]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)
