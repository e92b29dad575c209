"""How large a being is as it is now: sitting, lying, leaning over, riding, on two legs. Framing asks for it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from sora_widgets.animatic.figures import riding
from sora_widgets.animatic.figures.beasts import BEASTS, body_for, close_up_of
from sora_widgets.animatic.figures.looks import Look, look_of, stooped
from sora_widgets.animatic.figures.looks import body_for as body_of_look
from sora_widgets.animatic.figures.poses import mounted, pose_of
from sora_widgets.animatic.figures.skeleton import solve
from sora_widgets.animatic.figures.stances import frame_of, stance_of
from sora_widgets.animatic.figures.uprights import look_of_beast
from sora_widgets.animatic.scene import Actor
from sora_widgets.animatic.stage import Body

__all__ = ["beast_body", "person_body"]

_SAMPLES_S = (0.7, 1.3, 1.9, 2.5, 3.1)  # once it has begun: a pose is measured by its mean
_WIDE = frozenset(
    ["write", "type", "eat", "cook", "cut", "wash", "pour", "hammer", "paint", "fish", "read", "knit"]
)  # with a table or the like


@lru_cache(maxsize=256)
def _head_of(actor: Actor, look: Look) -> tuple[float, float, float]:
    """(x and y of the middle of the head, how far the body reaches from its origin), in the mean."""
    joints = [solve(stooped(pose_of(actor, at, look.build), look), look.build) for at in _SAMPLES_S]
    reach = max(abs(place[0]) for joint in joints for place in (joint.head, joint.hip, joint.near_foot, joint.far_foot))
    return sum(j.head[0] for j in joints) / len(joints), sum(j.head[1] for j in joints) / len(joints), reach


def person_body(actor: Actor, things: Mapping[str, Body]) -> Body:
    """Of somebody on two legs; `things` are the measures of what may be ridden or pushed."""
    look = look_of_beast(actor.kind) if actor.kind in BEASTS or actor.kind == "teddy_bear" else look_of(actor.kind)
    actor = mounted(actor)
    standing, build = body_of_look(look), look.build
    mount = things.get(actor.rides)
    if mount is not None and actor.rides not in riding.RIDDEN:
        return mount  # sits inside
    if actor.action == "fall":
        return replace(standing, length=standing.height)
    x, y, reach = _head_of(replace(actor, place_in_row=0, colour=None, label="", gear_colour=None), look)
    height, length = y + 0.5 * build.head, standing.length
    if y < 0.8 * standing.head_at or actor.rides:
        length = max(length, 2 * reach)
    if actor.action in _WIDE:
        length = max(length, 0.9 * build.height)
    if mount is not None:
        size = riding.scale_of(actor.rides, build)
        height, length = max(height, size * mount.height), max(length, size * mount.length)
        if actor.rides in riding.BOARDS:
            height = y + 0.5 * build.head
    if actor.action in ("push", "pull", "open") and actor.holds in things:
        length += 2 * things[actor.holds].length
    return Body(max(height, 1.15 * build.head), build.head, y, length, x)


def beast_body(actor: Actor, things: Mapping[str, Body]) -> Body:
    """Of an animal on its own legs, or on furniture."""
    beast = BEASTS[actor.kind]
    standing = body_for(beast)
    if actor.action in ("swim", "fly"):
        return standing
    frames = [frame_of(stance_of(actor.kind, actor.action, at, beast), beast) for at in _SAMPLES_S]
    skull = (sum(f.head[0] for f in frames) / len(frames), sum(f.head[1] for f in frames) / len(frames))
    x, y, face = close_up_of(beast, skull)
    top = max(skull[1] + 1.05 * beast.head, max(f.middle[1] for f in frames) + 0.5 * beast.depth)
    high = riding.FURNITURE.get(actor.rides, (0.0, 0.0))[1]
    length = max(standing.length, things[actor.rides].length) if high else standing.length
    return Body(top + high, face, y + high, length, x)
