"""A shot: seven parts of film language, in the user's own words.

The one value that travels through the whole house. It is frozen and hashable; how it is written
as prose is `writer.py`'s, how prose becomes a shot is `reader.py`'s.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sora_widgets.errors import RequestError, UnknownKeywordError, nearest
from sora_widgets.prompts.parts import PARTS

if TYPE_CHECKING:
    from sora_widgets.prompts.diff import ShotDiff

__all__ = ["FORMS", "MAX_PROMPT_CHARS", "PARTS", "Shot"]

FORMS = ("prose", "blocks")
"""How a shot can be written: as sentences, or in the labelled form of the published prompting guides."""

Form = Literal["prose", "blocks"]

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
        from sora_widgets.prompts.reading import read  # the reader needs the whole vocabulary: loaded on first use

        shot = read(text).shot
        return shot if cls is Shot else cls(**shot.parts)

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

    def to_text(self, language: str | None = None, form: Form = "prose") -> str:
        """Write the shot.

        >>> print(Shot(framing="gros plan", subject="un robot", lighting="néons").to_text(form="blocks"))
        Un robot.
        <BLANKLINE>
        Prise de vue :
        Cadrage : gros plan
        Lumière : néons

        Args:
            language: "en" or "fr", for the joining words and labels; by default the language the parts are written in.
            form: "prose" for sentences; "blocks" for the labelled form of the published prompting guides.

        Raises:
            RequestError: a language or a form that there is not.
        """
        return self._write(language, form)[0]

    def spans(self, language: str | None = None, form: Form = "prose") -> list[tuple[int, int, str]]:
        """Where the words of each part stand in `to_text(language, form)`: (start, end, part), in order.

        In blocks a part may stand in several places.
        """
        return list(self._write(language, form)[1])

    def in_language(self, language: str) -> Shot:
        """The same shot with every part that is one term of the film vocabulary in another language.

        Parts in the user's own words stay as they are.

            >>> Shot(framing="wide shot", subject="a child").in_language("fr")
            Shot(framing='plan large', subject='a child')

        Raises:
            RequestError: a language that has no vocabulary.
        """
        from sora_widgets.prompts.vocabulary import check_language, translate_term

        check_language(language)
        return Shot(**{part: translate_term(words, language, part) or words for part, words in self.parts.items()})

    def diff(self, other: Shot) -> ShotDiff:
        """What another shot changes, part by part and word by word."""
        from sora_widgets.prompts.diff import diff

        return diff(self, other)

    def _write(self, language: str | None, form: str) -> tuple[str, tuple[tuple[int, int, str], ...]]:
        if form == "prose":
            from sora_widgets.prompts.writer import write

            return write(self.parts, language)
        if form == "blocks":
            from sora_widgets.prompts.blocks import write_blocks

            return write_blocks(self.parts, language)
        raise RequestError(
            f"A shot is written as {' or '.join(FORMS)}, not {form!r}: use form='prose' or form='blocks'.",
            name="form",
            given=form,
            allowed=FORMS,
        )

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
