"""Every address refuses a stranger, unless it stands on a short list. A new address without an answer fails here."""

import itertools
import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.cast import share

pytestmark = pytest.mark.django_db

# What anybody may fetch signed out, and nothing else.
OPEN = {
    "home", "healthz", "readyz", "safety:help_now", "safety:quick_exit", "guidelines", "demo", "demo_sign_in", "styleguide", "styleguide_letter", "styleguide_error",
    "set_language",
    "manifest", "service_worker", "offline", "favicon",
    "account_login", "account_signup", "account_logout", "account_inactive", "account_reset_password",
    "account_reset_password_done", "account_reset_password_from_key", "account_reset_password_from_key_done",
    "account_confirm_email", "account_email_verification_sent", "mfa_authenticate", "mfa_login_webauthn",
    "account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_trust", "mfa_signup_webauthn",
    "account_confirm_login_code", "account_request_login_code",
}  # fmt: skip
VALUES = {"handle": "ada", "key": "x", "uidb36": "1"}
METHODS = ("get", "post")


def routes(patterns, prefix="", namespace=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from routes(pattern.url_patterns, prefix + str(pattern.pattern), inner)
        elif isinstance(pattern, URLPattern) and not namespace.startswith("admin:"):
            yield f"{namespace}{pattern.name}", prefix + str(pattern.pattern), pattern.pattern.converters


ROUTES = list(routes(get_resolver().url_patterns))


def address(route: str, converters, ids: dict[str, str]) -> str:
    for name, converter in converters.items():
        value = ids.get(name) or VALUES.get(name) or ("1" if "int" in type(converter).__name__.lower() else "x")
        for kind in ("slug:", "str:", "int:", ""):
            route = route.replace(f"<{kind}{name}>", value)
    return "/" + route.replace("^", "").replace("$", "").replace("\\Z", "").lstrip("/")


@pytest.fixture
def ids(cast) -> dict[str, str]:
    post = share(cast.ada)
    return {"circle_id": cast.hearth.public_id, "post_id": post.public_id, "seat_id": cast.bo.public_id}


@pytest.mark.parametrize(("name", "route", "converters"), ROUTES, ids=[route[0] for route in ROUTES])
def test_a_stranger_is_led_to_the_sign_in_page(client, ids, name, route, converters):
    if name in OPEN or "<key>" in route or "(?P" in route:
        return
    for method in METHODS:
        answer = getattr(client, method)(address(route, converters, ids))
        assert answer.status_code in (302, 403, 404, 405), (name, method, answer.status_code)
        if answer.status_code == 302:
            assert "/accounts/login/" in answer["Location"], (name, answer["Location"])


@pytest.mark.parametrize(("name", "route", "converters"), ROUTES, ids=[route[0] for route in ROUTES])
def test_somebody_signed_in_finds_nothing_of_a_circle_or_of_staff(cast, as_user, ids, name, route, converters):
    if not (route.startswith(("circles/<", "desk", "manage")) and not name.endswith(":join")):
        return
    outsiders = [as_user(cast.out), as_user(cast.cy.user), as_user(cast.out, factor=True)]
    if route.startswith("circles/"):
        outsiders += [as_user(cast.mo, factor=True), as_user(cast.ani, factor=True)]
    for browser, method in itertools.product(outsiders, METHODS):
        answer = getattr(browser, method)(address(route, converters, ids), {"kind": "hear"})
        assert answer.status_code in (404, 405), (name, method, answer.status_code)


@pytest.mark.parametrize("path", ["/desk/", "/desk/log/", "/manage/", "/manage/new/", "/manage/rules/"])
def test_staff_pages_ask_for_a_second_factor(cast, as_user, path):
    person = cast.mo if path.startswith("/desk") else cast.ani
    assert as_user(person).get(path)["Location"] == "/accounts/second-factor/"
    assert as_user(person, factor=True).get(path).status_code == 200


def test_the_admin_asks_for_a_second_factor_and_knows_admins_only(cast, as_user):
    assert as_user(cast.ani, factor=True).get("/admin/").status_code == 200
    assert as_user(cast.ani).get("/admin/", follow=True).redirect_chain[-1][0] == "/accounts/second-factor/"
    assert as_user(cast.ada.user, factor=True).get("/admin/", follow=True).redirect_chain[-1][0] == "/"
    assert as_user(cast.mo, factor=True).get("/admin/", follow=True).redirect_chain[-1][0] == "/"


def test_absent_and_forbidden_look_the_same(cast, as_user, ids):
    browser = as_user(cast.out)
    absent = browser.get("/circles/AAAAAAAAAAAAAAAA/")
    forbidden = browser.get(f"/circles/{ids['circle_id']}/")
    assert (absent.status_code, forbidden.status_code) == (404, 404)
    # The token of the sign-out form is another one on every page.
    pages = [re.sub(rb'csrfmiddlewaretoken" value="[^"]+"', b"", answer.content) for answer in (absent, forbidden)]
    assert pages[0] == pages[1]
