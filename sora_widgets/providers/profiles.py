"""What each server really does, as data.

A profile answers the questions that the engine and the client ask before they trust a server: its
routes, how a request is written for it, what it tells and what it honours. It holds no code: a new
server is an entry in `profiles.json`, with its source. How a server is recognised is in `recognition`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

from sora_widgets.errors import RequestError, nearest

__all__ = ["Field", "Mark", "Profile", "ReferenceAs", "profile_for", "profile_named", "profile_names"]


@dataclass(frozen=True)
class Field:
    """How one value is written in a request.

    Attributes:
        names: the fields it fills; two for a size that is told as width and height. A dot goes one object deeper.
        kind: "text" or "number".
    """

    names: tuple[str, ...]
    kind: Literal["text", "number"]


@dataclass(frozen=True)
class ReferenceAs:
    """How a reference image is passed.

    Attributes:
        file_field: the multipart field that takes the image file itself; None when files cannot be sent.
        url_field: the field that takes an address; None when only files can be sent.
        url_value: what is put there, with "{url}" where the address goes.
        takes_data_urls: the address may be a data URL, so that a file can be sent inside the text.
    """

    file_field: str | None
    url_field: str | None
    url_value: object
    takes_data_urls: bool


@dataclass(frozen=True)
class Mark:
    """One thing by which a server gives itself away.

    Attributes:
        on: where to look: "any" answer's headers, the entries of "models", the answer about an "id" that is
            not there, or the "address" itself.
        name: the header (a pattern), the entry's field, the error code or the end of the address.
        values: what it must be; empty for anything.
        says: the mark in words, to end a sentence "recognised by …".
    """

    on: Literal["any", "models", "id", "address"]
    kind: Literal["header", "entry", "code", "ends"]
    name: str
    values: tuple[str, ...]
    says: str


@dataclass(frozen=True)
class Profile:
    """What a kind of server can do. Routes begin where the address ends.

    Attributes:
        name: the entry in `profiles.json`.
        label: as people call it.
        source: where these facts come from.
        read_on: the day they were read there.
        retired_on: the day its Videos routes were switched off, if they were.
        notice: what a person should know before using it, in a few words; None for nothing.
        hosts: host names (patterns) that are known to be this server.
        base_path: how the address ends on those hosts; None when it may end in any way.
        create_route: where a video is ordered.
        retrieve_route: where one video is asked about, with "{id}"; None where it cannot be.
        list_route: where the account's videos are listed, all of them: what is missing there was not made. None where
            no list can be trusted so far.
        delete_route: where a video is deleted; None where it cannot be.
        content_route: where the bytes are; None where only the addresses in the video object lead to them.
        list_limits: the smallest and the largest page that may be asked for.
        unknown_id_codes: error codes, besides HTTP 404, that say "no such video".
        post_timeout_s: how long an order may take to be answered.
        at_once: videos that it makes at the same time; None when nobody told.
        per_minute: orders that it takes in a minute; None when nobody told.
        encoding: how an order without a file is sent.
        fields: how prompt, model, seconds and size are written.
        fixed: fields that every order carries.
        options: our name of an option → its field there.
        reference_as: how a reference image is passed; None when it takes none.
        features: what else can be done with a video: remix, edits, extensions, characters.
        is_synchronous: the answer to an order is the finished video.
        keeps_ids: a video that is asked about tells the id that its order was answered with.
        tells_prompts: listed videos carry the prompt they were made from.
        tells_cost: it says what a video cost.
        honours_idempotency: the same `Idempotency-Key` never makes a second video.
        delete_aborts: deleting a video that is being made stops the work on it.
        has_closed_model_list: it makes the models of our price table and no others.
        checks_model: it makes only the models that it lists.
        marks: by which it is recognised.
    """

    name: str
    label: str
    source: str
    read_on: date
    retired_on: date | None
    notice: str | None
    hosts: tuple[str, ...]
    base_path: str | None
    create_route: str
    retrieve_route: str | None
    list_route: str | None
    delete_route: str | None
    content_route: str | None
    list_limits: tuple[int, int]
    unknown_id_codes: tuple[str, ...]
    post_timeout_s: float
    at_once: int | None
    per_minute: int | None
    encoding: Literal["json", "multipart"]
    fields: Mapping[str, Field]
    fixed: Mapping[str, object]
    options: Mapping[str, str]
    reference_as: ReferenceAs | None
    features: frozenset[str]
    is_synchronous: bool
    keeps_ids: bool
    tells_prompts: bool
    tells_cost: bool
    honours_idempotency: bool
    delete_aborts: bool
    has_closed_model_list: bool
    checks_model: bool
    marks: tuple[Mark, ...]

    @property
    def can_list(self) -> bool:
        return self.list_route is not None

    @property
    def can_delete(self) -> bool:
        return self.delete_route is not None

    @property
    def can_retrieve(self) -> bool:
        return self.retrieve_route is not None


def profile_names() -> tuple[str, ...]:
    """All profiles, in the order of the file."""
    return tuple(_profiles())


def profile_named(name: object) -> Profile:
    """The profile with this name.

    Raises:
        RequestError: there is none; the message names the nearest one and all of them.
    """
    profile = _profiles().get(str(name))
    if profile is None:
        names = profile_names()
        close = nearest(str(name), names)
        raise RequestError(
            f"There is no profile {name!r}: {f'did you mean {close!r}? ' if close else ''}Known are {', '.join(names)}.",
            given=name,
            nearest=close,
            allowed=names,
        )
    return profile


def profile_for(address: str, host: str) -> Profile:
    """The profile that an address alone tells: the embedded provider, a vendor's own host, or an unknown server."""
    if address == "animatic":
        return profile_named("animatic")
    known = (
        profile
        for profile in _profiles().values()
        if any(fnmatchcase(host.lower(), pattern) for pattern in profile.hosts)
    )
    return next(known, profile_named("unknown"))


@cache
def _profiles() -> Mapping[str, Profile]:
    stored = json.loads(files("sora_widgets.providers").joinpath("profiles.json").read_text(encoding="utf-8"))
    return MappingProxyType(
        {name: _read(name, {**stored["defaults"], **entry}) for name, entry in stored["profiles"].items()}
    )


def _read(name: str, entry: dict[str, Any]) -> Profile:
    read: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else MappingProxyType(value) if isinstance(value, dict) else value
        for key, value in entry.items()
    }
    read["name"] = name
    read["read_on"] = date.fromisoformat(entry["read_on"])
    read["retired_on"] = date.fromisoformat(entry["retired_on"]) if entry["retired_on"] else None
    read["features"] = frozenset(entry["features"])
    read["fields"] = MappingProxyType(
        {ours: Field(tuple(field["names"]), field["as"]) for ours, field in entry["fields"].items()}
    )
    read["reference_as"] = ReferenceAs(**entry["reference_as"]) if entry["reference_as"] else None
    read["marks"] = tuple(_mark(mark) for mark in entry["marks"])
    unknown = read.keys() - {field.name for field in fields(Profile)}
    if unknown:  # a typo in the data would otherwise be a fact that nobody reads
        raise ValueError(f"profiles.json: {name} has the unknown fields {sorted(unknown)}")
    return Profile(**read)


def _mark(mark: dict[str, Any]) -> Mark:
    if "code" in mark:
        return Mark(mark["on"], "code", "code", tuple(mark["code"]), mark["says"])
    kind: Literal["header", "entry", "ends"] = "header" if "header" in mark else "entry" if "entry" in mark else "ends"
    return Mark(mark["on"], kind, mark[kind], tuple(mark.get("is", ())), mark["says"])
