"""Tables as text and HTML, and columns for pandas: the layout alone, whatever stands in the cells."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sora_widgets.tables import Table, frame_of, shortened


def test_a_shortened_text_is_one_line_of_the_length_asked_for() -> None:
    assert shortened("word " * 20, 10) == "word word…"
    assert len(shortened("x" * 41, 40)) == 40 and shortened("x" * 40, 40) == "x" * 40


def test_half_a_character_is_left_out() -> None:
    assert shortened("a \ud800 kite", 20) == "a kite"


def test_wide_characters_and_accents_keep_the_columns_in_line() -> None:
    text = Table(("a", "b"), [("漢字", "1"), ("e\u0301", "2"), ("abcd", "3")]).to_text().splitlines()
    assert text == ["a     b", "───────", "漢字  1", "e\u0301     2", "abcd  3"]


def test_sums_stand_under_a_rule() -> None:
    table = Table(("what", "usd"), [("a", "1"), ("b", "2"), ("sum", "3")], frozenset({"usd"}), sums=1)
    assert table.to_text().splitlines() == [
        "what  usd",
        "─────────",
        "a       1",
        "b       2",
        "─────────",
        "sum     3",
    ]
    assert table.to_html().count("<tr style=") == 2


def test_a_frame_keeps_money_exact_and_its_columns_without_rows() -> None:
    pytest.importorskip("pandas", reason="pandas is not installed here: frames are not tested")
    empty = frame_of({"spent_usd": [], "jobs": []}, {"jobs": "int64"})
    assert [(name, str(kind)) for name, kind in empty.dtypes.items()] == [("spent_usd", "object"), ("jobs", "int64")]
    total = frame_of({"spent_usd": [Decimal("0.1"), Decimal("0.2")]})["spent_usd"].sum()
    assert (type(total), total) == (Decimal, Decimal("0.3"))
