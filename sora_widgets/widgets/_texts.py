"""The words of the interface, from `texts/<language>.json`; a third language is a third file."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from pathlib import Path

from sora_widgets.errors import RequestError, SoraWidgetsError
from sora_widgets.pricing import format_usd
from sora_widgets.settings import load_settings

__all__ = ["Texts"]

_FOLDER = Path(__file__).with_name("texts")


class Texts:
    """The texts of one language.

    Args:
        language: "en" or "fr"; None takes the one of the settings.

    Raises:
        RequestError: no such language; the known ones are named.
    """

    def __init__(self, language: str | None = None) -> None:
        self.language = load_settings().language if language is None else language
        known = sorted(path.stem for path in _FOLDER.glob("*.json"))
        if self.language not in known:
            raise RequestError(
                f"The widgets speak {' and '.join(known)}, not {self.language!r}: use one of them as language=.",
                given=self.language,
                allowed=tuple(known),
            )
        self._texts = _read(self.language)

    def say(self, key: str, **values: object) -> str:
        """The text of a key with its `{name}` filled in."""
        return self._texts[key].format(**values)

    def of(self, *sections: str) -> dict[str, str]:
        """What a bundle needs, so that no widget carries the words of another."""
        return {key: text for key, text in self._texts.items() if key.partition(".")[0] in sections}

    def money(self, amount_usd: Decimal | None) -> str:
        """An amount, or "free", or "price unknown", in this language."""
        if amount_usd is None:
            return self._texts["money.unknown"]
        return self._texts["money.free"] if amount_usd == 0 else format_usd(amount_usd)

    def refusal(self, error: SoraWidgetsError) -> str:
        """Why something cannot run: in this language where there is a sentence for it, else as the error says it."""
        return self._texts.get(f"refusal.{error.code}", str(error))


@cache
def _read(language: str) -> dict[str, str]:
    texts: dict[str, str] = json.loads(_FOLDER.joinpath(f"{language}.json").read_text("utf-8"))
    return texts
