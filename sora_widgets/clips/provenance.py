"""Where a clip came from: the request, the provider, the price. Plain values, JSON and back.

Nothing here is checked against a provider; it is the record that travels with the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any

from sora_widgets.clips.stored import checked_fields

__all__ = ["Provenance"]

_MONEY = ("cost_usd", "estimate_usd")
_MOST_USD = 10**12


@dataclass(frozen=True)
class Provenance:
    """What was asked for, of whom, and what it cost.

    Attributes:
        prompt: the text that was sent.
        parts: the prompt by part, as the composer knew it; empty when it was typed whole.
        model: as asked for, "sora-2".
        provider: the server's short name, "animatic".
        seconds: length asked for, in seconds; the file's own length is in its facts.
        size: "1280x720", as asked for.
        cost_usd: what was charged; None when nobody knows.
        estimate_usd: what was expected beforehand; None when nobody knew.
        job_id: the job in the ledger; "" for a file that was merely opened.
        take: 1 for the first clip of this request.
        made_at: ISO 8601, UTC.
        options: what was asked for beyond that, by our own names: "seed", "fps", "sound", …
        reference: the picture it starts from, in words that anybody may read; None without one.
        cost_source: how `cost_usd` is known: "told" by the server, or computed as the price of the seconds that were
            "delivered", or still the "estimate"; "" where there is nothing to tell (free, or stored by 0.1).
    """

    prompt: str = ""
    parts: dict[str, str] = field(default_factory=dict)
    model: str = ""
    provider: str = ""
    seconds: int = 0
    size: str = ""
    cost_usd: Decimal | None = None
    estimate_usd: Decimal | None = None
    job_id: str = ""
    take: int = 1
    made_at: str = ""
    options: dict[str, Any] = field(default_factory=dict)
    reference: str | None = None
    cost_source: str = ""

    def to_dict(self) -> dict[str, Any]:
        """JSON-able; money as text, so that no cent is lost to a float."""
        stored: dict[str, Any] = {f.name: getattr(self, f.name) for f in fields(self)}
        for name in _MONEY:
            stored[name] = None if stored[name] is None else str(stored[name])
        return stored | {"parts": dict(self.parts), "options": dict(self.options)}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Provenance:
        """The inverse of `to_dict`; names of later versions are ignored.

        Raises:
            ValueError, ArithmeticError: a value is not of its kind.
        """
        given = dict(stored)
        for name in _MONEY:
            if given.get(name) is not None:
                amount_usd = Decimal(str(given[name]))
                if not 0 <= amount_usd < _MOST_USD:
                    raise ValueError(f"{name} is no price: {str(given[name])[:60]!r}")
                given[name] = amount_usd
        return cls(**checked_fields(cls, given))
