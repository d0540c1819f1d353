"""Sign up with a login name and a password, sign in, sign out."""

import pytest
from django.contrib.sessions.models import Session

from peersupport.accounts.models import User

pytestmark = pytest.mark.django_db

PASSWORD = "a quiet evening"


def sign_up(client, handle: str = "river", password: str = PASSWORD):
    return client.post("/accounts/signup/", {"username": handle, "password1": password})


def test_a_login_name_and_a_password_are_enough(client):
    assert sign_up(client).status_code == 302
    user = User.objects.get()
    assert (user.handle, user.email, user.is_staff, user.moderates, user.manages) == ("river", "", False, False, False)
    assert client.get("/circles/").status_code == 200


def test_sign_up_asks_for_nothing_else(client):
    html = client.get("/accounts/signup/").content.decode()
    assert 'name="username"' in html and 'name="password1"' in html
    assert 'name="email"' not in html and 'name="password2"' not in html


@pytest.mark.parametrize("handle", ["River", "RIVER"])
def test_upper_and_lower_case_are_the_same_name(client, handle):
    sign_up(client)
    client.logout()
    assert sign_up(client, handle).status_code == 200
    assert User.objects.count() == 1
    client.post("/accounts/login/", {"login": handle, "password": PASSWORD})
    assert client.get("/circles/").status_code == 200


@pytest.mark.parametrize(
    ("handle", "password"), [("river", "short"), ("river", "password123"), ("a b", PASSWORD), ("", PASSWORD)]
)
def test_what_does_not_work_gets_a_sentence_and_keeps_the_name(client, handle, password):
    answer = sign_up(client, handle, password)
    assert answer.status_code == 200
    assert User.objects.count() == 0
    assert f'value="{handle}"' in answer.content.decode() or not handle


def test_a_wrong_password_and_an_unknown_name_look_alike(client):
    sign_up(client)
    client.logout()
    wrong = client.post("/accounts/login/", {"login": "river", "password": "not it at all"}).content.decode()
    unknown = client.post("/accounts/login/", {"login": "nobody", "password": "not it at all"}).content.decode()
    errors = [html.split("form-errors")[-1].split("</div>")[0].replace("nobody", "river") for html in (wrong, unknown)]
    assert errors[0] == errors[1]


def test_signing_out_ends_the_session_and_clears_the_browser(client):
    sign_up(client)
    answer = client.post("/accounts/logout/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert Session.objects.count() == 0
    assert client.get("/circles/").status_code == 302


def test_a_changed_password_raises_the_epoch():
    user = User.objects.create_user("river", PASSWORD)
    before = user.sign_in_epoch
    user.set_password("another evening")
    assert user.sign_in_epoch == before + 1


def test_no_last_sign_in_is_kept(client):
    sign_up(client)
    assert "last_login" not in {field.name for field in User._meta.get_fields()}
