"""What each server really does, as data.

A profile answers the questions that the engine asks before it trusts a server. It holds no code:
a new server is an entry in `profiles.json`, with its source.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

__all__ = ["Profile", "profile_for"]

_OPENAI_HOST = "api.openai.com"


@dataclass(frozen=True)
class Profile:
    """What a kind of server can do.

    Attributes:
        name: the entry in `profiles.json`.
        label: as people call it.
        can_list: `GET /videos` tells the videos of this account, newest first.
        tells_prompts: listed videos carry the prompt they were made from.
        honours_idempotency: the same `Idempotency-Key` never makes a second video.
        has_closed_model_list: it makes the models of our price table and no others.
        retired_on: the day its Videos routes were switched off, if they were.
        source: where these facts come from.
    """

    name: str
    label: str
    can_list: bool
    tells_prompts: bool
    honours_idempotency: bool
    has_closed_model_list: bool
    retired_on: date | None
    source: str


@cache
def _profiles() -> dict[str, Profile]:
    entries = json.loads(files("sora_widgets.providers").joinpath("profiles.json").read_text(encoding="utf-8"))
    return {
        name: Profile(
            name=name,
            **{
                **entry,
                "retired_on": date.fromisoformat(entry["retired_on"]) if entry["retired_on"] else None,
            },
        )
        for name, entry in entries.items()
    }


def profile_for(address: str, host: str) -> Profile:
    """The profile of an address: the embedded provider, OpenAI's own host, or an unknown server."""
    if address == "animatic":
        return _profiles()["animatic"]
    return _profiles()["openai" if host == _OPENAI_HOST else "unknown"]
