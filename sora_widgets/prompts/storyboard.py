"""A storyboard: shots in order, with their seconds, their cuts, and characters who look the same in all of them.

Frozen like a `Shot`: every change gives another board. How a board is written as one text is
`timeline.py`'s, what drifts between its shots is `drift.py`'s. It knows no price and no server;
`requests()` says what to ask for, and somebody else asks.
"""

from __future__ import annotations

import json
import re
import reprlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sora_widgets.errors import RequestError, UnknownKeywordError, nearest
from sora_widgets.prompts.shot import PARTS, Shot
from sora_widgets.prompts.storyboard_json import SCENE_KEYS, board_from_dict, board_to_dict, check_key, read_mapping
from sora_widgets.prompts.vocabulary import choices

if TYPE_CHECKING:
    from sora_widgets.prompts.critic import Advice

__all__ = ["MAX_SECONDS", "Scene", "SceneRequest", "Storyboard"]

MAX_SECONDS = 3600
"""Longest one shot, in seconds: no model comes near, and a slip of the keyboard is noticed."""

# where a character is introduced: never inside what is heard, for nobody reads brackets aloud
_INTRODUCED_IN = ("subject", "action", "framing", "setting", "camera", "lighting")


@dataclass(frozen=True, slots=True, init=False)
class Scene:
    """One shot of a storyboard.

    Attributes:
        shot: what is filmed; a text is read into its parts.
        seconds: its length, a whole number.
        cut: how it follows the shot before: the name of a join of the vocabulary ("cut", "dissolve").
        continuity: a note on what must stay the same, or on what has changed; for people and for the critic.
        characters: the names of the characters in the picture.

    Raises:
        RequestError: a value of another type, or a length that is none.
        UnknownKeywordError: a join that the vocabulary does not have; the nearest is named.
    """

    shot: Shot
    seconds: int
    cut: str
    continuity: str
    characters: tuple[str, ...]

    def __init__(
        self,
        shot: Shot | str,
        seconds: int = 4,
        cut: str = "cut",
        continuity: str = "",
        characters: Iterable[str] = (),
    ) -> None:
        if not isinstance(shot, (Shot, str)):
            raise RequestError(f"A scene films a Shot or a text, not {type(shot).__name__}.", given=shot)
        if type(seconds) is not int or not 1 <= seconds <= MAX_SECONDS:
            raise RequestError(
                f"seconds must be a whole number from 1 to {MAX_SECONDS:,}, not {reprlib.repr(seconds)}: use seconds=4.",
                given=seconds,
            )
        for name, value in (("cut", cut), ("continuity", continuity)):
            if not isinstance(value, str):
                raise RequestError(f"{name} must be text, not {reprlib.repr(value)}.", given=value)
        _check_join(cut)
        put = object.__setattr__  # frozen for everybody else
        put(self, "shot", Shot.from_text(shot) if isinstance(shot, str) else shot)
        put(self, "seconds", seconds)
        put(self, "cut", cut)
        put(self, "continuity", _spaced(continuity))
        put(self, "characters", tuple(dict.fromkeys(_read_names(characters))))

    def replace(self, **changed: Any) -> Scene:
        """Another scene with some fields changed.

        Raises:
            UnknownKeywordError: a misspelt field.
        """
        for given in changed:
            check_key(given, SCENE_KEYS, "A scene")
        return Scene(**({name: getattr(self, name) for name in SCENE_KEYS} | changed))


@dataclass(frozen=True, slots=True)
class SceneRequest:
    """What to ask a server for, to get one shot of a board.

    Attributes:
        number: of the shot, from 1.
        prompt: what is sent, with the sheets of its characters in it.
        seconds: the length.
        starts_from: the number of the shot whose last frame this one begins with; None begins anew.
    """

    number: int
    prompt: str
    seconds: int
    starts_from: int | None = None


@dataclass(frozen=True, slots=True, init=False)
class Storyboard:
    """Shots in order.

        >>> board = Storyboard(["Wide shot of Mara in a park.", "Close-up of Mara."], {"Mara": "a woman in a red coat"})
        >>> board = board.replacing(0, board.shots[0].replace(characters=("Mara",)))
        >>> board.prompt(0)
        'Wide shot of Mara (a woman in a red coat) in a park.'
        >>> board.total_s
        8

    Attributes:
        shots: scenes; a `Shot` or a text becomes a scene of 4 s.
        characters: name → the words that describe the character, the same in every shot.
        title: what the board is called.

    Raises:
        RequestError: a value of another type.
        UnknownKeywordError: a scene names a character that the board does not have.
    """

    shots: tuple[Scene, ...]
    characters: Mapping[str, str]
    title: str

    def __init__(
        self,
        shots: Iterable[Scene | Shot | str] = (),
        characters: Mapping[str, str] | None = None,
        title: str = "",
    ) -> None:
        if isinstance(shots, str) or not isinstance(shots, Iterable):
            raise RequestError(
                f"shots must be a list of scenes, shots or texts, not {reprlib.repr(shots)}.", given=shots
            )
        if not isinstance(title, str):
            raise RequestError(f"title must be text, not {reprlib.repr(title)}.", given=title)
        scenes = tuple(shot if isinstance(shot, Scene) else Scene(shot) for shot in shots)
        sheets = _read_sheets({} if characters is None else characters)
        for scene in scenes:
            for name in scene.characters:
                if name not in sheets:
                    raise _unknown_character(name, tuple(sheets))
        put = object.__setattr__  # frozen for everybody else
        put(self, "shots", scenes)
        put(self, "characters", MappingProxyType(sheets))
        put(self, "title", _spaced(title))

    def __hash__(self) -> int:
        return hash((self.shots, tuple(sorted(self.characters.items())), self.title))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self).from_json, (self.to_json(),)  # a view of a mapping cannot be pickled or copied

    def __len__(self) -> int:
        return len(self.shots)

    def __str__(self) -> str:
        return self.to_text()

    def __repr__(self) -> str:
        name = f"{self.title!r}, " if self.title else ""
        return f"Storyboard({name}{len(self.shots)} shots, {self.total_s} s)"

    @property
    def total_s(self) -> int:
        """The length of the whole, in seconds."""
        return sum(scene.seconds for scene in self.shots)

    # -- what is asked for --------------------------------------------------------------------------------------

    def shot(self, index: int) -> Shot:
        """A shot with the sheets of its characters put in, word for word.

        The sheet stands in brackets behind the first mention of the name. A character whom the shot does not
        mention is named behind its subject.

        Raises:
            RequestError: there is no such shot.
        """
        scene = self._scene(index)
        shot = scene.shot
        for name in scene.characters:
            shot = _introduce(shot, name, self.characters[name])
        return shot

    def prompt(self, index: int) -> str:
        """The text of `shot(index)`: what a server is sent for this shot alone."""
        return self.shot(index).to_text()

    def requests(self, *, is_linked: bool = True) -> list[SceneRequest]:
        """One request for each shot, in order.

        Args:
            is_linked: each shot names the last frame of the one before as the picture it begins with.
        """
        return [
            SceneRequest(
                number=index + 1,
                prompt=self.prompt(index),
                seconds=scene.seconds,
                starts_from=index if is_linked and index > 0 else None,
            )
            for index, scene in enumerate(self.shots)
        ]

    def critique(self, language: str = "en", model: str | None = None) -> list[tuple[int, Advice]]:
        """Advice on each shot, and on what drifts from shot to shot, as (index of the shot, advice).

        Args:
            language: of the sentences, "en" or "fr".
            model: as for `critique`.
        """
        from sora_widgets.prompts.critic import critique  # the critic needs the whole vocabulary: loaded on first use
        from sora_widgets.prompts.drift import drift

        drifting = drift(self, language)
        found: list[tuple[int, Advice]] = []
        for index, scene in enumerate(self.shots):
            found += [(index, advice) for at, advice in drifting if at == index]
            found += [(index, advice) for advice in critique(scene.shot, scene.seconds, model, language)]
        return found

    # -- other boards -------------------------------------------------------------------------------------------

    def with_scene(self, scene: Scene | Shot | str, at: int | None = None) -> Storyboard:
        """Another board with one more shot, at the end or before the one at index `at`."""
        at = len(self.shots) if at is None else at
        if not 0 <= at <= len(self.shots):
            raise _no_such_shot(at, len(self.shots))
        added = scene if isinstance(scene, Scene) else Scene(scene)
        return self._with(shots=(*self.shots[:at], added, *self.shots[at:]))

    def replacing(self, index: int, scene: Scene) -> Storyboard:
        """Another board with one shot changed."""
        self._scene(index)
        return self._with(shots=(*self.shots[:index], scene, *self.shots[index + 1 :]))

    def without(self, index: int) -> Storyboard:
        """Another board with one shot fewer."""
        self._scene(index)
        return self._with(shots=(*self.shots[:index], *self.shots[index + 1 :]))

    def move(self, index: int, to: int) -> Storyboard:
        """Another board in which the shot at `index` stands at `to`; the others keep their order."""
        moved = self._scene(index)
        self._scene(to)
        rest = [*self.shots[:index], *self.shots[index + 1 :]]
        rest.insert(to, moved)
        return self._with(shots=tuple(rest))

    def with_character(self, name: str, sheet: str) -> Storyboard:
        """Another board that has this character, or describes it in other words."""
        return self._with(characters={**self.characters, name: sheet})

    def without_character(self, name: str) -> Storyboard:
        """Another board without this character; the shots keep their words and lose its sheet."""
        if name not in self.characters:
            raise _unknown_character(name, tuple(self.characters))
        shots = tuple(
            scene.replace(characters=[one for one in scene.characters if one != name]) for scene in self.shots
        )
        return self._with(shots=shots, characters={one: sheet for one, sheet in self.characters.items() if one != name})

    # -- text and JSON ------------------------------------------------------------------------------------------

    def to_text(self, language: str | None = None) -> str:
        """The whole as one prompt, for servers that take several shots in one.

        Args:
            language: "en" or "fr", of the labels; by default they are English, what such servers read. Each shot
                speaks the language of its own words.
        """
        from sora_widgets.prompts.timeline import write_timeline

        return write_timeline(self, language)

    @classmethod
    def from_text(cls, text: str) -> Storyboard:
        """Read a text of several shots, in the form of `to_text` or as `[5s]one shot[3s]another`.

        A text without such marks is one shot.
        """
        from sora_widgets.prompts.timeline import read_timeline

        return read_timeline(text)

    def to_json(self) -> str:
        """As JSON text, with everything in it."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2)

    @classmethod
    def from_json(cls, text: str) -> Storyboard:
        """Read what `to_json` wrote.

        Raises:
            RequestError: it is no JSON, or no storyboard.
        """
        try:
            given = json.loads(text)
        except ValueError as error:
            raise RequestError(f"This is no JSON ({error}): give what to_json() wrote.") from error
        return cls.from_dict(given)

    def to_dict(self) -> dict[str, Any]:
        """As plain values that JSON can hold."""
        return board_to_dict(self)

    @classmethod
    def from_dict(cls, given: object) -> Storyboard:
        """Read what `to_dict` gave; what is left out takes its usual value.

        Raises:
            RequestError: something is of another type, or of a later format.
            UnknownKeywordError: a key that a storyboard does not have.
        """
        return board_from_dict(given)

    def _with(self, **changed: Any) -> Storyboard:
        fields = {"shots": self.shots, "characters": self.characters, "title": self.title}
        return Storyboard(**(fields | changed))

    def _scene(self, index: int) -> Scene:
        if type(index) is not int or not 0 <= index < len(self.shots):
            raise _no_such_shot(index, len(self.shots))
        return self.shots[index]


def _introduce(shot: Shot, name: str, sheet: str) -> Shot:
    """The shot with a character's sheet in it, unless the very words are there already."""
    if not sheet or any(sheet in words for words in shot.parts.values()):
        return shot
    mention = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    for part in _INTRODUCED_IN:
        words = shot.parts[part]
        if found := mention.search(words):
            return shot.replace(**{part: f"{words[: found.end()]} ({sheet}){words[found.end() :]}"})
    if not shot.subject.strip():
        return shot.replace(subject=f"{name} ({sheet})")
    return shot.replace(subject=f"{shot.subject} ({name}: {sheet})")  # "her face (Mara: a woman in a red coat)"


def _read_names(given: object) -> list[str]:
    names = list(given) if isinstance(given, Iterable) and not isinstance(given, str) else None
    if names is None or not all(isinstance(name, str) for name in names):
        raise RequestError(f"characters must be a list of names, not {reprlib.repr(given)}.", given=given)
    return [_spaced(name) for name in names]


def _read_sheets(given: object) -> dict[str, str]:
    sheets = read_mapping(given, "characters")
    for name, sheet in sheets.items():
        if not _spaced(name):
            raise RequestError("A character must have a name.", given=name)
        if not isinstance(sheet, str):
            raise RequestError(f"The sheet of {name!r} must be text, not {reprlib.repr(sheet)}.", given=sheet)
    return {_spaced(name): _spaced(sheet).rstrip(" .,;:") for name, sheet in sheets.items()}


def _check_join(cut: str) -> None:
    known = tuple(choice.name for choice in choices("transition"))
    if known and cut not in known:
        close = nearest(cut, known)
        advice = f"did you mean {close!r}?" if close else f"the vocabulary has {', '.join(known)}."
        raise UnknownKeywordError(f"There is no cut {cut!r}: {advice}", given=cut, nearest=close, allowed=known)


def _unknown_character(name: str, known: tuple[str, ...]) -> UnknownKeywordError:
    close = nearest(name, known)
    advice = f"did you mean {close!r}?" if close else "give its sheet: characters={...}."
    return UnknownKeywordError(
        f"The storyboard has no character {name!r}: {advice}", given=name, nearest=close, allowed=known
    )


def _no_such_shot(index: object, count: int) -> RequestError:
    return RequestError(f"There is no shot at index {index!r}: the storyboard has {count}.", given=index)


def _spaced(text: str) -> str:
    return " ".join(text.split())


assert set(_INTRODUCED_IN) < set(PARTS)
