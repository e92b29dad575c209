"""A key: kept where nothing prints it, and found again in whatever a server says back.

A server may repeat a key in a reason, an address, a header or a page, escaped as those are. It is taken
out of every answer before anything else reads it. Where a key may be sent is decided in `exchange`.
"""

from __future__ import annotations

import base64
import html
import json
import re
from typing import Any
from urllib.parse import quote

__all__ = ["Key"]

_LEAST_SECRET_CHARS = 6
_SHOWN = "[key]"


class Key:
    """A key that no repr, traceback or debugger's list of variables shows.

    Anything may be given, so that whoever was given it need not look at it: what is neither a text nor None is not kept.

    Attributes:
        value: the key itself; None for none.
        is_text: whether a text, or None, was given.
    """

    __slots__ = ("_forms", "is_text", "value")

    def __init__(self, value: object) -> None:
        self.is_text = value is None or isinstance(value, str)
        self.value = value if isinstance(value, str) and value else None
        is_secret = self.value is not None and len(self.value) >= _LEAST_SECRET_CHARS
        self._forms = _forms_of(self.value) if self.value is not None and is_secret else ()

    def __repr__(self) -> str:
        return "[no key]" if self.value is None else _SHOWN

    @property
    def is_secret(self) -> bool:
        """Whether it is long enough to be one: "none", "EMPTY" and the like may well be part of an id."""
        return bool(self._forms)

    @property
    def is_sendable(self) -> bool:
        """Whether a header can carry it."""
        return self.value is None or (self.value.isascii() and self.value.isprintable())

    def is_in(self, text: str) -> bool:
        """Whether the text carries the secret, in any of the ways in which it can be written."""
        return any(form in text for form in self._forms)

    def removed(self, text: str) -> str:
        """The text without the key; one that is too short to be a secret only where it stands alone."""
        for form in self._forms:
            text = text.replace(form, _SHOWN)
        if self.value is not None and not self.is_secret:
            text = re.sub(rf"(?<!\w){re.escape(self.value)}(?!\w)", _SHOWN, text)
        return text

    def removed_everywhere(self, value: Any) -> Any:
        """A JSON value without the key in any of its texts."""
        if isinstance(value, str):
            return self.removed(value)
        if isinstance(value, dict):
            return {self.removed(name): self.removed_everywhere(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [self.removed_everywhere(inner) for inner in value]
        return value


def _forms_of(value: str) -> tuple[str, ...]:
    """The key as texts, addresses, pages, JSON and base64 write it, longest first."""
    in_json = json.dumps(value)[1:-1]
    forms = {value, html.escape(value), in_json, in_json.replace("/", "\\/")}
    for quoted in (quote(value, safe=""), quote(value)):
        forms |= {quoted, re.sub("%..", lambda found: found[0].lower(), quoted)}
    # Inside a longer text base64 writes the same bytes in three ways; the first and last marks belong to the neighbours.
    for shift in range(3):
        written = base64.b64encode(b"\0" * shift + value.encode()).decode().rstrip("=")
        forms.add(written[-(-shift * 8 // 6) : -1])
    return tuple(sorted(forms, key=len, reverse=True))
