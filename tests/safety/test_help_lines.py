"""The list itself: every line can be dialled, has a source and a day, and somebody always gets a line."""

import pytest

from peersupport.safety.lines import all_lines, help_lines_for, places


@pytest.mark.parametrize("line", all_lines(), ids=lambda line: line.place)
def test_every_line_can_be_reached_and_says_where_it_comes_from(line):
    assert line.call or line.text or line.chat
    assert all(number == "" or (number.isascii() and number.isdigit()) for number in (line.call, line.text))
    assert line.source.startswith("https://")
    assert line.checked_on.year >= 2026


def test_what_is_shown_is_what_is_dialled():
    for line in all_lines():
        assert "".join(filter(str.isdigit, line.call_as_said)) == line.call
        assert "".join(filter(str.isdigit, line.text_as_said)) == line.text


def test_a_country_gets_its_own_line_first_and_the_one_that_fits_anywhere_last():
    first, last = help_lines_for("au")
    assert (first.name, first.call, first.text) == ("Lifeline", "131114", "0477131114")
    assert last.fits_anywhere


@pytest.mark.parametrize(
    ("country", "number"), [("US", "988"), ("CA", "988"), ("GB", "116123"), ("IE", "116123"), ("NZ", "1737")]
)
def test_the_numbers_of_the_starting_list(country, number):
    assert help_lines_for(country)[0].call == number


@pytest.mark.parametrize("country", ["DE", "xx", "💛"])
def test_a_country_we_do_not_know_gets_the_line_that_fits_anywhere(country):
    (only,) = help_lines_for(country)
    assert only.chat == "https://findahelpline.com/"


@pytest.mark.parametrize("nowhere", [None, ""])
def test_somebody_whose_country_we_do_not_know_gets_every_line(nowhere):
    assert help_lines_for(nowhere) == all_lines()


def test_the_outdated_american_number_is_not_listed():
    assert not any(line.call.startswith(("1800", "800")) for line in all_lines())


def test_places_are_the_countries_with_a_line_of_their_own():
    assert dict(places())["IE"] == "Ireland"
    assert "" not in dict(places())
