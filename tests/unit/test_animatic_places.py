"""The settings: each can be told from every other, is the same each time, and has no bare edge for any camera move."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import combinations, pairwise

import numpy as np
import pytest
import skia

from sora_widgets.animatic.drawing import Animation
from sora_widgets.animatic.figures import BODIES, body_of
from sora_widgets.animatic.layers import Layer
from sora_widgets.animatic.lights import LIGHTS
from sora_widgets.animatic.places import PLACE_NAMES, ROOM_NAMES, build_place, planes
from sora_widgets.animatic.scene import Actor, Scene
from sora_widgets.animatic.stage import NOBODY, Stage

CONTRACT = (
    "beach sea forest park mountain desert street city field room river lake waterfall jungle garden farm village road"
    " highway bridge station rail rooftop market cafe restaurant kitchen living_room bedroom bathroom office library"
    " school hospital workshop studio stage museum gym pool stadium supermarket laboratory church castle harbor"
    " underwater space sky snowfield volcano cave playground parking_lot construction_site alley plain"
)
UNDER_A_ROOF = sorted(ROOM_NAMES | {"cave", "plain"})
OPEN_LAND = sorted(set(PLACE_NAMES) - set(UNDER_A_ROOF) - {"beach", "sea", "space"})  # no edge but the horizon
WIDEST_MOVES = (
    "truck_left", "truck_right", "pan_left", "pan_right", "arc", "dolly_out", "crane", "zoom_out", "pedestal_up",
)  # fmt: skip


def empty(place: str, light: str = "noon", **said: object) -> Scene:
    return replace(Scene(place, light, frozenset(), (), size="wide", seed=5), **said)


def picture(scene: Scene, frame: int = 0, width: int = 320, height: int = 180) -> np.ndarray:
    surface = skia.Surface(width, height)
    Animation(scene, width, height, 4.0, 30).draw(surface.getCanvas(), frame)
    return surface.toarray(colorType=skia.ColorType.kRGBA_8888_ColorType)[..., :3].astype(float)


def stage_of(scene: Scene, width: int = 160, height: int = 90) -> Stage:
    body = body_of(scene.actors[0]) if scene.actors else NOBODY
    return Stage(scene, body, width, height, 4.0)


@cache
def thumbnail(place: str) -> np.ndarray:
    """A place as 32 × 18 coarse pixels: what is left of it at a glance."""
    whole = picture(empty(place))
    return whole.reshape(18, 10, 32, 10, 3).mean(axis=(1, 3))


def test_every_promised_place_is_drawn():
    assert set(CONTRACT.split()) - set(PLACE_NAMES) == set()


def test_all_places_are_told_apart_at_a_glance():
    """The same place with another seed differs by up to about 10 of 255 levels a coarse pixel; two places by more."""
    apart = {pair: np.abs(thumbnail(pair[0]) - thumbnail(pair[1])).mean() for pair in combinations(PLACE_NAMES, 2)}
    assert {pair: far for pair, far in apart.items() if far < 10} == {}


@pytest.mark.parametrize("place", PLACE_NAMES)
@pytest.mark.parametrize("light", ["noon", "night"])
def test_no_place_is_empty(place, light):
    seen = picture(empty(place, light))
    inside = seen[12:-24, 4:-4]
    assert inside.std() > (4 if place == "plain" else 9)
    if place != "plain":
        outlines = np.abs(np.diff(inside, axis=1)).max(axis=2) > 5
        assert outlines.mean() > 0.004, "there is something in it besides sky and ground"


@pytest.mark.parametrize("place", PLACE_NAMES)
def test_the_same_scene_gives_the_same_bytes(place):
    scene = empty(place, moves=frozenset({"truck_right"}))
    assert (picture(scene, 40) == picture(scene, 40)).all()


@pytest.mark.parametrize("place", ["forest", "street", "village", "underwater", "cave", "space"])
def test_another_seed_stands_elsewhere(place):
    assert np.abs(picture(empty(place)) - picture(empty(place, seed=6))).max() > 40


def covered(stage: Stage, layer: Layer, seconds: float) -> tuple[float, float]:
    """Which part of a row of the frame a plane's drawing covers, from its own pixels."""
    rows = stage.plane(stage.view_at(seconds), layer.depth)
    assert rows is not None and layer.picture is not None
    surface = skia.Surface(stage.width, stage.height)
    canvas = surface.getCanvas()
    canvas.concat(skia.Matrix.MakeAll(*rows))
    canvas.drawPicture(layer.picture)
    columns = surface.toarray()[..., 3].max(axis=0).nonzero()[0]
    return (float(columns[0]), float(columns[-1])) if columns.size else (float("inf"), float("-inf"))


@pytest.mark.parametrize("move", WIDEST_MOVES)
@pytest.mark.parametrize("place", [*UNDER_A_ROOF, "underwater", "space", "sky"])
def test_the_back_of_a_closed_place_fills_the_frame_through_every_move(place, move):
    """No sky is drawn there, so a plane that ended within the frame would show as a bare edge."""
    scene = empty(place, moves=frozenset({move}), actors=(Actor("man", "walk"),))
    stage = stage_of(scene)
    layers = build_place(stage, LIGHTS["noon"]).layers
    back = max((layer for layer in layers if layer.picture is not None), key=lambda layer: layer.depth)
    for seconds in (0.0, 2.0, 4.0):
        left, right = covered(stage, back, seconds)
        assert left == 0 and right == stage.width - 1


@pytest.mark.parametrize("move", ["truck_left", "pan_right", "arc", "dolly_out"])
@pytest.mark.parametrize("place", OPEN_LAND)
def test_something_stands_at_both_edges_of_an_open_place_through_every_move(place, move):
    """Not the planes of a few things, but some that go all across: woods, walls, hills, clouds."""
    stage = stage_of(empty(place, moves=frozenset({move})))
    layers = build_place(stage, LIGHTS["noon"]).layers
    widest = [layer for layer in layers if layer.picture is not None and layer.depth > 0]
    for seconds in (0.0, 4.0):
        spans = [covered(stage, layer, seconds) for layer in widest]
        assert widest and (min(span[0] for span in spans) <= 12 and max(span[1] for span in spans) >= 148)


@pytest.mark.parametrize("place", UNDER_A_ROOF)
def test_under_a_roof_there_is_no_sky(place):
    """The sky's colours change nothing but what is seen through a window."""
    stage = stage_of(empty(place))
    built = build_place(stage, LIGHTS["noon"])
    assert built.indoor and not built.has_clouds


@pytest.mark.parametrize("place", sorted(set(UNDER_A_ROOF) - {"plain", "cave", "museum", "stage", "studio", "gym"}))
def test_lamps_shine_indoors_after_dark(place):
    """Some pixels are warmer or brighter at night than anything that the night's light leaves of a white wall."""
    seen = picture(empty(place, "night"))[12:-24]
    white_wall = 255 * np.array(LIGHTS["night"].key)
    assert (seen[..., 0] > white_wall[0] + 60).mean() > 0.001


@pytest.mark.parametrize("place", ["park", "village", "road"])
def test_snow_lies_on_open_land_and_not_in_rooms(place):
    def greenness(weather: str) -> float:
        seen = picture(empty(place, "overcast", weather=frozenset({weather} - {""})))[110:150]
        return float((seen[..., 1] - seen[..., 2]).mean())

    assert greenness("snow") < 4 < greenness("") - 8
    inside = [
        build_place(stage_of(empty("kitchen", weather=frozenset(kinds))), LIGHTS["noon"]) for kinds in ((), ("snow",))
    ]
    assert inside[0].ground == inside[1].ground


@pytest.mark.parametrize("place", ["river", "lake", "harbor", "pool", "sea"])
def test_a_swimmer_is_in_the_water_and_a_walker_beside_it(place):
    def under_the_feet(actor: Actor) -> np.ndarray:
        with_actor = empty(place, actors=(actor,))
        stage = stage_of(with_actor, 640, 360)
        placed = stage.projector(stage.view_at(0.0))(0.0)
        assert placed is not None
        row = min(330, round(placed[2]) + 10)
        return picture(with_actor, 0, 640, 360)[row - 4 : row + 4, 30:120].mean(axis=(0, 1))

    wet, dry = under_the_feet(Actor("man", "swim")), under_the_feet(Actor("man", "stand"))
    assert wet[2] > wet[0] + 20, "the water is blue"
    assert dry[2] < dry[0] + 12, "the bank is not"


@pytest.mark.parametrize("kind", ["cup", "elephant"])
@pytest.mark.parametrize("place", PLACE_NAMES)
def test_small_and_large_subjects_are_not_hidden_by_the_place(place, kind):
    plain = empty(place, actors=(Actor(kind),), size="default")
    painted = replace(plain, actors=(Actor(kind, colour=(0.95, 0.0, 0.95)),))
    assert kind in BODIES
    changed = np.abs(picture(plain, 0, 160, 90) - picture(painted, 0, 160, 90)).max(axis=2) > 25
    assert changed.sum() > 15


@pytest.mark.parametrize("place", ["cave", "jungle", "alley", "stage"])
def test_what_frames_a_wide_picture_does_not_close_a_narrow_one(place):
    woman = empty(place, actors=(Actor("woman"),), size="medium", angle="low")
    painted = replace(woman, actors=(Actor("woman", colour=(0.1, 0.9, 0.1)),))
    changed = np.abs(picture(woman, 0, 90, 160) - picture(painted, 0, 90, 160)).max(axis=2) > 25
    assert changed.mean() > 0.1


def set_down(monkeypatch: pytest.MonkeyPatch, scene: Scene) -> set[str]:
    """The kinds of figures that the place of a scene puts down as its dressing."""
    kinds: set[str] = set()
    monkeypatch.setattr(planes, "draw_figure", lambda brush, seconds, actor, *rest: kinds.add(actor.kind))
    build_place(stage_of(scene), LIGHTS["noon"])
    return kinds


@pytest.mark.parametrize("place", PLACE_NAMES)
def test_a_place_sets_down_nothing_that_the_scene_is_about(monkeypatch, place):
    """But for what makes the place in its numbers: the cars of a car park."""
    numerous = {"car", "van", "truck"} if place in ("highway", "parking_lot") else {"iceberg", "cactus"}
    man = Actor("man")
    dressing = set_down(monkeypatch, empty(place, actors=(man,)))
    named = empty(place, actors=(man, *(Actor(kind) for kind in sorted(dressing))))
    assert set_down(monkeypatch, named) == dressing & numerous


def test_what_is_held_or_ridden_is_not_set_down_and_neither_is_a_kind_of_it(monkeypatch):
    kinds = set_down(monkeypatch, empty("farm", actors=(Actor("man", "drive", rides="tractor", holds="house"),)))
    assert {"barn", "windmill"} <= kinds and not kinds & {"tractor", "house"}
    assert "train" not in set_down(monkeypatch, empty("station", actors=(Actor("man", rides="steam_train"),)))


def test_nothing_floats_where_its_table_is_left_out(monkeypatch):
    def fruit(*kinds: str) -> set[str]:
        return {"apple", "orange"} & set_down(monkeypatch, empty("kitchen", actors=tuple(map(Actor, kinds))))

    assert fruit("man") == {"apple", "orange"} and fruit("man", "table") == set()


@pytest.mark.parametrize("place", ["forest", "street", "city", "park", "village", "mountain", "desert", "plaza"])
def test_near_layers_move_faster_than_far_ones_in_a_truck_and_with_them_in_a_pan(place):
    """Measured in the pixels of each layer alone; the lens of both moves is the same, so nothing changes its size."""
    for move, is_even in (("truck_right", False), ("pan_right", True)):
        stage = stage_of(empty(place, moves=frozenset({move})), 320, 180)
        built = [layer for layer in build_place(stage, LIGHTS["noon"]).layers if layer.picture is not None]
        moved = []
        for layer in sorted(built, key=lambda layer: -layer.depth):
            before, after = alone(stage, layer, 1.6), alone(stage, layer, 1.8)
            if before is None or after is None or np.ptp(before, axis=1).max() < 4:
                continue  # too near to be drawn, or too even for its way to be seen
            moved.append(min(range(-45, 46), key=lambda pixels, a=before, b=after: apart(a, b, pixels)))
        assert len(moved) >= 3 and moved[0] <= 0
        if is_even:
            assert max(moved) - min(moved) <= 1 and moved[0] < -2
        else:
            assert all(near <= far for far, near in pairwise(moved)) and moved[-1] <= moved[0] - 3


def alone(stage: Stage, layer: Layer, seconds: float) -> np.ndarray | None:
    """One layer as grey pixels on grey, its rows thinned out to the mean of each nine."""
    rows = stage.plane(stage.view_at(seconds), layer.depth)
    if rows is None:
        return None
    surface = skia.Surface(stage.width, stage.height)
    surface.getCanvas().clear(skia.ColorGRAY)
    surface.getCanvas().concat(skia.Matrix.MakeAll(*rows))
    surface.getCanvas().drawPicture(layer.picture)
    grey = surface.toarray()[..., :3].mean(axis=2)
    return grey.reshape(-1, 9, stage.width).mean(axis=1)


def apart(before: np.ndarray, after: np.ndarray, pixels: int) -> float:
    """How unlike two pictures are when the first is moved to the right."""
    width = before.shape[1] - abs(pixels)
    first, second = max(0, -pixels), max(0, pixels)
    return float(np.abs(before[:, first : first + width] - after[:, second : second + width]).mean())


@pytest.mark.parametrize(("place", "share"), [("stadium", 1.5), ("plaza", 1.15), ("kitchen", 1.3), ("desert", 1.1)])
def test_after_dark_a_place_is_seen_by_its_lamps_or_the_moon(place, share):
    for name, least in (("night", share), ("noon", 1.0)):
        light = LIGHTS[name]
        own = build_place(stage_of(empty(place, name)), light).light
        assert own is not None and sum(own.key) >= least * sum(light.key)
    assert sum(own.key) == sum(light.key), "by day the lamps add nothing"


@pytest.mark.parametrize("place", ["cafe", "bar", "bakery", "living_room", "office"])
def test_the_moon_stands_in_one_window_only(place):
    stage = Stage(empty(place, "night"), NOBODY, 960, 180, 4.0)
    pictures = []
    for light in (LIGHTS["night"], replace(LIGHTS["night"], orb=None)):
        surface = skia.Surface(960, 180)
        for layer in build_place(stage, light).layers[:1]:
            rows = stage.plane(stage.view_at(0.0), layer.depth)
            surface.getCanvas().concat(skia.Matrix.MakeAll(*rows))
            surface.getCanvas().drawPicture(layer.picture)
        pictures.append(surface.toarray().astype(float))
    shining = (np.abs(pictures[0] - pictures[1]).max(axis=(0, 2)) > 40).nonzero()[0]
    assert shining.size and (np.diff(shining) > 3).sum() == 0


def test_a_plain_place_is_painted_in_the_colour_that_was_said():
    seen = picture(empty("plain", backdrop=(0.1, 0.7, 0.2)))[40, 10]
    assert seen[1] > 2 * max(seen[0], seen[2])
