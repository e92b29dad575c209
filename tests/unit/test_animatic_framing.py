"""How a shot is framed: sizes, angles, views, and where everybody stands."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
import skia

from sora_widgets.animatic.cast import arrange, group_of, led, without_viewer
from sora_widgets.animatic.drawing import Animation
from sora_widgets.animatic.figures import BODIES, body_of
from sora_widgets.animatic.figures.people import PEOPLE
from sora_widgets.animatic.scene import Actor, Scene
from sora_widgets.animatic.screen import halves_of
from sora_widgets.animatic.stage import NOBODY, Stage

SIZES = (
    "extreme_wide",
    "wide",
    "full",
    "medium_long",
    "cowboy",
    "medium",
    "medium_close_up",
    "close_up",
    "extreme_close_up",
)
MAGENTA = (0.9, 0.0, 0.9)


def scene_of(*actors: Actor, **said: object) -> Scene:
    scene = Scene("field", "noon", frozenset(), actors or (Actor("man"),), size="default", seed=5)
    return replace(scene, **said)


def stage_of(*actors: Actor, **said: object) -> Stage:
    scene = scene_of(*actors, **said)
    bodies = [body_of(actor) for actor in scene.actors]
    group = group_of(arrange(scene, bodies, PEOPLE, BODIES["table"]))
    return Stage(scene, bodies[0] if bodies else NOBODY, 1280, 720, 4.0, group)


def picture_of(scene: Scene, frame: int = 30) -> np.ndarray:
    surface = skia.Surface(320, 180)
    Animation(scene, 320, 180, 4.0, 30).draw(surface.getCanvas(), frame)
    return surface.toarray(colorType=skia.ColorType.kRGBA_8888_ColorType)[..., :3].astype(float)


def on_screen(stage: Stage, x: float, y: float, z: float) -> tuple[float, float]:
    rows = stage.plane(stage.rest, z)
    assert rows is not None
    point = skia.Matrix.MakeAll(*rows).mapXY(x, y)
    return point.x(), point.y()


def test_each_shot_size_shows_less_than_the_one_before():
    shown = [stage_of(size=size).visible_m for size in SIZES]
    assert shown == sorted(shown, reverse=True) and len(set(shown)) == len(shown)


@pytest.mark.parametrize(
    ("size", "cut"),
    [("full", 0.0), ("medium_long", 0.27), ("cowboy", 0.40), ("medium", 0.50), ("medium_close_up", 0.62)],
)
def test_the_lower_edge_cuts_the_body_where_the_shot_size_says(size, cut):
    stage = stage_of(size=size)
    scale, _, ground_y = stage.projector(stage.view_at(0))(0.0) or (0, 0, 0)
    assert (ground_y - stage.height) / scale / stage.body.height == pytest.approx(cut, abs=0.12)


def test_an_insert_shows_the_hands_and_not_the_face():
    stage = stage_of(view="insert", size="extreme_close_up")
    _, hands = on_screen(stage, 0, 0.56 * stage.body.height, 0)
    _, face = on_screen(stage, 0, stage.body.head_at, 0)
    assert hands == pytest.approx(360, abs=40) and face < 0


def test_the_horizon_is_high_for_a_high_angle_and_low_for_a_low_one():
    rows = [
        stage_of(angle=angle).horizon_y(stage_of(angle=angle).rest)
        for angle in ("birds_eye", "high", "eye", "low", "worms_eye")
    ]
    assert rows == sorted(rows)
    assert rows[0] < 0, "from above no horizon is seen"
    assert rows[-1] > 720, "nor from the ground"


def test_a_bird_sees_bodies_foreshortened_from_above():
    stage = stage_of(angle="birds_eye")
    feet, crown = (on_screen(stage, 0, y, 0)[1] for y in (0, stage.body.height))
    left, right = (on_screen(stage, x, 0, 0)[0] for x in (-stage.body.height / 2, stage.body.height / 2))
    assert 0.35 < (feet - crown) / (right - left) < 0.75
    assert stage.rest.y > 1.5 * stage.body.height


def test_a_worm_sees_uprights_converge_towards_the_sky():
    stage = stage_of(angle="worms_eye")
    low, high = (on_screen(stage, 3, y, 12)[0] - on_screen(stage, -3, y, 12)[0] for y in (0, 12))
    assert high < 0.75 * low
    assert stage.rest.y < 0.2


def test_a_dutch_angle_leans_the_picture_and_keeps_it():
    stage = stage_of(angle="dutch")
    assert math.radians(8) < stage.view_at(0).roll == stage.view_at(4).roll < math.radians(20)


@pytest.mark.parametrize(("term", "place"), [("rule_of_thirds", 1 / 3), ("centered", 1 / 2), ("lead_room", 1 / 3)])
def test_a_composition_puts_the_subject_where_it_says(term, place):
    stage = stage_of(terms=frozenset({term}))
    assert on_screen(stage, 0, 0, 0)[0] / 1280 == pytest.approx(place, abs=0.02)


def test_a_shoulder_darkens_the_left_of_the_frame():
    plain = picture_of(scene_of(Actor("woman"), size="medium_close_up"))
    past = picture_of(scene_of(Actor("woman"), size="medium_close_up", view="over_the_shoulder"))
    assert past[90:150, :60].mean() < 0.6 * plain[90:150, :60].mean()


def test_over_the_shoulder_takes_the_second_person_out_of_the_picture():
    scene, shoulder = without_viewer(scene_of(Actor("woman"), Actor("man"), view="over_the_shoulder"), PEOPLE)
    assert [actor.kind for actor in scene.actors] == ["woman"] and shoulder == Actor("man")


def test_a_point_of_view_shows_hands_at_work_and_not_their_owner():
    scene = scene_of(Actor("man", "cook"), view="pov")
    left, viewer = without_viewer(scene, PEOPLE)
    assert left.actors == () and viewer == Actor("man", "cook")
    idle = picture_of(replace(scene, actors=(Actor("man", "look"),)))
    busy = picture_of(scene)
    changed = np.abs(busy - idle).max(axis=2) > 40
    assert changed[130:170].sum() > 500 and changed[:90].sum() == 0


def test_who_walks_sees_the_world_bob_and_come_nearer():
    stage = Stage(without_viewer(scene_of(Actor("man", "walk"), view="pov"), PEOPLE)[0], NOBODY, 1280, 720, 4.0)
    tilts = [stage.view_at(index / 30).tilt for index in range(60)]
    turns = sum((tilts[i + 1] - tilts[i]) * (tilts[i] - tilts[i - 1]) < 0 for i in range(1, 59))
    assert turns >= 5 and stage.view_at(4).z > stage.view_at(0).z


def test_from_behind_the_face_is_gone():
    front, back = (picture_of(scene_of(Actor("woman"), size="close_up", view=view)) for view in ("plain", "back"))
    assert (np.abs(front - back).max(axis=2) > 40).sum() > 800


def test_a_place_without_anybody_is_a_picture():
    assert picture_of(scene_of(actors=())).std() > 10


def test_nobody_hides_behind_somebody_else():
    kinds = ("man", "woman", "dog", "child", "horse", "car", "house", "tree", "ball")
    scene = scene_of(*(Actor(kind) for kind in kinds))
    stands = arrange(scene, [BODIES[kind] for kind in kinds], PEOPLE, BODIES["table"])
    seen = sorted((stand for stand in stands if stand.z < 0.9), key=lambda stand: stand.x)
    assert len(seen) >= 5
    for left, right in pairwise(seen):
        middle = right.x - left.x
        assert middle > 0.35 * (left.body.length + right.body.length)


def test_everybody_of_a_group_is_in_the_frame():
    actors = tuple(Actor("man", place_in_row=index) for index in range(5))
    stage = stage_of(*actors)
    for stand in arrange(stage.scene, [BODIES["man"]] * 5, PEOPLE, None):
        assert 0 < on_screen(stage, stand.x, 1.0, stand.z)[0] < 1280


def test_small_things_stand_on_a_table_beside_a_person_indoors():
    scene = scene_of(Actor("woman"), Actor("cup"), place="room")
    stands = arrange(scene, [BODIES["woman"], BODIES["cup"]], PEOPLE, BODIES["table"])
    table, cup = stands[1], stands[2]
    assert table.actor.kind == "table" and cup.y == table.body.height and cup.x == table.x


@pytest.mark.parametrize(
    ("where", "holds"),
    [
        ("left", lambda s: s.x < -0.2),
        ("right", lambda s: s.x > 0.2),
        ("under", lambda s: s.x == 0 and s.y == 0),
        ("over", lambda s: s.y > 1.5),
        ("behind", lambda s: s.z > 0.3),
        ("before", lambda s: s.z < -0.05),
    ],
)
def test_things_stand_where_the_prompt_says(where, holds):
    scene = scene_of(Actor("man"), Actor("box", where=where))
    assert holds(arrange(scene, [BODIES["man"], BODIES["box"]], PEOPLE, None)[1])


def test_what_stands_on_something_is_raised_by_it():
    scene = scene_of(Actor("cat"), Actor("table", where="under"))
    cat, table = arrange(scene, [BODIES["cat"], BODIES["table"]], PEOPLE, None)
    assert cat.y == table.body.height


def test_a_small_thing_alone_indoors_is_filmed_on_a_table_and_from_above_on_its_boards():
    scene = scene_of(Actor("cup"), place="room")
    cup, table = arrange(scene, [BODIES["cup"]], PEOPLE, BODIES["table"])
    assert cup.y == BODIES["table"].height and table.actor.kind == "table"
    from_above = scene_of(Actor("cup"), Actor("table", where="under"), place="room", angle="birds_eye")
    (only,) = arrange(from_above, [BODIES["cup"], BODIES["table"]], PEOPLE, BODIES["table"])
    assert only.y == 0
    wood, floor = (picture_of(replace(from_above, actors=from_above.actors[:count])) for count in (2, 1))
    assert np.abs(wood - floor)[100:160, 100:220].mean() > 10


def test_what_belongs_to_the_sky_hangs_in_it_over_the_horizon():
    scene = scene_of(Actor("moon"), light="night")
    other = replace(scene, actors=(Actor("moon", colour=MAGENTA),))
    changed = np.abs(picture_of(scene) - picture_of(other)).max(axis=2) > 30
    rows = np.flatnonzero(changed[:150].any(axis=1))
    assert changed.sum() > 150 and rows.max() < 100


def test_a_flying_subject_is_in_the_middle_of_the_frame_and_the_horizon_below():
    stage = stage_of(Actor("plane", "fly"))
    assert on_screen(stage, 0, stage.altitude_m + 0.5 * stage.body.height, 0)[1] == pytest.approx(340, abs=40)
    assert stage.horizon_y(stage.rest) > 420


def test_two_who_talk_face_each_other():
    actors = (Actor("woman", "talk"), Actor("man", "talk"))
    stands = arrange(scene_of(*actors), [BODIES["woman"], BODIES["man"]], PEOPLE, None)
    assert [stand.facing for stand in stands] == ["right", "left"] and stands[1].x > 0


@pytest.mark.parametrize(("action", "apart_m"), [("shake_hands", 0.95), ("kiss", 0.46), ("box", 0.95), ("fence", 1.9)])
def test_two_who_do_it_with_each_other_stand_where_their_hands_meet(action, apart_m):
    actors = (Actor("man", action), Actor("man", action, place_in_row=1))
    bodies = [BODIES["man"]] * 2
    first, second = arrange(scene_of(*actors), bodies, PEOPLE, None)
    assert second.x - first.x == pytest.approx(apart_m * BODIES["man"].height / 1.75)
    assert (first.facing, second.facing, second.z) == ("right", "left", 0.0)
    three = arrange(scene_of(*actors, Actor("man", action, place_in_row=2)), [*bodies, bodies[0]], PEOPLE, None)
    assert three[1].x != pytest.approx(second.x), "three are a row"


def test_two_animals_that_fight_face_each_other():
    actors = (Actor("dog", "fight"), Actor("dog", "fight", place_in_row=1))
    stands = arrange(scene_of(*actors), [BODIES["dog"]] * 2, PEOPLE, None)
    assert [stand.facing for stand in stands] == ["right", "left"]


def test_the_shot_that_answers_one_shows_everybody_from_the_other_side():
    actors = (Actor("woman", "talk"), Actor("man", "talk"))
    said = scene_of(*actors)
    answer = scene_of(*actors, terms=frozenset({"reverse_angle"}))
    bodies = [BODIES["woman"], BODIES["man"]]
    one, other = (arrange(scene, bodies, PEOPLE, None) for scene in (said, answer))
    assert [stand.x for stand in other] == [-stand.x for stand in one]
    assert [stand.facing for stand in other] == ["left", "right"]


def test_what_stands_by_the_way_is_not_hidden_by_what_goes_past():
    scene = scene_of(Actor("bus", "drive"), Actor("traffic_light"))
    assert arrange(scene, [BODIES["bus"], BODIES["traffic_light"]], PEOPLE, None)[1].z < 0


def test_at_ground_level_the_lens_is_at_the_feet():
    low, ground = (stage_of(angle="low", terms=frozenset(terms)) for terms in ((), ("ground_level",)))
    assert ground.rest.y < 0.6 * low.rest.y
    assert ground.horizon_y(ground.rest) > low.horizon_y(low.rest)


def test_each_half_of_a_split_screen_shows_its_own_person_turned_to_the_other():
    left, right = halves_of(scene_of(Actor("woman"), Actor("man"), terms=frozenset({"split_screen"})))
    assert right is not None
    assert [actor.kind for actor in left.actors] == ["woman"] and [actor.kind for actor in right.actors] == ["man"]
    assert arrange(right, [BODIES["man"]], PEOPLE, None)[0].facing == "left"
    alone, near = halves_of(scene_of(terms=frozenset({"split_screen"})))
    assert near is not None and (alone.size, near.size) == ("default", "close_up")
    assert halves_of(scene_of())[1] is None


def test_a_person_leads_when_a_small_thing_is_named_first():
    scene = led(scene_of(Actor("cup"), Actor("woman", where="beside")), BODIES, PEOPLE)
    assert [actor.kind for actor in scene.actors] == ["woman", "cup"]
    alone = scene_of(Actor("cup"), Actor("book"))
    assert led(alone, BODIES, PEOPLE) is alone


def test_the_subject_grows_in_the_picture_from_size_to_size():
    def share(size: str) -> int:
        plain = picture_of(scene_of(Actor("cat"), size=size))
        other = picture_of(scene_of(Actor("cat", colour=MAGENTA), size=size))
        return int((np.abs(plain - other).max(axis=2) > 25).sum())

    wide, full, close = (share(size) for size in ("wide", "full", "close_up"))
    assert close > full > 2 * wide > 0
