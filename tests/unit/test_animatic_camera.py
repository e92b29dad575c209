"""The camera as geometry: each move in its direction, with the parallax a real one has."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import pytest

from sora_widgets.animatic.figures import BODIES
from sora_widgets.animatic.scene import Actor, Scene
from sora_widgets.animatic.stage import Stage, View

NEAR, FAR = 0.0, 60.0
SECONDS = 4.0


def stage_of(*moves: str, size: str = "wide", kind: str = "man", action: str = "stand", **said: object) -> Stage:
    scene = Scene("park", "noon", frozenset(), (Actor(kind, action),), size=size, moves=frozenset(moves))
    return Stage(replace(scene, **said), BODIES[kind], 1280, 720, SECONDS)


def change(stage: Stage, depth: float) -> tuple[float, float, float]:
    """How a point 1 m up at `depth` changes from the first frame to the last: scale ratio, x and y shift."""
    seen = []
    for share in (0.0, 1.0):
        placed = stage.projector(stage.view_at(share * SECONDS))(depth)
        assert placed is not None
        scale, x, y = placed
        seen.append((scale, x, y - scale))
    (s0, x0, y0), (s1, x1, y1) = seen
    return s1 / s0, x1 - x0, y1 - y0


def test_static_means_that_nothing_moves():
    assert change(stage_of("static"), NEAR) == (1.0, 0.0, 0.0)


@pytest.mark.parametrize(("move", "sign"), [("pan_right", -1), ("pan_left", 1)])
def test_a_pan_shifts_near_and_far_alike(move, sign):
    near, far = change(stage_of(move), NEAR), change(stage_of(move), FAR)
    assert near[1] == pytest.approx(far[1])
    assert sign * near[1] > 200 and near[0] == 1.0


@pytest.mark.parametrize(("move", "sign"), [("truck_right", -1), ("truck_left", 1)])
def test_a_truck_shifts_near_things_more(move, sign):
    near, far = change(stage_of(move), NEAR), change(stage_of(move), FAR)
    assert sign * near[1] > 3 * sign * far[1] > 0


@pytest.mark.parametrize(("move", "sign"), [("tilt_up", 1), ("tilt_down", -1)])
def test_a_tilt_shifts_near_and_far_alike(move, sign):
    near, far = change(stage_of(move), NEAR), change(stage_of(move), FAR)
    assert near[2] == pytest.approx(far[2])
    assert sign * near[2] > 100


@pytest.mark.parametrize(("move", "sign"), [("pedestal_up", 1), ("pedestal_down", -1)])
def test_a_pedestal_shifts_near_things_more_and_leaves_the_horizon(move, sign):
    stage = stage_of(move)
    near, far = change(stage, NEAR), change(stage, FAR)
    assert sign * near[2] > 3 * sign * far[2] > 0
    assert stage.horizon_y(stage.view_at(0)) == stage.horizon_y(stage.view_at(SECONDS))


@pytest.mark.parametrize(("move", "grows"), [("dolly_in", True), ("dolly_out", False)])
def test_a_dolly_changes_the_scale_of_near_things_more(move, grows):
    near, far = change(stage_of(move), NEAR)[0], change(stage_of(move), FAR)[0]
    assert (near > 1.3 and 1 < far < 1.2) if grows else (near < 0.75 and 0.8 < far < 1)


@pytest.mark.parametrize(("move", "grows"), [("zoom_in", True), ("zoom_out", False)])
def test_a_zoom_changes_all_scales_alike(move, grows):
    near, far = change(stage_of(move), NEAR)[0], change(stage_of(move), FAR)[0]
    assert near == pytest.approx(far)
    assert near > 1.5 if grows else near < 0.7


def test_the_face_stays_in_the_frame_while_the_camera_dollies_in():
    stage = stage_of("dolly_in", size="medium")
    for share in (0.0, 0.5, 1.0):
        scale, _, ground_y = stage.projector(stage.view_at(share * SECONDS))(NEAR) or (0, 0, 0)
        assert 0 < ground_y - scale * stage.body.head_at < 360


@pytest.mark.parametrize(("move", "sign"), [("roll_clockwise", 1), ("roll_counterclockwise", -1)])
def test_a_roll_turns_its_own_way(move, sign):
    assert sign * stage_of(move).view_at(SECONDS).roll > 0.2


def test_handheld_wanders_and_comes_back():
    pans = [stage_of("handheld").view_at(index / 30).pan for index in range(121)]
    assert 0.003 < max(abs(pan) for pan in pans) < 0.02


def test_slow_moves_go_less_far():
    fast, slow = stage_of("pan_right"), stage_of("pan_right", pace=0.65)
    assert abs(change(slow, NEAR)[1]) < abs(change(fast, NEAR)[1])


def test_a_dolly_zoom_keeps_the_subject_and_moves_the_background():
    stage = stage_of("dolly_zoom")
    assert change(stage, NEAR)[0] == pytest.approx(1.0, abs=0.02)
    assert change(stage, FAR)[0] < 0.7, "the background leaves"
    assert change(stage_of("dolly_zoom", "dolly_out", "zoom_in"), FAR)[0] > 1.4, "the background comes"


def test_a_crane_rises_and_looks_down():
    stage = stage_of("crane")
    first, last = stage.view_at(0), stage.view_at(SECONDS)
    assert last.y > first.y + 0.5 * stage.visible_m
    assert stage.horizon_y(last) < stage.horizon_y(first) - 200


def test_an_arc_swings_the_layers_about_the_subject():
    stage = stage_of("arc")
    near, subject, far = (change(stage, depth)[1] for depth in (-0.5 * stage.distance, NEAR, FAR))
    assert abs(subject) < 15, "the subject stays"
    assert near < -60 and far > 60, "what is before it and what is behind it go opposite ways"


def test_a_whip_pan_lands_on_the_subject_in_half_a_second():
    stage = stage_of("whip_pan")
    pans = [stage.view_at(index / 30).pan for index in range(120)]
    moving = [index for index in range(119) if abs(pans[index + 1] - pans[index]) > 0.03]
    assert abs(pans[0]) > 1 and abs(pans[-1]) < 0.01
    assert 5 < len(moving) < 18 and moving == list(range(moving[0], moving[-1] + 1))


def test_there_and_back_again_when_both_ways_are_said():
    pans = [stage_of("pan_left", "pan_right").view_at(index / 30).pan for index in range(121)]
    assert max(pans) > 0.25 and min(pans) < -0.25
    assert abs(pans[-1] - pans[0]) < 0.02


def test_several_moves_add_up():
    stage = stage_of("pan_right", "pedestal_up", "zoom_in")
    alone = [stage_of(move).view_at(SECONDS) for move in ("pan_right", "pedestal_up", "zoom_in")]
    view = stage.view_at(SECONDS)
    assert (view.pan, view.y, view.zoom) == (alone[0].pan, alone[1].y, alone[2].zoom)


def test_a_tracking_camera_keeps_a_runner_in_place_while_the_ground_passes():
    stage = stage_of("tracking", action="run")
    for seconds in (0.0, 1.0, 3.9):
        assert stage.view_at(seconds).x - stage.subject_x(seconds) == pytest.approx(stage.rest.x)
    assert change(stage, FAR)[1] < -50


@pytest.mark.parametrize(("move", "sense"), [("dolly_in", 1), ("dolly_out", -1)])
def test_a_camera_that_tails_or_leads_goes_into_the_picture_with_the_subject(move, sense):
    stage = stage_of("tracking", move, action="walk")
    gone = stage.subject_z(SECONDS)
    assert sense * gone > 1.0 and stage.subject_x(SECONDS) == 0.0
    assert stage.view_at(SECONDS).z - stage.view_at(0).z == pytest.approx(gone)


def test_who_would_leave_the_frame_is_followed_unless_the_camera_is_static():
    free, static = stage_of(action="run"), stage_of("static", action="run")
    for stage in (free, static):
        for seconds in (0.0, 2.0, SECONDS):
            placed = stage.projector(stage.view_at(seconds))(NEAR)
            assert placed is not None
            assert 0 < placed[1] + placed[0] * stage.subject_x(seconds) < stage.width
    assert free.view_at(SECONDS).x > free.view_at(0).x + 1
    assert static.view_at(SECONDS) == static.view_at(0)


@pytest.mark.parametrize(
    "moves", [("pan_right",), ("dolly_in",), ("zoom_out",), ("crane",), ("arc",), ("tracking",), ("handheld",)]
)
def test_an_extension_begins_with_the_view_its_source_ends_with_and_moves_on(moves):
    source = stage_of(*moves, action="walk")
    extension = stage_of(*moves, action="walk", starts_at_s=SECONDS)
    again = stage_of(*moves, action="walk", starts_at_s=2 * SECONDS, first_s=SECONDS)
    assert _close(source.view_at(SECONDS), extension.view_at(0.0))
    assert _close(extension.view_at(SECONDS), again.view_at(0.0))
    assert source.subject_x(SECONDS) == pytest.approx(extension.subject_x(0.0))
    step = 1 / 30
    before = _difference(source.view_at(SECONDS - step), source.view_at(SECONDS))
    after = _difference(extension.view_at(0.0), extension.view_at(step))
    assert after == pytest.approx(before, rel=0.35), "at the same speed"
    assert after > 0


def test_the_place_is_drawn_alike_for_a_source_and_its_extension():
    source, extension = stage_of("pan_right"), stage_of("pan_right", starts_at_s=SECONDS)
    assert [source.half_reach_m(depth) for depth in (0, 8, 60)] == [
        extension.half_reach_m(depth) for depth in (0, 8, 60)
    ]


@pytest.mark.parametrize("move", ["pan_right", "pan_left", "truck_left", "whip_pan", "dolly_out", "arc", "tracking"])
@pytest.mark.parametrize("depth", [0.0, 8.0, 60.0])
def test_planes_are_drawn_as_wide_as_any_move_sees(move, depth):
    stage = stage_of(move, action="run")
    reach = stage.half_reach_m(depth)
    for index in range(0, 121, 8):
        placed = stage.projector(stage.view_at(index / 30))(depth)
        if placed is None:
            continue
        scale, x, _ = placed
        assert x - scale * reach < 0 and x + scale * reach > stage.width


def test_an_accelerating_car_is_slow_first_and_a_braking_one_comes_to_rest():
    faster, slower = (stage_of("tracking", kind="car", action=action) for action in ("accelerate", "slow_down"))
    assert faster.subject_x(1) - faster.subject_x(0) < 0.5 * (faster.subject_x(4) - faster.subject_x(3))
    assert slower.subject_x(4) - slower.subject_x(3.9) < 0.1 * (slower.subject_x(0.1) - slower.subject_x(0))


@pytest.mark.parametrize(("term", "ratio"), [("slow_motion", 0.4), ("time_lapse", 3.0)])
def test_time_in_the_scene_runs_as_said_and_the_camera_as_always(term, ratio):
    usual, said = stage_of("tracking", action="walk"), stage_of("tracking", action="walk", terms=frozenset({term}))
    assert said.world_s(2.0) == pytest.approx(2.0 * ratio)
    gone = [stage.subject_x(0.5) - stage.subject_x(0.0) for stage in (usual, said)]
    assert gone[1] == pytest.approx(gone[0] * ratio)
    pan = [stage_of("pan_right", terms=terms).view_at(SECONDS).pan for terms in (frozenset(), frozenset({term}))]
    assert pan[0] == pan[1]


def test_a_speed_ramp_goes_from_the_usual_speed_to_slow_motion_and_never_jumps():
    stage = stage_of("tracking", action="walk", terms=frozenset({"speed_ramp"}))
    steps = [stage.world_s((index + 1) / 30) - stage.world_s(index / 30) for index in range(120)]
    assert steps[0] == pytest.approx(1 / 30) and steps[-1] == pytest.approx(0.4 / 30)
    assert all(-1e-9 <= before - after < 0.002 for before, after in pairwise(steps))


def test_who_is_seen_from_the_front_comes_and_from_behind_goes_away():
    front = stage_of(action="walk", terms=frozenset({"frontal"}))
    back = stage_of(action="walk", view="back")
    assert front.subject_z(SECONDS) < -1 < 1 < back.subject_z(SECONDS)
    assert front.subject_x(SECONDS) == back.subject_x(SECONDS) == 0
    dog = stage_of(kind="dog", action="walk", view="back")
    assert dog.subject_z(SECONDS) == 0 < dog.subject_x(SECONDS), "animals are drawn from the side"


def test_in_a_freeze_frame_time_and_camera_stand():
    stage = stage_of("arc", action="run", terms=frozenset({"freeze_frame"}))
    assert stage.world_s(3.0) == stage.world_s(SECONDS)
    assert stage.view_at(3.0) == stage.view_at(SECONDS) != stage.view_at(1.0)


def test_a_fast_orbit_stays_on_its_side_of_the_subject():
    usual, fast = (stage_of("arc", pace=pace).view_at(SECONDS) for pace in (1.0, 2.25))
    assert math.copysign(1, fast.pan) == math.copysign(1, usual.pan)
    assert abs(usual.pan) < abs(fast.pan) < 6 * abs(usual.pan)


def _difference(first: View, second: View) -> float:
    return sum(abs(a - b) for a, b in zip(vars(first).values(), vars(second).values(), strict=True))


def _close(first: View, second: View) -> bool:
    return _difference(first, second) < 1e-6
