"""The openai client for Python against `sora-widgets serve`: its own methods, as its documentation uses them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openai
import pytest

from sora_widgets.clips import probe

# Said by every video method of this client: OpenAI has switched its own service off.
pytestmark = pytest.mark.filterwarnings("ignore:The Sora API is scheduled:DeprecationWarning")


@pytest.fixture
def client(embedded_server: str) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=embedded_server, api_key="none", max_retries=0, timeout=30) as client:
        yield client


def test_the_python_client_makes_lists_fetches_and_deletes_videos(client: openai.OpenAI, tmp_path: Path) -> None:
    video = client.videos.create_and_poll(
        model="sora-2",
        prompt="Wide shot of a red kite over a park, the camera rises",
        seconds="4",
        size="1280x720",
        poll_interval_ms=100,
    )
    assert (video.status, video.progress, video.error) == ("completed", 100, None)
    assert (video.model, video.seconds, video.size) == ("sora-2", "4", "1280x720")
    other = client.videos.create(model="sora-2", prompt="Close-up of a cat at night")
    assert [each.id for each in client.videos.list(limit=1)][:2] == [other.id, video.id], "a page for each"
    path = tmp_path / "kite.mp4"
    client.videos.download_content(video.id).write_to_file(path)
    facts = probe(path)
    assert (facts.width, facts.height, facts.has_sound) == (1280, 720, True)
    assert facts.duration_s == pytest.approx(4.0, abs=0.05)
    deleted = client.videos.delete(video.id)
    assert (deleted.id, deleted.deleted, deleted.object) == (video.id, True, "video.deleted")
    with pytest.raises(openai.NotFoundError):
        client.videos.retrieve(video.id)


def test_the_python_client_knows_our_refusals_as_its_own_errors(client: openai.OpenAI) -> None:
    with pytest.raises(openai.BadRequestError) as caught:
        client.videos.create(model="sora-2", prompt="A red kite", seconds="5")  # type: ignore[arg-type]  # that is the point
    assert (caught.value.code, caught.value.param) == ("invalid_value", "seconds")
