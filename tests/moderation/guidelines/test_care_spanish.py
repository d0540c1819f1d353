"""Care in Spanish on its own texts, and what the other files of the Spanish book are for."""

import tomllib
from pathlib import Path

import pytest

from moderation.guidelines import Context, load_book, read
from moderation.guidelines.agreed import agreed_line
from moderation.guidelines.kindness import kind_line

BOOK = load_book("es")
ENGLISH = load_book("en")
TEXTS = tomllib.loads((Path(__file__).parent / "textos_care.toml").read_text(encoding="utf-8"))
# How many were read right; a change may raise it. Of what is veiled, texts nobody worked on are hardly ever found.
AT_LEAST = {"plain": 24, "veiled": 18, "not": 26, "veiled_last": 1, "not_last": 12}


@pytest.mark.parametrize("kind", TEXTS)
def test_texts_about_danger_are_read_right(kind):
    danger = not kind.startswith("not")
    assert sum(read(text, Context("share"), BOOK).care is danger for text in TEXTS[kind]) >= AT_LEAST[kind]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Gracias por contarlo.", "Le hiciste saber que no está a solas."),
        ("No estás sola, te leo.", "Le hiciste saber que no está a solas."),
        ("Qué valiente has sido.", "Nombraste algo fuerte en esa persona. Eso se guarda."),
        ("Hace falta mucho valor para escribir eso.", "Nombraste algo fuerte en esa persona. Eso se guarda."),
        ("Es normal que te sientas así.", "Recibiste lo que siente tal como es. Eso ayuda."),
        ("Eso suena muy duro.", "Recibiste lo que siente tal como es. Eso ayuda."),
        ("Gracias por contarlo, pero deberías callarte.", ""),
        ("No es normal que llores tanto.", ""),
        ("Ayer llovió todo el día.", ""),
    ],
)  # fmt: skip
def test_what_is_kind_in_a_reply_gets_its_line(text, line):
    assert kind_line(text, "es") == line


def test_a_line_of_the_agreement_is_found_for_every_guideline():
    agreement = (
        "Aquí no juzgamos a nadie.\nPreguntamos con curiosidad.\nEscuchamos sin comparar.\n"
        "Nadie aconseja si no se lo piden.\nNada de insultos.\nCada camino de recuperación vale.\nNos cuidamos del peligro."
    )
    assert agreed_line(agreement, "shaming-and-blame", "es") == "Aquí no juzgamos a nadie."
    assert agreed_line(agreement, "directives-nobody-asked-for", "es") == "Nadie aconseja si no se lo piden."
    assert agreed_line(agreement, "hostility-and-insult", "es") == "Nada de insultos."
    assert agreed_line(agreement, "dismissing-a-path", "es") == "Cada camino de recuperación vale."
    assert agreed_line("Traemos galletas.", "moralising", "es") == ""
