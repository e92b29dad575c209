"""Every term of the film vocabulary changes the picture or the sound, and in the right direction.

One row a term: what is measured, by how much the shot that says the term has more of it than the reference (less, when
the number is below zero), and the reference, when that is not the same shot without any term. Measures are those of
`animatic_measures`; what a term does beyond its row is in the tests of camera, framing, lens, light, style and soundtrack.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pytest

import animatic_measures as see
from animatic_measures import Take, take
from sora_widgets.animatic.scene import read_scene
from sora_widgets.animatic.sounds.loudness import loudness_lufs
from sora_widgets.prompts import Shot
from sora_widgets.prompts.vocabulary import GROUPS, LANGUAGES, choices

HER = {"subject": "a woman", "action": "stands", "setting": "a park"}
WALKER = {**HER, "action": "walks"}
PAIR = {**HER, "subject": "a woman and a man", "action": "talk"}
GROUP = {**HER, "subject": "four women", "action": "stand"}
CAR = {"subject": "a car", "action": "drives", "setting": "a road"}
NEAR = {**HER, "framing": "medium shot"}
FAR = {**HER, "framing": "wide shot"}
DESERT = {"subject": "a woman", "action": "stands", "setting": "a desert"}
CALM, STUDIO = {**HER, "setting": "a desert"}, {**HER, "setting": "a studio"}
PIANIST = {"subject": "a man", "action": "plays the piano", "setting": "a desert"}
CALM_WALKER, CALM_TALKER = {**CALM, "action": "walks"}, {**CALM, "action": "talks"}


@dataclass(frozen=True)
class Row:
    """A property of one term.

    Attributes:
        measured: of a take.
        by: how much more of it the term gives, at the least; how much less, when below zero.
        against: a term that the reference says; "" for none.
        parts: the shot, without the term.
    """

    measured: Callable[[Take], float]
    by: float
    against: str = ""
    parts: dict[str, str] = field(default_factory=lambda: HER)


def heard(low_hz: float, high_hz: float) -> Callable[[Take], float]:
    return lambda seen: see.bands(seen.sound, low_hz, high_hz)


def loud(seen: Take) -> float:
    return loudness_lufs(seen.sound)


def late(seen: Take) -> float:
    return float(np.abs(seen.sound[:, -40000:]).max())


def right_ear(seen: Take) -> float:
    left, right = np.sqrt((seen.sound**2).mean(axis=1))
    return float(right / left)


def one_voice(seen: Take) -> float:
    """How alike the two ears are."""
    return float(np.corrcoef(seen.sound)[0, 1])


def tone(seen: Take) -> float:
    return -see.flatness(seen.sound)


def strokes(seen: Take) -> float:
    return float(see.strokes(seen.sound))


def crest(seen: Take) -> float:
    """The highest peak by the mean: high for what crackles."""
    return float(np.abs(seen.sound).max() / seen.sound.std())


def uneven(seen: Take) -> float:
    return see.unevenness(seen.sound)


def begins(seen: Take) -> float:
    return see.fades(seen, 60, 1)


def ends(seen: Take) -> float:
    return see.fades(seen, 60, 118)


ROWS: dict[str, Row | tuple[Row, ...]] = {
    # size: how much of the frame the subject covers
    "extreme_wide": Row(see.share, -0.005, "wide"),
    "wide": (Row(see.share, -0.006), Row(see.share, -0.02, "full")),
    "full": (Row(see.share, 0.02), Row(see.share, -0.02, "medium_long")),
    "medium_long": Row(see.share, 0.03, "full"),
    "cowboy": Row(see.share, 0.01, "medium_long"),
    "medium": Row(see.share, 0.006, "cowboy"),
    "medium_close_up": Row(see.share, 0.02, "medium"),
    "close_up": Row(see.share, 0.03, "medium_close_up"),
    "extreme_close_up": Row(see.share, 0.2, "close_up"),
    # angle: how much sky is over the horizon
    "high_angle": Row(see.sky, -0.1, "eye_level"),
    "low_angle": Row(see.sky, 0.1, "eye_level"),
    "overhead": Row(see.sky, -0.2, "eye_level"),
    "worms_eye": Row(see.sky, 0.03, "low_angle", DESERT),
    "eye_level": Row(see.sky, 0.1, "high_angle"),
    "ground_level": Row(see.sky, 0.1, "eye_level", DESERT),
    "dutch": Row(see.lopsided, 0.1),
    "frontal": Row(see.face_on, 4, parts=NEAR),
    "three_quarter": Row(see.face_on, 6, parts=NEAR),
    "profile": Row(see.face_on, -15, parts=NEAR),
    "from_behind": Row(see.face, -0.05, "frontal", NEAR),
    # viewpoint
    "aerial": Row(see.sky, -0.2),
    "fpv": Row(see.grows, 0.1),
    "over_the_shoulder": Row(see.lower_left, -20, "medium_close_up"),
    "point_of_view": Row(see.share, -0.01),
    "two_shot": Row(see.share, 0.03, parts=PAIR),
    "group_shot": Row(see.share, 0.03, parts=GROUP),
    "reverse_angle": Row(see.goes_right, -0.05, parts=WALKER),
    "reaction_shot": Row(see.share, 0.1),
    "underwater": Row(see.warmth, -10),
    # composition
    "symmetrical": Row(see.mirrored, 4),
    "centered": Row(see.aside, -0.05, parts=WALKER),
    "rule_of_thirds": Row(see.middle, -0.1),
    "diagonal": Row(see.diagonal, 0.2, parts=DESERT),
    "leading_lines": Row(see.converging, 5),
    "frame_within_frame": Row(see.edges, -0.3),
    "negative_space": Row(see.middle, -0.1),
    "lead_room": Row(see.middle, -0.1),
    "foreground": Row(see.edges, -0.1),
    "layered": Row(see.edges, -0.03),
    "split_screen": Row(see.seam, 40),
    # lens: how large the far is beside the near
    "ultra_wide": Row(see.far_scale, -0.01, "wide_angle"),
    "wide_angle": Row(see.far_scale, -0.008),
    "lens_35mm": Row(see.far_scale, 0.006),
    "normal_lens": Row(see.far_scale, 0.02, "lens_35mm"),
    "lens_85mm": (Row(see.far_scale, 0.02, parts=NEAR), Row(see.far_scale, -0.03, "telephoto", NEAR)),
    "telephoto": Row(see.far_scale, 0.1, "normal_lens"),
    "fisheye": Row(see.swells, 0.03),
    "macro": Row(see.share, 0.2),
    "anamorphic": Row(see.darkest_row, -50),
    "tilt_shift": Row(see.top_detail, -0.1, parts={**HER, "setting": "a forest"}),
    # depth
    "shallow_focus": Row(see.detail, -1),
    "deep_focus": Row(see.detail, 1, "shallow_focus"),
    "rack_focus": Row(see.racks, 1),
    "soft_focus": Row(see.detail, -1),
    "bokeh": Row(see.detail, -1),
    "split_diopter": Row(see.left_detail, 1),
    # light
    "golden_hour": Row(see.warmth, 20, "midday"),
    "blue_hour": Row(see.warmth, -15),
    "dawn": (Row(see.warmth, 5), Row(see.luminance, 10, "dusk")),
    "dusk": Row(see.luminance, -20, "golden_hour"),
    "overcast": Row(see.luminance, -8),
    "midday": Row(see.contrast, 2),
    "dappled": Row(see.spotted, 4),
    "volumetric": Row(see.luminance, 2, "backlight"),
    "backlight": Row(see.subject_contrast, 15, parts=NEAR),
    "rim": Row(see.rim, 10, parts=NEAR),
    "silhouette": Row(see.subject_light, -30, parts=NEAR),
    "key": Row(see.sided, 2, "ambient", NEAR),
    "fill": Row(see.contrast, -3),
    "three_point": Row(see.subject_contrast, -3, parts=NEAR),
    "side": Row(see.sided, 2, "ambient", NEAR),
    "raking": Row(see.sided, 2, "ambient", NEAR),
    "top": Row(see.subject_light, -0.2, parts=NEAR),
    "under": Row(see.subject_light, -0.2, parts=NEAR),
    "soft": Row(see.contrast, -3),
    "hard": Row(see.contrast, 2),
    "low_key": Row(see.luminance, -40, "high_key"),
    "high_key": Row(see.luminance, 10),
    "rembrandt": Row(see.luminance, -40, "key"),
    "ambient": Row(see.contrast, -3),
    "practical": Row(see.warmth, 20),
    "moonlight": Row(see.warmth, -15),
    "neon": Row(see.luminance, -40),
    "candlelight": Row(see.warmth, 20),
    "firelight": Row(see.warmth, 20),
    "day_for_night": Row(see.luminance, -40),
    "lens_flare": Row(see.luminance, 0.5, "backlight"),
    # palette
    "warm_palette": Row(see.warmth, 20),
    "cool_palette": Row(see.warmth, -10),
    "muted": Row(see.chroma, -10),
    "saturated": Row(see.chroma, 5),
    "pastel": Row(see.luminance, 5),
    "black_and_white": Row(see.chroma, -30),
    "sepia": Row(see.warmth, 20, "black_and_white"),
    "teal_orange": Row(see.split_tones, 10),
    "monochrome": Row(see.one_hue, 0.2),
    # look
    "film_35mm": Row(see.grain, 0.5),
    "film_16mm": Row(see.grain, 0.5),
    "super_8": Row(see.corners, -0.2),
    "vhs": Row(see.rows, 0.5),
    "film_noir": Row(see.chroma, -30),
    "technicolor": Row(see.chroma, 10),
    "bleach_bypass": Row(see.chroma, -10),
    "halation": Row(see.luminance, 0.1),
    "documentary": Row(see.trembles, 0.05),
    "stop_motion": Row(see.repeats, 0.4, parts={**WALKER, "camera": "the camera stays still"}),
    "hand_drawn": Row(see.repeats, 0.3, parts={**WALKER, "camera": "the camera stays still"}),
    # moves
    "static": Row(see.passes, -0.3, parts={**HER, "action": "runs"}),
    "dolly_in": (Row(see.grows, 0.1, parts=FAR), Row(see.deepens, 0.1, "zoom_in", FAR)),
    "dolly_out": (Row(see.grows, -0.1, parts=FAR), Row(see.deepens, -0.1, "zoom_out", FAR)),
    "truck_left": Row(see.slides, 0.04),
    "truck_right": Row(see.parallax, 0.02, "pan_right"),
    "pedestal_up": Row(see.rises, 0.05),
    "pedestal_down": Row(see.rises, -0.05),
    "pan_left": Row(see.pans, 0.03),
    "pan_right": Row(see.pans, -0.03),
    "tilt_up": Row(see.lifts, -0.03),
    "tilt_down": Row(see.lifts, 0.03),
    "roll_clockwise": Row(see.rolls, 0.1),
    "roll_counterclockwise": Row(see.rolls, -0.1),
    "arc": Row(see.parallax, -0.01),
    "crane": Row(see.lifts, 0.02),
    "tracking": Row(see.aside, -0.05, "static", WALKER),
    "whip_pan": Row(see.whips, 3, "pan_left"),
    # lens-move
    "zoom_in": (Row(see.grows, 0.1, parts=FAR), Row(see.far_growth, 0.1, "dolly_in", FAR)),
    "zoom_out": (Row(see.grows, -0.1, parts=FAR), Row(see.far_growth, -0.1, parts=FAR)),
    "dolly_zoom": Row(see.deepens, 0.2, parts=FAR),
    # steadiness
    "handheld": Row(see.trembles, 0.5, "static"),
    "shaky": Row(see.trembles, 0.5, "handheld"),
    "breathing_sway": (Row(see.trembles, 0.2), Row(see.trembles, -0.4, "handheld")),
    "steadicam": (Row(see.trembles, 0.2), Row(see.trembles, -0.4, "handheld")),
    "gimbal": (Row(see.grows, 0.03, parts=FAR), Row(see.trembles, -0.4, "handheld")),
    "steady": Row(see.trembles, -0.4, parts={**HER, "lighting": "documentary look"}),
    # speed
    "slow": Row(see.hurries, -0.05, parts={**HER, "camera": "the camera pans left"}),
    "fast": Row(see.hurries, 0.05, parts={**HER, "camera": "the camera pans left"}),
    "slow_motion": Row(see.tempo, -0.5, parts=WALKER),
    "fast_motion": Row(see.tempo, 0.5, parts=WALKER),
    "time_lapse": Row(see.tempo, 0.5, "fast_motion", WALKER),
    "speed_ramp": Row(see.slows, 0.2, "slow_motion", WALKER),
    "freeze_frame": Row(see.stops, 0.5, parts=WALKER),
    # reference
    "follow": Row(see.comes, -1, parts=WALKER),
    "lead": Row(see.comes, 1, parts=WALKER),
    "alongside": Row(see.aside, -0.05, "static", WALKER),
    "body_mount": Row(see.share, 0.1, "lead", WALKER),
    "vehicle_mount": Row(see.aside, -0.05, parts=CAR),
    "keep_centered": Row(see.aside, -0.05, parts=WALKER),
    # ambience
    "wind": Row(heard(80, 500), 0.1, parts=CALM),
    "city": Row(heard(20, 250), 0.1, parts=CALM),
    "sea": Row(heard(50, 1000), 0.1, "rain", parts=CALM),
    "rain": Row(heard(2000, 12000), 0.1, "sea", parts=CALM),
    "forest": Row(heard(2000, 8000), 0.1, parts=CALM),
    "night_insects": Row(heard(3700, 5200), 0.2, parts=CALM),
    "stream": Row(heard(300, 3000), 0.1, "rain", parts=CALM),
    "fire": Row(crest, 2, parts=CALM),
    "room": Row(strokes, 1, "room_tone", parts=CALM),
    "room_tone": Row(loud, 2, parts=CALM),
    "cafe": Row(heard(200, 3000), 0.1, parts=STUDIO),
    "crowd": Row(heard(200, 3000), 0.1, parts=STUDIO),
    "station": Row(heard(100, 1500), 0.1, parts=STUDIO),
    # effect
    "footsteps": Row(strokes, 3, parts=CALM),
    "door": Row(uneven, 0.05, parts=CALM),
    "breath": Row(uneven, 0.1, parts=CALM),
    "heartbeat": Row(heard(20, 150), 0.3, parts=CALM),
    "thud": Row(heard(20, 250), 0.2, parts=CALM),
    "bells": Row(tone, 0.01, parts=CALM),
    "foley": Row(strokes, 1, parts=CALM_WALKER),
    "sudden_silence": Row(late, -0.01, parts=CALM),
    # music
    "piano": (Row(tone, 0.01, parts=CALM), Row(uneven, 0.2, "strings", CALM)),
    "strings": Row(tone, 0.01, parts=CALM),
    "guitar": (Row(tone, 0.01, parts=CALM), Row(uneven, 0.2, "strings", CALM)),
    "drums": Row(strokes, 3, "drone_music", parts=CALM),
    "drone_music": Row(heard(20, 250), 0.1, "strings", parts=CALM),
    "orchestra": Row(loud, 2, "piano", parts=CALM),
    "source_music": Row(heard(20, 300), -0.1, "score", parts=CALM),
    "score": Row(tone, 0.01, parts=CALM),
    "no_music": Row(tone, -0.005, parts=PIANIST),
    # voice
    "voice_over": Row(heard(150, 1500), 0.1, parts=STUDIO),
    "off_screen_voice": Row(right_ear, 0.2, "voice_over", parts=CALM),
    "inner_voice": (Row(heard(150, 1500), 0.1, parts=STUDIO), Row(one_voice, -0.03, "voice_over", CALM)),
    "whisper": (Row(heard(400, 4000), 0.1, parts=STUDIO), Row(heard(100, 400), -0.05, "voice_over", CALM)),
    "humming": Row(tone, 0.01, parts=CALM),
    "cheering": Row(heard(300, 4000), 0.1, parts=STUDIO),
    "no_dialogue": Row(uneven, -0.1, parts=CALM_TALKER),
    # joins that one shot can show: how it begins and ends
    "fade_in": Row(begins, 80),
    "fade_out": Row(ends, 80),
    "fade_to_white": Row(ends, -30),
    "iris": Row(ends, 60),
}

UNSAID = frozenset({"deep_focus", "eye_level", "fast", "slow"})
"""What goes without saying, and the pace of a camera that has no move: alone they add nothing to a shot."""

JOINS = frozenset(choice.name for choice in choices("join")) - set(ROWS)
"""They say how one shot goes over into the next. A clip is one shot, so it must not show them, nor anybody do them."""

ALL = {choice.name: choice for group in GROUPS for choice in choices(group)}


def prompt_of(name: str, parts: dict[str, str], language: str = "en") -> str:
    """The shot in words, with a term in the part where pickers write it."""
    if not name:
        return Shot(**parts).to_text()
    choice = next(c for group in GROUPS for c in choices(group, language) if c.name == name)
    if choice.part == "transition":
        return f"{Shot(**parts).to_text().rstrip('.')}, {choice.term}."
    said = ", ".join(filter(None, (parts.get(choice.part, ""), choice.term)))
    return Shot(**{**parts, choice.part: said}).to_text()


def test_every_term_of_the_vocabulary_has_a_row_or_joins_two_shots():
    assert set(ALL) == set(ROWS) | JOINS
    assert {ALL[name].group for name in JOINS} == {"join"}


def rows_of(name: str) -> tuple[Row, ...]:
    row = ROWS[name]
    return row if isinstance(row, tuple) else (row,)


@pytest.mark.parametrize("name", ROWS)
def test_a_term_changes_picture_or_sound_in_its_direction(name):
    for row in rows_of(name):
        said, reference = (take(prompt_of(each, row.parts)) for each in (name, row.against))
        found, usual = row.measured(said), row.measured(reference)
        more = found - usual
        assert more >= row.by if row.by > 0 else more <= row.by, f"{found:.4g} with the term, {usual:.4g} without"


@pytest.mark.parametrize("name", [name for name in ROWS if name not in UNSAID])
def test_a_term_is_seen_or_heard_at_all(name):
    row = rows_of(name)[0]
    said, plain = (take(prompt_of(each, row.parts)) for each in (name, ""))
    if ALL[name].part == "sound":
        assert np.abs(said.sound - plain.sound).mean() > 0.001
    else:
        seen = [np.abs(said.frame(number) - plain.frame(number)).mean() for number in (2, 60, 117)]
        assert max(seen) > 0.2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_join_leaves_the_shot_alone(language):
    parts = {"en": WALKER, "fr": {"subject": "une femme", "action": "marche", "setting": "un parc"}}[language]
    plain = read_scene(prompt_of("", parts))
    for name in sorted(JOINS):
        scene = read_scene(prompt_of(name, parts, language))
        assert (scene.actors, scene.place, scene.light) == (plain.actors, plain.place, plain.light), name


@pytest.mark.parametrize("name", [name for name in ROWS if ALL[name].part != "transition"])
def test_a_term_says_the_same_in_french(name):
    english = {"subject": "a woman", "action": "walks", "setting": "a park"}
    french = {"subject": "une femme", "action": "marche", "setting": "un parc"}
    first, second = read_scene(prompt_of(name, english)), read_scene(prompt_of(name, french, "fr"))
    assert first == second
