"""The pages about an account: each in our words, honest about what can be done without an e-mail."""

import re
import time
from pathlib import Path

import allauth
import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.core.management import CommandError, call_command
from django.template.loader import get_template
from django.test import Client

from peersupport.accounts.models import User
from peersupport.context import contact_link
from peersupport.languages.compiled import ROOT

pytestmark = pytest.mark.django_db

PASSWORD = "a quiet evening"
CONTACT = "hosts@circles.example.org"
NOT_REACHED = {
    "account/base_confirm_code.html": "no codes are sent by mail",
    "account/confirm_email_verification_code.html": "an address is confirmed by a link",
    "account/confirm_login_code.html": "nobody signs in by mail",
    "account/confirm_password_reset_code.html": "a new password is chosen by a link",
    "account/confirm_phone_verification_code.html": "nobody is asked for a telephone number",
    "account/phone_change.html": "nobody is asked for a telephone number",
    "account/request_login_code.html": "nobody signs in by mail",
    "account/signup_by_passkey.html": "an account begins with a password",
    "account/email_change.html": "an address is taken away, then another is added",
    "account/verified_email_required.html": "no page asks for an address",
    "account/snippets/already_logged_in.html": "only allauth's own pages show it",
    "account/snippets/warn_no_email.html": "only allauth's own pages show it",
    "mfa/trust.html": "no browser is trusted to stay without a second factor",
    "mfa/webauthn/signup_form.html": "an account begins with a password",
    "mfa/webauthn/base.html": "our pages have titles of their own",
    "mfa/recovery_codes/base.html": "our pages have titles of their own",
    "mfa/totp/base.html": "our pages have titles of their own",
}


def of_allauth() -> list[str]:
    """Allauth's pages with words on them."""
    folder = Path(allauth.__file__).parent / "templates"
    pages = [path for app in ("account", "mfa") for path in (folder / app).rglob("*.html")]
    return sorted(str(path.relative_to(folder)) for path in pages if re.search(r"\b(block)?trans", path.read_text()))


@pytest.mark.parametrize("name", of_allauth())
def test_every_page_of_allauth_that_can_be_reached_is_ours(name):
    is_ours = Path(get_template(name).origin.name).is_relative_to(ROOT / "templates")
    assert is_ours != (name in NOT_REACHED)


@pytest.fixture
def river(client) -> Client:
    """Signed in by hand, and asked once more a moment ago."""
    User.objects.create_user("river", PASSWORD)
    client.post("/accounts/login/", {"login": "river", "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def words(client: Client, path: str) -> str:
    html = client.get(path).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", html.split("<main")[1].split("</main>")[0]).split())


@pytest.fixture
def mails(settings):
    settings.SENDS_MAIL = True
    return mail.outbox


def test_without_mail_the_page_for_a_forgotten_password_offers_no_form_and_says_who_can_help(client, settings):
    settings.SENDS_MAIL, settings.SITE_CONTACT = False, CONTACT
    html = client.get("/accounts/password/reset/").content.decode()
    assert 'name="email"' not in html and f'href="mailto:{CONTACT}"' in html
    assert "This site sends no e-mail" in html


def test_with_mail_it_still_says_what_somebody_without_an_address_can_do(client, mails, settings):
    settings.SITE_CONTACT = "The office, on Tuesdays"
    html = client.get("/accounts/password/reset/").content.decode()
    assert 'name="email"' in html and "<bdi>The office, on Tuesdays</bdi>" in html
    assert "give you a new password" in html


def test_nobody_named_a_contact_and_the_page_still_has_a_way_on(client, settings):
    settings.SITE_CONTACT = ""
    assert "Ask whoever told you about this site." in words(client, "/accounts/password/reset/")


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        (CONTACT, f"mailto:{CONTACT}"),
        ("https://example.org/us", "https://example.org/us"),
        ("javascript:alert(1)", ""),
        ("Tuesdays @ the office", ""),
        ("", ""),
    ],
)
def test_a_contact_is_a_link_only_where_it_is_an_address(contact, link):
    assert contact_link(contact) == link


def test_the_sign_in_page_leads_to_the_page_for_a_forgotten_password(client):
    assert 'href="/accounts/password/reset/"' in client.get("/accounts/login/").content.decode()


def test_asking_for_a_link_answers_the_same_with_and_without_an_account(client, mails):
    EmailAddress.objects.create(user=User.objects.create_user("river", PASSWORD), email="r@example.org", verified=True)
    answers = [client.post("/accounts/password/reset/", {"email": f"{who}@example.org"}) for who in ("r", "nobody")]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, "/accounts/password/reset/done/")}
    assert [letter.to for letter in mails] == [["r@example.org"], ["nobody@example.org"]]
    assert len({letter.subject for letter in mails}) == 1


def test_adding_an_address_tells_nobody_that_somebody_else_has_it(river, mails):
    EmailAddress.objects.create(user=User.objects.create_user("other", PASSWORD), email="o@example.org", verified=True)
    for address in ("o@example.org", "free@example.org"):
        EmailAddress.objects.filter(user__handle="river").delete()
        assert river.post("/accounts/email/", {"action_add": "", "email": address})["Location"] == "/accounts/email/"


def test_one_address_at_most_and_it_can_be_taken_away(river, mails):
    river.post("/accounts/email/", {"action_add": "", "email": "r@example.org"})
    html = river.get("/accounts/email/").content.decode()
    assert "We sent a letter to it." in html and 'name="action_add"' not in html
    river.post("/accounts/email/", {"action_remove": "", "email": "r@example.org"})
    assert not EmailAddress.objects.exists()
    assert User.objects.get().email == ""


def test_an_open_browser_is_not_enough_to_add_an_address(river, mails):
    session = river.session
    session["account_authentication_methods"][-1]["at"] = time.time() - 3600
    session.save()
    answer = river.post("/accounts/email/", {"action_add": "", "email": "mine@example.org"})
    assert "/accounts/reauthenticate/" in answer["Location"]
    assert not EmailAddress.objects.exists() and not mails
    river.post(answer["Location"], {"password": PASSWORD, "next": "/accounts/email/"})
    assert EmailAddress.objects.get().email == "mine@example.org", "what was sent is not lost on the way"


def test_the_way_back_with_a_link(river, mails):
    river.post("/accounts/email/", {"action_add": "", "email": "r@example.org"})
    confirm = re.search(r"https?://[^/]+(/\S+)", mails[-1].body)[1]
    assert "Is this your e-mail?" in words(river, confirm)
    river.post(confirm)
    assert EmailAddress.objects.get().verified
    somewhere_else = Client()
    somewhere_else.post("/accounts/password/reset/", {"email": "r@example.org"})
    link = re.search(r"https?://[^/]+(/\S+)", mails[-1].body)[1]
    page = somewhere_else.get(link, follow=True)
    assert "Your login name is <bdi>river</bdi>" in page.content.decode()
    new = "another quiet evening"
    somewhere_else.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert User.objects.get().check_password(new)
    assert "This link has run out" in words(Client(), link)


def test_after_a_step_the_page_says_so_and_greets_nobody_by_name(river):
    new = "another quiet evening"
    sent = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    html = river.post("/accounts/password/change/", sent, follow=True).content.decode()
    assert "Your password is new. Please sign in with it." in html
    assert "river" not in html


def test_a_second_factor_is_explained_before_and_after(river):
    before = words(river, "/accounts/2fa/")
    for piece in ("only you have", "six digits", "passkey", "on paper", "If your phone is lost", "must be sure"):
        assert piece in before
    TOTP.activate(User.objects.get(), secret := generate_totp_secret())
    assert "Your app is set up." in words(river, "/accounts/2fa/")
    somewhere_else = Client()
    somewhere_else.post("/accounts/login/", {"login": "river", "password": PASSWORD})
    page = words(somewhere_else, "/accounts/2fa/authenticate/")
    html = somewhere_else.get("/accounts/2fa/authenticate/").content.decode()
    assert re.search(r'<input [^>]*name="code"[^>]* autofocus', html), "whoever typed a password goes on typing"
    assert "My phone is lost or not here" in page and "recovery code" in page
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    somewhere_else.post("/accounts/2fa/authenticate/", {"code": code})
    assert somewhere_else.get("/me/").status_code == 200


def test_an_unconfirmed_address_stands_in_nobodys_way_to_a_second_factor(river, mails):
    river.post("/accounts/email/", {"action_add": "", "email": "r@example.org"})
    assert "Show it this picture" in words(river, "/accounts/2fa/totp/activate/")


def test_the_app_on_the_phone_never_shows_an_address(river, mails):
    river.post("/accounts/email/", {"action_add": "", "email": "r@example.org"})
    assert get_adapter().get_totp_label(User.objects.get()) == "river"


def test_whoever_runs_the_server_can_take_a_lost_factor_away(river, capsys):
    TOTP.activate(User.objects.get(), generate_totp_secret())
    call_command("lost_factor", "River")
    assert not Authenticator.objects.exists()
    assert "changepassword river" in capsys.readouterr().out
    for handle in ("river", "nobody"):
        with pytest.raises(CommandError):
            call_command("lost_factor", handle)


def test_a_mail_server_that_is_away_does_not_undo_a_new_password(river, mails, monkeypatch):
    EmailAddress.objects.create(user=User.objects.get(), email="r@example.org", verified=True, primary=True)

    def away(*_args, **_kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", away)
    new = "another quiet evening"
    sent = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert river.post("/accounts/password/change/", sent).status_code == 302
    assert User.objects.get().check_password(new)
