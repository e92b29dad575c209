"""The embedded provider: a server of the Videos protocol, and the renderer behind it.

    app = create_app(Path("animatic"))          # Starlette, mounted in-process or served

A drawn previsualisation, openly marked "animatic", never a model's output. `app`, `manner` (what
a client can notice), `desk`, `store`, `studio` and `requests` are the server, `imitations` are other
servers' manners; `scene` (what the prompt says), `stage` (the camera), `drawing` with `places` and
`figures`, `soundtrack`, `encoder` and `render` are the renderer.
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
