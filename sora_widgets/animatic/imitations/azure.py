"""Azure's Videos API (`/openai/v1`), after MicrosoftDocs/azure-ai-docs, articles/foundry/openai/concepts/video-generation.md.

As OpenAI's, but: the model is the name of a deployment and must be told, two jobs at a time and no more, videos expire
after 24 hours, no edits, extensions or characters. A key may also come in the header `api-key`. Assumed: the bodies
of 401 and 429, and that any deployment makes all sizes of sora-2-pro.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from sora_widgets.animatic.imitations.openai import OpenAI
from sora_widgets.animatic.manner import Answerer
from sora_widgets.animatic.refusals import Refusal
from sora_widgets.animatic.requests import CreateRequest
from sora_widgets.animatic.store import Order
from sora_widgets.animatic.wire import View
from sora_widgets.pricing import model_facts

__all__ = ["Azure"]

_AT_ONCE = 2
_KEPT_S = 24 * 3600
_RETRY_AFTER_S = 10


class Azure(OpenAI):
    """Azure's resource of one person: two jobs at a time."""

    name = "azure"
    label = "Azure OpenAI"
    base_path = "/openai/v1"

    def headers(self) -> dict[str, str]:
        return {"apim-request-id": str(uuid.uuid4()), "x-ms-region": "East US 2"}

    def paths(self) -> dict[str, dict[str, Answerer]]:
        absent = ("/videos/edits", "/videos/extensions", "/videos/characters")
        return {path: by_method for path, by_method in super().paths().items() if not path.startswith(absent)}

    def check_key(self, request: Request) -> None:
        if not self.has_bearer(request) and not self.opens(request.headers.get("api-key", "")):
            message = "Access denied due to invalid subscription key or wrong API endpoint."
            raise Refusal(401, message, body={"error": {"code": "401", "message": message}})

    def model_of(self, values: Mapping[str, Any]) -> str:
        model = values.get("model")
        if not model:
            raise Refusal(400, "Missing required parameter: 'model'.", param="model", code="missing_required_parameter")
        return str(model)

    def sizes_of(self, model: str) -> tuple[str, ...]:
        return model_facts("sora-2-pro").sizes

    async def take(self, wanted: CreateRequest) -> Order:
        busy = [o for o in await self.orders() if self.desk.view(o).status in ("queued", "in_progress")]
        if len(busy) >= _AT_ONCE:
            raise Refusal(
                429,
                f"At most {_AT_ONCE} video generation jobs can run at a time. Retry after {_RETRY_AFTER_S} seconds.",
                code="too_many_requests",
                kind="too_many_requests",
                headers={"retry-after": str(_RETRY_AFTER_S)},
            )
        return await super().take(wanted)

    def video(self, order: Order, view: View, request: Request) -> dict[str, object]:
        told = super().video(order, view, request)
        return told | {"expires_at": (view.completed_at or order.created_ns // 1_000_000_000) + _KEPT_S}
