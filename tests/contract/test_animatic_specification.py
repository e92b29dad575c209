"""The embedded provider against the published specification, with requests that schemathesis makes up.

Good ones must be taken, bad ones refused, every answer have the shape that is promised. What the specification leaves open
is amended first, each amendment with its reason. Deterministic: the
limits of every field are tried one by one. A number in SCHEMATHESIS_EXAMPLES adds so many random requests to
each operation, and sequences of them.
"""

from __future__ import annotations

import base64
import os
import shutil
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from animatic_server import footage, picture
from sora_widgets.animatic import create_app
from sora_widgets.animatic.characters import CastMember, add_member
from sora_widgets.animatic.store import Order, Result, Store
from sora_widgets.animatic.studio import Studio

EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "0"))  # of random requests to each operation
VIDEO_ID, CHARACTER_ID = "video_123", "char_123"
PICTURE = picture()
# A form that schemathesis 4.32 takes for a good one: all that is required besides its files is empty.
EMPTY = "Multipart body with custom encoding"

ERROR = {
    "description": "An error",
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "required": ["error"],
                "additionalProperties": False,
                "properties": {
                    "error": {
                        "type": "object",
                        "required": ["message", "type", "param", "code"],
                        "additionalProperties": False,
                        "properties": {
                            "message": {"type": "string", "minLength": 1},
                            "type": {"type": "string"},
                            "param": {"type": ["string", "null"]},
                            "code": {"type": ["string", "null"]},
                        },
                    }
                },
            }
        }
    },
}


def amended() -> dict[str, Any]:
    """The specification, with what it leaves open."""
    specification = yaml.safe_load(Path(__file__).with_name("videos_openapi.yaml").read_text(encoding="utf-8"))
    schemas = specification["components"]["schemas"]
    for path in specification["paths"].values():
        for operation in path.values():
            operation["responses"]["default"] = ERROR  # no answers but 200 are named; this is the API's own form
            body = operation.get("requestBody", {})
            body["required"] = True  # a body with required fields is one itself
            # Any bytes would do; here a file is a video or a picture.
            kinds = {"video": {"contentType": "video/mp4"}, "input_reference": {"contentType": "image/png"}}
            body.get("content", {}).get("multipart/form-data", {})["encoding"] = kinds
    for name, schema in schemas.items():
        if name.endswith("Body"):
            schema["additionalProperties"] = False  # a field that nobody knows is a misspelt one
            text = schema["properties"].get("prompt", schema["properties"].get("name"))
            text["pattern"] = r"\S"  # a text that says something
        for field in schema.get("properties", {}).values():
            # Of a file or an object: schemathesis would send the file as a text. Objects in forms are `reworks`' tests.
            files = [option for option in field.get("oneOf", []) if option.get("format") == "binary"]
            if files:
                field.clear()
                field.update(files[0])
    schemas["VideoModel"] = schemas["VideoModel"]["anyOf"][1]  # of any name: these
    schemas["VideoSize"]["enum"] = ["720x1280", "1280x720"]  # the others are for sora-2-pro alone
    # A file id needs a files route, which is not among these; an address is never fetched.
    url = "data:image/png;base64," + base64.b64encode(PICTURE).decode()
    schemas["ImageRefParam-2"]["properties"] = {"image_url": {"type": "string", "enum": [url]}}
    schemas["ImageRefParam-2"]["required"] = ["image_url"]
    schemas["ImageRefParam-2"]["additionalProperties"] = False
    schemas["VideoReferenceInputParam"]["additionalProperties"] = False
    (after,) = (each for each in specification["paths"]["/videos"]["get"]["parameters"] if each["name"] == "after")
    after["schema"]["enum"] = [VIDEO_ID]  # of a video that is there
    content = specification["paths"]["/videos/{video_id}/content"]["get"]["responses"]["200"]["content"]
    content["image/jpeg"] = content["image/webp"]  # the guide's sprite sheet, which the specification forgets
    specification["servers"] = [{"url": "/v1"}]
    return specification


class Provider:
    """The app, its drawing done at once, in which one video is always there and one character known."""

    def __init__(self, home: Path) -> None:
        self.app, self.store, self.clip = create_app(home), Store(home), footage()
        add_member(home, CastMember(CHARACTER_ID, "Mara", "#aa3311", 1_000_000_000))

    def make_ready(self) -> None:
        """As before the last request, which may have deleted it, without all the others."""
        for order in self.store.orders():
            if order.id != VIDEO_ID:
                shutil.rmtree(self.store.folder(order.id))
        folder = self.store.folder(VIDEO_ID)
        if not folder.is_dir():
            self.store.add(Order(VIDEO_ID, "a kite", "sora-2", 4, "1280x720", time.time_ns()), None)
            self.draw([VIDEO_ID])

    def draw(self, video_ids: Iterable[str]) -> None:
        for video_id in video_ids:
            folder = self.store.folder(video_id)
            (folder / "clip.mp4").write_bytes(self.clip)
            (folder / "thumbnail.webp").write_bytes(b"RIFF")
            (folder / "spritesheet.jpg").write_bytes(b"\xff\xd8")
            self.store.set_result(video_id, Result(time.time()))


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    with pytest.MonkeyPatch.context() as patch:
        provider = Provider(tmp_path_factory.mktemp("animatic"))
        patch.setattr(Studio, "ask", lambda studio, video_ids: provider.draw(video_ids))
        yield provider
        provider.app.state.close()


@pytest.mark.timeout(3600 if EXAMPLES else 600)
def test_the_embedded_provider_does_what_the_specification_says(provider: Provider) -> None:
    # Loaded here: it takes seconds, and all of the folder's tests would wait for it.
    import schemathesis
    from hypothesis import strategies
    from schemathesis import config
    from schemathesis.engine import Status, events, from_schema
    from schemathesis.generation.meta import TestPhase

    generation = config.GenerationConfig(
        max_examples=EXAMPLES or 1, deterministic=True, database="none", allow_x00=False, no_shrink=True
    )
    phases = config.PhasesConfig(
        fuzzing=config.FuzzingPhaseConfig(enabled=EXAMPLES > 0),
        stateful=config.StatefulPhaseConfig(enabled=EXAMPLES > 0),
    )
    project = config.ProjectConfig(generation=generation, phases=phases, continue_on_failure=True, workers=1)
    settings = config.SchemathesisConfig(seed=1, projects=config.ProjectsConfig(default=project))
    schemathesis.openapi.media_type("video/mp4", strategies.just(provider.clip))
    schemathesis.openapi.media_type("image/png", strategies.just(PICTURE))
    schema = schemathesis.openapi.from_dict(amended(), config=settings)
    schema.app = provider.app

    @schemathesis.hook
    def before_call(context: Any, case: Any, sent: dict[str, Any]) -> None:
        if case.meta is None or case.meta.phase.name != TestPhase.STATEFUL:  # there, what was deleted stays so
            provider.make_ready()

    found, checked = [], Counter[str]()
    for event in from_schema(schema).execute():
        if isinstance(event, events.NonFatalError | events.FatalError):
            found.append(repr(event.value if isinstance(event, events.NonFatalError) else event.exception))
        if isinstance(event, events.ScenarioFinished):
            for case_id, checks in event.recorder.checks.items():
                case = event.recorder.cases[case_id].value
                if case.meta is not None and getattr(case.meta.phase.data, "description", None) == EMPTY:
                    continue
                answer = event.recorder.interactions[case_id].response
                for each in checks:
                    checked[str(each.name)] += 1
                    if each.status != Status.SUCCESS and each.failure_info is not None:
                        said = b"" if answer is None else answer.content[:300]
                        sent = each.failure_info.code_sample[-600:]
                        found.append(f"{event.label}: {each.failure_info.failure.message}\n{said!r}\n{sent}")
    assert not found, "\n\n".join(dict.fromkeys(found))
    assert checked.total() > 400 and len(checked) >= 7
