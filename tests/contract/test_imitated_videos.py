"""The video objects of the imitated servers: fields, types, words, and how they change on the way."""

from __future__ import annotations

import base64
import json

import pytest

OPENAI_FIELDS = {
    "id", "object", "model", "status", "progress", "created_at", "completed_at", "expires_at", "prompt", "size",
    "seconds", "remixed_from_video_id", "error", "quality",
}  # fmt: skip
SGLANG_FIELDS = {
    "id", "object", "model", "status", "progress", "created_at", "completed_at", "expires_at", "size", "seconds",
    "remixed_from_video_id", "error", "quality", "url", "urls", "file_path", "file_paths", "num_outputs",
    "peak_memory_mb", "inference_time_s", "revised_prompt", "action", "lidar",
}  # fmt: skip
VLLM_FIELDS = {
    "id", "object", "model", "status", "progress", "created_at", "completed_at", "expires_at", "prompt", "size",
    "seconds", "remixed_from_video_id", "error", "quality", "media_type", "file_name", "inference_time_s", "fps",
    "num_frames", "duration_s", "metrics", "stage_durations", "peak_memory_mb", "action",
}  # fmt: skip
FASTVIDEO_FIELDS = {
    "id", "object", "model", "status", "progress", "created_at", "completed_at", "size", "seconds",
    "remixed_from_video_id", "error", "quality", "url", "file_path", "inference_time_s", "peak_memory_mb",
}  # fmt: skip
LITELLM_FIELDS = {
    "id", "object", "model", "status", "progress", "created_at", "completed_at", "expires_at", "size", "seconds",
    "remixed_from_video_id", "error", "usage",
}  # fmt: skip
NEW_API_FIELDS = {
    "id", "task_id", "object", "model", "status", "progress", "created_at", "completed_at", "size", "seconds", "usage",
    "metadata",
}  # fmt: skip
FINISHED = {
    "openai": (OPENAI_FIELDS, {"expires_at": None, "seconds": "4", "size": "720x1280", "quality": "standard"}),
    "azure": (OPENAI_FIELDS, {"seconds": "4", "size": "720x1280"}),
    "sglang": (SGLANG_FIELDS, {"expires_at": None, "seconds": "4", "size": "832x480", "url": None}),
    "vllm-omni": (VLLM_FIELDS, {"expires_at": None, "seconds": "4", "size": None, "media_type": "video/mp4"}),
    "fastvideo": (FASTVIDEO_FIELDS, {"seconds": "0", "size": "", "url": None}),
    "litellm": (LITELLM_FIELDS, {"expires_at": None, "seconds": "4", "size": "720x1280"}),
    "new-api": (NEW_API_FIELDS - {"seconds", "size"}, {}),
}


@pytest.mark.imitation(*FINISHED)
async def test_a_finished_video_has_the_servers_fields_and_types(server):
    made = await server.create()
    server.finish()
    video = await server.video(made["id"])
    fields, values = FINISHED[server.name]
    assert set(video) == fields
    assert {name: video[name] for name in values} == values
    assert (video["object"], video["status"], video["progress"]) == ("video", "completed", 100)
    assert video["model"] == server.app.state.model
    assert type(video["created_at"]) is int and video["completed_at"] == video["created_at"] + 3
    assert video.get("error") is None
    if "prompt" in fields:
        assert video["prompt"] == "a kite"


@pytest.mark.imitation("sglang", "fastvideo", "litellm", "new-api", "together")
async def test_the_prompt_is_not_told_where_the_server_does_not_tell_it(server):
    made = await server.create("a very particular kite")
    assert "particular" not in json.dumps(made) + (await server.get(made["id"])).text


@pytest.mark.imitation("openai", "azure", "sglang", "vllm-omni", "fastvideo", "litellm", "new-api")
async def test_progress_and_status_on_the_way_are_the_servers(server):
    made = await server.create()
    told = []
    for share in (None, 0.0, 0.5, 0.3, 1.0):
        if share is not None:
            server.begin(share)
        video = await server.video(made["id"])
        told.append((video["status"], video["progress"]))
    real = [("queued", 0), ("in_progress", 0), ("in_progress", 50), ("in_progress", 50), ("in_progress", 99)]
    assert told == {
        "sglang": [("queued", 0), ("queued", 0), *real[2:]],
        "vllm-omni": [("queued", 0)] + [("in_progress", 0)] * 4,
        "fastvideo": [("queued", 0)] * 5,
        "new-api": [("unknown", 0), *real[1:]],
    }.get(server.name, real)


@pytest.mark.imitation("openai", "sglang", "vllm-omni", "fastvideo")
async def test_a_video_that_is_not_finished_has_no_time_of_completion(server):
    made = await server.create()
    server.begin(0.5)
    assert (await server.video(made["id"]))["completed_at"] is None


@pytest.mark.imitation("vllm-omni", "sglang", "fastvideo")
async def test_only_vllm_omni_tells_when_a_failed_video_ended(server):
    made = await server.create()
    server.fail()
    told = (await server.get(made["id"])).json()
    assert (told["completed_at"] is not None) is (server.name == "vllm-omni")


@pytest.mark.imitation("new-api")
async def test_new_api_tells_a_time_of_completion_while_it_still_works(server):
    made = await server.create()
    assert "completed_at" not in made
    video = await server.video(made["id"])
    assert video["status"] == "unknown" and video["completed_at"] >= video["created_at"]


@pytest.mark.imitation("new-api")
async def test_new_api_repeats_the_id_and_leads_to_the_bytes_by_an_address(server, clip):
    made = await server.create(seconds="8", size="1280x720")
    assert made["task_id"] == made["id"] and (made["seconds"], made["size"]) == ("8", "1280x720")
    server.finish()
    video = await server.video(made["id"])
    assert video["usage"]["total_tokens"] == video["usage"]["completion_tokens"] > 0
    assert video["metadata"] == {"url": f"http://imitation/v1/videos/{made['id']}/content"}
    assert (await server.client.get(video["metadata"]["url"])).content == clip


@pytest.mark.imitation("azure")
async def test_azure_lets_a_video_expire_a_day_after(server):
    made = await server.create()
    assert made["expires_at"] == made["created_at"] + 86_400
    server.finish()
    video = await server.video(made["id"])
    assert video["expires_at"] == video["completed_at"] + 86_400


@pytest.mark.imitation("azure")
async def test_azure_makes_two_videos_at_a_time(server):
    await server.create()
    second = await server.create()
    third = await server.post()
    assert third.status_code == 429 and third.json()["error"]["code"] == "too_many_requests"
    assert int(third.headers["retry-after"]) > 0
    server.finish()
    assert (await server.video(second["id"]))["status"] == "completed"
    assert (await server.post()).status_code == 200


@pytest.mark.imitation("sglang", "fastvideo")
async def test_the_servers_own_paths_leak(server):
    made = await server.create()
    assert made["file_path"].endswith(f"{made['id']}.mp4")
    assert server.name != "sglang" or made["file_paths"] == [made["file_path"]]


@pytest.mark.imitation("litellm")
async def test_litellm_tells_the_cost_in_a_header_of_the_order(server):
    response = await server.post(model="sora-2-pro", seconds="8", size="1792x1024")
    assert float(response.headers["x-litellm-response-cost"]) == 4.0
    assert response.json()["usage"] == {"duration_seconds": 8.0, "video_resolution": "1792x1024"}
    later = await server.get(response.json()["id"])
    assert "x-litellm-response-cost" not in later.headers and later.json()["usage"] is None
    refused = await server.post(seconds="6")
    assert (refused.status_code, refused.headers["x-litellm-response-cost"]) == (400, "0")


@pytest.mark.imitation("litellm")
async def test_litellm_tells_little_of_a_video_that_gemini_makes(server):
    made = await server.create(model="veo-3.1", seconds="4", size="640x360")
    server.begin(0.5)
    video = await server.video(made["id"])
    assert (video["status"], video["progress"], video["seconds"], video["size"]) == ("processing", None, None, None)
    assert server.newest().size == "1280x720"  # an unknown size has become 16:9
    listed = await server.client.get("/videos", params={"custom_llm_provider": "openai"})
    assert listed.json()["data"] == []
    server.fail()
    failed = await server.get(made["id"])
    assert failed.status_code == 500 and failed.json()["error"]["code"] == "500"


@pytest.mark.imitation("litellm")
async def test_litellm_answers_without_v1_too(server):
    made = await server.create()
    assert (await server.client.get(f"http://imitation/videos/{made['id']}")).json()["created_at"] == made["created_at"]


@pytest.mark.imitation("openrouter")
async def test_openrouter_is_a_contract_of_its_own(server, clip):
    response = await server.post(model="openai/sora-2-pro", duration=8)
    made = response.json()
    assert response.status_code == 202
    assert made == {"id": made["id"], "polling_url": f"/api/v1/videos/{made['id']}", "status": "pending"}
    assert (await server.content(made["id"])).status_code == 409
    server.begin(0.5)
    assert (await server.video(made["id"]))["status"] == "in_progress"
    server.finish()
    video = (await server.client.get("http://imitation" + made["polling_url"])).json()
    assert set(video) == {
        "id", "polling_url", "status", "generation_id", "unsigned_urls", "urls", "usage", "expires_at",
    }  # fmt: skip
    assert video["usage"] == {"cost": 0.8, "is_byok": False}
    assert video["unsigned_urls"] == [f"http://imitation/api/v1/videos/{made['id']}/content?index=0"]
    assert (await server.client.get(video["unsigned_urls"][0])).content == clip
    assert (await server.client.get(video["unsigned_urls"][0], headers={"authorization": ""})).status_code == 401
    assert (await server.client.get(video["urls"][0], headers={"authorization": ""})).content == clip
    assert (await server.content(made["id"], index=1)).status_code == 404


@pytest.mark.imitation("openrouter")
async def test_openrouter_lists_what_its_models_make(server):
    models = (await server.client.get("/videos/models")).json()["data"]
    assert {
        "id",
        "pricing_skus",
        "supported_durations",
        "supported_sizes",
        "supported_resolutions",
        "generate_audio",
        "seed",
    } <= set(models[0])
    assert [model["supported_durations"] for model in models if model["id"] == "openai/sora-2-pro"] == [[4, 8, 12]]


@pytest.mark.imitation("openrouter")
async def test_openrouter_refuses_what_the_model_does_not_make(server):
    for more, words in (
        ({"model": "sora-2"}, "not a valid model"),
        ({"model": "openai/sora-2-pro", "duration": 5}, "[4, 8, 12]"),
        ({"duration": "8"}, "expected number"),
        ({"size": "large"}, "size"),
        ({"resolution": "9000p"}, "9000p"),
        ({"frame_images": [{"image_url": "x"}]}, "frame_images"),
        ({"frame_images": [{"type": "image_url", "image_url": {"url": "https://x/y.png"}}]}, "frame_type"),
    ):
        response = await server.post(**more)
        assert response.status_code == 400 and response.json()["error"]["code"] == 400
        assert words in response.json()["error"]["message"]


@pytest.mark.imitation("together")
async def test_together_is_a_contract_of_its_own(server, clip):
    made = await server.create(seconds="3", width=640, height=360, steps=20, seed=7)
    assert (made["status"], made["seconds"], made["size"]) == ("in_progress", "3", "640x360")
    assert type(made["created_at"]) is float and "progress" not in made and "outputs" not in made
    server.finish()
    video = await server.video(made["id"])
    assert set(video) == {"id", "object", "model", "status", "created_at", "completed_at", "seconds", "size", "outputs"}
    assert type(video["outputs"]["cost"]) is int and video["outputs"]["cost"] == 1
    assert (await server.client.get(video["outputs"]["video_url"], headers={"authorization": ""})).content == clip


@pytest.mark.imitation("dynamo")
async def test_dynamo_answers_with_the_finished_video(server, clip):
    server.draws_at_once = True
    video = await server.create(seconds=2, size="64x64", anything_else=True)
    assert set(video) == {"id", "object", "model", "status", "progress", "created", "data", "inference_time_s"}
    assert (video["object"], video["status"], video["progress"]) == ("video", "completed", 100)
    assert type(video["created"]) is int
    (made,) = video["data"]
    assert set(made) == {"output_format", "url", "fps", "audio_sample_rate"}
    assert (await server.client.get(made["url"], headers={"authorization": ""})).content == clip
    inline = await server.create(response_format="b64_json")
    assert base64.b64decode(inline["data"][0]["b64_json"]) == clip and "url" not in inline["data"][0]


@pytest.mark.imitation("dynamo")
async def test_dynamo_tells_a_failure_as_a_text(server):
    video = await server.create("a kite [fail]")
    assert (video["status"], video["data"]) == ("failed", []) and isinstance(video["error"], str)


@pytest.mark.imitation("dynamo")
async def test_dynamo_reads_json_as_strictly_as_serde(server):
    for more, status, words in (
        ({"seconds": "4"}, 400, 'seconds: invalid type: string "4", expected i32'),
        ({"seconds": True}, 400, "seconds: invalid type: boolean `true`, expected i32"),
        ({"prompt": None}, 400, "missing field `prompt`"),
        ({"response_format": "ftp"}, 400, "expected `url` or `b64_json`"),
        ({"model": "sora-2"}, 404, "Model not found"),
        ({"stream": True}, 501, "stream"),
    ):
        response = await server.post(**more)
        assert response.status_code == status
        assert set(response.json()) == {"message", "type", "code"} and response.json()["code"] == status
        assert words in response.json()["message"]
    form = await server.client.post("/videos", data={"prompt": "a kite"})
    assert form.status_code == 415 and form.headers["content-type"].startswith("text/plain")
