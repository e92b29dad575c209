"""Finding out what kind of server answers at an address, by at most three free questions.

The list of videos, the list of models, and one more route below `/videos` that is OpenRouter's list of
video models and, elsewhere, a video that does not exist. What gives a server away is data (`marks` in
`profiles.json`). Answers for saying clearly that an address is wrong, a key is not accepted or a server
cannot answer now; what is done with the profile is the client's.
"""

from __future__ import annotations

from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import Any, NoReturn

from sora_widgets.errors import ProtocolError, ProviderRefusedError
from sora_widgets.providers.bodies import Served
from sora_widgets.providers.exchange import Answer, Exchange
from sora_widgets.providers.profiles import Mark, Profile, profile_named, profile_names
from sora_widgets.providers.wire import RemoteVideo, read_error, read_page

__all__ = ["Recognised", "describe", "recognise"]

_PROBE_ID = "models"


@dataclass(frozen=True)
class Recognised:
    """What was found.

    Attributes:
        profile: the server's, without what it just said that it does not do.
        found: one sentence: what it is, by what it was recognised, and what that means for money.
        served: the models it listed; empty when it listed none.
    """

    profile: Profile
    found: str
    served: Mapping[str, Served]


async def recognise(exchange: Exchange, known: Profile | None, known_by: str) -> Recognised:
    """Ask the server who it is.

    Args:
        exchange: the connection.
        known: the profile that was chosen or that the host name tells; None when it is to be found out.
        known_by: how it is known, to end "recognised by …"; unused when it is not.

    Raises:
        ProviderUnreachableError: nothing answers.
        ProviderRefusedError: the key is not accepted, or the server cannot answer now.
        ProtocolError: something answers that is no Videos server.
    """
    seen: dict[str, Answer] = {}
    profile, by = known, known_by

    async def ask(what: str, question: Coroutine[Any, Any, Answer]) -> None:
        nonlocal profile, by
        seen[what] = await question
        if profile is None:
            profile, by = _matching(seen, exchange.address, {"any", "models", "id"})

    list_route = profile.list_route if profile is not None else profile_named("unknown").list_route
    if list_route is not None:
        await ask("list", exchange.look(list_route, {"limit": 1, "order": "desc"}))
    if profile is None or profile.checks_model or not _is_listing(seen):
        await ask("models", exchange.look("/models"))
    if profile is None or not _is_listing(seen):
        await ask("id", exchange.look(f"/videos/{_PROBE_ID}"))
    if profile is None and _looks_like_videos(seen):
        profile, by = _matching(seen, exchange.address, {"address"})
    _check_answers(exchange, profile, seen)
    settled = _settled(profile or profile_named("unknown"), seen)
    shows_prompts = any(video.prompt is not None for video in _listed_videos(seen))
    return Recognised(settled, describe(settled, by, shows_prompts=shows_prompts), _served(settled, seen))


def describe(profile: Profile, by: str, *, shows_prompts: bool = False) -> str:
    """One sentence: what the server is, by what that is known, and what it does that matters to money.

    Args:
        profile: the server's.
        by: how it is known, to follow its name; empty when it is taken to be like the specification.
        shows_prompts: it has been seen to list a video with its prompt, which nobody can promise of an unknown server.
    """
    what = f"{profile.label}, {by}" if by else f"An {profile.label}, taken to follow the published specification"
    facts = []
    if profile.is_synchronous:
        facts.append("it answers an order with the finished video")
    if profile.can_list:
        is_sure = shows_prompts or bool(profile.marks or profile.hosts) or not profile.tells_prompts
        prompts = f" {'with' if profile.tells_prompts else 'without'} their prompts" if is_sure else ""
        facts.append(f"it lists its videos{prompts}")
    else:
        facts.append("it cannot list its videos, so an order whose answer is lost is yours to decide")
    if profile.honours_idempotency:
        facts.append("the same order sent twice makes one video")
    facts.append(
        "a cancelled video is stopped there" if profile.delete_aborts else "a cancelled video goes on being made there"
    )
    facts.append("it tells what a video cost" if profile.tells_cost else "it does not tell what a video cost")
    notice = f" ({profile.notice})" if profile.notice else ""
    return f"{what}{notice}: {', '.join(facts[:-1])}, and {facts[-1]}."


def _matching(seen: Mapping[str, Answer], address: str, where: set[str]) -> tuple[Profile | None, str]:
    is_listing = _is_listing(seen)
    for profile in map(profile_named, profile_names()):
        for mark in profile.marks:
            # What it just did says more than the end of its address or the owner of one of its models: a server without
            # a list has shown none. A proxy's own header is stronger: the list may be that of what stands behind it.
            is_disproved = is_listing and not profile.can_list and mark.kind != "header"
            if mark.on in where and not is_disproved and _is_marked(mark, seen, address):
                return profile, f"recognised by {mark.says}"
    return None, ""


def _is_marked(mark: Mark, seen: Mapping[str, Answer], address: str) -> bool:
    if mark.kind == "ends":
        return address.endswith(mark.name)
    answers = seen.values() if mark.on == "any" else [seen[mark.on]] if mark.on in seen else []
    read = {"header": _headers, "entry": _entries, "code": _codes}[mark.kind]
    for answer in answers:
        for name, value in read(answer):
            if fnmatchcase(name, mark.name) and (value in mark.values if mark.values else value not in (None, "")):
                return True
    return False


def _headers(answer: Answer) -> list[tuple[str, object]]:
    return [(name.lower(), value) for name, value in answer.headers.items()]


def _entries(answer: Answer) -> list[tuple[str, object]]:
    return [(str(name), value) for entry in _listed(answer) for name, value in entry.items()]


def _codes(answer: Answer) -> list[tuple[str, object]]:
    return [("code", read_error(answer.body)[0])]


def _listed(answer: Answer | None) -> list[Mapping[str, object]]:
    """The entries of a list of models."""
    if answer is None or answer.status != 200:
        return []
    entries = answer.body.get("data") if isinstance(answer.body, Mapping) else answer.body
    return [entry for entry in entries if isinstance(entry, Mapping)] if isinstance(entries, list) else []


def _is_listing(seen: Mapping[str, Answer]) -> bool:
    answer = seen.get("list")
    return answer is not None and answer.status == 200 and read_page(answer.body, 1) is not None


def _listed_videos(seen: Mapping[str, Answer]) -> tuple[RemoteVideo, ...]:
    page = read_page(seen["list"].body, 1) if _is_listing(seen) else None
    return () if page is None else page.videos


def _looks_like_videos(seen: Mapping[str, Answer]) -> bool:
    """Whether there is a `/videos` at all: an end of the address alone proves nothing."""
    if _is_listing(seen) or seen["list"].status == 405:
        return True
    told, told_of_list = (read_error(seen[what].body)[1] for what in ("id", "list"))
    return told is not None and seen["id"].status in (400, 404) and told != "Not Found" and told != told_of_list


def _check_answers(exchange: Exchange, profile: Profile | None, seen: Mapping[str, Answer]) -> None:
    """Say what is wrong, if something is."""
    if _is_listing(seen):
        return
    if profile is None or profile.can_list:
        is_without_list = seen["list"].status == 405 and seen["id"].status not in (401, 403)
        if profile is not None or not is_without_list:
            _refuse(exchange, "GET /videos", seen["list"])
        return
    one, models = seen["id"], seen["models"]
    for answer in (one, models):
        if answer.status in (401, 403):
            _refuse(exchange, "GET /videos/…", answer)
    is_unknown_id = one.status == 404 or read_error(one.body)[0] in profile.unknown_id_codes
    if models.status == 200 and models.body is not None:
        return
    if not (one.body is not None and (one.status == 200 or is_unknown_id)):
        _refuse(exchange, "GET /videos/…", one)


def _refuse(exchange: Exchange, what: str, answer: Answer) -> NoReturn:
    address, status = exchange.address, answer.status
    if status in (401, 403):
        advice = f"wants a key that it accepts: connect({address!r}, api_key=…)"
    elif status == 429 or status >= 500:
        advice = "is there, but cannot answer now: try again in a moment"
    elif status == 200:
        raise ProtocolError(
            f"{address} answers, but does not speak the Videos protocol ({what} gave 200 with {answer.kind}): "
            "give the address that ends just before /videos, often …/v1.",
            address=address,
        )
    else:
        location, (_, said) = answer.headers.get("location"), read_error(answer.body)
        moved = f"; it points to {location}" if location else f", {exchange.key.removed(said)!r}" if said else ""
        raise ProtocolError(
            f"{address} answers, but not as a Videos server ({what} gave {status}{moved}): give the address that ends "
            "just before /videos, often …/v1, or say what it is with profile=….",
            address=address,
        )
    refusal = exchange.refusal(status, answer.headers, answer.body)
    raise ProviderRefusedError(f"{address} {advice} (it answered {status}).", **refusal.details)


def _settled(profile: Profile, seen: Mapping[str, Answer]) -> Profile:
    """The profile without what the server just showed that it does not do."""
    if not profile.can_list or "list" not in seen:
        return profile
    if not _is_listing(seen):
        return replace(profile, list_route=None)
    if any(video.prompt is None for video in _listed_videos(seen)):
        return replace(profile, tells_prompts=False)
    return profile


def _served(profile: Profile, seen: Mapping[str, Answer]) -> dict[str, Served]:
    """The models that the server listed, with what it told of each.

    Where video models have a list of their own, only that one counts: the other is of models that make no videos.
    """
    video_models = [entry for entry in _listed(seen.get("id")) if isinstance(entry.get("id"), str)]
    has_own_list = any(mark.on == "id" and mark.kind == "entry" for mark in profile.marks)
    others = [] if has_own_list else _listed(seen.get("models"))
    models = [entry for entry in others if isinstance(entry.get("id"), str)]
    return {
        str(entry["id"]): Served(
            seconds=tuple(n for n in _values(entry, "supported_durations") if isinstance(n, int)),
            sizes=tuple(size for size in _values(entry, "supported_sizes") if isinstance(size, str)),
        )
        for entry in video_models or models
    }


def _values(entry: Mapping[str, object], name: str) -> list[object]:
    values = entry.get(name)
    return values if isinstance(values, list) else []
