"""A shot: seven parts of film language, in the user's own words.

The one value that travels through the whole house. It is frozen and hashable; how it is written
as prose is `writer.py`'s, how prose becomes a shot is `reader.py`'s.
"""

from __future__ import annotations

from dataclasses import dataclass

from sora_widgets.errors import RequestError, UnknownKeywordError, nearest
from sora_widgets.prompts.parts import PARTS

__all__ = ["MAX_PROMPT_CHARS", "PARTS", "Shot"]

MAX_PROMPT_CHARS = 32_000
"""Longest prompt of the Videos protocol: `CreateVideoJsonBody.prompt`, openai/openai-openapi @f85dbe2, 2026-08-21."""


@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Shot:
    """Seven optional parts; everything is text.

        >>> shot = Shot(framing="wide shot", subject="a child", action="flying a red kite", setting="a leafy park")
        >>> shot.to_text()
        'Wide shot of a child flying a red kite in a leafy park.'

    Raises:
        UnknownKeywordError: a misspelt part; the nearest one is named.
        RequestError: a part that is not text.
    """

    framing: str = ""
    """How much the picture shows, and from where: "wide shot", "low-angle close-up"."""
    subject: str = ""
    """Who or what: "a child in a yellow raincoat"."""
    action: str = ""
    """The one thing that happens: "flying a red kite"."""
    setting: str = ""
    """Where: "a leafy park"."""
    lighting: str = ""
    """The light: "golden late-afternoon light"."""
    camera: str = ""
    """What the camera does: "the camera rises slowly to the sky"."""
    sound: str = ""
    """What is heard: "wind, distant laughter"."""

    def __new__(cls, **parts: object) -> Shot:
        # before the generated __init__ sees the names: its TypeError would not name the nearest part
        for given in parts:
            if given not in PARTS:
                raise _unknown_part(given)
        return object.__new__(cls)

    def __post_init__(self) -> None:
        for part, value in self.parts.items():
            _check_is_text(part, value)

    @classmethod
    def from_text(cls, text: str) -> Shot:
        """Read English or French prose into parts; no word is lost and any text is accepted.

        >>> Shot.from_text("Close-up of a robot waving.").framing
        'close-up'
        """
        from sora_widgets.prompts.reader import read_shot  # the reader needs the whole vocabulary: loaded on first use

        return cls(**read_shot(text))

    @property
    def parts(self) -> dict[str, str]:
        """All seven parts, in the order of `PARTS`."""
        return {part: getattr(self, part) for part in PARTS}

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to film."""
        return not self.to_text()

    def replace(self, **parts: str) -> Shot:
        """Another shot with some parts changed.

        Raises:
            UnknownKeywordError: a misspelt part.
        """
        return Shot(**(self.parts | parts))

    def to_text(self, language: str | None = None) -> str:
        """Write the shot as prose.

        Args:
            language: "en" or "fr", for the joining words; by default the language the parts are written in.
        """
        from sora_widgets.prompts.writer import write

        return write(self.parts, language)[0]

    def spans(self, language: str | None = None) -> list[tuple[int, int, str]]:
        """Where each part stands in `to_text(language)`: (start, end, part), in order."""
        from sora_widgets.prompts.writer import write

        return list(write(self.parts, language)[1])

    def __str__(self) -> str:
        return self.to_text()

    def __repr__(self) -> str:
        given = ", ".join(f"{part}={_shorten(value)!r}" for part, value in self.parts.items() if value)
        return f"Shot({given})"


def _shorten(value: str, limit_chars: int = 40) -> str:
    return value if len(value) <= limit_chars else value[: limit_chars - 1] + "…"


def _check_is_text(part: str, value: object) -> None:
    if not isinstance(value, str):
        raise RequestError(
            f"{part} must be text, not {value!r}: write it in words, or leave it out.", name=part, given=value
        )


def _unknown_part(given: str) -> UnknownKeywordError:
    close = nearest(given, PARTS)
    advice = f"did you mean {close!r}?" if close else f"the parts are {', '.join(PARTS)}."
    return UnknownKeywordError(f"A shot has no part {given!r}: {advice}", given=given, nearest=close, allowed=PARTS)
