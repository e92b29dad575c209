"""What a clip costs on one's own or rented GPUs: price per hour × computing per second of video.

Nothing is invented here: a preset of `hosting.json` stands on a measurement that somebody published,
and what nobody measured is asked for. Size changes the computing more than anything else, so a figure
counts only for the size it was measured at.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cache
from pathlib import Path

from sora_widgets.errors import UnsupportedValueError
from sora_widgets.pricing.facts import Misfit
from sora_widgets.pricing.money import exactly
from sora_widgets.pricing.plans import part_of, read_clips
from sora_widgets.pricing.requests import read_seconds, read_size, shown

__all__ = ["Hosting", "hosting_presets"]

_RATE = Decimal("0.000001")  # a computed rate is told to a millionth of a dollar
_HOURS_OF_A_MONTH = Decimal(730)
_LEAST_USE = Decimal("0.001")
_MOST = 1_000_000  # dollars an hour or seconds of computing: what is above is a slip of the keyboard


@dataclass(frozen=True)
class Hosting:
    """One machine, or several GPUs that make one clip together.

    Example:
        Hosting("our box", usd_per_gpu_hour=2, compute_s_per_video_s=30).usd_per_clip(4)

    Attributes:
        name: as a table shows it.
        usd_per_gpu_hour: of one GPU, rented or with power and wear; None while nobody told.
        compute_s_per_video_s: seconds of computing for one second of video, all GPUs at work; None while unmeasured.
        gpus: how many work on one clip.
        utilisation: the part of the paid time that computes clips, from 0.001 to 1; loading and waiting are the rest.
        hours_per_month: paid every month whether used or not (730 for a machine that is always on);
            None when only what is used is paid.
        size: "WIDTHxHEIGHT" the computing was measured at; None when it is yours to vouch for any.
        makes_sound: with a sound track; None when nobody told.
        source: where the computing was measured; "" when it was given.
        price_source: where the GPU price stands; "" when it was given.
        read_on: the day both were read; None when they were given.
        note: how the figures came about.

    Raises:
        UnsupportedValueError: no name, a negative price, no GPUs, a utilisation of nothing or above 1, more hours than a month has.
    """

    name: str
    usd_per_gpu_hour: Decimal | None = None
    compute_s_per_video_s: Decimal | None = None
    gpus: int = 1
    utilisation: Decimal = Decimal(1)
    hours_per_month: Decimal | None = None
    size: str | None = None
    makes_sound: bool | None = None
    source: str = ""
    price_source: str = ""
    read_on: date | None = None
    note: str = ""

    def __post_init__(self) -> None:
        put = object.__setattr__  # frozen for everybody else; what was given as 2 or "2.49" becomes a Decimal here
        for name in ("usd_per_gpu_hour", "compute_s_per_video_s", "hours_per_month"):
            if getattr(self, name) is not None:
                put(self, name, _number(name, getattr(self, name)))
        put(self, "utilisation", _number("utilisation", self.utilisation))
        put(self, "name", str(self.name or "").strip())
        if not self.name:
            raise _refused("name", self.name, "a text", "name='our box'")
        if type(self.gpus) is not int or not 1 <= self.gpus <= _MOST:
            raise _refused("gpus", self.gpus, "a whole number from 1", "gpus=1")
        if not _LEAST_USE <= self.utilisation <= 1:
            raise _refused("utilisation", self.utilisation, f"from {_LEAST_USE} to 1", "utilisation=0.5")
        if self.hours_per_month is not None and self.hours_per_month > _HOURS_OF_A_MONTH:
            raise _refused("hours_per_month", self.hours_per_month, "at most 730", "hours_per_month=730")
        if self.size is not None:
            read_size(self.size)

    @property
    @exactly
    def usd_per_second(self) -> Decimal | None:
        """Of video, when only what is used is paid; rounded to a millionth of a dollar. None while a figure is missing."""
        if self.usd_per_gpu_hour is None or self.compute_s_per_video_s is None:
            return None
        paid_s = self.compute_s_per_video_s / self.utilisation
        return (self.usd_per_gpu_hour * self.gpus * paid_s / 3600).quantize(_RATE, ROUND_HALF_UP)

    @property
    @exactly
    def usd_reserved_per_month(self) -> Decimal | None:
        """What is paid every month whatever is made; 0 when only what is used is paid, None while a price is missing."""
        if self.hours_per_month is None:
            return Decimal(0)
        return None if self.usd_per_gpu_hour is None else self.usd_per_gpu_hour * self.gpus * self.hours_per_month

    @exactly
    def clips_per_month(self, seconds: int | str) -> int | None:
        """How many clips of so many seconds the reserved hours hold; None without such hours, or unmeasured."""
        if self.hours_per_month is None or not self.compute_s_per_video_s:
            return None
        computing_s = self.hours_per_month * 3600 * self.utilisation
        return int((computing_s / (self.compute_s_per_video_s * read_seconds(seconds))).to_integral_value(ROUND_DOWN))

    def makes(
        self, seconds: int | str, size: str, sound: bool | None = None, *, clips_per_month: int | None = None
    ) -> tuple[Misfit, ...]:
        """Why this work does not fit; empty when it fits, or is not known not to. Upright counts as the same size."""
        found = []
        if self.size is not None and sorted(self.size.split("x")) != sorted(size.split("x")):
            found.append(Misfit("size", size, (self.size,)))
        if sound and self.makes_sound is False:
            found.append(Misfit("sound", True, (False,)))
        most = self.clips_per_month(seconds)
        if clips_per_month is not None and most is not None and clips_per_month > most:
            found.append(Misfit("quota", clips_per_month, (most,)))
        return tuple(found)

    @exactly
    def usd_per_month(self, clips: int, seconds: int | str) -> Decimal | None:
        """What so many clips cost in a month, the idle hours included; None when unknown or more than the hours hold."""
        if self.hours_per_month is None:
            rate_usd = self.usd_per_second
            return None if rate_usd is None else rate_usd * read_seconds(seconds) * read_clips(clips)
        most = self.clips_per_month(seconds)
        return None if most is None or read_clips(clips) > most else self.usd_reserved_per_month

    def usd_per_clip(self, seconds: int | str, clips_per_month: int | None = None) -> Decimal | None:
        """What one clip comes to, rounded to a hundredth of a cent.

        Args:
            seconds: the length of the clip.
            clips_per_month: how many you make; with reserved hours None means as many as they hold.

        Returns:
            None while a figure is missing, or when the reserved hours hold fewer clips.
        """
        clips = None if clips_per_month is None else read_clips(clips_per_month)
        if self.hours_per_month is None:
            month_usd, clips = self.usd_per_month(1, seconds), 1
        elif clips is None:  # all that the hours hold, be it more than anybody makes
            month_usd, clips = self.usd_reserved_per_month, self.clips_per_month(seconds)
        else:
            month_usd = self.usd_per_month(clips, seconds)
        return None if month_usd is None or not clips else part_of(month_usd, clips)

    @exactly
    def idle_usd(self, clips: int, seconds: int | str) -> Decimal | None:
        """What of a month is paid for reserved hours in which nothing is computed; None when that is unknown."""
        reserved_usd, most = self.usd_reserved_per_month, self.clips_per_month(seconds)
        if reserved_usd == 0:
            return reserved_usd
        if reserved_usd is None or not most or read_clips(clips) > most or self.compute_s_per_video_s is None:
            return None
        used_hours = self.compute_s_per_video_s * read_seconds(seconds) * clips / 3600
        return part_of(reserved_usd * (1 - used_hours / (self.hours_per_month or 1)), 1)


@cache
@exactly
def hosting_presets() -> tuple[Hosting, ...]:
    """Machines whose computing somebody measured and whose hourly price is listed, each with both sources."""
    stored = json.loads(Path(__file__).with_name("hosting.json").read_text(encoding="utf-8"))
    return tuple(
        Hosting(
            name=entry["name"],
            usd_per_gpu_hour=Decimal(entry["usd_per_gpu_hour"]),
            compute_s_per_video_s=Decimal(entry["compute_s"]) / Decimal(entry["video_s"]),
            gpus=entry["gpus"],
            size=entry["size"],
            makes_sound=entry["makes_sound"],
            source=entry["source"],
            price_source=entry["price_source"],
            read_on=date.fromisoformat(entry["read_on"]),
            note=entry["note"],
        )
        for entry in stored["hosting"]
    )


def _number(name: str, given: object) -> Decimal:
    try:
        number = given if isinstance(given, Decimal) else Decimal(str(given))  # by way of text: 0.1 is a tenth
    except (InvalidOperation, ValueError):  # no number, or one of thousands of digits
        number = Decimal(-1)
    if isinstance(given, bool) or not number.is_finite() or not 0 <= number <= _MOST:
        raise _refused(name, given, f"a number from 0 to {_MOST:,}", f"{name}=1")
    return number


def _refused(name: str, given: object, wanted: str, advice: str) -> UnsupportedValueError:
    return UnsupportedValueError(f"{name} must be {wanted}, not {shown(given)}: use {advice}.", name=name, given=given)
