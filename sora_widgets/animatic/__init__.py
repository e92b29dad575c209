"""The embedded provider: a server of the Videos protocol, and the renderer behind it.

    app = create_app(Path("animatic"))          # Starlette, mounted in-process or served

A drawn previsualisation, openly marked "animatic", never a model's output.

    the server    app; embedded and reworks over manner: its routes; bodies, requests, references, media: what comes in; wire,
                  refusals: what goes out; serving: who may reach it; pace, drills: rehearsals; imitations: other servers' manners
    the videos    desk: orders taken and told of; store, sweeping: on disk; lineage, characters: what a video is made from
    the work      studio: the queue; worker: one video; brief: all it is drawn from; render: that to an MP4; joining: an extension
    what is said  scene over lexicon: a prompt as values, and what a remix changes in them
    the camera    stage, framing, moves, way, lens: what it sees and when; optics, opening, glass: what the picture gets from it
    the light     lighting, lights, lightning, exposure; colour, grading, style: what becomes of a colour
    the world     places on ground, floor and sky; weather; composition, foreground: what stands where in the frame
    the cast      cast, gaits: who is where, and how they get about; figures, drawn by actors
    the picture   drawing: a frame, of layers, with brush and lettering; fine, fades, finish, overlays, screen, subtitles: on top
    the sound     soundtrack over sounds; spoken: when each line is said
    the file      encoder, mark, signature: H.264 and AAC, the word on it, the credentials in it
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["create_app"]

if TYPE_CHECKING:
    from sora_widgets.animatic.app import create_app as create_app


def __getattr__(name: str) -> object:
    """The app is loaded when it is asked for: a rendering worker does without the server."""
    if name == "create_app":
        from sora_widgets.animatic.app import create_app

        return create_app
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
