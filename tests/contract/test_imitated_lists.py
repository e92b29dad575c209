"""Listing, deleting, downloading and remixing on the imitated servers."""

from __future__ import annotations

import pytest


@pytest.mark.imitation("openai", "azure", "sglang", "vllm-omni")
async def test_a_list_has_the_specifications_frame(server):
    await server.create("one")
    listed = (await server.client.get("/videos")).json()
    assert set(listed) == {"object", "data", "first_id", "last_id", "has_more"}
    assert listed["first_id"] == listed["last_id"] == listed["data"][0]["id"]
    assert (listed["object"], listed["has_more"]) == ("list", False)


@pytest.mark.imitation("fastvideo")
async def test_fastvideo_lists_everything_without_a_frame(server):
    ids = [(await server.create())["id"] for _ in range(22)]
    listed = (await server.client.get("/videos")).json()
    assert set(listed) == {"object", "data"} and listed["object"] == "list"
    assert [video["id"] for video in listed["data"]] == ids[::-1]


@pytest.mark.imitation("openai", "sglang", "vllm-omni", "fastvideo")
async def test_a_list_is_read_page_by_page(server):
    ids = [(await server.create())["id"] for _ in range(3)][::-1]
    first = (await server.client.get("/videos", params={"limit": 2})).json()
    assert [video["id"] for video in first["data"]] == ids[:2]
    assert server.name == "fastvideo" or first["has_more"] is True
    rest = (await server.client.get("/videos", params={"limit": 2, "after": ids[1]})).json()
    assert [video["id"] for video in rest["data"]] == ids[2:]
    oldest = (await server.client.get("/videos", params={"order": "asc"})).json()
    assert [video["id"] for video in oldest["data"]] == ids[::-1]


@pytest.mark.imitation("sglang", "fastvideo", "vllm-omni", "openai")
async def test_the_limits_of_a_page_are_the_servers(server):
    answers = {limit: (await server.client.get("/videos", params={"limit": limit})) for limit in (0, 1, 100, 101)}
    statuses = [response.status_code for response in answers.values()]
    refused = 422 if server.name in ("sglang", "fastvideo") else 400
    assert statuses == [refused if refused == 422 else 200, 200, 200, refused]
    if refused == 422:
        assert answers[0].json()["detail"][0]["loc"] == ["query", "limit"]


@pytest.mark.imitation("sglang", "vllm-omni")
async def test_sglang_lists_twenty_and_vllm_omni_all(server):
    for _ in range(21):
        await server.create()
    listed = (await server.client.get("/videos")).json()
    assert len(listed["data"]) == (20 if server.name == "sglang" else 21)
    assert listed["has_more"] is (server.name == "sglang")


@pytest.mark.imitation("sglang", "fastvideo", "vllm-omni")
async def test_listing_after_an_unknown_video_gives_nothing(server):
    await server.create()
    assert (await server.client.get("/videos", params={"after": "no"})).json()["data"] == []


@pytest.mark.imitation("litellm")
async def test_litellm_lists_the_same_page_whatever_is_asked(server):
    for _ in range(21):
        await server.create()
    unnamed = await server.client.get("/videos", params={"limit": 2})
    assert unnamed.status_code == 400 and "LLM Provider NOT provided" in unnamed.json()["error"]["message"]
    named = {"custom_llm_provider": "openai"}
    first = (await server.client.get("/videos", params=named | {"limit": 2})).json()
    assert set(first) == {"object", "data", "first_id", "last_id", "has_more"}
    assert len(first["data"]) == 20 and first["has_more"] is True
    again = (await server.client.get("/videos", params=named | {"after": first["last_id"], "order": "asc"})).json()
    assert again["last_id"] == first["last_id"]


@pytest.mark.imitation("openai", "azure")
async def test_openai_deletes_only_what_is_finished(server):
    made = await server.create()
    refused = await server.client.delete(f"/videos/{made['id']}")
    assert refused.status_code == 400 and refused.json()["error"]["type"] == "invalid_request_error"
    server.finish()
    deleted = await server.client.delete(f"/videos/{made['id']}")
    assert deleted.json() == {"id": made["id"], "object": "video.deleted", "deleted": True}
    assert (await server.get(made["id"])).status_code == 404


@pytest.mark.imitation("sglang", "fastvideo")
async def test_deleting_gives_the_video_with_the_status_deleted(server):
    made = await server.create()
    deleted = await server.client.delete(f"/videos/{made['id']}")
    assert deleted.status_code == 200
    assert deleted.json() == made | {"status": "deleted"}
    assert (await server.get(made["id"])).status_code == 404
    assert (await server.client.delete(f"/videos/{made['id']}")).json() == {"detail": "Video not found"}


@pytest.mark.imitation("vllm-omni")
async def test_vllm_omni_deletes_a_video_at_work(server):
    made = await server.create()
    server.begin(0.5)
    deleted = await server.client.delete(f"/videos/{made['id']}")
    assert deleted.json() == {"id": made["id"], "object": "video.deleted", "deleted": True}
    assert (await server.get(made["id"])).status_code == 404


NOT_READY = {
    "openai": (404, "has no content: it is queued"),
    "sglang": (404, "Generation is still in-progress"),
    "vllm-omni": (404, "Generation is still in-progress"),
    "fastvideo": (404, "Video still being generated"),
    "litellm": (404, "video_not_ready"),
    "new-api": (400, "Task is not completed yet, current status: QUEUED"),
    "openrouter": (409, "not ready"),
}
FAILED_CONTENT = {
    "sglang": (404, "Video variant None not found"),
    "vllm-omni": (422, "Video generation failed"),
    "fastvideo": (500, "Video generation failed"),
    "new-api": (400, "current status: FAILURE"),
}


@pytest.mark.imitation(*NOT_READY)
async def test_content_that_is_not_ready_is_refused_the_servers_way(server):
    status, words = NOT_READY[server.name]
    made = await server.create()
    response = await server.content(made["id"])
    assert response.status_code == status and words in response.text


@pytest.mark.imitation(*FAILED_CONTENT)
async def test_content_of_a_failed_video_is_refused_the_servers_way(server):
    status, words = FAILED_CONTENT[server.name]
    made = await server.create()
    server.fail()
    response = await server.content(made["id"])
    assert response.status_code == status and words in response.text


@pytest.mark.imitation(*NOT_READY)
async def test_content_is_an_mp4(server, clip):
    made = await server.create()
    server.finish()
    response = await server.content(made["id"])
    assert (response.status_code, response.headers["content-type"], response.content) == (200, "video/mp4", clip)


@pytest.mark.imitation("sglang", "vllm-omni", "fastvideo", "litellm", "new-api")
async def test_variants_are_numbers_on_sglang_and_ignored_elsewhere(server, clip):
    made = await server.create()
    server.finish()
    for variant in ("video", "thumbnail", "0"):
        response = await server.content(made["id"], variant=variant)
        if server.name == "sglang" and variant != "0":
            assert (response.status_code, response.json()) == (404, {"detail": f"Video variant {variant} not found"})
        else:
            assert (response.status_code, response.content) == (200, clip)


@pytest.mark.imitation("openai", "azure")
async def test_openai_names_the_main_video_as_a_variant(server, clip):
    made = await server.create()
    server.finish()
    assert (await server.content(made["id"], variant="video")).content == clip
    assert (await server.content(made["id"], variant="gif")).status_code == 400


@pytest.mark.imitation("new-api", "openai")
async def test_a_part_of_the_content_can_be_asked_for(server):
    made = await server.create()
    server.finish()
    response = await server.client.get(f"/videos/{made['id']}/content", headers={"range": "bytes=4-7"})
    assert (response.status_code, response.content) == (206, b"ftyp")


@pytest.mark.imitation("fastvideo", pace_s=3_600)
async def test_fastvideo_sends_what_there_is_of_a_file(server, clip):
    made = await server.create()
    folder = server.store.folder(server.newest().id)
    (folder / "clip.mp4.part").write_bytes(clip[:10])
    half = await server.content(made["id"])
    assert (half.status_code, half.content) == (200, clip[:10])
    (folder / "clip.mp4.part").rename(folder / "clip.mp4")
    assert (await server.video(made["id"]))["status"] == "queued"
    assert (await server.content(made["id"])).status_code == 200


@pytest.mark.imitation("sglang")
async def test_a_drill_word_has_sglang_put_the_video_into_cloud_storage(server, clip):
    made = await server.create("a kite [cloud]")
    assert made["url"] is None
    server.finish()
    video = await server.video(made["id"])
    assert video["urls"] == [video["url"]] and video["file_path"] is None
    refused = await server.content(made["id"])
    assert refused.status_code == 400 and video["url"] in refused.json()["detail"]
    assert (await server.client.get(video["url"])).content == clip


@pytest.mark.imitation("openai", "azure")
async def test_a_drill_word_has_content_redirect_to_another_origin(server, clip):
    made = await server.create("a kite [redirect]")
    server.finish()
    response = await server.content(made["id"])
    assert response.status_code == 302
    assert response.headers["location"] == f"http://localhost/files/{made['id']}.mp4"
    assert (await server.client.get(response.headers["location"], headers={"authorization": ""})).content == clip


@pytest.mark.imitation("together", "openrouter", "dynamo")
async def test_hosted_files_are_there_when_the_video_is_finished(server):
    missing = await server.client.get("http://imitation/files/no.mp4")
    assert missing.status_code == 404


@pytest.mark.imitation("openai", "azure", "litellm", "new-api")
async def test_a_finished_video_can_be_remixed_where_the_server_can(server):
    made = await server.create()
    unfinished = await server.client.post(f"/videos/{made['id']}/remix", json={"prompt": "in blue"})
    assert unfinished.status_code == 400
    server.finish()
    nothing = await server.client.post(f"/videos/{made['id']}/remix", json={})
    assert nothing.status_code == 400
    again = (await server.client.post(f"/videos/{made['id']}/remix", json={"prompt": "in blue"})).json()
    assert server.newest().prompt == "in blue" and again["id"] != made["id"]
    source = server.store.orders()[1].id if server.name == "litellm" else made["id"]  # LiteLLM passes the inner id on
    assert again["remixed_from_video_id"] == source
