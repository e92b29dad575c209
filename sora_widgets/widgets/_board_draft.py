"""A storyboard as the browser types it, and the way between that and a `Storyboard`.

In the draft shots and characters have ids, so that a name can be half typed and a card can move while
the kernel still thinks about it. A shot is its text, word for word as typed; the board's shot is what
the reader finds in it, or the very shot that Python had set when the text is still that one's.
"""

from __future__ import annotations

import reprlib
from collections.abc import Mapping
from typing import Any

from sora_widgets.errors import RequestError
from sora_widgets.prompts import Shot
from sora_widgets.prompts.storyboard import MAX_SECONDS, Scene, Storyboard
from sora_widgets.widgets._settings import read_settings, revision_of
from sora_widgets.widgets._texts import Texts

__all__ = ["board_of", "draft_of", "read_board_draft", "read_board_settings"]

MAX_SHOTS = 100
_SHOT = {"id": str, "text": str, "seconds": int, "cut": str, "note": str, "characters": list}
_CHARACTER = {"id": str, "name": str, "sheet": str}


def draft_of(board: Storyboard, settings: Mapping[str, str], *, is_linked: bool, revision: int) -> dict[str, Any]:
    """The draft of a board that did not come from the browser."""
    ids = {name: f"c{number}" for number, name in enumerate(board.characters, start=1)}
    return {
        "revision": revision,
        "title": board.title,
        "shots": [
            {
                "id": f"s{number}",
                "text": scene.shot.to_text(),
                "seconds": scene.seconds,
                "cut": scene.cut,
                "note": scene.continuity,
                "characters": [ids[name] for name in scene.characters],
            }
            for number, scene in enumerate(board.shots, start=1)
        ],
        "characters": [{"id": ids[name], "name": name, "sheet": sheet} for name, sheet in board.characters.items()],
        "settings": dict(settings),
        "is_linked": is_linked,
    }


def read_board_draft(given: Mapping[str, Any]) -> dict[str, Any]:
    """A draft from the browser, each field of its type.

    Raises:
        RequestError: something is missing or makes no sense.
    """
    shots, characters = _rows(given, "shots", _SHOT), _rows(given, "characters", _CHARACTER)
    if len(shots) > MAX_SHOTS:
        raise RequestError(f"A storyboard has at most {MAX_SHOTS} shots, not {len(shots)}.", given=len(shots))
    for shot in shots:
        if not 1 <= shot["seconds"] <= MAX_SECONDS:
            raise RequestError(f"seconds must be 1 to {MAX_SECONDS:,}, not {shot['seconds']}.", given=shot["seconds"])
        if not all(isinstance(name, str) for name in shot["characters"]):
            raise RequestError("The characters of a shot must be a list of ids.", given=shot["characters"])
    title, is_linked = given.get("title", ""), given.get("is_linked", False)
    if not isinstance(title, str) or not isinstance(is_linked, bool):
        raise RequestError("title must be text, and is_linked true or false.", given=title)
    return {
        "revision": revision_of(given),
        "title": title,
        "shots": shots,
        "characters": characters,
        "settings": read_board_settings(given.get("settings")),
        "is_linked": is_linked,
    }


def read_board_settings(given: object) -> dict[str, Any]:
    """Model and size, which all the shots of a board share.

    Raises:
        RequestError: something is missing, or of another type.
    """
    if not isinstance(given, Mapping):
        raise RequestError(f"settings must be a mapping, not {reprlib.repr(given)}.", given=given)
    settings = read_settings({"seconds": 4, "takes": 1, "model": given.get("model"), "size": given.get("size")})
    return {"model": settings["model"], "size": settings["size"]}


def board_of(draft: Mapping[str, Any], known: Mapping[str, Shot], words: Texts) -> Storyboard:
    """The board of a draft that was read.

    Args:
        draft: as `read_board_draft` gives it.
        known: the shots that Python had set, by their text.
        words: of the interface, to refuse in.

    Raises:
        RequestError: two characters have one name, or a cut that the vocabulary does not have.
    """
    names: dict[str, str] = {}
    sheets: dict[str, str] = {}
    for character in draft["characters"]:
        name = " ".join(character["name"].split())
        if not name:
            continue  # still being typed
        if name in sheets:
            raise RequestError(words.say("storyboard.same_name", name=name), given=name)
        names[character["id"]] = name
        sheets[name] = character["sheet"]
    scenes = [
        Scene(
            known.get(shot["text"]) or Shot.from_text(shot["text"]),
            shot["seconds"],
            shot["cut"],
            shot["note"],
            [names[character] for character in shot["characters"] if character in names],
        )
        for shot in draft["shots"]
    ]
    return Storyboard(scenes, sheets, draft["title"])


def _rows(given: Mapping[str, Any], name: str, kinds: Mapping[str, type]) -> list[dict[str, Any]]:
    rows = given.get(name)
    if not isinstance(rows, (list, tuple)) or not all(isinstance(row, Mapping) for row in rows):
        raise RequestError(f"{name} must be a list of mappings, not {reprlib.repr(rows)}.", given=rows)
    for row in rows:
        for key, kind in kinds.items():
            if not isinstance(row.get(key), kind) or isinstance(row.get(key), bool):
                raise RequestError(
                    f"{key} of {name} must be {kind.__name__}, not {reprlib.repr(row.get(key))}.", given=row.get(key)
                )
    ids = [row["id"] for row in rows]
    if len(set(ids)) < len(ids):
        raise RequestError(f"Two of the {name} have the same id.", given=ids)
    return [{key: row[key] for key in kinds} for row in rows]
