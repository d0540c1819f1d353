"""What people write is nowhere but where it belongs: no words in logs, one strict policy on every page."""

import pytest

from circles import actions
from tests.cast import share

pytestmark = pytest.mark.django_db

CANARY = "canary-of-the-cellar"


def test_no_words_and_no_names_in_the_logs_of_an_evening(cast, as_user, caplog, capfd):
    caplog.set_level("DEBUG")
    circle, browser = f"/circles/{cast.hearth.public_id}/", as_user(cast.ada.user)
    cast.ada.name = cast.hearth.name = f"{CANARY} name"
    cast.ada.save()
    cast.hearth.save()
    browser.post(circle, {"words": f"{CANARY} I want to die.", "need": "listen", "token": "token-of-ada"})
    browser.post(circle, {"words": f"{CANARY} " * 900, "need": "listen", "token": "token-of-adb"})
    browser.post(
        "/guidelines/read/", {"words": f"You idiot {CANARY}", "circle": cast.hearth.public_id, "role": "reply"}
    )
    post = share(cast.bo, f"{CANARY} again.")
    browser.post(f"{circle}posts/{post.public_id}/tell/", {"kind": "agreement", "words": CANARY})
    as_user(cast.mo, factor=True).get("/desk/")
    as_user(cast.ani, factor=True).post(
        f"/manage/{cast.hearth.public_id}/seats/{cast.bo.public_id}/remove/", {"because": CANARY}
    )
    browser.post("/accounts/login/", {"login": CANARY, "password": CANARY})
    written = caplog.text + "".join(capfd.readouterr())
    assert "request" in written, "the log is on"
    assert CANARY not in written


def test_an_error_in_a_page_is_logged_without_its_words(cast, as_user, caplog, capfd, monkeypatch):
    def broken(*_args, **_kwargs):
        raise RuntimeError(CANARY)

    monkeypatch.setattr(actions, "share", broken)
    browser = as_user(cast.ada.user)
    browser.raise_request_exception = False
    sent = {"words": CANARY, "need": "listen", "token": "token-of-ada"}
    answer = browser.post(f"/circles/{cast.hearth.public_id}/", sent)
    assert answer.status_code == 500
    assert CANARY not in answer.content.decode() + capfd.readouterr().err


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/help-now/", "/guidelines/", "/circles/", "/nothing-here/"])
def test_one_strict_policy_on_every_page(cast, as_user, path):
    policy = as_user(cast.ada.user).get(path)["Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";") if rule.strip())
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["connect-src"] == rules["form-action"] == "'self'"
    assert rules["img-src"] == "'self' data:"
    assert rules["base-uri"] == rules["frame-ancestors"] == "'none'"
    assert "unsafe" not in policy and "http" not in policy
