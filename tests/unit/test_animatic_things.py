"""The things: each is drawn and told apart, takes its colour, and moves by the laws it is said to move by."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
import skia

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import rgb
from sora_widgets.animatic.figures import BODIES, body_of, draw_figure, draw_held
from sora_widgets.animatic.figures.events import events_of
from sora_widgets.animatic.figures.held import grip_of
from sora_widgets.animatic.figures.motion import MOTIONS, drop_of, pose_of, reach_of, rope_of
from sora_widgets.animatic.figures.physics import (
    GRAVITY,
    bounce_height,
    bounces,
    pendulum_period,
    slowed_gravity,
    tossed,
)
from sora_widgets.animatic.figures.pouring import POUR_ENDS_S, POUR_STARTS_S, level_at
from sora_widgets.animatic.figures.things import ACTIONS, THINGS, action_of, actions_of, offset_of
from sora_widgets.animatic.lights import LIGHTS
from sora_widgets.animatic.scene import Actor

SIDE = 160
BACKDROP = 0xFF3F00FF  # a colour no thing has
# The 80 classes of COCO without its beings (https://cocodataset.org, read 2026-11-23), by the names used here.
COCO = [
    "bicycle",
    "car",
    "motorcycle",
    "plane",
    "bus",
    "train",
    "truck",
    "boat",
    "traffic_light",
    "fire_hydrant",
    "stop_sign",
    "parking_meter",
    "bench",
    "backpack",
    "umbrella",
    "handbag",
    "tie",
    "suitcase",
    "frisbee",
    "skis",
    "snowboard",
    "ball",
    "kite",
    "baseball_bat",
    "baseball_glove",
    "skateboard",
    "surfboard",
    "tennis_racket",
    "bottle",
    "wine_glass",
    "cup",
    "fork",
    "knife",
    "spoon",
    "bowl",
    "banana",
    "apple",
    "sandwich",
    "orange",
    "broccoli",
    "carrot",
    "hot_dog",
    "pizza",
    "donut",
    "cake",
    "chair",
    "couch",
    "potted_plant",
    "bed",
    "table",
    "toilet",
    "tv",
    "laptop",
    "computer_mouse",
    "remote",
    "keyboard",
    "phone",
    "microwave",
    "oven",
    "toaster",
    "sink",
    "refrigerator",
    "book",
    "clock",
    "vase",
    "scissors",
    "teddy_bear",
    "hair_drier",
    "toothbrush",
]
KINDS = sorted(THINGS)


def picture(actor: Actor, seconds: float = 1.0, speed_mps: float = 0.0, facing: str = "right", light: str = "noon"):
    """The thing in a square, its body filling most of it: (SIDE, SIDE, 3) of uint8."""
    surface = skia.Surface(SIDE, SIDE)
    canvas = surface.getCanvas()
    canvas.clear(BACKDROP)
    body = BODIES.get(actor.kind, BODIES["box"])
    scale = 0.78 * SIDE / max(body.height, body.length)
    canvas.translate(SIDE / 2, 0.88 * SIDE)
    canvas.scale(scale, -scale)
    draw_figure(Brush(canvas, LIGHTS[light], 1.0), seconds, actor, speed_mps, facing)
    return np.array(surface.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType))[..., :3]


def painted(image) -> np.ndarray:
    return np.abs(image.astype(int) - (0x3F, 0x00, 0xFF)).sum(axis=2) > 12


def test_every_object_class_of_coco_is_drawn():
    assert set(COCO) <= set(THINGS)
    assert len(THINGS) >= 75


@pytest.mark.parametrize("kind", KINDS)
def test_a_thing_is_seen_in_at_least_two_tones_and_inside_its_measures(kind):
    actor = Actor(kind, "stand", label="word")
    image = picture(actor)
    seen = painted(image)
    # a broom or a flute is thin, and what is up in the air is small in its own room
    assert seen.mean() > 0.008
    tones = {tuple(tone) for tone in image[seen].reshape(-1, 3) // 16}
    assert len(tones) >= 2
    body = BODIES[kind]
    scale = 0.78 * SIDE / max(body.height, body.length)
    top = 0.88 * SIDE - (np.flatnonzero(seen.any(axis=1))[0])
    if kind not in (
        "candle",
        "cup",
        "lantern",
        "star",
        "sun",
        "moon",
        "fire",
        "kite",
        "lighthouse",
        "traffic_light",
        "ship",
        "smoke",
        "steam_train",
    ):  # halos, wisps; a kite hangs by its middle
        assert top <= 1.25 * scale * body.height + 3
    if body.habitat == "table":
        assert max(body.height, body.length) < 1.3


def test_no_two_things_look_alike():
    kinds = [kind for kind in KINDS if kind != "box"]
    pictures = [picture(Actor(kind))[::4, ::4].astype(int).ravel() for kind in kinds]
    for index, (kind, mine) in enumerate(zip(kinds, pictures, strict=True)):
        for other, its in zip(kinds[index + 1 :], pictures[index + 1 :], strict=True):
            assert np.abs(mine - its).mean() > 2, (kind, other)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("fire", "rainbow", "fireworks")])
def test_a_colour_said_is_the_colour_seen(kind):
    plain, green, purple = (
        picture(Actor(kind, colour=colour)).astype(int)[painted(picture(Actor(kind)))].mean(axis=0)
        for colour in (None, rgb("#1fae4b"), rgb("#8a2fc0"))
    )
    assert green[1] - green[0] > purple[1] - purple[0] + 2
    assert np.abs(green - purple).max() > 3 or np.abs(plain - green).max() > 3


def test_a_red_car_is_red_and_its_wheels_stay_black():
    red, blue = picture(Actor("car", colour=rgb("#d8332f"))), picture(Actor("car", colour=rgb("#2f55d8")))
    body = red[int(0.76 * SIDE), int(0.45 * SIDE)].astype(int)
    assert body[0] > 2 * body[2]
    changed = np.abs(red.astype(int) - blue).sum(axis=2) > 30
    assert 0.35 < changed.sum() / painted(red).sum() < 0.95


def test_an_unknown_thing_is_a_box_with_the_word_on_it():
    assert "gramophone" not in THINGS
    empty, named = picture(Actor("box")), picture(Actor("box", label="gramophone"))
    other = picture(Actor("box", label="sarcophagus of a king"))
    assert (empty != named).any() and (named != other).any()
    assert (picture(Actor("gramophone")) == named).all()


@pytest.mark.parametrize("word", ["a", "horloge à eau", "extraordinarily long-winded contraption of brass"])
def test_a_long_word_stays_on_its_tag(word):
    image = picture(Actor("box", label=word)).astype(int)
    changed = (np.abs(image - picture(Actor("box"))) > 8).any(axis=2)
    columns = np.flatnonzero(changed.any(axis=0))
    assert columns[0] > 0.14 * SIDE and columns[-1] < 0.86 * SIDE
    ink = (image.sum(axis=2) < 200) & changed
    assert ink.any()


def test_there_are_at_least_twenty_things_that_happen_and_each_shows():
    moving = 0
    for action in sorted(ACTIONS - {"stand"}):
        kind = {"bloom": "flower", "cut": "scissors", "read": "book", "play": "guitar"}.get(action, "car")
        frames = [picture(Actor(kind, action), 0.2 + 0.45 * step) for step in range(8)]
        still = [picture(Actor(kind, "stand"), 0.2 + 0.45 * step) for step in range(8)]
        assert any((frame != other).any() for frame, other in zip(frames, still, strict=True)), action
        moving += any((first != second).any() for first, second in pairwise(frames)) or action == "read"
    assert moving >= 20


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_anything_can_happen_to_anything(action):
    canvas = skia.Surface(48, 48).getCanvas()
    for kind in ("bicycle", "box", "candle", "guitar", "house", "plane", "pot"):
        for seconds in (0.0, 1.4, 11.9):
            draw_figure(Brush(canvas, LIGHTS["night"], 3.0), seconds, Actor(kind, action, place_in_row=1))
            left = canvas.getTotalMatrix()
            assert left.getScaleX() == 1 and left.getTranslateX() == 0  # whoever draws next finds the canvas as it was


@pytest.mark.parametrize("fps", [24, 30, 60])
@pytest.mark.parametrize("kind", ["ball", "basketball", "gift", "coin"])
def test_a_ball_is_lowest_on_the_frame_of_its_bounce(kind, fps):
    actor, thing = Actor(kind, "bounce"), THINGS[kind]
    heard = [event for event in events_of(actor, 6.0, fps) if event.name == "bounce"]
    assert len(heard) >= 3
    heights = [pose_of("bounce", thing.body, frame / fps, thing.is_round).y for frame in range(6 * fps)]
    for event in heard:
        frame = round(event.time_s * fps)
        if event.strength > 0.3:  # later ones follow each other within a few frames
            lowest = min(range(max(0, frame - 3), min(len(heights), frame + 4)), key=heights.__getitem__)
            assert abs(lowest - frame) <= 1
        assert heights[frame] < 0.2 * thing.body.height + 0.5 * GRAVITY / fps


@pytest.mark.parametrize(("height", "keeps"), [(0.78, 0.8), (3.0, 0.45), (0.05, 0.8)])
def test_energy_falls_from_bounce_to_bounce_by_the_square_of_what_is_kept(height, keeps):
    gravity = slowed_gravity(height)
    energies = [speed**2 / 2 for _, speed in bounces(height, keeps)[:-1]]
    assert energies[0] == pytest.approx(gravity * height * keeps**2)
    for before, after in pairwise(energies):
        assert after == pytest.approx(before * keeps**2)
    times = [time for time, _ in bounces(height, keeps)]
    for (time, speed), following in zip(bounces(height, keeps)[:-1], times[1:], strict=True):
        assert following - time == pytest.approx(2 * speed / gravity)
        top, _ = bounce_height((time + following) / 2, height, keeps)
        assert top == pytest.approx(speed**2 / (2 * gravity))


def test_a_fall_is_ballistic():
    for step in range(4):
        seconds = 0.1 * step
        assert bounce_height(seconds, 2.0, 0.8)[0] == pytest.approx(2.0 - GRAVITY * seconds**2 / 2)
    assert slowed_gravity(5.0) == GRAVITY
    assert slowed_gravity(0.05) < 1.0  # a coin's fall of 5 cm would last 0.1 s


def test_a_ball_that_lies_still_is_thrown_again_to_the_same_height():
    height, keeps = drop_of(THINGS["ball"].body, True)
    lasts = bounces(height, keeps)[-1][0]
    heights = [pose_of("bounce", THINGS["ball"].body, lasts + 0.02 * step, True).y for step in range(100)]
    assert heights[0] == pytest.approx(0, abs=0.02)
    assert max(heights) == pytest.approx(height, rel=0.02)
    assert tossed(lasts + 2.0, height, keeps)[2] == 1


def test_a_ball_is_flat_at_the_bounce_and_long_in_flight_and_keeps_its_area():
    body = THINGS["ball"].body
    first = bounces(*drop_of(body, True))[0][0]
    poses = [pose_of("bounce", body, first + 0.01 * step, True) for step in range(-30, 30)]
    assert min(poses, key=lambda pose: pose.tall) is poses[30]
    assert poses[30].tall < 0.75 and max(pose.tall for pose in poses) > 1.03
    assert all(pose.tall * pose.wide == pytest.approx(1.0) for pose in poses)


@pytest.mark.parametrize("kind", ["lamp", "chair", "coin"])
def test_a_pendulum_has_the_period_of_its_length(kind):
    body = THINGS[kind].body
    turns = [pose_of("swing", body, 0.001 * step).turn for step in range(12_000)]
    through = [0.001 * step for step, (before, after) in enumerate(pairwise(turns)) if before > 0 >= after]
    period = math.tau * math.sqrt(rope_of(body) / GRAVITY)
    assert pendulum_period(rope_of(body)) == pytest.approx(period)
    for first, second in pairwise(through):
        assert second - first == pytest.approx(period, abs=0.003)
    pose = pose_of("swing", body, 0.0)
    assert pose.pivot - body.height / 2 == pytest.approx(rope_of(body))


def test_what_rolls_does_not_slide():
    body = THINGS["ball"].body
    for before, after in pairwise(pose_of("roll", body, 0.1 * step, True) for step in range(40)):
        assert after.x - before.x == pytest.approx(-(after.turn - before.turn) * body.height / 2)
        assert after.x > before.x


def test_wheels_turn_with_the_way_they_make():
    standing, again = picture(Actor("car", "drive"), 1.0, 0.0), picture(Actor("car", "drive"), 1.0, 0.0)
    assert (standing == again).all()
    whole = math.tau * THINGS["car"].wheels[0].radius  # once round
    assert (picture(Actor("car", "drive"), 1.0, whole / 3) != standing).any()
    assert np.abs(picture(Actor("car", "drive"), 1.0, whole).astype(int) - standing).max() <= 2


def test_whatever_faces_left_is_mirrored_but_for_what_is_written():
    right, left = picture(Actor("car")), picture(Actor("car"), facing="left")
    assert np.abs(right[:, ::-1].astype(int) - left).mean() < 3
    assert (picture(Actor("stop_sign")) == picture(Actor("stop_sign"), facing="left")).all()


def test_a_shadow_can_follow_what_rolls_and_bounces():
    assert offset_of(Actor("car"), 1.0) == (0.0, 0.0)
    assert offset_of(Actor("ball", "roll"), 3.0)[0] > offset_of(Actor("ball", "roll"), 1.0)[0]
    suitcase = BODIES["suitcase"]
    assert offset_of(Actor("suitcase", "topple"), 9.0)[0] == pytest.approx(
        (suitcase.length + suitcase.height) / 2, rel=0.1
    )
    assert offset_of(Actor("ball", "bounce"), 0.0)[1] == pytest.approx(drop_of(BODIES["ball"], True)[0])


def test_the_glass_fills_steadily_while_it_is_poured():
    levels = [level_at(0.1 * step) for step in range(90)]
    assert all(before <= after for before, after in pairwise(levels))
    assert level_at(POUR_STARTS_S) == 0 and level_at(POUR_ENDS_S + 1) == 1


@pytest.mark.parametrize("action", ["bounce", "fall", "launch", "swing", "throw", "roll", "topple", "pour"])
def test_the_frame_is_given_room_for_what_happens(action):
    still, acting = body_of(Actor("ball")), body_of(Actor("ball", action))
    assert acting.height > 1.2 * still.height or acting.length > 1.4 * still.length
    if action in MOTIONS:
        _, high, left, right = reach_of(action, still, True)
        assert acting.height >= high and acting.length >= right - left - 1e-9


def test_the_measures_are_those_of_real_things():
    heights = {
        "apple": 0.1,
        "bicycle": 1.05,
        "car": 1.46,
        "bus": 3.1,
        "coin": 0.028,
        "door": 2.14,
        "house": 6.0,
        "piano": 1.9,
    }
    for kind, height in heights.items():
        assert BODIES[kind].height == pytest.approx(height, rel=0.25)
    assert {kind: BODIES[kind].habitat for kind in ("boat", "plane", "cup", "moon", "car")} == {
        "boat": "water",
        "plane": "air",
        "cup": "table",
        "moon": "sky",
        "car": "ground",
    }


def test_events_fall_on_frames_inside_the_clip_and_in_order():
    for kind, action in (
        ("ball", "bounce"),
        ("clock", "stand"),
        ("vase", "break"),
        ("fireworks", "stand"),
        ("kite", "fall"),
    ):
        for fps in (24, 30):
            heard = events_of(Actor(kind, action, place_in_row=1), 4.0, fps)
            assert [event.time_s for event in heard] == sorted(event.time_s for event in heard)
            for event in heard:
                assert 0 <= event.time_s < 4.0 and 0 < event.strength <= 1
                assert event.time_s * fps == pytest.approx(round(event.time_s * fps))


@pytest.mark.parametrize(
    ("kind", "action", "name"),
    [
        ("car", "drive", "engine"),
        ("vase", "fall", "impact"),
        ("vase", "break", "clink"),
        ("gift", "open", "knock"),
        ("boat", "sail", "splash"),
        ("lamp", "swing", "whoosh"),
        ("rocket", "launch", "engine"),
        ("clock", "stand", "tick"),
        ("fire", "stand", "crackle"),
        ("suitcase", "topple", "impact"),
    ],
)
def test_what_happens_is_heard(kind, action, name):
    assert name in {event.name for event in events_of(Actor(kind, action), 4.0, 30)}


def test_a_parked_car_is_silent():
    assert events_of(Actor("car"), 4.0, 30) == ()


def test_a_windmill_that_spins_turns_its_sails_and_fireworks_are_no_shards():
    tower = [picture(Actor("windmill", "spin"), seconds)[120:138, 74:86] for seconds in (0.3, 0.9)]
    assert (tower[0] == tower[1]).all()
    assert (picture(Actor("windmill", "spin"), 0.3) != picture(Actor("windmill", "spin"), 0.9)).any()
    assert (picture(Actor("fireworks", "explode"), 2.0) == picture(Actor("fireworks"), 2.0)).all()


def test_only_wheels_drive_and_only_flowers_bloom():
    assert "drive" in actions_of("car") and "drive" not in actions_of("chair")
    assert "bloom" in actions_of("flower") and "bloom" not in actions_of("car")
    assert action_of(Actor("leaf", "fall")) == "flutter"
    assert action_of(Actor("balloon")) == "fly" and action_of(Actor("boat")) == "sail"
    assert action_of(Actor("table", "recite")) == "stand"


@pytest.mark.parametrize("kind", ["umbrella", "guitar", "cup", "suitcase", "car", "gramophone"])
def test_what_is_held_is_drawn_about_the_hand(kind):
    surface = skia.Surface(SIDE, SIDE)
    canvas = surface.getCanvas()
    canvas.clear(BACKDROP)
    canvas.translate(SIDE / 2, SIDE / 2)
    canvas.scale(60, -60)
    draw_held(Brush(canvas, LIGHTS["noon"], 1.0), 0.0, kind, rgb("#1fae4b"))
    seen = painted(np.array(surface.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType))[..., :3])
    rows, columns = np.nonzero(seen)
    assert rows.min() - 3 <= SIDE / 2 <= rows.max() + 3 and columns.min() - 3 <= SIDE / 2 <= columns.max() + 3
    assert (rows.max() - rows.min()) / 60 < 1.4 and math.hypot(*grip_of(kind)) < 2
    assert not seen[0].any() and not seen[:, 0].any()


def test_two_of_a_kind_do_not_move_as_one():
    first, second = (picture(Actor("ball", "bounce", place_in_row=place), 0.5) for place in (0, 1))
    assert (first != second).any()
    heard = [events_of(Actor("ball", "bounce", place_in_row=place), 2.0, 30)[0].time_s for place in (0, 1)]
    assert heard[0] != heard[1]


def test_the_same_moment_gives_the_same_picture():
    for kind, action in (("fire", "stand"), ("house", "burn"), ("car", "explode"), ("tornado", "stand")):
        assert (picture(Actor(kind, action), 1.7) == picture(Actor(kind, action), 1.7)).all()


def test_lamps_shine_at_night():
    for kind in ("street_lamp", "house", "lamp", "lighthouse"):
        day = picture(Actor(kind), light="noon").max(axis=2)
        night = picture(Actor(kind), light="night").max(axis=2)
        ratio = night.astype(float)[painted(picture(Actor(kind)))] / day[painted(picture(Actor(kind)))].clip(1)
        assert ratio.max() > 0.9  # some of it is as bright as by day
        assert np.percentile(ratio, 25) < 0.8
