"""What one model makes and what it lists: lengths, sizes, sound, prices, and why other work does not fit.

Pure data and questions to it. Where the data comes from is `rates.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Literal, NamedTuple

from sora_widgets.errors import UnsupportedValueError
from sora_widgets.pricing.requests import either, is_widescreen, nearest_size, resolution_of, size_at

__all__ = ["Misfit", "ModelFacts", "Tier"]

_MOST_NAMED = 8  # more sizes than that are named by their resolutions


@dataclass(frozen=True)
class Tier:
    """One list price.

    Attributes:
        usd_per_second: of output.
        resolution: "480p", "720p", "1024p", "4k", …; None: the list tells no resolutions apart.
        sound: the price with (or without) a sound track; None: not told apart.
        batch: the price of an order that may wait.
        usd_per_input_second: of a video handed in, on top; None: nobody told.
    """

    usd_per_second: Decimal
    resolution: str | None = None
    sound: bool | None = None
    batch: bool = False
    usd_per_input_second: Decimal | None = None


class Misfit(NamedTuple):
    """Why work does not fit a model, as data; `str()` says it in English.

    Attributes:
        code: "seconds", "size", "sound", "batch", "retired", "price" (perhaps made, and nobody lists a price for it) or
            "needs"; of a plan also "quota".
        value: what was asked for; for "retired" the day, for "needs" what was handed in.
        allowed: what there is instead; empty when nothing is known.
    """

    code: str
    value: object
    allowed: tuple[object, ...] = ()

    def __str__(self) -> str:
        choice = either([str(one) for one in self.allowed]) if self.allowed else ""
        if self.code == "seconds":
            return f"makes clips of {_lengths(self.allowed)} s, not {self.value}"
        if self.code == "size":
            return f"makes clips of {choice}, not {self.value}"
        if self.code == "sound":
            return "makes no sound"
        if self.code == "batch":
            return "has no batch price"
        if self.code == "retired":
            return f"retired on {self.value}"
        if self.code == "quota":
            return f"holds {choice} clips a month, not {self.value}"
        if self.code == "needs":
            return f"needs {'a video' if self.allowed == ('video',) else 'a picture'} to start from"
        return f"lists no price for {self.value}" + (f", only for {choice}" if choice else "")


@dataclass(frozen=True)
class ModelFacts:
    """What the table says of one model as one seller offers it.

    Attributes:
        id: as it is asked for; a snapshot, or another name of the same offer, keeps its own.
        aliases: other names it is found by.
        seller: who is paid.
        is_reseller: the seller offers another maker's model.
        needs: what an order must hand in besides words: "image", "video" or None.
        seconds: the lengths it makes, shortest first; empty when nobody told.
        sizes: "WIDTHxHEIGHT", in the order of the table; empty when only resolutions are known, or nothing.
        resolutions: all that it makes; empty when nobody told.
        tiers: its list prices; empty when nobody told.
        makes_sound: also True when it is optional; None when nobody told.
        is_priced_by_pixels: the prices hold for 16:9 and 9:16 only.
        minimum_usd: the least charge of one task; None when there is none.
        usd_per_input_image: of a picture handed in; None when the list names no charge.
        free_input_images: of each task.
        retired_on: the day its service ended, or is announced to end; None for neither.
        source: the page that the price list stands on; `note` says whether anybody read it there.
        read_on: the day the prices were read, there or in a copy.
        reading: who read the prices, and where, in a sentence.
        note: `reading`, and what the prices leave out, in plain sentences.
        resolution_by_size: which resolution's price each of `sizes` has.
        map_covers: which resolutions the price that litellm's map gives without naming one stands for; None when our
            entry is finer than the map's, and so kept when a newer one is read.
    """

    id: str
    aliases: tuple[str, ...]
    seller: str
    is_reseller: bool
    needs: Literal["image", "video"] | None
    seconds: tuple[int, ...]
    sizes: tuple[str, ...]
    resolutions: tuple[str, ...]
    tiers: tuple[Tier, ...]
    makes_sound: bool | None
    is_priced_by_pixels: bool
    minimum_usd: Decimal | None
    usd_per_input_image: Decimal | None
    free_input_images: int
    retired_on: date | None
    source: str
    read_on: date
    reading: str
    note: str
    resolution_by_size: Mapping[str, str]
    map_covers: tuple[str | None, ...] | None

    @cached_property
    def usd_per_second(self) -> Mapping[str, Decimal]:
        """List price by size, with sound where that is told apart; empty for a model without exact sizes."""
        priced = ((size, self.tier_for(size)) for size in self.sizes)
        return MappingProxyType({size: tier.usd_per_second for size, tier in priced if tier is not None})

    @cached_property
    def assumptions(self) -> tuple[str, ...]:
        """What any price of it rests on, in plain sentences."""
        said = [f"List price per second of output, read on {self.read_on.isoformat()}.", self.note]
        if not self.seconds:
            said.append(f"No source tells which lengths {self.id} makes.")
        if self.is_reseller:
            said.append(f"{self.seller} sells another maker's model.")
        return tuple(said)

    def tier_for(self, size: str, sound: bool | None = None, batch: bool = False) -> Tier | None:
        """The list price that covers a size; None when nobody told one. `sound` left open counts as with sound."""
        if self.sizes and size not in self.resolution_by_size:
            return None
        if self.is_priced_by_pixels and not is_widescreen(size):
            return None
        resolution = self._resolution(size)
        silent = sound is False
        for tier in self.tiers:
            fits = tier.resolution is None or tier.resolution == resolution
            if fits and tier.batch is batch and (tier.sound is None or tier.sound is not silent):
                return tier
        return None

    def makes(
        self,
        seconds: int,
        size: str,
        sound: bool | None = None,
        batch: bool = False,
        *,
        images: int = 0,
        input_seconds: int = 0,
        on: date | None = None,
    ) -> tuple[Misfit, ...]:
        """Why this work does not fit; empty when it fits, or is not known not to.

        Args:
            seconds: of one clip.
            size: "WIDTHxHEIGHT".
            sound: True: with a sound track; False: without; None: as it comes.
            batch: an order that may wait.
            images: pictures handed in.
            input_seconds: of video handed in.
            on: a day on which the service must still be there.
        """
        found = list(self._not_made(seconds, size, sound))
        if self.tier_for(size, sound, batch) is None and self._makes_size(size):
            found.append(self._unpriced(size, sound, batch))
        if (self.needs == "image" and not images) or (self.needs == "video" and not input_seconds):
            found.append(Misfit("needs", None, (self.needs,)))
        if on is not None and self.retired_on is not None and self.retired_on <= on:
            found.append(Misfit("retired", self.retired_on))
        return tuple(found)

    def nearest_seconds(self, seconds: int) -> int:
        """The length it makes that is nearest, the longer of two; `seconds` itself when nobody told any."""
        return min(self.seconds, key=lambda allowed: (abs(allowed - seconds), -allowed), default=seconds)

    def nearest_size(self, size: str) -> str:
        """The size it makes that is nearest, of the same orientation; `size` itself when nobody told any."""
        if self._makes_size(size):
            return size
        return nearest_size(size, self.sizes or [size_at(name, size) for name in self.resolutions])

    def refusal(self, seconds: int, size: str, sound: bool | None = None) -> UnsupportedValueError | None:
        """The error for a length, a size or sound that it is known not to make, with the nearest that it does."""
        wrong = next(self._not_made(seconds, size, sound), None)
        if wrong is None:
            return None
        instead = {
            "seconds": f"seconds={self.nearest_seconds(seconds)}",
            "size": f"size={self.nearest_size(size)!r}",
            "sound": "sound=False",
        }
        is_long = wrong.code == "size" and len(wrong.allowed) > _MOST_NAMED
        return UnsupportedValueError(
            f"{self.id} {wrong._replace(allowed=self.resolutions) if is_long else wrong}: use {instead[wrong.code]}.",
            name=wrong.code,
            given=wrong.value,
            allowed=wrong.allowed,
            model=self.id,
        )

    def _not_made(self, seconds: int, size: str, sound: bool | None) -> Iterator[Misfit]:
        if self.seconds and seconds not in self.seconds:
            yield Misfit("seconds", seconds, self.seconds)
        if not self._makes_size(size):
            yield Misfit("size", size, self.sizes or self.resolutions)
        if sound and self.makes_sound is False:
            yield Misfit("sound", True, (False,))

    def _resolution(self, size: str) -> str | None:
        return self.resolution_by_size[size] if self.sizes else resolution_of(size)

    def _makes_size(self, size: str) -> bool:
        if self.sizes:
            return size in self.resolution_by_size
        return not self.resolutions or resolution_of(size) in self.resolutions

    def _unpriced(self, size: str, sound: bool | None, batch: bool) -> Misfit:
        if batch and self.tier_for(size, sound) is not None:
            return Misfit("batch", True, (False,))
        if self.is_priced_by_pixels and not is_widescreen(size):
            return Misfit("price", size, ("16:9", "9:16"))
        asked = self._resolution(size) or size
        told = dict.fromkeys(tier.resolution for tier in self.tiers if tier.batch is batch)
        if asked in told or None in told:
            return Misfit("price", asked)  # for the other kind of sound alone
        return Misfit("price", asked, tuple(told))


def _lengths(seconds: tuple[object, ...]) -> str:
    numbers = [int(str(length)) for length in seconds]
    if len(numbers) > 3 and numbers == list(range(numbers[0], numbers[-1] + 1)):
        return f"{numbers[0]} to {numbers[-1]}"
    return either([str(length) for length in numbers])
