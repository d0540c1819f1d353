"""Which words are marked, and what a kinder wording takes the place of."""

from hypothesis import given
from hypothesis import strategies as st

from circles.marks import marked, swap, with_wording
from moderation.guidelines import Finding


def finding(start: int, end: int, *rewordings: str) -> Finding:
    return Finding("a-rule", 1, "shaming", ("supportive",), "nudge", start, end, "Why.", rewordings or ("Kinder.",))


def test_the_pieces_are_the_whole_text_in_order():
    pieces = marked("one two three", [finding(8, 13), finding(0, 3)])
    assert [(piece.text, piece.number) for piece in pieces] == [("one", 2), (" two ", 0), ("three", 1)]


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=5))
def test_no_span_loses_or_doubles_a_letter(words, spans):
    assert "".join(piece.text for piece in marked(words, [finding(*span) for span in spans])) == words


def test_a_whole_sentence_takes_the_place_of_a_whole_sentence():
    words = "I heard you. I can't believe you used again. Talk soon."
    start = words.index("I can't")
    assert with_wording(words, [finding(start, start + 20)], 0, 0)[0] == "I heard you. Kinder. Talk soon."


def test_a_phrase_takes_the_place_of_the_marked_words_only():
    words = "They are junkies, all of them."
    assert (
        with_wording(words, [finding(9, 16, "people who use drugs")], 0, 0)[0]
        == "They are people who use drugs, all of them."
    )


def test_other_findings_move_along():
    words = "Bad one. Fine. Bad two."
    changed, left = with_wording(words, [finding(0, 7), finding(15, 22)], 0, 0)
    assert changed == "Kinder. Fine. Bad two."
    assert changed[left[0].start : left[0].end] == "Bad two"


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60), st.sampled_from(["Kinder.", "kinder"]))
def test_the_swapped_part_always_holds_the_marked_words(words, one, two, kinder):
    start, end = sorted((min(one, len(words)), min(two, len(words))))
    begin, stop = swap(words, finding(start, end), kinder)
    assert 0 <= begin <= stop <= len(words)
    assert stop >= end or words[stop - 1] in ".!?…"
