"""Parts to prose: one sentence for the picture and, when there is one, a second for the sound.

Writes natural English or French with the joins of `grammar.py`, and knows where each part came to
stand. It adds joining words, commas, capitals and full stops; it never changes or drops a word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from sora_widgets.prompts import grammar
from sora_widgets.prompts.parts import PARTS
from sora_widgets.prompts.vocabulary import check_language, words

__all__ = ["Span", "write"]

Span = tuple[int, int, str]

_SOUND_LABEL = {"en": "Sound: ", "fr": "Son : "}
_ENDS_SENTENCE = (".", "!", "?", "…")
_QUOTE = re.compile(r"[\"“«]")
_CLOSING = "\"'”’»)\u00a0\u202f "  # French puts a space before its closing quotation mark


def write(parts: Mapping[str, str], language: str | None = None) -> tuple[str, tuple[Span, ...]]:
    """Write the parts as prose.

    Args:
        parts: text by name of part; what is missing is empty.
        language: of the joining words; None for the language of the parts, English when nothing tells.

    Returns:
        The text, and where each part stands in it, in order.

    Raises:
        RequestError: a language that the vocabulary does not have.
    """
    given = {part: text for part in PARTS if (raw := parts.get(part)) and (text := grammar.clean(raw))}
    if not given:
        return "", ()
    if language is None:
        language = grammar.language_of(" ".join(given.values())) or "en"
    else:
        check_language(language)
    text = ""
    spans: list[Span] = []
    for part, piece in given.items():
        join = _join(part, given, spans, text, language)
        text += join
        starts_sentence = not text or _ends_sentence(text.rstrip())
        if starts_sentence:
            piece = grammar.upper_first(piece)
        elif not (part == "sound" and join.endswith(": ")):
            piece = grammar.lower_first(piece, language)
            if part == "action" and (spans[-1][2] == "subject" or grammar.begins_with_known_verb(piece, language)):
                piece = grammar.lower_word(piece)  # what follows its subject is a verb, and no name
        spans.append((len(text), len(text) + len(piece), part))
        text += piece
    return (text if _ends_sentence(text) else text + "."), tuple(spans)


def _join(part: str, given: Mapping[str, str], spans: list[Span], text: str, language: str) -> str:
    """The words and marks that go between what is written and the next part."""
    if part == "sound":
        stop = "" if not text else " " if _ends_sentence(text) else ". "
        known, sound = words(language), given["sound"]
        stands_alone = _QUOTE.search(sound) or known.sound_stands_alone.match(sound) or known.sound_lead.match(sound)
        return stop if stands_alone else stop + _SOUND_LABEL[language]
    if not text:
        return ""
    if _ends_sentence(text):
        return " "
    before = spans[-1][2]
    if part in ("subject", "action") and before == "framing":
        is_finite = grammar.action_is_finite(given.get("action", ""), language)
        if part == "action":
            return ": " if language == "en" else " : "
        return grammar.framing_join(given["framing"], given["subject"], is_finite, language)
    if part == "action":
        return " "
    if part == "setting":
        join = grammar.place_join(given["setting"], language)
        if before == "framing" and join not in (" ", ", "):
            return grammar.framing_join(given["framing"], given["setting"], False, language)
        if before == "framing":
            return ", "
        # after a second clause the place would seem to belong to that clause only
        return "," + join if "," in given[before] and join != ", " else join
    return ", "


def _ends_sentence(text: str) -> bool:
    return text.rstrip(_CLOSING).endswith(_ENDS_SENTENCE)
