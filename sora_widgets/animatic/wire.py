"""The specification's objects: a video, a list, a deletion. Pure.

A video's status follows from its order, its result and the time; pacing (a job that takes at least
so long) is worked in here, where it can be tested without waiting.
"""

from __future__ import annotations

from dataclasses import dataclass

from sora_widgets.animatic.store import Order, Result

__all__ = ["View", "deleted_body", "list_body", "video_body", "view_of"]


@dataclass(frozen=True)
class View:
    """A video as it shows itself at one moment."""

    status: str
    progress: int
    completed_at: int | None = None
    error: dict[str, str] | None = None
    expires_at: int | None = None


def view_of(
    order: Order, result: Result | None, share: float | None, pace_s: float, now_s: float, queue_s: float = 0.0
) -> View:
    """The status and progress at `now_s`.

    Args:
        order: what was asked for.
        result: how it ended; None while it has not.
        share: of the rendering done, 0 to 1; None before it begins.
        pace_s: the least seconds from create to completed; 0 for none.
        now_s: seconds since 1970.
        queue_s: of the pace, how long it waits before anything begins.
    """
    created_s = order.created_ns / 1e9
    ready_s = created_s + pace_s
    if result is not None and result.error_code is not None and (now_s >= ready_s or not result.is_drill):
        error = {"code": result.error_code, "message": result.error_message or ""}
        return View("failed", round(100 * (share or 0.0)), int(result.completed_at), error)
    if result is not None and now_s >= ready_s:
        return View("completed", 100, int(max(result.completed_at, ready_s)))
    done = 1.0 if result is not None else share
    if done is None or now_s < created_s + queue_s:
        return View("queued", 0)
    if pace_s > queue_s:
        done = min(done, max(0.0, (now_s - created_s - queue_s) / (pace_s - queue_s)))
    return View("in_progress", min(99, int(100 * done)))


def video_body(order: Order, view: View) -> dict[str, object]:
    """`VideoResource` of the specification."""
    return {
        "id": order.id,
        "object": "video",
        "model": order.model,
        "status": view.status,
        "progress": view.progress,
        "created_at": order.created_ns // 1_000_000_000,
        "completed_at": view.completed_at,
        "expires_at": view.expires_at,
        "prompt": order.prompt,
        "size": order.size,
        "seconds": str(order.seconds),
        "remixed_from_video_id": order.source_id,
        "error": view.error,
    }


def list_body(videos: list[dict[str, object]], has_more: bool) -> dict[str, object]:
    """`VideoListResource` of the specification."""
    return {
        "object": "list",
        "data": videos,
        "first_id": videos[0]["id"] if videos else None,
        "last_id": videos[-1]["id"] if videos else None,
        "has_more": has_more,
    }


def deleted_body(video_id: str) -> dict[str, object]:
    """`DeletedVideoResource` of the specification."""
    return {"id": video_id, "object": "video.deleted", "deleted": True}
