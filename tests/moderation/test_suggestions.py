"""What a member sees of the reader: while writing, before posting, on asking; and what they may say of it."""

import re

import pytest
from django.utils.translation import gettext

from circles.models import Post
from moderation.guidelines import languages, load_book
from moderation.guidelines.agreed import agreed_line
from moderation.guidelines.book import RULES
from moderation.guidelines.kindness import kind_line
from moderation.models import RuleOutcome
from peersupport.accounts.models import User
from tests.cast import HELD_WORDS, NUDGED_WORDS, WORRYING_WORDS, share
from tests.moderation.test_guidance_pages import read

pytestmark = pytest.mark.django_db

WHERE = "Call me on 555 123 4567 tonight."
KIND = "That sounds really hard. Thank you for telling us."


def choose(seat, when: str) -> None:
    User.objects.filter(pk=seat.user_id).update(guidance=when)


def post_reply(browser, cast, **sent):
    path = f"/circles/{cast.hearth.public_id}/posts/{share(cast.ada).public_id}/"
    return browser.post(path, {"words": NUDGED_WORDS, "token": "token-of-bo", "seen": "", **sent})


def test_why_names_the_guideline_and_the_line_of_the_agreement(cast, as_user):
    why = read(as_user(cast.bo.user), cast, "You need to leave him.").json()["findings"][0]["why"]
    assert why == {
        "title": "Advice by invitation",
        "line": "We ask before we advise. Each of us stays the author of their own life.",
        "agreed": "We listen first.",
    }


def test_a_line_of_the_agreement_is_quoted_only_where_it_speaks_of_it():
    agreement = "- Phones away\n- We don't judge each other.\n- Nobody gives advice unless asked."
    assert agreed_line(agreement, "shaming-and-blame") == "We don't judge each other."
    assert agreed_line(agreement, "directives-nobody-asked-for") == "Nobody gives advice unless asked."
    assert agreed_line("Phones away.", "shaming-and-blame") == ""
    assert agreed_line(agreement, "shaming-and-blame", "xx") == ""


@pytest.mark.parametrize("when", ["posting", "asked"])
def test_while_writing_only_what_is_always_on_is_said_to_who_chose_so(cast, as_user, when):
    choose(cast.bo, when)
    browser = as_user(cast.bo.user)
    assert read(browser, cast, f"{NUDGED_WORDS} {WHERE}").json()["findings"] == []
    assert read(browser, cast, WHERE).json()["details"] == []
    assert [one["level"] for one in read(browser, cast, HELD_WORDS).json()["findings"]] == ["hold"]
    assert "tel:988" in read(browser, cast, WORRYING_WORDS, role="share").json()["help"]
    assert [one["level"] for one in read(browser, cast, NUDGED_WORDS, asked="1").json()["findings"]] == ["nudge"]


def test_a_detail_is_a_hint_below_a_tip_and_stops_nothing(cast, as_user):
    seen = read(as_user(cast.bo.user), cast, WHERE).json()
    assert seen["level"] == "none" and seen["findings"] == []
    assert [(one["level"], one["words"]) for one in seen["details"]] == [("detail", "555 123 4567")]
    assert post_reply(as_user(cast.bo.user), cast, words=WHERE).status_code == 303
    post = Post.objects.get(words=WHERE)
    assert post.is_published and "555" not in str(post.guidance)


def test_numbers_of_help_lines_tell_of_nobody(cast, as_user):
    assert read(as_user(cast.bo.user), cast, "Lifeline is 0477 131 114. Call 988.").json()["details"] == []


def test_nobody_in_danger_is_told_about_details(cast, as_user):
    assert read(as_user(cast.ada.user), cast, f"{WORRYING_WORDS} {WHERE}", role="share").json()["details"] == []


def test_fear_for_a_friend_shows_lines_beside_the_words(cast, as_user):
    seen = read(as_user(cast.ada.user), cast, "My brother told me he wants to die.", role="share").json()
    assert not seen["care"] and "tel:988" in seen["help"] and "ask them straight out" in seen["help"]


def test_kind_words_are_answered_rarely_and_the_same_for_one_draft(cast, as_user):
    browser = as_user(cast.bo.user)
    lines = [read(browser, cast, KIND, token=f"draft-number-{number}").json()["kind"] for number in range(20)]
    assert 1 <= sum(bool(line) for line in lines) <= 10
    again = [read(browser, cast, KIND, token=f"draft-number-{number}").json()["kind"] for number in range(20)]
    assert again == lines


def kind_pages(browser, cast, *, asked: bool = False, **headers) -> list[str]:
    """The pages after twenty kind replies, each the only one that could be answered."""
    pages = []
    for number in range(20):
        sent = {"words": KIND, "token": f"draft-number-{number}", **({"look": "1"} if asked else {})}
        answer = browser.post(
            f"/circles/{cast.hearth.public_id}/posts/{share(cast.ada).public_id}/", sent, headers=headers
        )
        page = answer if asked else browser.get(answer["Location"])
        pages.append(page.content.decode())
    return pages


def quiet_lines(pages: list[str]) -> list[str]:
    found = [re.search(r'<p class="guidance-line"( data-kind)?>([^<]+)</p>', page) for page in pages]
    return [line[2] if line else "" for line in found]


def test_without_javascript_kind_words_are_answered_below_the_reply_and_once(cast, as_user):
    browser = as_user(cast.bo.user)
    lines = quiet_lines(kind_pages(browser, cast))
    assert 1 <= sum(bool(line) for line in lines) <= 10
    assert set(lines) == {"", gettext(kind_line(KIND))}
    path = f"/circles/{cast.hearth.public_id}/posts/{Post.objects.filter(share=None).latest('pk').public_id}/"
    assert quiet_lines([browser.get(path).content.decode()]) == [""]


def test_where_a_script_said_it_the_next_page_does_not_say_it_again(cast, as_user):
    assert not any(quiet_lines(kind_pages(as_user(cast.bo.user), cast, **{"x-live": "1"})))


def test_on_asking_without_javascript_kind_words_are_answered_too(cast, as_user):
    choose(cast.bo, "asked")
    assert any(quiet_lines(kind_pages(as_user(cast.bo.user), cast, asked=True)))
    assert not any(quiet_lines(kind_pages(as_user(cast.bo.user), cast)))


@pytest.mark.parametrize(
    ("words", "kind"), [(WORRYING_WORDS, "is-care"), ("My brother told me he wants to die.", "is-friend")]
)
def test_on_asking_without_javascript_help_lines_stand_beside_the_words(cast, as_user, words, kind):
    html = post_reply(as_user(cast.bo.user), cast, words=words, look="1").content.decode()
    item = html[html.index(f"guidance-item {kind}") :]
    assert "tel:988" in item[: item.index("</ol>")]


def test_kindness_is_found_and_told_apart():
    for words in ("That took courage.", "You're not alone.", "It makes sense that you're tired.", "I'm proud of you."):
        assert kind_line(words)
    for words in ("That doesn't sound hard.", "You are brave if you call.", "Hello there.", "That took an hour."):
        assert not kind_line(words), words


def test_kindness_is_found_in_spanish_too():
    said = (
        "Qué valiente.",
        "No estás sola.",
        "Gracias por contarlo.",
        "Eso suena muy duro.",
        "Tiene sentido que te canses.",
    )
    for words in (*said, "Estoy orgullosa de ti.", "No tienes que ser fuerte aquí."):
        assert kind_line(words, "es"), words
    for words in (
        "Eso no suena duro.",
        "Hola a todas.",
        "Si eres valiente, llamas.",
        "Estoy aquí, pero deberías irte.",
    ):
        assert not kind_line(words, "es"), words


def test_every_language_with_a_rulebook_knows_what_is_kind():
    assert all((RULES / language / "kindness.toml").is_file() for language in languages())


def test_a_kind_line_never_stands_beside_a_suggestion(cast, as_user):
    browser = as_user(cast.bo.user)
    assert not any(
        read(browser, cast, f"{KIND} {NUDGED_WORDS}", token=f"draft-number-{number}").json()["kind"]
        for number in range(12)
    )


def test_this_does_not_fit_counts_on_the_rule_and_keeps_nothing_else(cast, as_user):
    browser, rule = as_user(cast.bo.user), load_book("en").rules[0].id
    sent = {"rule": rule, "circle": cast.hearth.public_id}
    assert browser.post("/guidelines/unfit/", sent).status_code == 204
    assert browser.post("/guidelines/unfit/", sent).status_code == 204
    [row] = RuleOutcome.objects.all()
    assert (row.rule, row.outcome, row.circle) == (rule, "unfit", None)


@pytest.mark.parametrize("rule", ["no-such-rule", "care-suicidal", "detail:phone", "learned-nothing", ""])
def test_only_rules_about_words_can_be_said_not_to_fit(cast, as_user, rule):
    sent = {"rule": rule, "circle": cast.hearth.public_id}
    assert as_user(cast.bo.user).post("/guidelines/unfit/", sent).status_code == 404
    assert not RuleOutcome.objects.exists()


def test_without_javascript_it_does_not_fit_with_one_press_too(cast, as_user):
    browser = as_user(cast.bo.user)
    html = post_reply(browser, cast).content.decode()
    rule = html.split('name="unfit" value="')[1].split('"')[0]
    html = post_reply(browser, cast, unfit=rule).content.decode()
    assert "That counts on the rule, not on you." in html and f'value="{rule}"' not in html
    assert RuleOutcome.objects.get(outcome="unfit").rule == rule
    assert not Post.objects.filter(author=cast.bo).exists()


def test_how_does_it_read_shows_everything_and_posts_nothing(cast, as_user):
    choose(cast.bo, "asked")
    browser = as_user(cast.bo.user)
    html = post_reply(browser, cast, words=f"{NUDGED_WORDS} {WHERE}", look="1").content.decode()
    assert "A thought before you post" in html and "This may say who you are" in html and "Why?" in html
    assert "nothing to say about this" in post_reply(browser, cast, words="I hear you.", look="1").content.decode()
    assert not Post.objects.filter(author=cast.bo).exists()


def test_the_choice_is_made_on_my_own_page(cast, as_user):
    browser = as_user(cast.bo.user)
    assert browser.post("/me/guidance/", {"when": "asked"}).status_code == 302
    cast.bo.user.refresh_from_db()
    assert cast.bo.user.guidance == "asked"
    assert 'value="asked" checked' in browser.get("/me/").content.decode()
    assert browser.post("/me/guidance/", {"when": "never"}).status_code == 403
    assert "data-look" in browser.get(f"/circles/{cast.hearth.public_id}/").content.decode()
