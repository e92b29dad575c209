"""People and animals: who is drawn, how they move, and that what is heard is what is seen."""

from __future__ import annotations

import ast
import itertools
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import skia

from sora_widgets.animatic import figures, gaits
from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.figures import beings, riding
from sora_widgets.animatic.figures.beasts import BEASTS
from sora_widgets.animatic.figures.beats import BEATS, FALL_S, WING_BEATS, ahead_of, events_of_being
from sora_widgets.animatic.figures.fliers import wing_angle
from sora_widgets.animatic.figures.looks import LOOKS, stooped
from sora_widgets.animatic.figures.plumage import BIRDS
from sora_widgets.animatic.figures.poses import ACTIONS, mounted, pose_of
from sora_widgets.animatic.figures.props import draw_flying_ball
from sora_widgets.animatic.figures.skeleton import Build, Joints, solve, two_bones
from sora_widgets.animatic.figures.stances import feet_of, frame_of, stance_of
from sora_widgets.animatic.figures.uprights import stands_up
from sora_widgets.animatic.lights import LIGHTS
from sora_widgets.animatic.scene import Actor

FPS = 30
FRAME_S = 1 / FPS
FIGURES = Path(figures.__file__).parent
OF_THE_CONTRACT = {
    *["child", "baby", "woman", "man", "old_woman", "old_man", "crowd", "astronaut", "robot", "mannequin", "dancer"],
    *[
        "dog",
        "cat",
        "bird",
        "horse",
        "fish",
        "elephant",
        "bear",
        "panda",
        "cow",
        "sheep",
        "zebra",
        "giraffe",
        "lion",
        "rabbit",
        "fox",
        "deer",
        "monkey",
        "duck",
        "penguin",
    ],
    *[
        "owl",
        "butterfly",
        "bee",
        "turtle",
        "snake",
        "whale",
        "dolphin",
        "shark",
        "dinosaur",
        "dragon",
        "koala",
        "raccoon",
        "kangaroo",
    ],
}
ACTIONS_OF_THE_CONTRACT = {
    *"stand walk run jump dance wave sit sleep fly fly_kite drink look spin fall crawl climb swim".split(),  # noqa: SIM905 - a list of forty words reads better so
    *"ride drive read write type eat cook pour sweep paint play_instrument sing talk clap hug bow".split(),  # noqa: SIM905 - a list of forty words reads better so
    *"kneel stretch push pull lift carry throw catch kick box skate ski surf row dig plant pet cry".split(),  # noqa: SIM905 - a list of forty words reads better so
    *"laugh point shake_head march cut knit wash phone photograph salute meditate squat push_up".split(),  # noqa: SIM905 - a list of forty words reads better so
}


def picture(
    actor: Actor, seconds: float = 0.5, size: int = 96, facing: str = "right", light: str = "noon"
) -> np.ndarray:
    """A figure on white, `size` x `size` x 3, the same share of the picture for each kind."""
    body = beings.body_of(actor)
    surface = skia.Surface(size, size)
    canvas = surface.getCanvas()
    lit = LIGHTS.get(light) or replace(LIGHTS["noon"], name=light)
    canvas.clear(0xFFFFFFFF)
    scale = 0.62 * size / max(body.height, 0.75 * body.length)
    canvas.translate(0.45 * size, 0.88 * size)
    canvas.scale(scale, -scale)
    beings.draw_being(Brush(canvas, lit, 0.0), seconds, actor, facing)
    return surface.toarray(colorType=skia.kRGBA_8888_ColorType)[..., :3].astype(int)


def ink(picture: np.ndarray) -> np.ndarray:
    return np.abs(picture - 255).sum(axis=2) > 24


def joints_of(actor: Actor, seconds: float) -> tuple[Joints, Build]:
    build = LOOKS[actor.kind].build
    return solve(pose_of(actor, seconds, build), build), build


def moments(seconds: float, step: float = FRAME_S / 4) -> list[float]:
    return [index * step for index in range(round(seconds / step))]


def test_all_beings_and_actions_agreed_on_are_drawn():
    assert beings.BODIES.keys() >= OF_THE_CONTRACT
    assert ACTIONS >= ACTIONS_OF_THE_CONTRACT
    assert beings.BODIES.keys() == beings.DRAWINGS.keys()


@pytest.mark.parametrize("kind", sorted(beings.BODIES))
def test_each_kind_is_seen_and_stays_near_the_measures_that_framing_uses(kind):
    seen = ink(picture(Actor(kind, "fly" if kind in ("butterfly", "bee", "dragonfly") else "stand")))
    assert seen.mean() > 0.015
    rows = np.flatnonzero(seen.any(axis=1))
    assert rows[0] > 2  # not far beyond its own height


def test_no_two_kinds_have_one_silhouette():
    silhouettes = {kind: ink(picture(Actor(kind), size=64)) for kind in sorted(OF_THE_CONTRACT)}
    alike = []
    for first, second in itertools.combinations(silhouettes, 2):
        one, other = silhouettes[first], silhouettes[second]
        if (one ^ other).sum() < 0.10 * (one | other).sum():
            alike.append((first, second))
    assert alike == []


@pytest.mark.parametrize("action", sorted(ACTIONS - {"stand", "hold", "sail"}))
def test_each_action_of_people_looks_unlike_standing(action):
    standing = [picture(Actor("woman"), at) for at in (0.4, 1.1, 1.9)]
    doing = [picture(Actor("woman", action), at) for at in (0.4, 1.1, 1.9)]
    changed = [(np.abs(one - other).sum(axis=2) > 60).sum() for one, other in zip(standing, doing, strict=True)]
    assert max(changed) > 40


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_people_move_without_jumps(action):
    actor = mounted(Actor("man", action))
    for one, other in itertools.pairwise(moments(6.5, 1 / 120)):
        (before, build), (after, _) = joints_of(actor, one), joints_of(actor, other)
        for place in ("hip", "head", "near_hand", "far_hand", "near_foot", "far_foot"):
            moved = math.dist(getattr(before, place), getattr(after, place))
            assert moved < 0.16 * build.height, (place, one)  # 19 heights a second is faster than any fist


@pytest.mark.parametrize("kind", ["child", "woman", "man", "old_man", "robot"])
@pytest.mark.parametrize("action", ["walk", "run", "march", "carry"])
def test_feet_on_the_ground_do_not_slide(kind, action):
    actor = Actor(kind, action)
    speed = gaits.pace_mps(kind, action)
    gait, build = gaits.gait_of(kind, action), LOOKS[kind].build
    stood = []
    for seconds in moments(2.0):
        phase = gait.phase(seconds, 0, build.leg)
        if 0.02 < phase < 0.60 * gait.duty:  # flat on the ground: later it rolls over its toes
            foot = joints_of(actor, seconds)[0].near_foot
            stood.append((round((seconds / gait.period(build.leg)) - phase), foot[0] + speed * seconds))
            assert foot[1] == pytest.approx(build.ankle, abs=0.012 * build.height)
    for _, group in itertools.groupby(stood, key=lambda place: place[0]):
        places = [x for _, x in group]
        assert max(places) - min(places) < 0.012 * build.height


@pytest.mark.parametrize("kind", sorted(BEASTS))
@pytest.mark.parametrize("action", ["walk", "run"])
def test_paws_and_hoofs_on_the_ground_do_not_slide(kind, action):
    beast, speed = BEASTS[kind], gaits.pace_mps(kind, action)
    gait = gaits.gait_of(kind, action)
    for foot in range(4):
        landed = gait.landings(3.0, foot, beast.leg)[0]
        on_ground = [landed + share * gait.duty * gait.period(beast.leg) for share in (0.05, 0.5, 0.95)]
        places = [feet_of(kind, action, at, beast)[foot] for at in on_ground]
        assert all(y == 0 for _, y in places)
        world = [x + speed * at for (x, _), at in zip(places, on_ground, strict=True)]
        assert max(world) - min(world) < 0.002


@pytest.mark.parametrize("place_in_row", [0, 1])
@pytest.mark.parametrize(("kind", "action"), [("child", "run"), ("man", "walk"), ("woman", "march"), ("robot", "walk")])
def test_a_step_is_heard_on_the_frame_a_foot_comes_down(kind, action, place_in_row):
    actor = Actor(kind, action, None, place_in_row)
    heard = [event.time_s for event in events_of_being(actor, 4.0)]
    build, gait = LOOKS[kind].build, gaits.gait_of(kind, action)
    landed = []
    for one, other in itertools.pairwise(moments(4.0)):
        for foot in (0, 1):
            up = [gait.foot(at + ahead_of(actor), foot, build.leg)[1] for at in (one, other)]
            if up[0] > 0 and up[1] == 0:
                landed.append(other)
    assert len(heard) - len(landed) in (0, 1)  # the clip may begin on a step
    for time in landed:
        assert min(abs(time - other) for other in heard) <= FRAME_S


@pytest.mark.parametrize(
    ("kind", "action", "name"),
    [("horse", "run", "hoof"), ("cow", "walk", "hoof"), ("dog", "run", "step"), ("elephant", "walk", "step")],
)
def test_every_hoof_and_paw_is_heard_when_it_lands(kind, action, name):
    beast = BEASTS[kind]
    heard = events_of_being(Actor(kind, action), 3.0)
    assert {event.name for event in heard} == {name}
    feet = [[feet_of(kind, action, at, beast)[foot][1] for at in moments(3.0)] for foot in range(4)]
    landed = [
        index * FRAME_S / 4 for foot in feet for index in range(1, len(foot)) if foot[index - 1] > 0 == foot[index]
    ]
    assert len(landed) == pytest.approx(len(heard), abs=4)
    assert all(min(abs(time - event.time_s) for event in heard) <= FRAME_S for time in landed)
    assert max(event.strength for event in events_of_being(Actor("elephant", "walk"), 3.0)) > 2 * max(
        event.strength for event in events_of_being(Actor("cat", "walk"), 3.0)
    )


@pytest.mark.parametrize("kind", ["child", "man", "dog", "elephant"])
def test_a_jump_is_ballistic_and_its_landing_is_heard(kind):
    leap = gaits.leap_of(kind)
    heights = [(at, leap.at(at)[0]) for at in moments(leap.period_s)]
    flying = [height for _, height in heights if height > 0.002]
    falls = np.diff(flying, 2) / (FRAME_S / 4) ** 2
    assert falls == pytest.approx(np.full(len(falls), -9.81), rel=0.02)
    down = next(at for (at, height), (_, before) in zip(heights[1:], heights, strict=False) if before > 0 == height)
    (first, *_) = events_of_being(Actor(kind, "jump"), leap.period_s)
    assert first.time_s == pytest.approx(down, abs=FRAME_S)


def test_a_jumper_crouches_before_and_gives_after():
    build = LOOKS["child"].build
    leap = gaits.leap_of("child")
    actor = Actor("child", "jump")
    stands = solve(pose_of(actor, leap.period_s - 0.02, build), build).hip[1]
    crouches = min(solve(pose_of(actor, at, build), build).hip[1] for at in moments(leap.crouch_s))
    lands = min(
        solve(pose_of(actor, leap.crouch_s + leap.flight_s + at, build), build).hip[1] for at in moments(leap.give_s)
    )
    assert crouches < 0.8 * stands
    assert crouches < lands < 0.95 * stands


def test_hands_meet_when_a_clap_is_heard():
    actor = Actor("woman", "clap")
    apart = {at: math.dist(joints_of(actor, at)[0].near_hand, joints_of(actor, at)[0].far_hand) for at in moments(2.0)}
    for event in events_of_being(actor, 2.0):
        around = {at: gap for at, gap in apart.items() if abs(at - event.time_s) < 0.2}
        assert min(around, key=around.__getitem__) == pytest.approx(event.time_s, abs=FRAME_S)


def test_a_knife_a_fist_and_a_hammer_are_at_their_mark_when_heard():
    lowest = {"cut": lambda joints: joints.near_hand[1], "hammer": lambda joints: joints.near_hand[1]}
    for action, height in lowest.items():
        actor = Actor("man", action)
        beat = BEATS[action]
        (_, event, *_) = events_of_being(actor, 4 * beat.period_s)
        near = {
            at: height(joints_of(actor, at)[0])
            for at in moments(4 * beat.period_s)
            if abs(at - event.time_s) < 0.4 * beat.period_s
        }
        assert min(near, key=near.__getitem__) == pytest.approx(event.time_s, abs=FRAME_S)
    (_, punch, *_) = events_of_being(Actor("man", "box"), 3.0)
    reach = {
        at: max(joints_of(Actor("man", "box"), at)[0].near_hand[0], joints_of(Actor("man", "box"), at)[0].far_hand[0])
        for at in moments(3.0)
        if abs(at - punch.time_s) < 0.25
    }
    assert max(reach, key=reach.__getitem__) == pytest.approx(punch.time_s, abs=FRAME_S)


def test_a_fall_is_heard_when_the_body_lies():
    (event,) = events_of_being(Actor("man", "fall"), 4.0)
    build = LOOKS["man"].build
    turned = {at: abs(pose_of(Actor("man", "fall"), at, build).turn) for at in moments(2.0)}
    assert event.time_s == FALL_S
    down = next(at for at, turn in turned.items() if turn > 0.99 * max(turned.values()))
    assert down == pytest.approx(event.time_s, abs=FRAME_S)
    assert events_of_being(Actor("man", "fall"), 0.5) == []


@pytest.mark.parametrize("kind", sorted(BIRDS))
def test_a_wing_goes_down_when_its_beat_is_heard(kind):
    at = WING_BEATS[kind].first_s
    before, after = wing_angle(kind, at - 0.01)[0], wing_angle(kind, at + 0.01)[0]
    assert before > 0 > after
    inner = [wing_angle(kind, at + share * WING_BEATS[kind].period_s)[0] for share in np.arange(0, 1, 0.01)]
    outer = [wing_angle(kind, at + share * WING_BEATS[kind].period_s)[1] for share in np.arange(0, 1, 0.01)]
    assert np.argmin(inner) < np.argmin(outer)  # the tip follows the arm


def test_what_stays_is_silent():
    for kind in ("man", "dog", "snake", "fish", "butterfly"):
        assert events_of_being(Actor(kind, "stand"), 5.0) == []
    assert gaits.pace_mps("snake", "stand") == 0 < gaits.pace_mps("snake", "walk")
    assert events_of_being(Actor("snake", "walk"), 5.0) == []


def test_paces_grow_with_the_legs_and_with_the_ride():
    assert (
        gaits.pace_mps("baby", "walk")
        < gaits.pace_mps("child", "walk")
        < gaits.pace_mps("man", "walk")
        < gaits.pace_mps("man", "run")
    )
    assert 1.0 < gaits.pace_mps("man", "walk") < 1.7  # what people walk, in metres a second
    assert gaits.pace_mps("man", "ride", rides="horse") > gaits.pace_mps("man", "run")
    assert gaits.pace_mps("man", "stand") == gaits.pace_mps("dog", "sleep") == 0


@pytest.mark.parametrize("kind", sorted(LOOKS))
def test_legs_are_as_long_as_the_table_of_gaits_says(kind):
    assert gaits.leg_of(kind) == LOOKS[kind].build.leg


def test_bones_keep_their_lengths_wherever_the_hand_goes():
    for x, y in itertools.product((-0.9, -0.2, 0.3, 1.4), (-1.2, 0.0, 0.6)):
        joint, end = two_bones((0.0, 0.0), (x, y), 0.5, 0.4, 1.0)
        assert math.dist((0.0, 0.0), joint) == pytest.approx(0.5, abs=1e-6)
        assert math.dist(joint, end) == pytest.approx(0.4, abs=1e-6)
        if 0.1 < math.hypot(x, y) < 0.89:
            assert end == pytest.approx((x, y), abs=1e-6)


def test_a_cyclist_sits_holds_and_treads():
    actor, saddle = Actor("man", "ride", rides="bicycle"), riding.SADDLES["bicycle"]
    size = riding.scale_of("bicycle", LOOKS["man"].build)
    turned = []
    for seconds in moments(1.5, 0.05):
        joints, _ = joints_of(actor, seconds)
        assert joints.near_hand == pytest.approx((saddle.hands[0] * size, saddle.hands[1] * size), abs=0.03)
        assert joints.hip == pytest.approx((saddle.seat[0] * size, saddle.seat[1] * size), abs=0.03)
        foot = (joints.near_foot[0] - saddle.feet[0] * size, joints.near_foot[1] - saddle.feet[1] * size)
        assert math.hypot(*foot) < saddle.crank * size + 0.10
        turned.append(math.atan2(foot[1] - 0.05 * size, foot[0] + 0.03 * size))
    assert np.diff(np.unwrap(turned)).max() < 0  # clockwise all the time


@pytest.mark.parametrize("kind", ["child", "man", "woman"])
@pytest.mark.parametrize("action", ["sit", "read", "play_instrument", "wave"])
def test_who_sits_on_furniture_sits_at_its_height(kind, action):
    joints, build = joints_of(Actor(kind, action, rides="bench"), 0.8)
    seat = riding.FURNITURE["bench"][1]
    assert joints.hip[1] == pytest.approx(seat + 0.05 * build.height, abs=0.01)
    assert min(joints.near_foot[1], joints.far_foot[1]) > 0
    assert gaits.pace_mps(kind, action, rides="bench") == 0


@pytest.mark.parametrize(
    ("kind", "action", "rides"),
    [
        ("woman", "type", ""),
        ("child", "sleep", ""),
        ("man", "ride", "horse"),
        ("old_man", "sit", "bench"),
        ("man", "cut", ""),
        ("child", "kneel", ""),
    ],
)
def test_a_close_up_finds_the_head_wherever_it_is(kind, action, rides):
    actor = Actor(kind, action, rides=rides)
    body, build = beings.body_of(actor), LOOKS[kind].build
    for seconds in (1.1, 2.3):
        head = solve(stooped(pose_of(actor, seconds, build), LOOKS[kind]), build).head
        assert math.dist(head, (body.head_x, body.head_at)) < 0.5 * body.head_height  # a gallop throws it about
    assert body.height >= body.head_at + 0.4 * body.head_height


def test_who_sits_is_framed_lower_than_who_stands():
    standing, seated = beings.body_of(Actor("woman")), beings.body_of(Actor("woman", "read"))
    assert 0.6 * standing.height < seated.height < 0.9 * standing.height
    lying = beings.body_of(Actor("woman", "sleep"))
    assert lying.height < 0.3 * standing.height
    assert lying.length > 0.9 * standing.height


def test_a_close_up_of_a_horse_has_its_muzzle_in_it():
    body, beast = beings.body_of(Actor("horse")), BEASTS["horse"]
    skull = frame_of(stance_of("horse", "stand", 1.0, beast), beast).head
    nose = (skull[0] + 1.9 * beast.head, skull[1] - 1.4 * beast.head)
    assert abs(nose[1] - body.head_at) < 0.6 * body.head_height
    assert skull[1] + 0.9 * beast.head < body.head_at + 0.75 * body.head_height


def test_a_cat_on_a_couch_is_a_cat_and_on_it():
    alone, on_couch = Actor("cat", "sleep"), Actor("cat", "sleep", rides="couch")
    assert not stands_up(on_couch)
    assert beings.body_of(on_couch).height > 2 * beings.body_of(alone).height > 0


def test_a_rider_goes_up_and_down_with_the_horse():
    hips = [joints_of(Actor("woman", "ride", rides="horse"), at)[0].hip[1] for at in moments(1.2)]
    assert 0.02 < max(hips) - min(hips) < 0.4
    assert min(hips) > 1.1


def test_what_must_be_ridden_is_ridden_unsaid():
    assert mounted(Actor("man", "surf")).rides == "surfboard"
    assert mounted(Actor("man", "ride", rides="camel")).rides == "camel"
    assert beings.body_of(Actor("man", "drive")).length > 3


@pytest.mark.parametrize(
    ("kind", "rides"),
    [("child", "bicycle"), ("man", "elephant"), ("woman", "boat"), ("dog", "skateboard"), ("man", "car")],
)
def test_both_the_rider_and_the_ridden_are_seen(kind, rides):
    together = picture(Actor(kind, "ride", rides=rides))
    alone = picture(Actor(kind, "sit"))
    assert ink(together).sum() > 1.2 * 0.5 * ink(alone).sum()
    assert (np.abs(together - alone).sum(axis=2) > 40).sum() > 200


def test_an_instrument_is_between_the_hands():
    joints, _ = joints_of(Actor("man", "play_instrument", holds="guitar"), 0.3)
    with_it = picture(Actor("man", "play_instrument", holds="guitar"), 0.3)
    other = picture(Actor("man", "play_instrument", holds="flute"), 0.3)
    assert joints.far_hand[0] > joints.near_hand[0]
    assert (with_it != other).any(axis=2).sum() > 300


def test_animals_stand_up_for_what_needs_hands():
    assert stands_up(Actor("panda", "play_instrument", holds="guitar"))
    assert stands_up(Actor("cat", "read"))
    assert not stands_up(Actor("cat", "walk"))
    assert beings.body_of(Actor("dog", "dance")).height > 1.3 * beings.body_of(Actor("dog", "walk")).height


def test_the_next_of_a_kind_is_somebody_else():
    for kind in ("child", "woman", "man"):
        one, other = picture(Actor(kind)), picture(Actor(kind, "stand", None, 1))
        assert (np.abs(one - other).sum(axis=2) > 60).sum() > 60


def test_the_second_dog_has_another_coat():
    one, other = picture(Actor("dog", "sit")), picture(Actor("dog", "sit", None, 1))
    assert (np.abs(one - other).sum(axis=2) > 60).sum() > 300


def test_a_dog_carries_in_its_mouth_what_it_runs_with():
    assert not stands_up(Actor("dog", "run", holds="frisbee"))
    bare, carrying = picture(Actor("dog", "run"), size=200), picture(Actor("dog", "run", holds="frisbee"), size=200)
    changed = (np.abs(bare - carrying).sum(axis=2) > 60).any(axis=0)
    assert 0 < changed.sum() < 0.3 * 200
    assert np.flatnonzero(changed).min() > 0.5 * 200  # in front, at the muzzle


def test_animals_that_do_what_people_do_are_heard_doing_it():
    assert {event.name for event in events_of_being(Actor("panda", "clap"), 2.0)} == {"clap"}
    assert events_of_being(Actor("dog", "swim"), 2.0)[0].name == "splash"


def test_a_colour_said_is_worn():
    red = picture(Actor("man", "stand", (0.85, 0.1, 0.1)))
    redness = (red[..., 0] > 150) & (red[..., 1] < 90)
    assert redness.sum() > 150 > ((picture(Actor("man"))[..., 0] > 150) & (picture(Actor("man"))[..., 1] < 90)).sum()


def test_seen_from_behind_there_is_no_face():
    eyes = []
    for facing in ("front", "back"):
        seen = picture(Actor("child", "stand"), 0.5, 200, facing)
        head = seen[: round(0.45 * 200)]
        skin = (np.abs(head - (232, 186, 152)).sum(axis=2) < 90).sum()
        eyes.append(skin)
    assert eyes[1] < 0.35 * eyes[0]


def test_facing_left_is_the_mirror_image():
    right = picture(Actor("dog", "run"), 0.4, 101)
    left = picture(Actor("dog", "run"), 0.4, 101, "left")
    assert np.flatnonzero(ink(right).any(axis=0)).mean() > np.flatnonzero(ink(left).any(axis=0)).mean()


def test_a_mannequin_wears_the_word_said():
    named, unnamed = picture(Actor("mannequin", label="platypus"), size=200), picture(Actor("mannequin"), size=200)
    rows = np.flatnonzero((named != unnamed).any(axis=2).any(axis=1))
    assert len(rows) > 12
    assert rows.max() < 0.75 * 200  # on the chest, where a medium shot shows it


def test_eyes_blink():
    faces = [picture(Actor("woman"), at, 160)[:80] for at in moments(3.2, 0.05)]
    dark = [(face.sum(axis=2) < 180).sum() for face in faces]
    assert min(dark) < max(dark)


@pytest.mark.parametrize("kind", sorted(BEASTS))
def test_a_leaping_animal_keeps_its_feet_above_the_ground_and_leaps_along_a_parabola(kind):
    beast, leap = BEASTS[kind], gaits.leap_of(kind)
    flight = [leap.crouch_s + leap.flight_s * share / 20 for share in range(1, 20)]
    lifts, lowest = [], []
    for at in flight:
        stance = stance_of(kind, "jump", at, beast)
        turn = stance.tilt  # about a point a leg above the ground
        lows = [stance.lift + beast.leg + x * math.sin(turn) + (y - beast.leg) * math.cos(turn) for x, y in stance.feet]
        lifts.append(stance.lift)
        lowest.append(min(lows))
    assert min(lowest) > -0.08 * beast.leg
    assert np.diff(lifts, 2) == pytest.approx(np.full(len(lifts) - 2, np.diff(lifts, 2).mean()), abs=1e-9)
    assert np.diff(lifts, 2).mean() < 0


def test_a_rabbit_crouches_a_squirrel_sits_up_and_a_kangaroo_stands_on_two_legs():
    def trunk(kind: str, action: str = "stand") -> tuple[float, float]:
        frame = frame_of(stance_of(kind, action, 1.0, BEASTS[kind]), BEASTS[kind])
        return frame.middle[1], frame.slope

    assert trunk("rabbit")[0] < 0.85 * trunk("rabbit", "run")[0]
    assert trunk("squirrel")[1] > 0.4
    assert trunk("kangaroo")[1] > 0.5
    paws = stance_of("kangaroo", "stand", 1.0, BEASTS["kangaroo"]).feet
    assert min(paws[0][1], paws[1][1]) > 0.3
    assert paws[2][1] == paws[3][1] == 0.0


@pytest.mark.parametrize("kind", ["horse", "camel", "cow", "deer", "dog", "goat", "rabbit", "zebra"])
def test_who_eats_from_the_ground_has_the_mouth_at_it(kind):
    size = 200
    body = beings.body_of(Actor(kind, "eat"))
    below = ink(picture(Actor(kind, "eat"), 1.5, size))[round(0.88 * size) + 1 :]
    metre = 0.62 * size / max(body.height, 0.75 * body.length)
    sunk = np.flatnonzero(below.any(axis=1))
    assert (sunk.max() + 1 if sunk.size else 0) < 0.12 * BEASTS[kind].leg * metre + 3
    frame = frame_of(stance_of(kind, "eat", 1.5, BEASTS[kind]), BEASTS[kind])
    assert frame.head[1] < 1.05 * frame.middle[1]


@pytest.mark.parametrize("kind", sorted(BIRDS.keys() - {"penguin"}))
def test_a_bird_on_the_wing_is_framed_with_its_wings(kind):
    body = beings.body_of(Actor(kind, "fly"))
    size = 160
    metre = 0.62 * size / max(body.height, 0.75 * body.length)
    for at in moments(0.6, 0.1):
        seen = np.flatnonzero(ink(picture(Actor(kind, "fly"), at, size)).any(axis=1))
        assert seen.min() > 0.88 * size - 1.15 * body.height * metre - 2
        assert seen.max() < 0.88 * size + 0.2 * body.height * metre


@pytest.mark.parametrize("kind", ["dolphin", "fish", "shark", "whale"])
def test_who_jumps_out_of_the_water_is_heard_falling_back(kind):
    events = events_of_being(Actor(kind, "jump"), 6.0)
    assert {event.name for event in events} == {"splash"}
    for event in events:
        before, after = (ink(picture(Actor(kind, "jump"), event.time_s + away, 96)).sum() for away in (-0.35, 0.25))
        assert before > 1.5 * after


@pytest.mark.parametrize("kind", ["man", "woman", "child", "old_man"])
def test_who_meditates_sits_on_the_ground_with_crossed_legs(kind):
    joints, build = joints_of(Actor(kind, "meditate"), 1.0)
    points = (joints.hip, joints.near_knee, joints.far_knee, joints.near_foot, joints.far_foot)
    assert all(0.0 < y < 0.16 * build.height for _, y in points)
    assert joints.near_knee[0] < joints.far_foot[0] < joints.near_foot[0] < joints.far_knee[0]


def test_a_girl_a_boy_and_a_woman_are_three_to_the_eye():
    girl, boy, woman = (picture(Actor(kind), 1.0) for kind in ("girl", "child", "woman"))
    for one, other in itertools.combinations((girl, boy, woman), 2):
        seen = ink(one) | ink(other)
        assert (np.abs(one - other).sum(axis=2)[seen] > 60).mean() > 0.4
    assert beings.BODIES["girl"].height == pytest.approx(beings.BODIES["child"].height, rel=0.03)


@pytest.mark.parametrize("kind", ["man", "girl", "dog", "cat", "horse", "panda"])
@pytest.mark.parametrize("worn", ["hat", "glasses"])
def test_a_hat_and_glasses_are_worn_and_leave_the_hands_free(kind, worn):
    actor = Actor(kind, "stand", holds=worn, gear_colour=(0.9, 0.0, 0.9))
    assert not stands_up(actor)
    assert beings.body_of(actor) == beings.body_of(Actor(kind))
    before, after = picture(Actor(kind), 1.0, 200), picture(actor, 1.0, 200)
    changed = np.argwhere(np.abs(before - after).sum(axis=2) > 30)
    body = beings.body_of(actor)
    metre = 0.62 * 200 / max(body.height, 0.75 * body.length)
    head = (0.88 * 200 - body.head_at * metre, 0.45 * 200 + body.head_x * metre)
    assert len(changed) > 8
    assert np.abs(changed - head).max() < 1.3 * body.head_height * metre


def test_somebody_opens_a_door_before_them_and_a_gift_in_their_hands():
    for holds, farther_m in (("door", 0.5), ("gift", -0.5)):
        actor = Actor("woman", "open", holds=holds)
        shut, opened = picture(actor, 0.1, 160), picture(actor, 2.4, 160)
        plain = picture(Actor("woman", "open"), 2.4, 160)
        assert (np.abs(shut - opened).sum(axis=2) > 60).sum() > 40
        assert ink(opened).sum() > ink(plain).sum() + (400 if farther_m > 0 else -200)


def test_a_knight_fights_with_the_sword_and_is_heard_fencing():
    assert events_of_being(Actor("knight", "box"), 4.0) == events_of_being(Actor("knight", "fence"), 4.0)
    assert (picture(Actor("knight", "box"), 0.9) == picture(Actor("knight", "fence"), 0.9)).all()
    assert (picture(Actor("man", "box"), 0.9) != picture(Actor("man", "fence"), 0.9)).any()


def test_who_rides_a_broom_is_in_the_air_and_on_it():
    actor = Actor("witch", "fly", rides="broom")
    assert joints_of(actor, 1.0)[0].near_foot[1] > 0.8
    rows = np.flatnonzero(ink(picture(actor, 1.0, 160)).any(axis=1))
    assert rows.max() < 0.88 * 160 - 20


def test_wheels_and_pedals_of_a_rider_turn_by_the_way_made():
    build = LOOKS["man"].build
    turn_m = math.tau * 0.34 * riding.scale_of("bicycle", build) / 0.45  # once round of the crank
    feet, round_again, half_round = (
        np.array(riding.pedals_of("bicycle", build, 1.0 + turn_m * turns)) for turns in (0, 1, 0.5)
    )
    assert np.allclose(round_again, feet)
    assert np.allclose(half_round, feet[::-1])
    assert not np.allclose(half_round, feet)

    def drawn(speed_mps: float, seconds: float) -> np.ndarray:
        surface = skia.Surface(160, 160)
        surface.getCanvas().clear(0xFFFFFFFF)
        surface.getCanvas().setMatrix(skia.Matrix.MakeAll(60, 0, 80, 0, -60, 140, 0, 0, 1))
        man = Actor("man", "ride", rides="bicycle")
        beings.draw_being(Brush(surface.getCanvas(), LIGHTS["noon"], 0.0), seconds, man, "right", speed_mps)
        return surface.toarray()[125:].astype(int)  # wheels and pedals, and nothing that breathes

    def changed(one: np.ndarray, other: np.ndarray) -> float:
        return (np.abs(one - other).sum(axis=2) > 60).mean()

    rolling = changed(drawn(2.0, 1.0), drawn(2.0, 1.4))
    assert changed(drawn(0.0, 1.0), drawn(0.0, 1.4)) < 0.8 * rolling  # it trembles a little
    assert changed(drawn(2.0, 1.0), drawn(4.0, 0.5)) < 0.6 * rolling  # as far on its way


def test_a_baby_is_carried_in_both_arms():
    joints, build = joints_of(Actor("woman", "hold", holds="baby"), 1.0)
    near, far = joints.near_hand, joints.far_hand
    assert math.dist(near, far) < 0.2 * build.height
    assert min(near[0], far[0]) > joints.hip[0]
    assert near[1] < joints.near_shoulder[1]
    with_baby = ink(picture(Actor("woman", "hold", holds="baby"), 1.0, 160)).sum()
    assert with_baby > 1.05 * ink(picture(Actor("woman", "hold", holds="cup"), 1.0, 160)).sum()


def test_the_weightless_hang_in_the_air_and_drift_slowly():
    build = LOOKS["astronaut"].build
    track = [solve(pose_of(Actor("astronaut", "float"), at, build), build) for at in moments(4.0, 0.1)]
    assert min(min(joints.near_foot[1], joints.far_foot[1]) for joints in track) > 0.25
    steps = [math.dist(one.hip, other.hip) for one, other in itertools.pairwise(track)]
    assert 0 < max(steps) < 0.03
    assert gaits.pace_mps("astronaut", "float") == 0.0


def test_heads_turn_from_profile_to_face_on():
    def across(facing: str) -> int:
        return (np.abs(picture(Actor("woman"), 1.0, 200, facing)[:110] - (239, 191, 156)).sum(axis=2) < 40).sum()

    skin = [across(facing) for facing in ("profile", "right", "front")]
    assert len({across(facing) for facing in ("profile", "right", "three_quarter", "front")}) == 4
    assert skin[0] < skin[2]


def test_a_thrown_ball_leaves_along_a_parabola():
    build = LOOKS["man"].build
    beat = BEATS["throw"]
    seen = []
    for at in moments(0.8, 0.05):
        when = beat.first_s + at
        joints = solve(pose_of(Actor("man", "throw"), when, build), build)
        draw_flying_ball(build, joints, "throw", when, lambda x, y: seen.append((x, y)))
    ways = np.diff(np.array(seen), 2, axis=0)
    assert len(seen) == 16
    assert ways[:, 0] == pytest.approx(np.zeros(14), abs=1e-9)
    assert ways[:, 1] == pytest.approx(np.full(14, -9.81 * 0.05**2), rel=1e-6)


def test_a_tail_trails_the_gallop():
    beast = BEASTS["horse"]
    swings = [stance_of("horse", "run", at, beast).pulse[0] for at in moments(1.0)]
    steps = [math.tau * gaits.gait_of("horse", "run").phase(at, 0, beast.leg) for at in moments(1.0)]
    assert np.mean(np.array(steps) - np.array(swings)) == pytest.approx(0.9, abs=0.01)


def test_hair_streams_behind_a_runner():
    def behind_the_head(action: str) -> float:
        actor, size = Actor("woman", action), 200
        brown = np.abs(picture(actor, 0.5, size)[:100] - (70, 39, 30)).sum(axis=2) < 60  # above the brown shoes
        joints, build = joints_of(actor, 0.5)
        scale = 0.62 * size / beings.BODIES["woman"].height
        return (0.45 * size + scale * joints.head[0] - np.flatnonzero(brown.any(axis=0)).min()) / (scale * build.head)

    assert behind_the_head("run") > 1.3 * behind_the_head("stand")


def test_a_swimmer_is_seen_above_the_water_only_and_whole_below_it():
    def lowest(light: str) -> int:
        return int(np.flatnonzero(ink(picture(Actor("man", "swim"), 0.7, 120, light=light)).any(axis=1)).max())

    assert lowest("noon") < lowest("underwater")


def test_an_unknown_action_is_standing():
    assert (picture(Actor("man", "ponder")) == picture(Actor("man", "stand"))).all()


def test_the_same_moment_gives_the_same_picture():
    for kind in ("crowd", "dragon", "woman"):
        assert (picture(Actor(kind, "walk"), 1.23) == picture(Actor(kind, "walk"), 1.23)).all()


@pytest.mark.parametrize(
    "module",
    [
        "../gaits",
        "beats",
        "skeleton",
        "poses",
        "poses_gestures",
        "poses_moving",
        "poses_playing",
        "poses_sporting",
        "poses_working",
        "stances",
        "measures",
        "riding",
        "uprights",
    ],
)
def test_what_sound_and_camera_ask_draws_nothing(module):
    tree = ast.parse((FIGURES / f"{module}.py").read_text("utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported |= {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    assert not imported & {"skia", "sora_widgets.animatic.brush"}
