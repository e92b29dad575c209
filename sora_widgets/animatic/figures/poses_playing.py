"""Poses of making music: the posture is the instrument's. Pure."""

from __future__ import annotations

import math

from sora_widgets.animatic.figures.beats import BEATS
from sora_widgets.animatic.figures.poses_gestures import seated
from sora_widgets.animatic.figures.poses_working import at_desk
from sora_widgets.animatic.figures.skeleton import Build, Pose

__all__ = ["PIANOS", "play"]

TAU = math.tau
PIANOS = frozenset({"piano", "keyboard"})
"""What is played sitting at it."""


def play(seconds: float, build: Build, instrument: str) -> Pose:
    """Making music: the posture is the instrument's."""
    phase = BEATS["play_instrument"].phase(seconds)
    sway = math.sin(TAU * seconds / 2.0)
    beat = math.cos(TAU * phase)
    if instrument == "violin":
        bow = math.sin(TAU * seconds / 1.5)
        return Pose(
            lean=-0.02 + 0.05 * sway,
            shift=0.02 * sway,
            nod=0.20,
            near_hand=(0.46 + 0.13 * bow, 0.10 - 0.10 * bow),
            far_hand=(0.68, 0.14),
            eyes="shut",
            mood=0.3,
        )
    if instrument == "saxophone":
        return Pose(
            lean=-0.10 - 0.05 * sway,
            nod=0.04,
            near_hand=(0.38, -0.34 + 0.02 * beat),
            far_hand=(0.44, -0.08),
            eyes="shut",
            mood=0.1,
        )
    if instrument in ("flute", "trumpet"):
        return Pose(
            lean=-0.06 - 0.05 * sway,
            nod=-0.02 - 0.06 * sway,
            near_hand=(0.44, 0.16 + 0.02 * beat),
            far_hand=(0.62, 0.15),
            eyes="shut",
            mood=0.1,
        )
    if instrument in PIANOS:
        tap, other = max(0.0, beat), max(0.0, -beat)
        run = 0.05 * math.sin(TAU * seconds / 3.1)
        return seated(
            build,
            lean=0.12 + 0.05 * sway,
            nod=0.12 + 0.05 * sway,
            near_hand=None,
            far_hand=None,
            near_grip=at_desk(build, 0.25 + run, 0.030 + 0.03 * tap),
            far_grip=at_desk(build, 0.33 - 0.6 * run, 0.030 + 0.03 * other),
            eyes="shut" if sway > 0.4 else "open",
            mood=0.6,
        )
    if instrument == "drum":
        hit, other = abs(math.sin(math.pi * phase)), abs(math.cos(math.pi * phase))
        return Pose(
            drop=0.06 + 0.02 * beat,
            lean=0.10 + 0.02 * beat,
            near_hand=(0.46, -0.48 + 0.34 * hit),
            far_hand=(0.60, -0.44 + 0.34 * other),
            nod=0.10 * beat,
            eyes="happy",
            mood=0.9,
        )
    strum = math.sin(TAU * seconds / 0.5)
    return Pose(
        drop=0.02 + 0.012 * beat,
        lean=-0.03 + 0.04 * sway,
        shift=0.03 * sway,
        nod=0.10 + 0.07 * math.cos(TAU * phase - 0.5),
        near_hand=(0.30, -0.50 + 0.07 * strum),
        far_hand=(0.78, -0.16 + 0.03 * sway),
        far_toe=0.14 + 0.14 * beat,
        mood=0.8,
    )
