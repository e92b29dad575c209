"""What was asked for, held against what was measured.

Servers round lengths, choose sizes of their own and leave sound out, and none says so: the file does.
Pure arithmetic over a record and facts. What was not asked for, or could not be measured, is never
called a difference; how differences look is `document`'s business and the widgets'.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from sora_widgets.clips.facts import Facts
from sora_widgets.clips.provenance import Provenance

__all__ = ["Difference", "differences_between"]

# Half a frame is lost when a length becomes whole frames (31 ms at 16 fps), the container's clock rounds by 1 ms more,
# and models that make 4n + 1 or 8n + 1 frames add one (62 ms at 16 fps): together below a tenth of a second, which
# nobody sees, and which is also how finely a delivered second is charged.
_SECONDS_TOLERANCE = 0.1

# Half of the smallest step between rates that people choose between, 24 and 25: so the NTSC rates (29.97 for 30) and
# the average of a file whose clock ticks in milliseconds count as what was asked for.
_FPS_TOLERANCE = 0.02

# In a prompt these mean that nothing shall be heard, or make it uncertain; English and French.
_NAMES_SOUND = re.compile(r"\b(?:sounds?|audio|sons?|bande[- ]son)\s*:", re.IGNORECASE)
_ASKS_FOR_SILENCE = re.compile(
    r"\b(silen(t|ce|cieux|cieuse)|mute[ds]?|muette?s?|(no|without) (sound|audio)|(sans|pas de|aucun) son)\b",
    re.IGNORECASE,
)

Name = Literal["seconds", "size", "fps", "sound"]


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it was asked for.

    Attributes:
        name: of the setting.
        asked: as a person writes it: "4 s", "1280×720", "24 fps"; of sound "sound" or "no sound".
        delivered: in the same way; of sound also "silence", a track in which nothing can be heard.

    Example:
        >>> Difference("size", "1280×720", "1344×768").sentence
        'asked 1280×720, got 1344×768'
    """

    name: Name
    asked: str
    delivered: str

    @property
    def sentence(self) -> str:
        """In English, to stand in a caption."""
        return f"asked {self.asked}, got {self.delivered}"


def differences_between(record: Provenance, facts: Facts) -> tuple[Difference, ...]:
    """Everything that is not as it was asked for, in the order length, size, frame rate, sound.

    Args:
        record: what was asked for; a record without an order (a file that was merely opened) asks for nothing.
        facts: what was measured.
    """
    found = (_of_seconds(record, facts), _of_size(record, facts), _of_fps(record, facts), _of_sound(record, facts))
    return tuple(difference for difference in found if difference is not None)


def _of_seconds(record: Provenance, facts: Facts) -> Difference | None:
    if record.seconds <= 0 or abs(facts.duration_s - record.seconds) <= _SECONDS_TOLERANCE:
        return None
    return Difference("seconds", f"{record.seconds} s", f"{_short(facts.duration_s)} s")


def _of_size(record: Provenance, facts: Facts) -> Difference | None:
    asked = re.fullmatch(r"\s*(\d+)\s*[x×]\s*(\d+)\s*", record.size, re.IGNORECASE)
    if asked is None or (int(asked[1]), int(asked[2])) == (facts.width, facts.height):
        return None
    return Difference("size", f"{int(asked[1])}×{int(asked[2])}", f"{facts.width}×{facts.height}")


def _of_fps(record: Provenance, facts: Facts) -> Difference | None:
    asked = record.options.get("fps")
    if isinstance(asked, bool) or not isinstance(asked, (int, float)) or not asked > 0:
        return None
    if abs(facts.fps - asked) <= _FPS_TOLERANCE * asked:
        return None
    return Difference("fps", f"{_short(asked)} fps", f"{_short(facts.fps)} fps")


def _of_sound(record: Provenance, facts: Facts) -> Difference | None:
    wish = record.options.get("sound")
    if wish is False:
        # A track that was not measured may be an empty one.
        return Difference("sound", "no sound", "sound") if facts.has_sound and facts.is_silent is False else None
    part = (record.parts.get("sound") or "").strip()
    # Only what the prompt calls a sound: the reader's guess about a free text is no wish of its writer.
    is_asked = wish is True or (part and _NAMES_SOUND.search(record.prompt) and not _ASKS_FOR_SILENCE.search(part))
    if is_asked and not facts.has_sound:
        return Difference("sound", "sound", "no sound")
    return Difference("sound", "sound", "silence") if is_asked and facts.is_silent else None


def _short(number: float) -> str:
    """At most two decimals, and none that say nothing."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
