"""The words of the interface, from the files of `texts/<language>/`; a third language is a third folder.

Errors speak English: their sentences are the English ones. The other languages have sentences of
their own for the errors that a widget shows, under `refusal.<code>`, filled with the error's values.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection
from decimal import Decimal
from functools import cache
from pathlib import Path

from sora_widgets.errors import RequestError, SoraWidgetsError
from sora_widgets.pricing import format_sum_usd
from sora_widgets.settings import load_settings

__all__ = ["Texts", "with_short_paths"]

_MOST_NAMED = 12  # of what could be chosen instead: some servers have hundreds of models
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
        known = sorted(path.name for path in _FOLDER.iterdir())
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

    def typeset(self, sentence: str) -> str:
        """A sentence for the screen: in French no line begins or ends with a lonely mark, and apostrophes are curved.

        The texts of this language are set so already; this is for sentences from elsewhere. What is quoted is somebody's
        own words: its apostrophes stay as typed.
        """
        return _typeset(sentence, self.language)

    def money(self, amount_usd: Decimal | None) -> str:
        """An amount, or "free", or "price unknown", in this language."""
        if amount_usd is None:
            return self._texts["money.unknown"]
        return self._texts["money.free"] if amount_usd == 0 else self.sum(amount_usd)

    def sum(self, amount_usd: Decimal) -> str:
        """An amount that is no price, as in a wallet: nothing is 0.00 there, and not "free"."""
        return format_sum_usd(amount_usd, self.language)

    def video_status(self, told: str) -> str:
        """What a server says of a video, in this language where the word is one of the protocol's."""
        return self._texts.get(f"video.{told}", told)

    def difference(self, name: str, asked: str, delivered: str) -> str:
        """How a clip differs from what was asked for; by the difference's name, for its sentence is English."""
        keys = (f"difference.{name}.{delivered}", f"difference.{name}", "difference.other")
        return self.say(next(key for key in keys if key in self._texts), asked=asked, delivered=delivered)

    def refusal(self, error: SoraWidgetsError) -> str:
        """Why something cannot run: in this language where there is a sentence for it, else as the error says it.

        A code may have several sentences, from the one that says most: the first whose values are all known counts.
        """
        key = f"refusal.{error.code}"
        values = {"said": str(error)}
        values |= {name: self._value(name, value) for name, value in error.details.items() if value is not None}
        for candidate, sentence in self._texts.items():
            if candidate == key or candidate.startswith(f"{key}."):
                try:
                    return with_short_paths(sentence.format(**values))
                except KeyError:
                    continue
        return with_short_paths(str(error))

    def _value(self, name: str, value: object) -> str:
        if isinstance(value, Decimal):
            # A limit may be lowered below what is spent already: then nothing is left, and not less.
            return self.sum(max(value, Decimal(0)) if name == "left_usd" else value)
        if name == "name":
            return self._texts.get(f"settings.{value}", str(value))
        if isinstance(value, Collection) and not isinstance(value, str):
            *rest, last = map(str, value) if value else [""]
            if len(rest) >= _MOST_NAMED:
                return _shorten(", ".join(rest[:_MOST_NAMED])) + "…"
            return self._texts["list.or"].join([", ".join(rest), last]) if rest else last
        return _shorten(str(value))


def with_short_paths(sentence: str) -> str:
    """A sentence whose paths begin at this folder or at "~": a notebook may be saved with it, and passed on."""
    for folder, short, after in ((_here(), ".", r"(?=[\\/])"), (os.path.expanduser("~"), "~", r"(?![\w-]|\.\w)")):
        if os.path.dirname(folder) != folder:  # the root is no shorter
            sentence = re.sub(rf"(?<![\w.~-]){re.escape(folder)}{after}", short, sentence)
    return sentence


def _here() -> str:
    try:
        return os.getcwd()
    except OSError:  # it was deleted
        return os.sep


def _shorten(text: str, limit_chars: int = 200) -> str:
    """A value as a sentence can hold it."""
    return text if len(text) <= limit_chars else text[: limit_chars - 1] + "…"


def _typeset(sentence: str, language: str) -> str:
    if language != "fr":
        return sentence
    sentence = sentence.replace("« ", "«\u00a0").replace(" »", "\u00a0»").replace(" :", "\u00a0:")
    sentence = re.sub(r" (?=[?!;])", "\u202f", sentence)
    return re.sub(r"«[^»]*»|(?<=\w)'(?=\w)", lambda found: "’" if found[0] == "'" else found[0], sentence)


@cache
def _read(language: str) -> dict[str, str]:
    texts: dict[str, str] = {}
    for path in sorted(_FOLDER.joinpath(language).glob("*.json")):
        texts |= {key: _typeset(text, language) for key, text in json.loads(path.read_text("utf-8")).items()}
    return texts
