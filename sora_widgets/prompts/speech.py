"""Words in quotes: who says them, and which of them are not said but written on something.

Reads the quotation marks of English and French. A quote is a line of speech unless what leads up to
it is a sign, a page, a title.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sora_widgets.prompts.patterns import pattern

__all__ = ["Quote", "read_quotes"]

# a mark that opens again before it closes begins anew: so a text full of opening marks takes no longer
_QUOTED = re.compile(r"\"([^\"]+)\"|“([^“”]+)”|«([^«»]+)»")
_LABEL = re.compile(r"(?:^|[\n.;,\-–—!?\"”»])\s*(?P<name>[^\W\d_][\w'’ -]{0,30}?)\s*(?:\([^)]*\))?\s*:\s*$")
_NAME_BEFORE = re.compile(r"([^\W\d_][\w'’-]*)(?:\s+\w+ly)?\s*[,:]?\s*$")
_NEARBY_CHARS = 80
_NOT_NAMES = frozenset(("dialogue", "dialogues", "voice", "voix", "sound", "son", "audio", "text", "texte"))


@dataclass(frozen=True, slots=True)
class Quote:
    """Words in quotation marks.

    Attributes:
        text: without the marks.
        start: where the opening mark stands.
        end: behind the closing mark.
        speaker: who says it, in lower case; empty when nothing tells.
        is_written: on a sign, a page, a screen: to be seen and not heard.
    """

    text: str
    start: int
    end: int
    speaker: str
    is_written: bool

    @property
    def words(self) -> int:
        """How many words, as a word processor counts them; a mark on its own is none."""
        return sum(any(map(str.isalnum, word)) for word in self.text.split())


def read_quotes(text: str, language: str) -> list[Quote]:
    """The quotes of a text, in order.

    >>> [(quote.speaker, quote.words) for quote in read_quotes('Maya: "Look up!"', "en")]
    [('maya', 2)]
    """
    quotes = []
    start = 0  # what leads up to a quote does not reach back over the one before
    for found in _QUOTED.finditer(text):
        before = text[max(start, found.start() - _NEARBY_CHARS) : found.start()]
        quotes.append(
            Quote(
                text=next(group for group in found.groups() if group is not None).strip(),
                start=found.start(),
                end=found.end(),
                speaker=_speaker(before, language),
                is_written=_is_written(before, language),
            )
        )
        start = found.end()
    return quotes


def _is_written(before: str, language: str) -> bool:
    return any(pattern(language, name).search(before) for name in ("written", "reads"))


def _speaker(before: str, language: str) -> str:
    verbs = list(pattern(language, "says").finditer(before))
    # "she says:" and "Maya:" both end in a colon: a verb right before it is no part of the name
    says_so = bool(verbs) and before[verbs[-1].end() :].strip(" ,:") == ""
    label = None if says_so else _LABEL.search(before)
    if label is not None:
        name = label["name"].strip().lower()
        return "" if name in _NOT_NAMES else name
    found = _NAME_BEFORE.search(before[: verbs[-1].start()]) if verbs else None
    return "" if found is None else found[1].lower()
