"""The words of comparisons in English and French, from `texts/<language>.json`."""

from __future__ import annotations

import json
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sora_widgets.errors import UnsupportedValueError
from sora_widgets.pricing.money import exactly, format_sum_usd
from sora_widgets.pricing.requests import shown
from sora_widgets.settings import LANGUAGES

if TYPE_CHECKING:
    from sora_widgets.pricing.break_even import CostLine
    from sora_widgets.pricing.facts import Misfit
    from sora_widgets.pricing.offers import Asked

__all__ = ["Words", "rounded", "shown_size"]

_SHOWN = Decimal("0.0001")


class Words:
    """Sentences of one language, by their key.

    Raises:
        UnsupportedValueError: a language that nobody wrote.
    """

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise UnsupportedValueError(
                f"Comparisons speak {' and '.join(LANGUAGES)}, not {shown(language)}: use language='en'.",
                name="language",
                given=language,
                allowed=LANGUAGES,
            )
        self.language = language
        self._texts = _texts(language)

    def __call__(self, key: str, **values: object) -> str:
        return self._texts[key].format(**values)

    def price(self, amount_usd: Decimal | None) -> str:
        """An amount as it is read, "free" and "unknown" in this language."""
        shown_usd = rounded(amount_usd)
        if shown_usd is None:
            return self("unknown")
        return format_sum_usd(shown_usd, self.language) if shown_usd else self("free")

    def work(self, asked: Asked) -> str:
        """What is compared, as part of a sentence."""
        lengths, work = asked.lengths, asked.work
        length = (
            self("length", seconds=lengths[0])
            if len(lengths) == 1
            else self("clips", count=len(lengths), seconds=sum(lengths))
        )
        parts = [self("of", length=length, size=shown_size(work.size))]
        if work.takes > 1:
            parts.append(self("takes", takes=work.takes))
        if work.sound is not None:
            parts.append(self("with_sound" if work.sound else "silent"))
        if work.batch:
            parts.append(self("batch"))
        return ", ".join(parts)

    def misfit(self, misfit: Misfit) -> str:
        """Why something does not fit, in a few words."""
        allowed = misfit.allowed[0] if misfit.allowed else ""
        key = f"misfit.{misfit.code}_{allowed}" if misfit.code == "needs" else f"misfit.{misfit.code}"
        return self(key, value=shown_size(str(misfit.value)), allowed=allowed)

    def line(self, line: CostLine) -> str:
        """What a line costs, in a few words."""
        if line.usd_per_clip or not line.fixed_usd:
            return self("line.rate", price=self.price(line.usd_per_clip))
        key = "line.fixed" if line.clips_max is None else "line.fixed_max"
        return self(key, price=self.price(line.fixed_usd), clips=line.clips_max)

    def title(self, asked: Asked) -> str:
        return self("title", work=self.work(asked))


def shown_size(size: str) -> str:
    """ "1280x720" as it is set: 1280×720."""
    return size.replace("x", "×")


@exactly
def rounded(amount_usd: Decimal | None) -> Decimal | None:
    """An amount as a table shows it, to a hundredth of a cent; what would become 0 keeps all its digits."""
    if amount_usd is None:
        return None
    return amount_usd.quantize(_SHOWN, ROUND_HALF_UP) or amount_usd


@cache
def _texts(language: str) -> dict[str, str]:
    path = Path(__file__).with_name("texts") / f"{language}.json"
    texts: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return texts
