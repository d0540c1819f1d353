"""The doors of the sockets: closed politely, with a code, whatever comes; never a traceback."""

from collections.abc import Callable

import pytest
from django.contrib.sessions.backends.db import SessionStore
from websockets.exceptions import InvalidStatus

from moderation.actions import appoint
from moderation.models import Duty
from tests.live.cast import Cast
from tests.live.page import Page
from tests.live.server import Server

Open = Callable[..., Page]
PING = '{"kind":"ping"}'


@pytest.fixture
def opens(site: Server, cast: Cast) -> Callable[[str | None], bool]:
    """Whether ada's page opens with this Origin."""

    def opens(origin: str | None) -> bool:
        try:
            with Page(site.port, f"/live/{cast.hearth.public_id}/", cast.ada.session, origin) as page:
                page.until("hello")
                return True
        except InvalidStatus as refused:
            assert refused.response.status_code == 403
            return False

    return opens


def test_only_the_exact_origin_opens_a_socket(site: Server, opens: Callable[[str | None], bool]) -> None:
    host, port = f"localhost:{site.port}", site.port
    assert opens(f"http://{host}")
    for origin in (
        None, "null", "http://[", "http://", "x", f"https://{host}", f"http://localhost:{port + 1}", "http://localhost",
        f"http://{host}/", f"http://{host}.evil.example", f"http://evil.example:{port}", f"http://user@{host}",
        f"HTTP://{host}", f"http://{host}, http://{host}", "http://\xff", "http://localhost:99999999",
    ):  # fmt: skip
        assert not opens(origin), origin


@pytest.mark.parametrize(
    "path", ["/live/", "/live/a/b/", "/nowhere/", "/", "/live/%00/", "/live/%ff%00/x", "/live/..%2f/"]
)
def test_an_unknown_path_is_refused(site: Server, cast: Cast, path: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        Page(site.port, path, cast.ada.session)
    assert refused.value.response.status_code == 403
    assert "raised" not in site.said()


@pytest.mark.parametrize(
    ("who", "circle", "code"),
    [
        ("nobody", "hearth", 4401),
        ("stale", "hearth", 4401),
        ("out", "hearth", 4403),
        ("cy", "hearth", 4403),
        ("ada", "lantern", 4403),
        ("ada", "unknown", 4403),
    ],
)
def test_only_a_seat_opens_a_circle_and_unknown_looks_like_forbidden(
    site: Server, cast: Cast, who: str, circle: str, code: int
) -> None:
    public_id = getattr(cast, circle).public_id if hasattr(cast, circle) else "A" * 16
    session = {"nobody": "", "stale": "x" * 32}.get(who) if not hasattr(cast, who) else getattr(cast, who).session
    with Page(site.port, f"/live/{public_id}/", session or "") as page:
        assert page.until_closed() == code
        assert page.frames == []


@pytest.mark.parametrize("after", ["x", "-1", "1.5", "", "1&after=2", "9" * 30, "9" * 6000, "%C2%B2", "%00"])
def test_a_number_that_is_none_is_a_broken_request(site: Server, cast: Cast, after: str) -> None:
    with Page(site.port, f"/live/{cast.hearth.public_id}/?after={after}", cast.ada.session) as page:
        assert page.until_closed() == 4400


@pytest.mark.parametrize(
    "message",
    ["", "{", "[]", '{"kind":"pong"}', '{"kind":"post","words":"x"}', "[" * 250, "x" * 60_000, b"\x00", PING.encode()],
)
def test_a_broken_frame_closes_the_socket(page: Open, cast: Cast, message: str) -> None:
    ada = page(cast.ada)
    ada.say(message)
    assert ada.until_closed() == 4400


def test_an_oversized_frame_closes_the_socket(page: Open, cast: Cast) -> None:
    ada = page(cast.ada)
    ada.say("x" * 70_000)
    assert ada.until_closed() == 1009


def test_a_ping_is_answered_and_a_flood_is_not(page: Open, cast: Cast) -> None:
    ada, bo = page(cast.ada), page(cast.bo)
    for _ in range(20):
        ada.say(PING)
        ada.until("pong")
    ada.say(PING)
    assert ada.until_closed() == 4429
    bo.say(PING)
    bo.until("pong")


def test_an_eleventh_page_lets_the_oldest_go(page: Open, cast: Cast) -> None:
    opened = [page(cast.ada) for _ in range(11)]
    assert opened[0].until_closed() == 4429
    for one in opened[1:]:
        one.say(PING)
        one.until("pong")


def test_the_socket_of_a_person_is_there_for_whoever_is_signed_in(site: Server, cast: Cast, page: Open) -> None:
    assert page(cast.out, path="/live/me/").frames == [{"kind": "hello", "seq": 0}]
    with Page(site.port, "/live/me/") as nobody:
        assert nobody.until_closed() == 4401


def test_the_desk_is_there_for_moderators_only(site: Server, cast: Cast) -> None:
    with Page(site.port, "/live/desk/", cast.ada.session) as desk:
        assert desk.until_closed() == 4403
        assert desk.frames == []


def test_the_desks_bell_is_heard_behind_a_second_factor_only(site: Server, cast: Cast) -> None:
    appoint(cast.out.user, Duty.Kind.MODERATOR)
    with Page(site.port, "/live/desk/", cast.out.session) as desk:
        assert desk.until_closed() == 4403
        assert desk.frames == []
    session = SessionStore(cast.out.session)
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0, "type": "totp"}]
    session.save()
    with Page(site.port, "/live/desk/", cast.out.session) as desk:
        desk.until("hello")
