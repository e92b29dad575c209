"""Tables of jobs, of prices and of money, as plain text, as HTML, and as columns for pandas.

Only the layout is here; what stands in the cells is decided by whoever fills them. The HTML takes
its colours from the page around it, so it is at home in light and dark, and every word in it is
escaped.
"""

from __future__ import annotations

import html
import importlib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from sora_widgets.errors import SoraWidgetsError

__all__ = ["Link", "Table", "frame_of", "shortened"]

_GAP = "  "
_RULE = "1px solid rgba(128,128,128,.35)"  # visible on white and on black
_CELL = "padding:4px 16px 4px 0;border:0;white-space:nowrap"


class Link(str):
    """A cell's text that leads to a page; in plain text only the words are left.

    Attributes:
        address: of the page; one that is no https page is not linked.
        hint: what a pointer resting on it is told.
    """

    __slots__ = ("address", "hint")
    address: str
    hint: str

    def __new__(cls, text: str, address: str, hint: str) -> Self:
        link = super().__new__(cls, text)
        link.address, link.hint = address, hint
        return link


@dataclass(frozen=True)
class Table:
    """Rows of text under named columns.

    Attributes:
        columns: their headings.
        rows: one text a column; the last `sums` of them are set off by a rule.
        numbers: the columns that are set flush right.
        title: one line above it; "" for none.
        note: one line under it; "" for none.
        sums: how many rows at the end add up those before them.
    """

    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    numbers: frozenset[str] = frozenset()
    title: str = ""
    note: str = ""
    sums: int = 0

    def without(self, *names: str) -> Table:
        """The same without the named columns."""
        kept = [i for i, name in enumerate(self.columns) if name not in names]
        rows = [tuple(row[i] for i in kept) for row in self.rows]
        return Table(tuple(self.columns[i] for i in kept), rows, self.numbers, self.title, self.note, self.sums)

    def without_empty(self, *names: str) -> Table:
        """The same without those of the named columns that say nothing in any row."""
        return self.without(
            *(name for i, name in enumerate(self.columns) if name in names and not any(row[i] for row in self.rows))
        )

    def to_text(self) -> str:
        """Lines of equal columns, for terminals and for notebooks that show no HTML."""
        lines = [self.columns, *self.rows]
        widths = [max(_width(line[i]) for line in lines) for i in range(len(self.columns))]
        texts = [self._line(line, widths) for line in lines]
        texts.insert(1, "─" * (sum(widths) + len(_GAP) * (len(widths) - 1)))
        if self.sums:
            texts.insert(len(texts) - self.sums, texts[1])
        return "\n".join(text for text in (self.title, *texts, self.note) if text)

    def to_html(self) -> str:
        head = "".join(self._cell("th", name, name, ' scope="col"') for name in self.columns)
        body = []
        for number, row in enumerate(self.rows, start=1):
            is_first_sum = self.sums and number == len(self.rows) - self.sums + 1
            cells = "".join(self._cell("td", name, text) for name, text in zip(self.columns, row, strict=True))
            body.append(f'<tr style="border-top:{_RULE}">{cells}</tr>' if is_first_sum else f"<tr>{cells}</tr>")
        caption = f'<caption style="{_side("left")};font-weight:600;color:inherit">{_escaped(self.title)}</caption>'
        note = f'<div style="opacity:.7;font-size:11px;white-space:pre-line">{_escaped(self.note)}</div>'
        return (
            '<div class="sora-table" style="overflow-x:auto;color:inherit;font-size:13px;line-height:1.5">'
            '<table style="border-collapse:collapse;border:0;margin:0;color:inherit;font-size:inherit;font-variant-numeric:tabular-nums">'
            f"{caption if self.title else ''}"
            f'<thead style="border-bottom:{_RULE}"><tr style="font-size:12px">{head}</tr></thead>'
            f"<tbody>{''.join(body)}</tbody></table>{note if self.note else ''}</div>"
        )

    def _line(self, cells: Sequence[str], widths: Sequence[int]) -> str:
        padded = []
        for name, text, width in zip(self.columns, cells, widths, strict=True):
            room = " " * (width - _width(text))
            padded.append(room + text if name in self.numbers else text + room)
        return _GAP.join(padded).rstrip()

    def _cell(self, tag: str, name: str, text: str, more: str = "") -> str:
        side = _side("right" if name in self.numbers else "left")
        return f'<{tag}{more} style="{_CELL};{side}">{_linked(text)}</{tag}>'


def frame_of(columns: Mapping[str, Sequence[object]], kinds: Mapping[str, str] | None = None) -> Any:
    """A `pandas.DataFrame` of these columns.

    Amounts of money stay `Decimal`, in columns of dtype `object`: pandas has no exact decimal column of its own, and a
    float would lose cents without a word.

    Args:
        columns: their values by name, one a row.
        kinds: the dtype of those that are not `object`.

    Raises:
        SoraWidgetsError: pandas is not installed.
    """
    try:
        pandas: Any = importlib.import_module("pandas")
    except ImportError as error:
        raise SoraWidgetsError(
            "A DataFrame needs pandas, which is not installed here: run `%pip install pandas` and ask again."
        ) from error
    frame = pandas.DataFrame({name: pandas.Series(list(values), dtype="object") for name, values in columns.items()})
    return frame.astype(dict(kinds or {}))


def shortened(text: str, length: int) -> str:
    """One line of at most `length` characters that any terminal can print."""
    line = " ".join("".join(character if character.isprintable() else " " for character in text).split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def _width(text: str) -> int:
    """How many cells of a terminal the text takes: two for a wide character, none for an accent set over another."""
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text
    )


def _side(side: str) -> str:
    return f"text-align:{side}"


def _linked(text: str) -> str:
    if not isinstance(text, Link):
        return _escaped(text)
    hint = f'title="{_escaped(text.hint)}"'
    if not text.address.startswith("https://"):
        return f"<span {hint}>{_escaped(text)}</span>"
    return f'<a href="{_escaped(text.address)}" {hint} style="color:inherit">{_escaped(text)}</a>'


def _escaped(text: str) -> str:
    return html.escape(text, quote=True)
