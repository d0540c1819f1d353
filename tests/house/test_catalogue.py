"""How words come from the house into a catalogue, what is asked of a translation, and what Django reads."""

import gettext
import os

import polib
import pytest
from django.utils.html import escape

from moderation.guidelines import load_book
from moderation.runbooks import runbooks
from peersupport.languages.catalogue import renewed, troubles
from peersupport.languages.compiled import ROOT, catalogues, compile_all
from peersupport.languages.words import Found, NotPlain, Words, in_guideline, in_house, in_python, in_template

HEAD = """msgid ""
msgstr ""
"Language: es\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def found(*words: Words) -> list[Found]:
    return [Found(one, ["a.html"]) for one in words]


def catalogue(*entries: str) -> str:
    """A catalogue as it is written; each entry is its lines."""
    lines = "\n\n".join(f"#: a.html\n{entry}" for entry in entries)
    return f"#\n{HEAD}{lines}\n"


def entry(words: str, said: str) -> str:
    return f'msgid "{words}"\nmsgstr "{said}"'


@pytest.mark.parametrize("path", catalogues(), ids=lambda path: path.parts[-3])
def test_every_catalogue_is_complete_and_says_what_the_house_says(path):
    assert troubles(path.read_text(encoding="utf-8"), in_house(ROOT)) == []


def test_words_of_templates_are_those_that_django_looks_up():
    source = """{% translate "One." %} {{ day|date:_("j F Y") }} {% translate 'Two' context "a number" as two %}
      {% blocktranslate trimmed with name=seat.name %}
        You are
        <bdi>{{ name }}</bdi>, 100%.
      {% endblocktranslate %}
      {% blocktranslate count free=circle.free %}{{ free }} seat{% plural %}{{ free }} seats{% endblocktranslate %}"""
    assert list(in_template(source)) == [
        Words("One."),
        Words("j F Y"),
        Words("Two", context="a number"),
        Words("You are <bdi>%(name)s</bdi>, 100%%."),
        Words("%(free)s seat", "%(free)s seats"),
    ]


def test_words_of_python_are_found_in_their_order():
    source = 'a = _("One, " "two.")\nngettext("a seat", "seats", 3)\npgettext("month", "May")\nprint("not this")\n'
    assert list(in_python(source)) == [Words("One, two."), Words("a seat", "seats"), Words("May", context="month")]


def test_the_titles_and_lines_of_the_guidelines_are_among_the_words():
    shown = [guideline for guideline in load_book("en").guidelines if guideline.number]
    collected = {one.words.one for one in in_house(ROOT)}
    assert len(shown) == 14
    assert {words for guideline in shown for words in (guideline.title, guideline.line)} <= collected
    assert list(in_guideline('[[kind]]\nid = "a"\nline = "That helps."')) == [Words("That helps.")]


@pytest.mark.parametrize("language", [path.parts[-3] for path in catalogues()])
def test_the_pages_for_when_minutes_count_have_the_same_steps_in_every_language(language):
    english, theirs = runbooks("en"), runbooks(language)
    assert [(one.slug, len(one.steps)) for one in theirs] == [(one.slug, len(one.steps)) for one in english]
    assert not {step for one in theirs for step in one.steps} & {step for one in english for step in one.steps}


@pytest.mark.django_db
def test_the_guidelines_are_told_in_the_language_of_their_reader(tmp_path, settings, client):
    shown = [guideline for guideline in load_book("en").guidelines if guideline.number]
    texts = [words for guideline in shown for words in (guideline.title, guideline.line)]
    folder = tmp_path / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(catalogue(*(entry(words, f"es {at}.") for at, words in enumerate(texts))))
    compile_all(tmp_path)
    settings.LOCALE_PATHS = [tmp_path]
    html = client.get("/guidelines/", headers={"accept-language": "es"}).content.decode()
    for at, words in enumerate(texts):
        assert f">es {at}.<" in html
        assert escape(words) not in html


def test_words_that_are_put_together_while_the_site_runs_are_refused():
    with pytest.raises(NotPlain, match=r"a\.py:1"):
        list(in_python('_(f"Welcome, {name}")', "a.py"))


def test_a_new_sentence_waits_for_its_translation_and_an_old_one_goes():
    old = catalogue(entry("Stay", "Quedarme"), entry("Nobody says this", "Nadie dice esto"))
    new = renewed(old, found(Words("Stay"), Words("Look at it")))
    assert new == catalogue(entry("Stay", "Quedarme"), entry("Look at it", ""))
    assert troubles(new, found(Words("Stay"), Words("Look at it"))) == ["Not translated: Look at it"]
    assert renewed(new, found(Words("Stay"), Words("Look at it"))) == new


def test_a_sentence_that_changed_keeps_its_translation_as_a_start_and_does_not_show_it(tmp_path):
    old = catalogue(entry("You can come back while there is a seat.", "Puedes volver."))
    new = renewed(old, found(Words("You can come back while there is a free seat.")))
    assert "#, fuzzy" in new
    assert "Puedes volver." in new
    assert troubles(new, found(Words("You can come back while there is a free seat.")))[0].startswith(
        "Needs another look"
    )
    assert polib.pofile(new).translated_entries() == []


@pytest.mark.parametrize(
    ("words", "said", "is_fine"),
    [
        ("Call %(number)s", "Llamar al %(number)s", True),
        ("Call %(number)s", "Llamar", False),
        ("Call %(number)s", "Llamar al %(numero)s", False),
        ("{n} new replies", "respuestas nuevas", False),
        ("Leave <bdi>%(name)s</bdi>?", "¿Dejar %(name)s?", False),
        ("Leave quickly", 'Salir \\"rápido\\"', False),
        ("Stay", " Quedarme", False),
    ],
)
def test_placeholders_tags_and_edges_must_agree(words, said, is_fine):
    text = catalogue(entry(words, said))
    assert (troubles(text, found(Words(words))) == []) is is_fine


def test_one_may_be_said_without_its_number_and_many_may_not():
    words = Words("%(free)s free seat", "%(free)s free seats")
    plural = 'msgid "%(free)s free seat"\nmsgid_plural "%(free)s free seats"\nmsgstr[0] "{}"\nmsgstr[1] "{}"'
    assert troubles(catalogue(plural.format("un lugar libre", "%(free)s lugares libres")), found(words)) == []
    assert troubles(catalogue(plural.format("un lugar libre", "lugares libres")), found(words)) != []


def test_django_reads_what_was_compiled_and_nothing_is_compiled_twice(tmp_path):
    folder = tmp_path / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(catalogue(entry("Stay", "Quedarme")), encoding="utf-8")
    assert compile_all(tmp_path) == [folder / "django.mo"]
    assert compile_all(tmp_path) == []
    with (folder / "django.mo").open("rb") as ready:
        assert gettext.GNUTranslations(ready).gettext("Stay") == "Quedarme"
    (folder / "django.po").write_text(catalogue(entry("Stay", "Seguir")), encoding="utf-8")
    os.utime(folder / "django.po", (1, 1))  # an older one, put back
    assert compile_all(tmp_path) == [folder / "django.mo"]
    assert sorted(path.name for path in folder.iterdir()) == ["django.mo", "django.po"]
