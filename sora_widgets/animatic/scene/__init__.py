"""From words to a scene: what is there, how it is lit, how it is framed, what is heard. Pure, no drawing.

`values` are what a scene holds, `reading` reads a prompt, `changes` applies an instruction to a scene. The words
are `sora_widgets.animatic.lexicon`'s; how a scene looks is decided elsewhere.
"""

from __future__ import annotations

from dataclasses import replace

from sora_widgets.animatic.brief import Brief
from sora_widgets.animatic.scene.changes import apply
from sora_widgets.animatic.scene.reading import read_scene
from sora_widgets.animatic.scene.values import Actor, Line, Scene

__all__ = ["Actor", "Line", "Scene", "apply", "read_scene", "scene_of"]


def scene_of(brief: Brief) -> Scene:
    """The scene of a brief: its prompt's, with its changes applied one after another, from where it starts."""
    scene = read_scene(brief.prompt, brief.cast)
    for instruction in brief.changes:
        scene = apply(scene, instruction)
    return replace(scene, starts_at_s=brief.starts_at_s, first_s=brief.first_s)
