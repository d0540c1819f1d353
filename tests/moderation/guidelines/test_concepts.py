"""Groups of words of care: the same in every language, met as the reader opens words, with and without accents."""

import tomllib
from collections import Counter

import pytest

from moderation.guidelines import load_book
from moderation.guidelines.learned.care import features
from moderation.guidelines.learned.concepts import FOLDER, PEOPLE, load_concepts
from moderation.guidelines.normalise import fold
from moderation.guidelines.split import split

LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.toml"))


def table(language):
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


def seen(text, language):
    return set(features(split(text, load_book(language).words), load_concepts(language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_groups_of_the_english_one(language):
    ours, english = table(language), table("en")
    assert tuple(ours["who"]) == PEOPLE
    assert list(ours["concepts"]) == list(english["concepts"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_stands_twice_in_a_group(language):
    """Folded, as texts are: papá and papa are one word."""
    for part in table(language).values():
        for name, group in part.items():
            twice = [word for word, times in Counter(fold(group)[0].split()).items() if times > 1]
            assert not twice, (name, twice)


def test_the_reader_meets_every_spanish_word_as_it_is_written():
    """A short form that the reader opens, or a word it takes apart, would never be found."""
    words = load_book("es").words
    assert [word for word in load_concepts("es").of if split(word, words).word != [word]] == []


@pytest.mark.parametrize(
    ("typed", "group"),
    [
        ("adiós", "goodbye"), ("muñeca", "body"), ("niña", "child"), ("año", "ago"), ("sueño", "sleep"),
        ("mamá", "kin"), ("papás", "kin"), ("último", "last"), ("día", "prepare"), ("tú", "you"),
        ("matarme", "die"), ("cortándome", "hurt"), ("irme", "gone"), ("despidiéndome", "goodbye"), ("morís", "die"),
        ("querés", "want"), ("regalé", "give"), ("tomé", "drink"), ("clóset", None), ("pingüino", None),
    ],
)  # fmt: skip
def test_spanish_words_are_found_with_and_without_accents(typed, group):
    plain = fold(typed)[0]
    assert plain.isascii() and seen(typed, "es") == seen(plain, "es") == seen(typed.upper(), "es")
    assert group is None or f"@{group}" in seen(typed, "es")


@pytest.mark.parametrize("word", ["él", "sé", "té", "estás", "como", "para", "rió"])
def test_spanish_words_that_look_like_commoner_ones_say_nothing_of_their_own(word):
    meant = {
        "él": "them",
        "sé": "secret",
        "té": "chat",
        "estás": "alive",
        "como": "eat",
        "para": "gone",
        "rió": "laugh",
    }
    assert f"@{meant[word]}" not in seen(word, "es")


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("Prefiero morirme", "100"),
        ("Estoy en el andén", "100"),
        ("¿Piensas en matarte?", "010"),
        ("¿Vos querés contarlo?", "010"),
        ("Quiere suicidarse", "001"),
        ("Dime qué pasa", "110"),
        ("Llueve mucho", "000"),
    ],
)
def test_spanish_verbs_tell_whose_words_they_are(text, whose):
    asked = "1" if text.endswith("?") else "0"
    assert f"#who {whose}{asked}" in seen(text, "es")


def test_a_language_without_groups_has_none():
    nobody = load_concepts("xx")
    assert not nobody.of and nobody.who == (frozenset(), frozenset(), frozenset())
