"""What a composer's view shows, as small JSON: advice, the budget in seconds, the pickers' entries, a copy."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sora_widgets.errors import RequestError
from sora_widgets.prompts import PARTS, Advice, Shot, choices
from sora_widgets.prompts.budget import beats_allowed, budget, moves_allowed
from sora_widgets.prompts.grammar import language_of
from sora_widgets.widgets._draft import Composition
from sora_widgets.widgets._texts import Texts

__all__ = ["advice_rows", "budget_rows", "copied", "offered_choices"]

_PICKED_PARTS = ("framing", "lighting", "camera", "sound")


def advice_rows(advice: Iterable[Advice], words: Texts) -> list[dict[str, Any]]:
    """Each piece of advice as the browser lists it; without a label there is nothing to apply."""
    return [
        {
            "code": piece.code,
            "part": piece.part,
            "severity": piece.severity,
            "confidence": piece.confidence,
            "reason": words.typeset(piece.reason),
            "fix_label": words.typeset(piece.fix_label) if piece.fix is not None and piece.fix_label else None,
        }
        for piece in advice
    ]


def budget_rows(shot: Shot, seconds: int, words: Texts) -> list[dict[str, Any]]:
    """What has to fit into the clip, in a few words each, with whether it is too much: actions, moves, speech."""
    if shot.is_empty:
        return []
    language = language_of(" ".join(shot.parts.values())) or words.language
    asked = budget(shot, seconds, language)
    rows = [
        (
            _counted(words, "action", asked.beats, seconds=_decimal(asked.beat_s, words)),
            asked.beats > beats_allowed(shot.action, seconds, language),
        ),
        (_counted(words, "move", asked.moves), asked.moves > moves_allowed(seconds)),
    ]
    if asked.words:
        speech = words.say(
            "composer.budget_speech" if asked.fits else "composer.budget_speech_over",
            seconds=_decimal(asked.speech_s, words),
            left=_decimal(abs(asked.left_s), words),
        )
        rows.append((speech, not asked.fits))
    return [{"text": words.say("composer.budget", n=seconds), "is_over": False}] + [
        {"text": text, "is_over": is_over} for text, is_over in rows
    ]


def _counted(words: Texts, what: str, count: int, **values: object) -> str:
    if count <= 1:
        return words.say(f"composer.budget_{'one' if count else 'no'}_{what}")
    return words.say(f"composer.budget_{what}s", n=count, **values)


def _decimal(number: float, words: Texts) -> str:
    return f"{number:g}".replace(".", words.say("composer.decimal_mark"))


def offered_choices(words: Texts) -> dict[str, list[dict[str, Any]]]:
    """The pickers' entries of one language, by part: the term as it is written, the rest as it is shown.

    `also` is searched beside label and abbreviations.
    """
    return {
        part: [
            {
                "term": choice.term,
                "label": words.typeset(choice.label),
                "definition": words.typeset(choice.definition),
                "abbreviations": choice.abbreviations,
                "also": choice.synonyms,
                "name": choice.name,
                "group": choice.group,
                "note": words.typeset(choice.not_to_confuse),
            }
            for choice in choices(part, words.language)
        ]
        for part in _PICKED_PARTS
    }


def copied(form: object, said: Composition, settings: Mapping[str, Any]) -> str:
    """The prompt to take along: as text, in blocks, as Python or as JSON.

    Raises:
        RequestError: no such form.
    """
    if form == "text":
        return said.text
    if form == "blocks":
        return said.shot.to_text(form="blocks")
    if form == "python":
        given = "".join(f"    {part}={words!r},\n" for part, words in said.shot.parts.items() if words)
        return f"sw.Shot(\n{given})" if given else "sw.Shot()"
    if form == "json":
        parts = {part: said.shot.parts[part] for part in PARTS if said.shot.parts[part]}
        return json.dumps({"prompt": said.text, "parts": parts, **settings}, ensure_ascii=False, indent=2)
    raise RequestError(f"A prompt is copied as text, blocks, python or json, not as {form!r}.", given=form)
