"""The camera as geometry: each move in its direction, with the parallax a real one has."""

from __future__ import annotations

import pytest

from sora_widgets.animatic.figures import BODIES
from sora_widgets.animatic.scene import Actor, Scene
from sora_widgets.animatic.stage import Stage

NEAR, FAR = 0.0, 60.0


def stage_of(*moves: str, size: str = "wide", kind: str = "man", angle: str = "eye") -> Stage:
    scene = Scene("park", "noon", frozenset(), (Actor(kind),), size=size, angle=angle, moves=frozenset(moves))
    return Stage(scene, BODIES[kind], 1280, 720, 4.0)


def change(stage: Stage, depth: float) -> tuple[float, float, float]:
    """How a point 1 m up at `depth` changes from the first frame to the last: scale ratio, x and y shift."""
    seen = []
    for share in (0.0, 1.0):
        placed = stage.projector(stage.view_at(share))(depth)
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
    assert stage.horizon_y(stage.view_at(0)) == stage.horizon_y(stage.view_at(1))


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
        scale, _, ground_y = stage.projector(stage.view_at(share))(NEAR) or (0, 0, 0)
        assert 0 < ground_y - scale * stage.body.head_at < 360


@pytest.mark.parametrize(("move", "sign"), [("roll_clockwise", 1), ("roll_counterclockwise", -1)])
def test_a_roll_turns_its_own_way(move, sign):
    assert sign * stage_of(move).view_at(1.0).roll > 0.2


def test_handheld_wanders_and_comes_back():
    pans = [stage_of("handheld").view_at(index / 120).pan for index in range(121)]
    assert 0.003 < max(abs(pan) for pan in pans) < 0.02


def test_slow_moves_go_less_far():
    fast, slow = stage_of("pan_right"), stage_of("pan_right")
    object.__setattr__(slow, "scene", Scene(**{**slow.scene.__dict__, "pace": 0.65}))
    assert abs(change(slow, NEAR)[1]) < abs(change(fast, NEAR)[1])


def test_each_shot_size_shows_less_than_the_one_before():
    sizes = ["extreme_wide", "wide", "full", "medium_long", "cowboy", "medium"]
    sizes += ["medium_close_up", "close_up", "extreme_close_up"]
    shown = [stage_of(size=size).visible_m for size in sizes]
    assert shown == sorted(shown, reverse=True) and len(set(shown)) == len(shown)


@pytest.mark.parametrize(
    ("size", "cut"),
    [("full", 0.0), ("medium_long", 0.27), ("cowboy", 0.40), ("medium", 0.50), ("medium_close_up", 0.62)],
)
def test_the_lower_edge_cuts_the_body_where_the_shot_size_says(size, cut):
    stage = stage_of(size=size)
    scale, _, ground_y = stage.projector(stage.view_at(0))(NEAR) or (0, 0, 0)
    lowest_m = (ground_y - stage.height) / scale
    assert lowest_m / stage.body.height == pytest.approx(cut, abs=0.12)


def test_a_low_angle_lowers_the_horizon_and_a_high_angle_raises_it():
    def horizon(angle: str) -> float:
        stage = stage_of(angle=angle)
        return stage.horizon_y(stage.view_at(0))

    assert horizon("high") < horizon("eye") < horizon("low")
