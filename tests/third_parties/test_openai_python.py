"""The openai client for Python against `sora-widgets serve`: its own methods, as its documentation uses them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openai
import pytest
from openai.types import Video

from animatic_server import footage, picture
from sora_widgets.clips import probe

# Said by every video method of this client: OpenAI has switched its own service off.
pytestmark = pytest.mark.filterwarnings("ignore:The Sora API is scheduled:DeprecationWarning")


@pytest.fixture
def client(embedded_server: str, server_key: str) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=embedded_server, api_key=server_key, max_retries=0, timeout=30) as client:
        yield client


def test_the_python_client_makes_lists_fetches_and_deletes_videos(client: openai.OpenAI, tmp_path: Path) -> None:
    video = client.videos.create_and_poll(
        model="sora-2",
        prompt="A red ball on a white background",
        seconds="4",
        size="1280x720",
        poll_interval_ms=100,
    )
    assert (video.status, video.progress, video.error) == ("completed", 100, None)
    assert (video.model, video.seconds, video.size) == ("sora-2", "4", "1280x720")
    other = client.videos.create(model="sora-2", prompt="A blue ball on a white background")
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


def test_the_python_client_makes_videos_from_videos_pictures_and_characters(client: openai.OpenAI) -> None:
    source = client.videos.create_and_poll(
        model="sora-2", prompt="A red ball on a white background", seconds="4", size="1280x720", poll_interval_ms=100
    )
    upload = ("ball.mp4", footage(), "video/mp4")
    mara = client.videos.create_character(name="Mara", video=upload)
    assert mara.name == "Mara" and client.videos.get_character(mara.id or "").to_dict() == mara.to_dict()
    remixed = client.videos.remix(source.id, prompt="make the ball blue")
    assert (remixed.remixed_from_video_id, remixed.prompt) == (source.id, "make the ball blue")
    # Its own `edit` and `extend` send a form, in which this release can put a file and no reference.
    body: dict[str, object] = {"prompt": "the ball bounces", "video": {"id": source.id}}
    longer = client.post("/videos/extensions", cast_to=Video, body=body | {"seconds": "4"})
    assert (longer.seconds, longer.remixed_from_video_id) == ("8", source.id)
    first, cast = ("first.png", picture(), "image/png"), {"characters": [{"id": mara.id}]}
    made = client.videos.create(prompt="Mara on a white background", input_reference=first, extra_body=cast)
    for video in (remixed, longer, made):
        assert client.videos.poll(video.id, poll_interval_ms=100).status == "completed"
    # Nobody waits for these.
    assert client.post("/videos/edits", cast_to=Video, body=body).remixed_from_video_id == source.id
    assert client.videos.edit(prompt="at night", video=upload).size == "1280x720"
    assert client.videos.extend(prompt="it falls", seconds="4", video=upload).seconds == "6"


def test_the_python_client_knows_our_refusals_as_its_own_errors(client: openai.OpenAI) -> None:
    with pytest.raises(openai.BadRequestError) as caught:
        client.videos.create(model="sora-2", prompt="A red kite", seconds="5")  # type: ignore[arg-type]  # that is the point
    assert (caught.value.code, caught.value.param) == ("invalid_value", "seconds")
    with pytest.raises(openai.AuthenticationError):
        client.with_options(api_key="wrong").videos.list()
