"""A restart: every page is told so in a way that brings it back at a moment of its own, and the web process ends."""

import time
from pathlib import Path

from tests.live.cast import Cast
from tests.live.page import Page
from tests.live.server import running

RESTART = 1012


def test_a_web_process_that_is_ended_lets_its_pages_go_and_is_gone_soon(cast: Cast, tmp_path: Path) -> None:
    with running(tmp_path) as server, Page(server.port, f"/live/{cast.hearth.public_id}/", cast.ada.session) as page:
        page.until("hello")
        server.child.terminate()
        assert page.until_closed() == RESTART
        started = time.monotonic()
        assert server.child.wait(10) in (0, -15)
        assert time.monotonic() - started < 8
        assert "raised" not in server.said()
