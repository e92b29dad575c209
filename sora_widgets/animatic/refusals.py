"""What the server says when it says no: the specification's error body, in one place."""

from __future__ import annotations

from starlette.responses import JSONResponse

__all__ = ["Refusal", "not_found"]

_LONGEST = 2_000


class Refusal(Exception):
    """An answer other than 2xx, raised anywhere below a route.

    Args:
        status: of the answer.
        message: one sentence; a very long one, because it repeats what was sent, is cut.
        param: the field that it is about.
        code: short and stable.
        kind: the specification's `type`.
        body: for an imitated server whose answer has another shape: the whole of it.
        headers: more of the answer.
    """

    def __init__(
        self,
        status: int,
        message: str,
        *,
        param: str | None = None,
        code: str | None = None,
        kind: str = "invalid_request_error",
        body: object = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        message = message if len(message) <= _LONGEST else f"{message[:_LONGEST]}…"
        super().__init__(message)
        self.status, self.message, self.param, self.code, self.kind = status, message, param, code, kind
        self.body, self.headers = body, headers

    def to_response(self) -> JSONResponse:
        param = None if self.param is None else self.param[:_LONGEST]
        said = {"message": self.message, "type": self.kind, "param": param, "code": self.code}
        return JSONResponse({"error": said} if self.body is None else self.body, self.status, self.headers)


def not_found(video_id: str) -> Refusal:
    """404: no such video."""
    return Refusal(404, f"Video with id '{video_id}' not found.", param="video_id", code="video_not_found")
