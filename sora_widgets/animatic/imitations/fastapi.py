"""What servers written with FastAPI have in common: `{"detail": …}`, for refusals, routes and misfits."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sora_widgets.animatic.imitations.fields import Misfit
from sora_widgets.animatic.imitations.imitation import Imitation
from sora_widgets.animatic.refusals import Refusal

__all__ = ["FastApi", "validation_details"]


class FastApi(Imitation):
    """An imitation whose refusals are FastAPI's own."""

    def refuse(self, refusal: Refusal) -> Response:
        body = {"detail": refusal.message} if refusal.body is None else refusal.body
        return JSONResponse(body, refusal.status, refusal.headers)

    def refuse_route(self, request: Request, error: HTTPException) -> Response:
        return JSONResponse({"detail": error.detail}, error.status_code)


def validation_details(misfits: list[Misfit], place: str = "body") -> list[dict[str, object]]:
    """The entries of a 422."""
    return [
        {"type": wrong.kind, "loc": [place, wrong.name], "msg": wrong.message, "input": wrong.given}
        for wrong in misfits
    ]
