"""ChatGPT's plans and the Sora clips in them, as dated history.

The only reader of `plans.json`. Today no plan includes Sora: the app ended on 2026-04-26. The history
stays because it teaches what the next offer must be asked: how many clips, how long, how large, and
what one costs when the month is not used up. It does not compare: that is `compare.py`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sora_widgets.errors import UnsupportedValueError
from sora_widgets.pricing.facts import Misfit
from sora_widgets.pricing.money import exactly
from sora_widgets.pricing.requests import read_seconds, read_size, shown

__all__ = ["Plan", "part_of", "plans", "read_clips"]

_MOST_CLIPS = 1_000_000  # more a month nobody makes; sums stay exact far beyond
_SHARE = Decimal("0.0001")  # a part of a monthly price is told to a hundredth of a cent


@dataclass(frozen=True)
class Plan:
    """One plan as it stood between two days.

    Attributes:
        id: its name and the month it began, "chatgpt-plus@2024-12".
        name: "ChatGPT Plus".
        service: what of Sora it gave: "Sora 1" or "Sora 2 app".
        usd_per_month: its price; also paid when nothing is made.
        began_on: the first day it included this service.
        ended_on: the day that ended, or None while it goes on.
        credits_per_month: how many; None when it did not count in credits.
        clips_per_day: how many; None when it did not count by the day.
        credits_per_clip: by format ("720p 16:9") and seconds.
        seconds: the lengths it made, shortest first; empty when nobody told us.
        max_resolution: "720p", or None when nobody told us.
        has_unlimited_slow: clips beyond the credits were made too, slowly.
        makes_sound: with a sound track; None when nobody told us.
        watermark: a visible one; None when nobody told us.
        source: the page the figures stand on.
        read_on: the day it was read.
        note: who says so, and what is not modelled.
    """

    id: str
    name: str
    service: str
    usd_per_month: Decimal
    began_on: date
    ended_on: date | None
    credits_per_month: int | None
    clips_per_day: int | None
    credits_per_clip: Mapping[tuple[str, int], int]
    seconds: tuple[int, ...]
    max_resolution: str | None
    has_unlimited_slow: bool
    makes_sound: bool | None
    watermark: bool | None
    source: str
    read_on: date
    note: str

    @property
    def max_seconds(self) -> int | None:
        return self.seconds[-1] if self.seconds else None

    def length_for(self, seconds: int | str) -> int | None:
        """The shortest clip the plan made that holds `seconds`; None when none does, or nobody knows."""
        asked_s = read_seconds(seconds)
        return next((length for length in self.seconds if length >= asked_s), None)

    def clips_per_month(self, seconds: int | str, size: str) -> int | None:
        """How many such clips a month held, at full speed; None when that is not known.

        A shot shorter than what the plan made counts as the shortest clip that holds it. A month counts 30 days.
        """
        length_s = self.length_for(seconds)
        if length_s is None:
            return None
        if self.clips_per_day is not None:
            return self.clips_per_day * _history()[1]
        credits = self.credits_per_clip.get((_format_of(size), length_s))
        return self.credits_per_month // credits if credits and self.credits_per_month else None

    def makes(
        self,
        seconds: int | str,
        size: str,
        sound: bool | None = None,
        batch: bool = False,
        *,
        clips_per_month: int | None = None,
        on: date | None = None,
    ) -> tuple[Misfit, ...]:
        """Why this work does not fit; empty when it fits, or is not known not to.

        Args:
            seconds: of one clip.
            size: "WIDTHxHEIGHT".
            sound: True: with a sound track. Without one fits too: it can be muted.
            batch: an order that may wait; plans have no price for it.
            clips_per_month: how many such clips.
            on: a day on which the plan must still include Sora.
        """
        found = []
        if self.seconds and self.length_for(seconds) is None:
            found.append(Misfit("seconds", read_seconds(seconds), self.seconds))
        if self.max_resolution is not None and _shorter_side(size) > int(self.max_resolution.removesuffix("p")):
            found.append(Misfit("size", size, (self.max_resolution,)))
        if sound and self.makes_sound is False:
            found.append(Misfit("sound", True, (False,)))
        if batch:
            found.append(Misfit("batch", True, (False,)))
        most = self.clips_per_month(seconds, size)
        if clips_per_month is not None and most is not None and not self.has_unlimited_slow and clips_per_month > most:
            found.append(Misfit("quota", clips_per_month, (most,)))
        if on is not None and self.ended_on is not None and self.ended_on <= on:
            found.append(Misfit("retired", self.ended_on))
        return tuple(found)

    def usd_per_clip(self, seconds: int | str, size: str, clips_per_month: int | None = None) -> Decimal | None:
        """What one clip comes to: the month's price shared out, rounded to a hundredth of a cent.

        Args:
            seconds: the length of the shot.
            size: "WIDTHxHEIGHT".
            clips_per_month: how many you make; None for as many as the plan holds.

        Returns:
            None when nobody knows what the plan holds, or when it holds fewer.

        Raises:
            UnsupportedValueError: `clips_per_month` is no whole number from 1.
        """
        most = self.clips_per_month(seconds, size)
        clips = most if clips_per_month is None else read_clips(clips_per_month)
        if not most or not clips or (clips > most and not self.has_unlimited_slow):
            return None
        return part_of(self.usd_per_month, clips)


def plans(on: date | None = None) -> tuple[Plan, ...]:
    """All plans that ever included Sora, oldest first, or those that did on one day. Today there is none."""
    every = _history()[0]
    if on is None:
        return every
    day = read_day(on)
    return tuple(plan for plan in every if plan.began_on <= day and (plan.ended_on is None or day < plan.ended_on))


def read_day(on: object) -> date:
    """A day, of a moment too.

    Raises:
        UnsupportedValueError: anything else.
    """
    if isinstance(on, datetime):
        return on.date()
    if isinstance(on, date):
        return on
    raise UnsupportedValueError(
        f"on must be a date, not {shown(on)}: use on=date(2026, 9, 23), or leave it out.", name="on", given=on
    )


def read_clips(given: object, name: str = "clips_per_month", least: int = 1) -> int:
    """How many clips a month, a whole number up to a million.

    Raises:
        UnsupportedValueError: anything else.
    """
    if isinstance(given, int) and not isinstance(given, bool) and least <= given <= _MOST_CLIPS:
        return given
    raise UnsupportedValueError(
        f"{name} must be a whole number from {least} to {_MOST_CLIPS:,}, not {shown(given)}: use {name}=30.",
        name=name,
        given=given,
    )


@exactly
def part_of(amount_usd: Decimal, parts: int) -> Decimal:
    """An amount shared out into so many parts, rounded to a hundredth of a cent."""
    return (amount_usd / parts).quantize(_SHARE, ROUND_HALF_UP)


def _shorter_side(size: str) -> int:
    return min(map(int, read_size(size).split("x")))


def _format_of(size: str) -> str:
    width, _, height = read_size(size).partition("x")
    return f"{_shorter_side(size)}p {'1:1' if width == height else '16:9'}"


@cache
def _history() -> tuple[tuple[Plan, ...], int]:
    stored = json.loads(Path(__file__).with_name("plans.json").read_text(encoding="utf-8"))
    return tuple(_plan(entry, stored["credits"]) for entry in stored["plans"]), stored["days_per_month"]


def _plan(entry: Mapping[str, Any], credits: Mapping[str | None, Any]) -> Plan:
    tariff: Mapping[str, Any] = credits.get(entry.get("credits"), {"per_clip": (), "note": ""})
    return Plan(
        id=entry["id"],
        name=entry["name"],
        service=entry["service"],
        usd_per_month=Decimal(entry["usd_per_month"]),
        began_on=date.fromisoformat(entry["began_on"]),
        ended_on=date.fromisoformat(entry["ended_on"]) if entry["ended_on"] else None,
        credits_per_month=entry.get("credits_per_month"),
        clips_per_day=entry.get("clips_per_day"),
        credits_per_clip=MappingProxyType(
            {(row["format"], row["seconds"]): row["credits"] for row in tariff["per_clip"]}
        ),
        seconds=tuple(entry["seconds"]),
        max_resolution=entry.get("max_resolution"),
        has_unlimited_slow=entry.get("has_unlimited_slow", False),
        makes_sound=entry.get("makes_sound"),
        watermark=entry.get("watermark"),
        source=entry["source"],
        read_on=date.fromisoformat(entry["read_on"]),
        note=" ".join(filter(None, [entry["note"], tariff["note"]])),
    )
