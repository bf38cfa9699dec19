"""How words are folded and found, and that what an index knows of a text is enough to find them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bowout.domain.names import fold, unaccented
from bowout.domain.searching import composed, find, folded, grams, mark, marks, spans, words_in

TEXTS = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]), st.sampled_from("abcİıßéﬁ李明東京カガ한글 \n\t+#.'\"*")
    )
)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("München", "munchen"),
        ("munchen", "MÜNCHEN"),
        ("Hauptstraße 1", "strasse"),
        ("HAUPTSTRASSE", "straße"),
        ("İstanbul", "istanbul"),
        ("cafe\u0301 au lait", "CAFÉ"),
        ("Société Générale", "societe"),
        ("ＡＣＭＥ", "acme"),
        ("soft\u00adware", "software"),
        ("Ångström", "angstrom"),
        ("한국어", "한국어"),
        (unicodedata.normalize("NFD", "한국어"), "한국어"),
    ],
)
def test_case_accents_and_width_do_not_count(text: str, word: str) -> None:
    assert find(words_in([word])[0], folded(text)) >= 0


@pytest.mark.parametrize("name", ["Müller & Söhne", "ŁÓDŹ", "ısı", "Ⅻ ½", "Straße", "ǅ", "ΑΣ ς"])
def test_it_folds_as_names_are(name: str) -> None:
    assert folded(name).split() == unaccented(fold(name)).split()


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("Senior QA engineer", "qa", True),
        ("(QA)", "qa", True),
        ("equality", "qa", False),
        ("quality", "qu", True),
        ("C# and .NET", "c#", True),
        ("C# and .NET", ".n", True),
        ("R or Julia", "r", True),
        ("Robin", "r", False),
        ("李明华先生", "明华", True),
        ("李明华先生", "李明", True),
        ("李明华先生", "生", True),
        ("株式会社トヨタ", "会社", True),
        ("김민준", "민준", True),
        ("ab", "abc", False),
    ],
)
def test_one_or_two_characters_stand_where_a_word_begins(text: str, word: str, found: bool) -> None:
    assert (find(folded(word), folded(text)) >= 0) is found
    if len(word) < 3:
        assert (mark(folded(word)) in marks(folded(text))) is found


@given(TEXTS, TEXTS)
def test_an_index_finds_what_reading_finds(text: str, words: str) -> None:
    flat = folded(text)
    assert not set("\ue001\ue002\ue003") & set(flat)
    for word in words_in([words, text[: len(text) // 2]]):
        if len(word) < 3:
            assert (mark(word) in marks(flat)) is (find(word, flat) >= 0)
        elif word in flat:
            assert grams(word) <= grams(flat)


@given(TEXTS)
def test_every_word_of_a_text_is_marked_where_it_stands(text: str) -> None:
    line = composed(text)
    for word in folded(line).split():
        if find(word, folded(line)) < 0:
            continue  # one letter within a word
        places = spans([word], line)
        assert places
        assert all(0 <= begin < end <= len(line) for begin, end in places)
        begin, end = places[0]
        assert find(word, folded(line[begin:end])) >= 0


def test_marked_places_do_not_overlap() -> None:
    assert spans(["eng", "engineer"], "An engineer’s Engine") == [(3, 11), (14, 17)]
    assert spans(["strasse"], "Hauptstraße 1") == [(5, 11)]
