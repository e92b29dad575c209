"""A real LiteLLM proxy between our client and the embedded server: another's ids, prices and refusals.

The proxy gives its own names to videos (base64 with padding, and another one at each answer), tells what a video costs
in a header, neither lists nor deletes, and asks OpenAI's host where it does not know whom else to ask.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

import sora_widgets as sw
from sora_widgets.jobs import wallet

PROMPT = "A red ball on a white background"
USD_OF_THE_PROXY = Decimal("0.40")  # 4 s of sora-2 in the price list that the proxy brings along

Ask = Callable[[str], list[dict[str, Any]]]
# The first start of a proxy that was just installed compiles all of it.
pytestmark = [pytest.mark.usefixtures("own_session"), pytest.mark.timeout(400)]


def test_a_clip_comes_through_the_proxy_once_and_costs_what_the_proxy_says(
    litellm_proxy: str, proxy_key: str, videos_at: Ask
) -> None:
    provider = sw.connect(litellm_proxy, api_key=proxy_key, usd_per_second="0.30")
    assert provider.profile.name == "litellm", provider.found
    assert "LiteLLM" in provider.found and proxy_key not in provider.found
    sw.set_budget(5)
    job = sw.generate(PROMPT)
    clip = job.result(timeout_s=120)

    (made,) = videos_at(PROMPT)
    assert made["status"] == "completed"
    assert re.fullmatch(r"video_[\w+/]+=+", job.remote_id or ""), "the id of this test must end in padding"
    named = base64.b64decode((job.remote_id or "").removeprefix("video_")).decode()
    assert named.endswith(f";video_id:{made['id']}")

    assert clip.path.is_file()
    assert (clip.facts.width, clip.facts.height, clip.facts.has_sound) == (1280, 720, True)
    assert clip.facts.duration_s == pytest.approx(4.0, abs=0.05)
    assert job.cost_usd == clip.provenance.cost_usd == USD_OF_THE_PROXY, "not the 1.20 of our own rate"
    assert clip.provenance.cost_source == "told"
    state = wallet()
    assert (state.held_usd, state.spent_usd) == (0, USD_OF_THE_PROXY)

    again = sw.generate(PROMPT)
    assert again.is_replay and again.result(timeout_s=10).path == clip.path
    assert len(videos_at(PROMPT)) == 1


def test_a_refusal_of_the_server_behind_the_proxy_is_told_and_costs_nothing(
    litellm_proxy: str, proxy_key: str, videos_at: Ask
) -> None:
    sw.connect(litellm_proxy, api_key=proxy_key, usd_per_second="0.30")
    sw.set_budget(5)
    prompt = "Close-up of a cat at night"
    job = sw.generate(prompt, size="640x480")
    with pytest.raises(sw.JobFailedError, match="640x480"):
        job.result(timeout_s=60)
    assert not videos_at(prompt)
    state = wallet()
    assert (state.held_usd, state.spent_usd) == (0, 0)


def test_a_key_that_the_proxy_does_not_know_is_refused_when_one_connects(litellm_proxy: str) -> None:
    wrong = "sk-not-the-key-of-this-proxy"
    with pytest.raises(sw.ProviderError) as caught:
        sw.connect(litellm_proxy, api_key=wrong)
    assert wrong not in str(caught.value) and litellm_proxy in str(caught.value)
    assert sw.connect().name == "animatic"


def test_the_profile_says_of_the_proxy_what_the_proxy_does(litellm_proxy: str, proxy_key: str) -> None:
    profile = sw.connect(litellm_proxy, api_key=proxy_key, usd_per_second="0").profile
    assert profile.can_list == (status_of("GET", f"{litellm_proxy}/videos", proxy_key) == 200)
    assert profile.can_delete == (status_of("DELETE", f"{litellm_proxy}/videos/video_1", proxy_key) not in (404, 405))
    assert profile.tells_cost and not profile.tells_prompts


def status_of(method: str, address: str, key: str) -> int:
    asked = Request(address, method=method, headers={"Authorization": f"Bearer {key}"})
    try:
        with urlopen(asked, timeout=30) as answer:
            return int(answer.status)
    except HTTPError as error:
        with error:
            return int(error.code)
