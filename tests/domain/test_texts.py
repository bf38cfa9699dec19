"""Bytes as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bowout.domain.texts import decode_text

TEXT = "Grüße – “hi”\n\tbye\n"


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_what_programs_write_is_read(charset: str) -> None:
    assert decode_text(TEXT.encode(charset)) == TEXT
    assert decode_text(TEXT.replace("\n", "\r\n").encode(charset)) == TEXT


def test_a_charset_that_is_named_goes_first_where_it_fits() -> None:
    data = "Łódź".encode("iso-8859-2")
    assert decode_text(data, "iso-8859-2") == "Łódź"
    assert decode_text(data, "no-such") == "£ódŸ".replace("Ÿ", data[-1:].decode("cp1252"))
    assert decode_text("Łódź".encode(), "ascii") == "Łódź"


@pytest.mark.parametrize(
    "data", [b"a\0b", b"\x89PNG\r\n\x1a\n", b"\x1f\x8b\x08\x00", "a".encode("utf-16-le")]
)
def test_what_is_no_text_is_none(data: bytes) -> None:
    assert decode_text(data) is None
    assert decode_text(data, "latin-1") is None


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc"))))
def test_every_text_in_utf_8_is_itself(text: str) -> None:
    assert decode_text(text.encode()) == text.removeprefix("\ufeff")


@given(st.binary(), st.sampled_from([None, "utf-8", "latin-1", "idna", "rot13", "utf-32", "x" * 300]))
def test_no_bytes_are_too_strange(data: bytes, charset: str | None) -> None:
    text = decode_text(data, charset)
    assert text is None or ("\0" not in text and "\r" not in text)
