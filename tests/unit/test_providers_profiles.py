"""The profiles are data: each fact has its source, and no code asks for a server by its name."""

from __future__ import annotations

import ast
import json
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

import sora_widgets
from sora_widgets.errors import RequestError
from sora_widgets.providers import VideoRequest, profile_for, profile_named, profile_names
from sora_widgets.providers.bodies import write_body
from sora_widgets.providers.profiles import _read

STORED = json.loads(files("sora_widgets.providers").joinpath("profiles.json").read_text(encoding="utf-8"))
OPTIONS = {"seed", "negative_prompt", "steps", "guidance", "fps", "sound"}
OURS = {"animatic", "unknown"}  # what the package itself brings, and what is assumed of a stranger


def test_the_servers_of_the_compatibility_table_are_there() -> None:
    assert set(profile_names()) == OURS | {
        "openai",
        "azure",
        "sglang",
        "vllm-omni",
        "fastvideo",
        "litellm",
        "new-api",
        "openrouter",
        "together",
        "dynamo",
    }


@pytest.mark.parametrize("name", profile_names())
def test_every_profile_says_where_its_facts_come_from_and_when_they_were_read(name: str) -> None:
    profile = profile_named(name)
    assert len(profile.source) > 20 and profile.read_on >= date(2026, 11, 22)
    assert profile.label and "source" in STORED["profiles"][name]


@pytest.mark.parametrize("name", profile_names())
def test_every_profile_can_be_used(name: str) -> None:
    profile = profile_named(name)
    assert set(profile.options) <= OPTIONS
    assert set(profile.fields) == {"prompt", "model", "seconds", "size"}
    assert profile.create_route.startswith("/")
    for route in (profile.retrieve_route, profile.delete_route, profile.content_route):
        assert route is None or "{id}" in route
    # Without a way to ask again, the answer to the order must be all there is.
    assert profile.can_retrieve or profile.is_synchronous
    assert all(mark.says for mark in profile.marks)
    assert write_body(VideoRequest("a kite", "m", 4, "1280x720"), profile).fields


@pytest.mark.parametrize("name", sorted({*profile_names()} - OURS - {"openai"}))
def test_every_server_that_can_be_met_has_a_mark(name: str) -> None:
    assert profile_named(name).marks


def test_a_field_that_nobody_reads_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="tells_prmpts"):
        _read("typo", {**STORED["defaults"], "tells_prmpts": True})


def test_facts_cannot_be_changed_by_who_reads_them() -> None:
    profile = profile_named("sglang")
    with pytest.raises(TypeError):
        profile.options["sound"] = "generate_sound"  # type: ignore[index]  # that is the point
    with pytest.raises(AttributeError):
        profile.at_once = 3  # type: ignore[misc]  # that is the point


@pytest.mark.parametrize("given", ["sgland", "", "SGLang", None, 7])
def test_a_profile_that_is_none_is_told_all_of_them(given: object) -> None:
    with pytest.raises(RequestError, match="Known are animatic") as refused:
        profile_named(given)
    assert refused.value.details["allowed"] == profile_names()


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("api.openai.com", "openai"),
        ("API.OpenAI.com", "openai"),
        ("x.openai.azure.com", "azure"),
        ("openai.azure.com", "unknown"),
        ("openrouter.ai", "openrouter"),
        ("api.together.xyz", "together"),
        ("api.openai.com.evil.test", "unknown"),
        ("127.0.0.1", "unknown"),
    ],
)
def test_a_host_is_known_by_its_whole_name(host: str, name: str) -> None:
    assert profile_for(f"https://{host}/v1", host).name == name


def test_no_code_asks_for_another_server_by_its_name() -> None:
    names = {*profile_names()} - OURS
    named = [
        f"{path.name}:{node.lineno} {node.value}"
        for room in ("providers", "jobs")
        for path in (Path(sora_widgets.__file__).parent / room).glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in names
    ]
    assert named == []
