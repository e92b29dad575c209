"""Work to be priced, read from what people hand in: which clips, how often, by which models, and how.

What is handed in is told by what it has, not by its class: a storyboard has `shots`, a request has
`model`, `seconds` and `size`. No price is known here.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple, TypeGuard

from sora_widgets.errors import UnsupportedValueError
from sora_widgets.pricing.requests import read_request, read_size, shown

__all__ = ["Group", "Work", "read_work"]

_SECONDS, _SIZE, _MODEL = 4, "1280x720", "sora-2"
_MOST = 1_000_000  # of takes, dollars a second and the like; more is a slip of the keyboard
_EXTENSION_S, _EXTENSIONS, _EXTENDED_S = (4, 20), 6, 120
"""Of Sora's extensions: seconds of each, how many, and of the whole film (OpenAI's guide and specification)."""


class Group(NamedTuple):
    """Shots that are priced together: equally long.

    Attributes:
        name: of a shot that has a line of its own; "" for others.
        seconds: of each.
        shots: how many.
    """

    name: str
    seconds: int
    shots: int


class Work(NamedTuple):
    """What is asked for. `said` holds what must be told about how it was read."""

    groups: tuple[Group, ...]
    models: tuple[str, ...]
    size: str
    takes: int
    sound: bool | None
    batch: bool
    images: int
    input_seconds: int
    remixes: int
    extensions: tuple[int, ...]
    usd_per_second: Decimal | None
    provider: str | None
    said: tuple[str, ...]

    @property
    def seconds(self) -> int:
        """Of one clip; of shots of several lengths, of all of them together."""
        if len({group.seconds for group in self.groups}) == 1 and not self.groups[0].name:
            return self.groups[0].seconds
        return sum(group.seconds * group.shots for group in self.groups)

    def lasting(self, seconds: int) -> Work:
        """The same, every clip with another length."""
        return self._replace(groups=tuple(group._replace(seconds=seconds) for group in self.groups))


def read_work(
    what: object,
    *,
    models: str | Iterable[str] | None,
    seconds: int | str | None,
    size: str | None,
    takes: int,
    sound: bool | None,
    batch: bool,
    images: int,
    input_seconds: int,
    remixes: int,
    extensions: Iterable[int],
    usd_per_second: Decimal | float | str | None,
    provider: str | None,
) -> Work:
    """Check and complete what was asked for; the arguments are those of `estimate`.

    Raises:
        UnsupportedValueError: a value of another type or out of its range.
    """
    said: list[str] = []
    told = _request(what)
    for name, given in (("model", models), ("seconds", seconds), ("size", size)):
        if given is not None and name in told and str(given) != str(told[name]):
            said.append(f"The request says {name}={told[name]!r}; priced is {name}={given!r}.")
    names = _names(told.get("model", _MODEL) if models is None else models)
    asked_s = told.get("seconds") if seconds is None else seconds
    length_s = None if asked_s is None else _length(asked_s)
    added = _extensions(extensions)
    groups = _groups(what, length_s, said)
    if added and any(name.startswith("sora-2") for name in names):
        _check_extensions(added, max(group.seconds for group in groups))
    return Work(
        groups=groups,
        models=names,
        size=read_size(told.get("size", _SIZE) if size is None else size),
        takes=_count(takes, "takes", 1),
        sound=_flag(sound, "sound", (True, False, None)),
        batch=bool(_flag(batch, "batch", (True, False))),
        images=_count(images, "images", 0),
        input_seconds=_count(input_seconds, "input_seconds", 0),
        remixes=_count(remixes, "remixes", 0),
        extensions=added,
        usd_per_second=None if usd_per_second is None else _rate(usd_per_second),
        provider=provider,
        said=tuple(said),
    )


def _request(what: object) -> dict[str, Any]:
    """Model, seconds and size of a request; nothing for anything else."""
    if _is_request(what):
        model, seconds, size = (getattr(what, name) for name in ("model", "seconds", "size"))
        return dict(zip(("model", "seconds", "size"), read_request(model, seconds, size), strict=True))
    return {}


def _names(given: object) -> tuple[str, ...]:
    several = (given,) if isinstance(given, str) else tuple(given) if isinstance(given, Iterable) else ()
    if not several:
        raise UnsupportedValueError(
            f"model must be a name or several, not {shown(given)}: use model={_MODEL!r}.", name="model", given=given
        )
    return tuple(dict.fromkeys(read_request(name, _SECONDS, _SIZE)[0] for name in several))


def _groups(what: object, length_s: int | None, said: list[str]) -> tuple[Group, ...]:
    shots = getattr(what, "shots", None)
    if isinstance(what, (int, float)):  # meant as seconds, or as takes
        raise UnsupportedValueError(
            f"There is nothing to price in {shown(what)}: name what it is, as in seconds=4.", name="what", given=what
        )
    if _is_list(shots):
        listed = list(shots)
    elif _is_list(what) and not _is_request(what):
        listed = list(what)
    else:
        return (Group("", length_s or _SECONDS, 1),)
    if not listed:
        raise UnsupportedValueError("There is nothing to price: the list of shots is empty.", name="what", given=what)
    other = next((one for one in listed if _is_list(one) or hasattr(one, "shots") or _is_request(one)), None)
    if other is not None:  # its model, its size or its many clips would not be counted
        raise UnsupportedValueError(
            f"A list to price holds shots and texts, not {shown(other)}: price it by itself.", name="what", given=other
        )
    own = [getattr(shot, "seconds", None) for shot in listed]
    if length_s is not None and any(one is not None and one != length_s for one in own):
        said.append(f"Every shot is priced with {length_s} s, whatever its own length.")
    lengths = [length_s or (_SECONDS if one is None else _length(one)) for one in own]
    if _is_list(shots):
        return tuple(Group(f"shot {number}", one, 1) for number, one in enumerate(lengths, 1))
    return tuple(Group("", one, lengths.count(one)) for one in dict.fromkeys(lengths))


def _is_list(given: object) -> TypeGuard[Iterable[object]]:
    return isinstance(given, Iterable) and not isinstance(given, (str, bytes))


def _is_request(what: object) -> bool:
    return all(hasattr(what, name) for name in ("model", "seconds", "size"))


def _extensions(given: object) -> tuple[int, ...]:
    if not _is_list(given):
        raise UnsupportedValueError(
            f"extensions must be a list of seconds, not {shown(given)}: use extensions=[8].",
            name="extensions",
            given=given,
        )
    return tuple(map(_length, given))


def _length(given: object) -> int:
    return read_request(_MODEL, given, _SIZE)[1]


def _check_extensions(added: tuple[int, ...], first_s: int) -> None:
    least_s, most_s = _EXTENSION_S
    wrong = next((one for one in added if not least_s <= one <= most_s), None)
    if wrong is not None:
        sentence = f"An extension adds {least_s} to {most_s} s, not {wrong}: use another length."
    elif len(added) > _EXTENSIONS:
        sentence = f"A clip can be extended {_EXTENSIONS} times, not {len(added)}: use fewer and longer extensions."
    elif first_s + sum(added) > _EXTENDED_S:
        sentence = (
            f"An extended clip lasts at most {_EXTENDED_S} s, not {first_s + sum(added)}: use shorter extensions."
        )
    else:
        return
    raise UnsupportedValueError(sentence, name="extensions", given=added)


def _count(given: object, name: str, least: int) -> int:
    if isinstance(given, int) and not isinstance(given, bool) and least <= given <= _MOST:
        return given
    raise UnsupportedValueError(
        f"{name} must be a whole number from {least} to {_MOST:,}, not {shown(given)}: use {name}={least}.",
        name=name,
        given=given,
    )


def _flag(given: object, name: str, allowed: tuple[bool | None, ...]) -> bool | None:
    for one in allowed:
        if given is one:
            return one
    raise UnsupportedValueError(
        f"{name} must be {'True, False or None' if None in allowed else 'True or False'}, not {shown(given)}: leave it out.",
        name=name,
        given=given,
        allowed=allowed,
    )


def _rate(given: Decimal | float | str) -> Decimal:
    try:
        # by way of text, so that 0.1 means ten cents and not its binary neighbour
        rate_usd = given if isinstance(given, Decimal) else Decimal(str(given))
    except (InvalidOperation, ValueError):  # no number, or one of thousands of digits
        rate_usd = Decimal(-1)
    if isinstance(given, bool) or not rate_usd.is_finite() or not 0 <= rate_usd <= _MOST:
        raise UnsupportedValueError(
            f"usd_per_second must be a price from 0 to {_MOST:,}, not {shown(given)}: use usd_per_second=0 when it is free.",
            name="usd_per_second",
            given=given,
        )
    return rate_usd
