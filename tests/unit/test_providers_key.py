"""A key is found again however a server writes it, and what is no secret is left alone."""

from __future__ import annotations

import base64
import html
import json
from urllib.parse import quote, quote_plus

import pytest

from sora_widgets.providers import Key

VALUE = 'sk-planted/secret+of&"this"=test'
WRITTEN = {
    "plainly": VALUE,
    "in an address": quote(VALUE, safe=""),
    "in a path": quote(VALUE),
    "in a query": quote_plus(VALUE),
    "in an address in lower case": quote(VALUE, safe="").replace("%2F", "%2f").replace("%2B", "%2b").lower(),
    "in a page": html.escape(VALUE),
    "in JSON": json.dumps(VALUE)[1:-1],
    "in JSON of PHP": json.dumps(VALUE)[1:-1].replace("/", "\\/"),
}


@pytest.mark.parametrize("how", WRITTEN)
def test_a_key_is_taken_out_however_it_is_written(how: str) -> None:
    key, text = Key(VALUE), f"no such key: {WRITTEN[how]}!"
    assert key.is_in(text)
    assert key.removed(text) == "no such key: [key]!"


@pytest.mark.parametrize("before", ["", "a", "ab", "Bearer "])
def test_a_key_inside_base64_is_found_wherever_it_begins(before: str) -> None:
    key, text = Key(VALUE), base64.b64encode(f"{before}{VALUE} and more".encode()).decode()
    assert key.is_in(text)
    # Only the marks that it shares with its neighbours are left.
    assert len(key.removed(text)) < len(text) - len(VALUE)


def test_a_key_is_taken_out_of_every_text_of_a_body() -> None:
    body = {"a": [f"x {VALUE}", 1, None, True], f"{VALUE}": {"b": VALUE}}
    assert Key(VALUE).removed_everywhere(body) == {"a": ["x [key]", 1, None, True], "[key]": {"b": "[key]"}}


@pytest.mark.parametrize("value", [None, "", "none", "EMPTY"])
def test_what_is_no_secret_does_not_spoil_ids(value: str | None) -> None:
    key = Key(value)
    assert not key.is_secret and not key.is_in(f"video_{value}_1")


@pytest.mark.parametrize(
    ("value", "text", "left"),
    [
        (
            "none",
            "none of them: it is 'none', nonesuch, video_none_1, none",
            "[key] of them: it is '[key]', nonesuch, video_none_1, [key]",
        ),
        ("x", "x fox x264 (x)", "[key] fox x264 ([key])"),
        ("a+", "a+b, a+ and aa", "a+b, [key] and aa"),
        ("sk-1", "key=sk-1&sk-12", "key=[key]&sk-12"),
    ],
)
def test_a_short_key_is_taken_out_only_where_it_stands_alone(value: str, text: str, left: str) -> None:
    assert Key(value).removed(text) == left


@pytest.mark.parametrize("value", [123, 123456789, b"sk-planted-bytes", ["sk"], object(), 0, False])
def test_what_is_no_text_is_no_key_and_is_not_kept(value: object) -> None:
    key = Key(value)
    assert (key.value, key.is_text, key.is_secret, repr(key)) == (None, False, False, "[no key]")
    assert key.removed("sk 123") == "sk 123"


@pytest.mark.parametrize("value", [None, "", "none", VALUE])
def test_a_text_and_none_are_what_a_key_may_be(value: str | None) -> None:
    assert Key(value).is_text


def test_a_key_shows_itself_nowhere() -> None:
    assert repr(Key(VALUE)) == str(Key(VALUE)) == "[key]" and repr(Key(None)) == "[no key]"
    assert not hasattr(Key(VALUE), "__dict__")


@pytest.mark.parametrize(("value", "is_sendable"), [(VALUE, True), (None, True), ("é", False), ("a\nb", False)])
def test_whether_a_header_can_carry_it_is_known(value: str | None, is_sendable: bool) -> None:
    assert Key(value).is_sendable is is_sendable
