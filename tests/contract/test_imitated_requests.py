"""What each imitated server takes and refuses, and what is drawn of it."""

from __future__ import annotations

import json

import pytest

from sora_widgets.animatic.studio import Studio
from sora_widgets.animatic.worker import render_video
from sora_widgets.clips.facts import probe

ASYNCHRONOUS = ("openai", "azure", "sglang", "vllm-omni", "fastvideo", "litellm", "new-api", "openrouter", "together")


@pytest.mark.imitation(*ASYNCHRONOUS)
async def test_json_and_forms_are_taken_where_the_server_takes_them(server):
    fields = {"prompt": "a kite", "model": server.app.state.model}
    form = await server.client.post("/videos", files={name: (None, value) for name, value in fields.items()})
    assert form.is_success is (server.name not in ("openrouter", "together"))
    text = await server.client.post("/videos", json=fields)
    assert text.is_success is (server.name != "vllm-omni")


@pytest.mark.imitation(
    "openai", "azure", "sglang", "fastvideo", "litellm", "new-api", "openrouter", "together", "dynamo"
)
async def test_half_a_character_is_refused(server):
    fields = {"prompt": "a \ud800 kite", "model": server.app.state.model}
    headers = {"content-type": "application/json"}
    response = await server.client.post("/videos", content=json.dumps(fields), headers=headers)
    assert response.status_code == 400 and server.store.orders() == []


@pytest.mark.imitation("vllm-omni")
async def test_vllm_omni_finds_no_prompt_in_json(server):
    response = await server.client.post("/videos", json={"prompt": "a kite"})
    assert response.status_code == 400
    error = response.json()["error"]
    assert (error["type"], error["param"], error["code"]) == ("Bad Request", "prompt", 400)
    assert "Field required" in error["message"]


@pytest.mark.imitation("vllm-omni")
async def test_vllm_omni_checks_fields_as_it_does(server, png):
    for more, words in (
        ({"model": "sora-2"}, "Model mismatch: request specifies 'sora-2'"),
        ({"seconds": "4.5"}, "pattern '^[1-9]"),
        ({"seconds": "0"}, "pattern"),
        ({"size": "large"}, "pattern"),
        ({"num_inference_steps": "201"}, "less than or equal to 200"),
        ({"guidance_scale": "21"}, "less than or equal to 20"),
        ({"num_outputs_per_prompt": "11"}, "less than or equal to 10"),
        ({"quality": "standard"}, "'lossless' or 'high'"),
        ({"generate_sound": "perhaps"}, "valid boolean"),
        ({"lora": "[1]"}, "expected dict"),
        ({"extra_params": "{"}, "Invalid JSON in form field."),
        ({"image_reference": "{"}, "Invalid JSON in form field."),
        ({"image_reference": '{"file_id": "f"}'}, "not supported yet"),
        ({"image_reference": '{"image_url": "data:nonsense"}'}, "cannot identify image"),
        ({"input_reference": ("a.png", b"no picture", "image/png")}, "cannot identify image"),
        ({"input_reference": ("a.png", png(8, 8), "image/png"), "image_reference": '{"image_url": "https://x/y.png"}'}, "not both"),
    ):  # fmt: skip
        response = await server.post(**more)
        assert response.status_code == 400, (more, response.text)
        assert response.json()["error"]["code"] == 400 and words in response.json()["error"]["message"], more
    assert server.store.orders() == []


@pytest.mark.imitation("vllm-omni")
async def test_vllm_omni_takes_its_options_and_references(server, png, data_url):
    for more in (
        {"seconds": "2", "size": "64x64", "seed": "7", "negative_prompt": "rain", "num_inference_steps": "20"},
        {"guidance_scale": "4.5", "fps": "16", "generate_sound": "true", "extra_params": '{"a": 1}', "unknown": "x"},
        {"input_reference": ("a.png", png(8, 8), "image/png")},
        {"image_reference": '{"image_url": "https://x/y.png"}'},
        {"image_reference": json.dumps([{"image_url": data_url(png(8, 8))}])},
    ):
        assert (await server.post(**more)).status_code == 200, more


@pytest.mark.imitation("vllm-omni")
async def test_vllm_omni_tells_the_seconds_of_the_request_and_draws_the_frames(server):
    made = await server.create(num_frames="48", fps="24", width="64", height="64")
    assert (made["seconds"], made["size"]) == ("4", None)
    server.finish()
    assert (await server.video(made["id"]))["duration_s"] == 2.0
    assert (server.newest().seconds, server.newest().size) == (2, "64x64")


@pytest.mark.imitation("vllm-omni")
async def test_vllm_omni_can_answer_with_the_clip_itself(server, clip):
    server.draws_at_once = True
    response = await server.client.post("/videos/sync", **server.order_of())
    assert response.content == clip and response.headers["content-type"] == "video/mp4"
    assert {"x-request-id", "x-inference-time-s", "x-stage-durations"} <= set(response.headers)
    failed = await server.client.post("/videos/sync", **server.order_of("a kite [fail]"))
    assert failed.status_code == 500 and failed.json()["error"]["code"] == 500


@pytest.mark.imitation("sglang")
async def test_sglang_takes_its_options_and_references(server, png, data_url):
    for more in (
        {"seconds": 2, "size": "64x64", "seed": 7, "negative_prompt": "rain", "guidance_scale": 4.5},
        {"num_inference_steps": 20, "fps": 16, "extra_body": {"flow_shift": 3}, "unknown": "x"},
        {"reference_url": "https://x/y.png"},
        {"reference_url": data_url(png(8, 8))},
        {"input_reference": "/data/kite.png"},
    ):
        assert (await server.post(**more)).status_code == 200, more
    form = {"prompt": (None, "a kite"), "seed": (None, "7"), "input_reference": ("a.png", png(8, 8), "image/png")}
    assert (await server.client.post("/videos", files=form)).status_code == 200


@pytest.mark.imitation("sglang", "fastvideo")
async def test_json_that_does_not_fit_is_400_and_a_form_422(server):
    for body in (
        {"prompt": "x", "seconds": "four"},
        {"seconds": 4},
        {"prompt": "x", "input_reference": {"image_url": "u"}},
    ):
        response = await server.client.post("/videos", json=body)
        assert response.status_code == 400 and response.json()["detail"].startswith(
            "Invalid request body: 1 validation error"
        )
    for content in (b"", b"{", b"[1]"):
        response = await server.client.post("/videos", content=content, headers={"content-type": "application/json"})
        assert response.status_code == 400
    form = await server.client.post("/videos", files={"prompt": (None, "x"), "seconds": (None, "four")})
    assert form.status_code == 422
    (told,) = form.json()["detail"]
    assert (told["type"], told["loc"], told["input"]) == ("int_parsing", ["body", "seconds"], "four")
    empty = await server.client.post("/videos", files={"seconds": (None, "4")})
    assert (empty.status_code, empty.json()) == (400, {"detail": "prompt is required"})
    assert (await server.post(reference_url="nowhere")).status_code == 400


@pytest.mark.imitation("sglang", "fastvideo")
async def test_any_model_name_is_echoed_and_none_has_the_servers_default(server):
    assert (await server.create(model="anything"))["model"] == "anything"
    unnamed = (await server.client.post("/videos", json={"prompt": "a kite"})).json()
    assert unnamed["model"] == {"sglang": "sora-2"}.get(server.name, server.app.state.model)


@pytest.mark.imitation("sglang")
async def test_sglang_resolves_size_and_length(server):
    made = await server.create(num_frames=81, fps=16, width=64, height=32)
    assert (made["seconds"], made["size"]) == ("5", "64x32")
    merged = await server.create(extra_body={"seconds": 2, "size": "80x48"})
    assert (merged["seconds"], merged["size"]) == ("2", "80x48")


@pytest.mark.imitation("fastvideo")
async def test_fastvideo_tells_the_seconds_that_it_was_told(server):
    assert (await server.create(seconds=6, size="64x64"))["seconds"] == "6"
    form = await server.client.post("/videos", files={"prompt": (None, "a kite")})
    assert form.json()["seconds"] == "4"


@pytest.mark.imitation("openai", "azure")
async def test_openai_and_azure_check_fields_in_openai_words(server, png, data_url):
    for more, param, code in (
        ({"prompt": None}, "prompt", "missing_required_parameter"),
        ({"prompt": ""}, "prompt", "empty_string"),
        ({"prompt": "x" * 32_001}, "prompt", "string_above_max_length"),
        ({"seconds": "6"}, "seconds", "invalid_value"),
        ({"size": "640x480"}, "size", "invalid_value"),
        ({"seed": 7}, "seed", "unknown_parameter"),
        ({"input_reference": {"image_url": "https://x/y", "file_id": "f"}}, "input_reference", "invalid_value"),
        ({"input_reference": {"file_id": "f"}}, "input_reference", "file_not_found"),
        ({"input_reference": {"image_url": "nowhere"}}, "input_reference", "invalid_url"),
        ({"input_reference": {"image_url": data_url(png(8, 8))}}, "input_reference", "invalid_value"),
        ({"input_reference": {"image_url": data_url(b"no picture")}}, "input_reference", "invalid_value"),
    ):
        fields = {"prompt": "a kite", "model": "sora-2", **more}
        response = await server.client.post("/videos", json={name: v for name, v in fields.items() if v is not None})
        assert response.status_code == 400, more
        error = response.json()["error"]
        assert set(error) == {"message", "type", "param", "code"}
        assert (error["type"], error["param"], error["code"]) == ("invalid_request_error", param, code), more


@pytest.mark.imitation("openai")
async def test_openai_takes_a_reference_of_the_videos_size(server, png, data_url):
    for more in ({"image_url": data_url(png(720, 1280))}, {"image_url": "https://x/y.png"}):
        assert (await server.post(input_reference=more)).status_code == 200
    form = {"prompt": (None, "a kite"), "input_reference": ("a.png", png(720, 1280), "image/png")}
    assert (await server.client.post("/videos", files=form)).status_code == 200
    assert (await server.post(seconds="20", model="sora-2-pro", size="1920x1080")).status_code == 200
    assert (await server.post(model="sora-3")).json()["error"]["param"] == "model"


@pytest.mark.imitation("azure")
async def test_azure_takes_any_deployment_but_wants_one(server):
    assert (await server.create(model="films-of-ada"))["model"] == "films-of-ada"
    response = await server.client.post("/videos", json={"prompt": "a kite"})
    assert response.status_code == 400 and response.json()["error"]["param"] == "model"


@pytest.mark.imitation("litellm")
async def test_litellm_knows_the_models_of_its_router_only(server):
    response = await server.post(model="sora-3")
    assert response.status_code == 400
    assert response.json()["error"]["code"] == "400" and "Invalid model name" in response.json()["error"]["message"]
    assert set(response.json()["error"]) == {"message", "type", "param", "code", "provider_specific_fields"}


@pytest.mark.imitation("litellm")
async def test_litellm_wraps_what_the_server_behind_says(server):
    for more, words in (
        ({"seconds": "6"}, "Supported values are: '4'"),
        ({"size": "640x480"}, "Supported values are: '1280x720'"),
        ({"prompt": "a kite [refuse]"}, "sentinel_block"),
    ):
        response = await server.post(**more)
        error = response.json()["error"]
        assert (response.status_code, error["code"], error["param"]) == (400, "400", None)
        assert error["message"].startswith("litellm.BadRequestError: OpenAIException - {") and words in error["message"]
        assert error["message"].endswith("No fallback was attempted.")


@pytest.mark.imitation("litellm")
async def test_litellm_takes_a_reference_as_a_file_only(server, png):
    refused = await server.post(input_reference={"image_url": "https://x/y.png"})
    assert refused.status_code == 400 and "no attribute 'read'" in refused.json()["error"]["message"]
    form = {"prompt": (None, "a kite"), "model": (None, "sora-2")}
    picture = ("a.png", png(720, 1280), "image/png")
    assert (await server.client.post("/videos", files=form | {"input_reference": picture})).status_code == 200


@pytest.mark.imitation("new-api")
async def test_new_api_refuses_orders_in_a_flat_body(server):
    for fields, code in (
        ({"prompt": "a kite"}, "missing_model"),
        ({"model": "sora-2"}, "invalid_request"),
        ({"model": "sora-2", "prompt": "x", "input_reference": {"image_url": "u"}}, "invalid_json"),
        ({"model": "sora-2", "prompt": 7}, "invalid_json"),
    ):
        response = await server.client.post("/videos", json=fields)
        assert response.status_code == 400
        assert set(response.json()) == {"code", "message", "data"}
        assert (response.json()["code"], response.json()["data"]) == (code, None)
    broken = await server.client.post("/videos", content=b"{", headers={"content-type": "application/json"})
    assert broken.json()["code"] == "invalid_json"
    assert (await server.post(input_reference="https://x/y.png", seconds=12)).json()["seconds"] == "12"


@pytest.mark.imitation("together")
async def test_together_checks_fields(server, png, data_url):
    for more in (
        {"seconds": 5},
        {"seconds": "five"},
        {"width": "wide"},
        {"output_format": "AVI"},
        {"media": {"frame_images": [{"input_image": "nowhere"}]}},
        {"media": {"frame_images": "https://x/y.png"}},
    ):
        response = await server.post(**more)
        assert response.status_code == 400 and response.json()["error"]["type"] == "invalid_request_error", more
    media = {"frame_images": [{"input_image": data_url(png(8, 8)), "frame": "first"}]}
    assert (await server.post(media=media, guidance_scale=7, negative_prompt="rain")).status_code == 200


@pytest.mark.imitation("openrouter")
async def test_openrouter_takes_pictures_sound_and_seed(server, png, data_url):
    frame = {"type": "image_url", "image_url": {"url": data_url(png(8, 8))}, "frame_type": "first_frame"}
    more = {"frame_images": [frame], "generate_audio": True, "seed": 7, "resolution": "480p", "aspect_ratio": "9:16"}
    assert (await server.post(**more)).status_code == 202
    assert server.newest().size == "480x854"


@pytest.mark.parametrize(
    ("size", "seconds", "drawn"),
    [
        ("63x49", 1, ("64x48", 1)),
        ("4096x2160", 90, ("2048x1080", 60)),
        ("1x1", 2, ("16x16", 2)),
        ("nonsense", 3, ("832x480", 3)),
    ],
)
async def test_what_is_drawn_is_the_nearest_that_can_be_drawn(size, seconds, drawn, serve):
    async with serve("sglang") as server:
        made = await server.create(size=size, seconds=seconds)
        assert (server.newest().size, server.newest().seconds) == drawn
        assert made["size"] == drawn[0] and made["seconds"] == str(seconds)


async def test_an_imitation_draws_an_animatic_at_the_size_asked_for(serve, tmp_path, monkeypatch):
    async with serve("fastvideo") as server:
        home = str(server.app.state.home)
        monkeypatch.setattr(Studio, "ask", lambda studio, ids: [render_video(home, video_id) for video_id in ids])
        made = await server.create("a red kite over a meadow", size="96x64", seconds=1)
        (tmp_path / "clip.mp4").write_bytes((await server.content(made["id"])).content)
    facts = probe(tmp_path / "clip.mp4")
    assert (facts.width, facts.height, facts.fps, facts.has_sound) == (96, 64, 30, True)
    assert facts.duration_s == pytest.approx(1, abs=0.1)
