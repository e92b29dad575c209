"""A composer's draft: how it is read off the wire, and what it comes to as shot and text.

A draft has two sides. On the parts side the text is composed from the parts; on the text side the
text stands exactly as typed and the parts are read out of it. A draft whose words were typed on both
sides before anybody answered names only the parts that were typed: they go over what the text says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sora_widgets.errors import RequestError
from sora_widgets.pricing import shown
from sora_widgets.prompts import PARTS, Shot
from sora_widgets.prompts.grammar import language_of
from sora_widgets.prompts.reading import read
from sora_widgets.prompts.writer import write
from sora_widgets.widgets._history import Step
from sora_widgets.widgets._settings import read_settings, revision_of

__all__ = ["SIDES", "Composition", "compose", "new_draft", "read_draft", "shot_of", "step_of"]

SIDES = ("parts", "text")


@dataclass(frozen=True)
class Composition:
    """What a draft comes to.

    Attributes:
        shot: the seven parts, tidied.
        parts: the seven parts as they stand in their fields.
        text: the prompt, as shown and as sent.
        spans: where each part stands in the text: start and end in code points, and the part.
        film: what goes to the server: the shot where it writes itself as shown, else the text, word for word.
    """

    shot: Shot
    parts: dict[str, str]
    text: str
    spans: tuple[tuple[int, int, str], ...]
    film: Shot | str


def compose(draft: Mapping[str, Any], language: str) -> Composition:
    """Compose a draft that was read.

    Args:
        draft: as `read_draft` gives it.
        language: of the joining words where the words themselves do not tell.
    """
    if draft["side"] == "text":
        reading = read(draft["text"])
        film: Shot | str = reading.shot if str(reading.shot) == draft["text"] else draft["text"]
        return Composition(reading.shot, reading.shot.parts, draft["text"], reading.spans, film)
    parts = dict(draft["parts"])
    if len(parts) < len(PARTS):
        parts = read(draft["text"]).shot.parts | parts
    shot = shot_of(parts)
    told = language_of(" ".join(shot.parts.values()))
    text, spans = write(shot.parts, told or language)
    return Composition(shot, parts, text, spans, shot if told or str(shot) == text else text)


def new_draft(shot_or_text: Shot | str, settings: Mapping[str, Any], revision: int = 0) -> dict[str, Any]:
    """A draft on the side of what is given: the parts of a shot, or a text as it stands."""
    if isinstance(shot_or_text, str):
        side, parts, text = "text", {}, shot_or_text
    else:
        side, parts, text = "parts", shot_or_text.parts, ""
    return {"revision": revision, "side": side, "parts": parts, "text": text, "settings": dict(settings)}


def read_draft(given: Mapping[str, Any]) -> dict[str, Any]:
    """A draft from the browser or from a saved notebook, each field of its type.

    A notebook saved before drafts had sides has all its parts and no text: it is on the parts side.

    Raises:
        RequestError: something is missing or makes no sense.
    """
    side, text = given.get("side", "parts"), given.get("text", "")
    if side not in SIDES or not isinstance(text, str):
        raise RequestError(
            f"side must be parts or text, and text must be text, not {shown(side)} and {shown(text)}.", given=side
        )
    return {
        "revision": revision_of(given),
        "side": side,
        "parts": _read_parts(given.get("parts"), is_whole=side == "parts" and not text),
        "text": text,
        "settings": read_settings(given.get("settings")),
    }


def _read_parts(given: object, *, is_whole: bool) -> dict[str, str]:
    if not isinstance(given, Mapping):
        raise RequestError(f"parts must be a mapping, not {shown(given)}.", given=given)
    for part, text in given.items():
        if part in PARTS and not isinstance(text, str):
            raise RequestError(f"{part} must be text, not {type(text).__name__}.", given=part)
    return {part: given.get(part, "") for part in PARTS if is_whole or part in given}


def shot_of(parts: Mapping[str, str]) -> Shot:
    """The shot of typed parts: a space at the end belongs to the typing, not to the shot."""
    return Shot(**{part: text.strip() for part, text in parts.items()})


def step_of(before: Mapping[str, Any], draft: Mapping[str, Any], by: object) -> Step | None:
    """What somebody did in the browser between two drafts; None when nothing was done.

    Args:
        before: the draft until now.
        draft: the new one.
        by: "pick" when words were chosen from a list rather than typed.
    """
    if draft["side"] == "text" and draft["text"] != before["text"]:
        return Step("composer.step_typing_text", typed_in="text")
    changed = [part for part, words in draft["parts"].items() if words != before["parts"].get(part)]
    if draft["side"] == "parts" and changed:
        place = (("place", f"part.{changed[0]}"),)
        return Step("composer.step_pick", place) if by == "pick" else Step("composer.step_typing", place, changed[0])
    if draft["settings"] != before["settings"]:
        return Step("composer.step_settings", typed_in="settings")
    return None
