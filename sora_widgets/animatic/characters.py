"""Characters: somebody made from an uploaded video, whom prompts can then name.

    home/characters/<id>/character.json    name, colour, when

All that is kept of the video is the colour that stands out in it: a figure of that colour is drawn where a prompt says
the name. The specification lists and deletes no characters.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from sora_widgets.animatic.brief import Character
from sora_widgets.animatic.refusals import Refusal
from sora_widgets.animatic.store import write_whole

__all__ = ["MAX_CAST", "MAX_NAME_CHARS", "CastMember", "add_member", "find_member", "member_body", "read_cast"]

MAX_NAME_CHARS = 80  # openapi.yaml, CreateVideoCharacterBody
MAX_CAST = 2  # of one video; guide of the Videos API, 2026
_ID = re.compile(r"char_[0-9a-z]{1,64}")


@dataclass(frozen=True)
class CastMember:
    """A character as it is kept."""

    id: str
    name: str
    colour: str
    created_at: int


def add_member(home: Path, member: CastMember) -> None:
    """Keep a character. Raises `OSError`."""
    folder = home / "characters" / member.id
    folder.mkdir(parents=True)
    write_whole(folder / "character.json", json.dumps(asdict(member)))


def find_member(home: Path, member_id: object) -> CastMember:
    """The character of this id.

    Raises:
        Refusal: 404, there is none.
    """
    if isinstance(member_id, str) and _ID.fullmatch(member_id):  # ids come from the network and name folders
        try:
            text = (home / "characters" / member_id / "character.json").read_text(encoding="utf-8")
            return CastMember(**json.loads(text))
        except (FileNotFoundError, NotADirectoryError, ValueError, TypeError):
            pass
    raise Refusal(404, f"Character with id '{member_id}' not found.", param="character_id", code="character_not_found")


def member_body(member: CastMember) -> dict[str, object]:
    """`VideoCharacterResource` of the specification."""
    return {"id": member.id, "name": member.name, "created_at": member.created_at}


def read_cast(home: Path, given: object, prompt: str) -> tuple[Character, ...]:
    """The characters that an order names, `[{"id": …}]`, each said in the prompt by its name.

    Raises:
        Refusal: 400 or 404.
    """
    if not isinstance(given, list) or not all(isinstance(one, Mapping) and set(one) == {"id"} for one in given):
        raise _wrong("characters must be a list of objects with an id.")
    if len(given) > MAX_CAST:
        raise _wrong(f"A video takes at most {MAX_CAST} characters, not {len(given)}.")
    members = [find_member(home, one["id"]) for one in given]
    for member in members:
        if member.name.casefold() not in prompt.casefold():
            raise _wrong(f"The prompt must say the name of the character {member.name!r}: add it.")
    return tuple(Character(member.name, member.colour) for member in members)


def _wrong(message: str) -> Refusal:
    return Refusal(400, message, param="characters", code="invalid_value")
