"""What a scene holds: values that the readers fill and that drawing and sound take. No words, no drawing."""

from __future__ import annotations

from dataclasses import dataclass, field

from sora_widgets.animatic.colour import Colour

__all__ = ["Actor", "Line", "Scene"]


@dataclass(frozen=True)
class Actor:
    """Somebody or something in the picture.

    Attributes:
        kind: "child", "kite", "car" …; "mannequin" (a being) and "box" (a thing) stand for what the renderer has no
            drawing of.
        action: "run", "fly" …; "stand" when nothing was said.
        colour: said of it in the prompt, or None.
        place_in_row: 0 for the first of its kind, 1 for the second ("two dogs").
        label: the word said, when there is no drawing for it; or the name of a character.
        holds: kind of what it has in hand or works with ("guitar"); "" for nothing.
        rides: kind of what it rides or drives ("bicycle"); "" for nothing.
        gear_colour: said of what it holds or rides, or None.
        where: where it is as seen from the main actor: "left", "right", "under" (which stands on it), "over",
            "behind", "before", "beside", "around" (which is inside it); "" when nothing was said.
    """

    kind: str
    action: str = "stand"
    colour: Colour | None = None
    place_in_row: int = 0
    label: str = ""
    holds: str = ""
    rides: str = ""
    gear_colour: Colour | None = None
    where: str = ""


@dataclass(frozen=True)
class Line:
    """A line of dialogue; `speaker` is "" when nothing tells who says it."""

    speaker: str
    text: str


@dataclass(frozen=True)
class Scene:
    """Everything the renderer knows; equal scenes give equal pictures.

    Attributes:
        actors: the main one first; nobody at all when the prompt is of a place alone.
        size: a shot size of `sora_widgets.prompts.shot_size`; "default" when none was said.
        angle: "eye", "low", "high", "birds_eye", "worms_eye" or "dutch".
        moves: camera moves of `sora_widgets.prompts.camera_moves`.
        pace: of the camera: 0.65 for slow moves, 1 for unsaid, 1.5 for fast ones.
        rises_to_sky: the camera ends on the sky.
        sounds: what is heard; empty is the place's own quiet ambience, ("silence",) is nothing.
        view: "plain", "over_the_shoulder", "pov", "profile", "back", "two_shot" or "insert".
        lens: "wide", "normal", "portrait", "tele", "macro" or "fisheye".
        focal_mm: the focal length said ("85mm"), for a frame of 36 mm, or None.
        focus: "deep", "shallow" or "rack".
        key_from: where the light comes from or how: "back", "side", "top", "under", "hard", "soft"; "" when unsaid.
        style: "" or the look of the whole picture: "black_and_white", "blueprint", "paper_cut" …
        palette: colours said of the whole picture.
        mood: of the music: "calm", "tense", "joyful", "sad", "epic", "playful"; "" when unsaid.
        dialogue: the lines spoken, in order.
        backdrop: colour said of a plain background ("white background"), or None.
        terms: names of the film vocabulary's choices that the prompt says, the ones above included.
        starts_at_s: seconds of the same scene that came before (an extension).
        first_s: length of the first clip of a chain of extensions, over which the camera's way is planned; 0 when
            `starts_at_s` is it.
        seed: chooses all that was left open, where each tree stands.
    """

    place: str
    light: str
    weather: frozenset[str]
    actors: tuple[Actor, ...]
    size: str = "wide"
    angle: str = "eye"
    moves: frozenset[str] = frozenset()
    pace: float = 1.0
    rises_to_sky: bool = False
    sounds: tuple[str, ...] = ()
    view: str = "plain"
    lens: str = "normal"
    focal_mm: float | None = None
    focus: str = "deep"
    key_from: str = ""
    style: str = ""
    palette: tuple[Colour, ...] = ()
    mood: str = ""
    dialogue: tuple[Line, ...] = ()
    backdrop: Colour | None = None
    terms: frozenset[str] = frozenset()
    starts_at_s: float = 0.0
    first_s: float = 0.0
    seed: int = field(default=0, compare=False)
