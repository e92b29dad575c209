"""What the server says when it says no: the specification's error body, in one place."""

from __future__ import annotations

from starlette.responses import JSONResponse

__all__ = ["Refusal", "not_found"]


class Refusal(Exception):
    """An answer other than 2xx, raised anywhere below a route.

    Args:
        status: of the answer.
        message: one sentence.
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
        super().__init__(message)
        self.status, self.message, self.param, self.code, self.kind = status, message, param, code, kind
        self.body, self.headers = body, headers

    def to_response(self) -> JSONResponse:
        said = {"message": self.message, "type": self.kind, "param": self.param, "code": self.code}
        return JSONResponse({"error": said} if self.body is None else self.body, self.status, self.headers)


def not_found(video_id: str) -> Refusal:
    """404: no such video."""
    return Refusal(404, f"Video with id '{video_id}' not found.", param="video_id", code="video_not_found")
