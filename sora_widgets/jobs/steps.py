"""What the engine does to one job at a time: send, look for a lost answer, save, cancel.

Each step takes a row whose lease we hold, talks to its server and writes what came of it. The rules
that keep a job from being paid twice are here, and nowhere else (JOBS.md, "The life of a job").
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from functools import partial

from sora_widgets.errors import (
    ClipError,
    ProtocolError,
    ProviderError,
    ProviderRefusedError,
    SoraWidgetsError,
    StorageError,
)
from sora_widgets.jobs.download import NoLongerWantedError, remove_remains, save_clip
from sora_widgets.jobs.following import Finding, find_answer, read_list, told_by, told_cost
from sora_widgets.jobs.ledger import JobRow, Ledger, StaleRowError, Twins
from sora_widgets.jobs.machine import State, retry_delay_s
from sora_widgets.pricing import format_usd
from sora_widgets.providers import POST_TIMEOUT_S, Provider, RemoteVideo, VideoRequest

__all__ = [
    "cancel",
    "doubt",
    "expire_if_gone",
    "follow",
    "has_no_list",
    "post",
    "reconcile",
    "request_of",
    "retry_after_s",
    "save",
    "twins_of",
]

GONE_S = 30.0  # how long a server must go on saying that it does not know a video before that is believed
SETTLE_S = 60.0  # before that, a video that a server was asked for may still appear in its list
MAX_DOWNLOADS = 5  # of bytes that come whole and cannot be read
DISK_WAIT_S = 10.0  # a disk is not mended within a second
MAX_LISTS = 5  # tries to read a list that comes as something else
CLOCK_SKEW_S = 120.0  # between a server's clock and ours, where the server never told its own
_TOLD_CLOCK_SKEW_S = 5.0
_ASK_A_PERSON_S = 3600.0

_log = logging.getLogger(__name__)


def request_of(row: JobRow) -> VideoRequest:
    """What the job asks a server for."""
    return VideoRequest(
        prompt=row.prompt,
        model=row.model,
        seconds=row.seconds,
        size=row.size,
        reference=row.reference,
        options=tuple(sorted(row.options.items())),
    )


def twins_of(provider: Provider) -> Twins:
    """Which other orders this server could not tell from one of ours."""
    if provider.profile.honours_idempotency:
        return Twins.NONE
    return Twins.SAME_PROMPT if provider.profile.can_list and provider.profile.tells_prompts else Twins.ALL


def has_no_list(error: ProviderError) -> bool:
    """Whether the refusal of a list means that there is none, and not that the server is busy or the key is wrong.

    "Not found" is believed of the server itself only: a proxy says it too, while its backend starts.
    """
    status = error.details.get("status")
    return status in (405, 501) or (status in (400, 404) and bool(error.details.get("is_from_server")))


async def post(ledger: Ledger, provider: Provider, row: JobRow) -> None:
    """Write the intent, then send it, once; or note what it has to wait for."""
    intent = ledger.begin_post(row, twins_of(provider), provider.server_time_s)
    if intent.row is None:
        ledger.write(row, note=intent.reason, next_attempt_at=intent.not_before)
        return
    row = intent.row
    try:
        video = await provider.create(request_of(row), idempotency_key=row.id)
    except ProviderError as error:
        _after_failed_post(ledger, provider, row, error)
        return
    while True:
        try:
            _accept(ledger, row, video)
            return
        except StorageError as error:  # a full disk, say: the id is in our hands only, and must not be lost
            _log.error(
                "job %s is the video %s, which could not be written down (%s); trying again", row.id, video.id, error
            )
            await asyncio.sleep(1.0)


async def doubt(ledger: Ledger, provider: Provider | None, row: JobRow) -> None:
    """A kernel died between the intent and the answer: from now on the job is looked for."""
    is_safe = provider is not None and provider.profile.honours_idempotency
    timeout_s = POST_TIMEOUT_S if provider is None else provider.profile.post_timeout_s
    ledger.write(
        row,
        State.AMBIGUOUS,
        note="The kernel ended while the order was on its way; looking whether the server has it.",
        next_attempt_at=0.0 if is_safe else (row.posted_at or time.time()) + timeout_s + SETTLE_S,
    )


async def reconcile(ledger: Ledger, provider: Provider, row: JobRow) -> None:
    """Find out whether a POST without an answer made a video.

    It is sent again where the server honours the key, where it costs nothing, and otherwise once at most, and only if
    a complete list shows that there is none. All the rest is for a person to decide; the money stays held.
    """
    if provider.profile.honours_idempotency:
        await post(ledger, provider, row)
        return
    earliest = _earliest(row)
    found = Finding()
    if provider.profile.can_list:
        try:
            listing = await read_list(provider, back_to=earliest)
        except ProviderError as error:
            if not has_no_list(error) and not (isinstance(error, ProtocolError) and row.attempt >= MAX_LISTS):
                delay_s = retry_delay_s(row.attempt + 1, retry_after_s(error))
                ledger.write(row, note=str(error), attempt=row.attempt + 1, next_attempt_at=time.time() + delay_s)
                return
            provider.forget_list()
        else:
            claimed = partial(ledger.is_claimed, row.address)
            found = find_answer(request_of(row), listing, earliest, claimed)
        if found.video is not None:
            _accept(ledger, row, found.video)
            return
        unsettled_s = _unsettled_s(provider, row)
        if found.is_absent and unsettled_s > 0:
            ledger.write(row, next_attempt_at=time.time() + unsettled_s)
            return
        if found.is_absent and row.may_post_again:
            await post(ledger, provider, row)
            return
    if not row.held_usd and row.may_post_again:
        await post(ledger, provider, row)
        return
    note = "The server may have made this video, and cannot say which one it is: a person must decide."
    if provider.profile.can_list and not found.candidates:
        note = "The order was sent twice without an answer, and the server shows no such video: a person must decide."
    _ask_a_person(ledger, row, note, found)


def follow(ledger: Ledger, row: JobRow, video: RemoteVideo) -> None:
    """Let the row follow what the server says; a row that was cancelled or taken over meanwhile is left alone."""
    after, changes = told_by(video, row)
    if changes:
        try:
            ledger.write(row, after, **changes)
        except StaleRowError:
            _log.info("job %s changed while the server was asked", row.id)


async def expire_if_gone(ledger: Ledger, provider: Provider, row: JobRow) -> RemoteVideo | None:
    """Ask the server for this one video and follow its answer; only its own word says that the video is lost.

    A lost video is never a reason to pay again.

    Returns:
        The video, or None when it is lost, or not known for the moment.
    """
    try:
        video = await provider.retrieve(str(row.remote_id))
    except ProviderRefusedError as error:
        if not error.details.get("is_unknown_video"):
            raise
        now = time.time()
        since = now if row.missing_since is None else row.missing_since
        if row.missing_since is None or 0 <= now - since < GONE_S:
            # One such answer may be that of a server which has just started, or is behind itself.
            ledger.write(
                row,
                State.COMPLETED if row.state is State.DOWNLOADING else None,
                note=f"{provider.name} does not know this video just now; asking again before it counts as lost.",
                missing_since=since,
                next_attempt_at=row.next_attempt_at if row.state.is_at_server else now + GONE_S / 3,
            )
        else:
            ledger.write(
                row, State.EXPIRED, note=f"{provider.name} no longer has this video.", error_code="lost-by-server"
            )
        return None
    if row.state.is_at_server:
        follow(ledger, row, video)
    return video


async def save(ledger: Ledger, provider: Provider, row: JobRow) -> None:
    """Bring the clip home; whatever goes wrong, the video stays the job's and is fetched again."""
    if not row.urls and provider.profile.content_route is None:
        if not provider.profile.can_retrieve:
            note = f"{provider.name} told where the bytes are only once, and cannot be asked again."
            ledger.write(row, State.EXPIRED, note=note, error_code="lost-by-server")
            return
        video = await expire_if_gone(ledger, provider, row)
        if video is None:
            return
        row = ledger.write(row, urls=list(video.urls))
    if row.state is State.COMPLETED:
        row = ledger.write(row, State.DOWNLOADING, attempt=row.attempt + 1)
    try:
        clip = await save_clip(provider, row, is_wanted=lambda: not _is_cancel_wanted(ledger, row))
    except NoLongerWantedError:
        await cancel(ledger, provider, row)
    except ClipError as error:
        unreadable = row.unreadable + 1
        if unreadable >= MAX_DOWNLOADS:
            ledger.write(row, State.FAILED, note=str(error), error_code=error.code, unreadable=unreadable)
        else:
            _save_later(ledger, row, error, unreadable=unreadable)
    except ProviderRefusedError as error:
        if error.status in (400, 404, 410) or error.details.get("is_told_url"):
            await _save_or_expire(ledger, provider, row, error)
        else:
            _save_later(ledger, row, error)
    except StorageError as error:
        _save_later(ledger, row, error, wait_s=DISK_WAIT_S)
    except SoraWidgetsError as error:
        _save_later(ledger, row, error)
    else:
        ledger.write(
            row,
            State.SAVED,
            clip=json.dumps(clip.to_dict(row.project), ensure_ascii=False),
            cost_usd=clip.provenance.cost_usd or 0,
            progress=100,
            note=None,
            urls=[],  # some carry a signature, and none is needed any more
        )


async def cancel(ledger: Ledger, provider: Provider | None, row: JobRow) -> None:
    """Stop wanting the video, and say honestly what that means for the server and the money."""
    charge = ", and charge for it" if row.held_usd else ""
    counted = f" Its {format_usd(row.held_usd)} counts as spent." if row.held_usd else ""
    if row.remote_id is None:
        note = "Cancelled before anything was sent."
        if row.spent_usd:
            note = f"Cancelled before it was sent again; {format_usd(row.spent_usd)} of the first order stays spent."
        if row.state is State.AMBIGUOUS:
            note = f"Cancelled; whether the server makes a video is not known{', nor whether it charges' if charge else ''}.{counted}"
    else:
        note = f"Cancelled; the server may go on working on it{charge}.{counted}"
        try:
            if provider is not None and provider.profile.can_delete:
                await provider.delete(row.remote_id)
                if provider.profile.delete_aborts or not row.state.is_at_server:
                    note = f"Cancelled, and deleted on the server.{counted}"
                else:
                    note = f"Cancelled, and off the server's list; it may go on working on it{charge}.{counted}"
        except (ProviderError, ProtocolError) as error:
            _log.info("%s", error)  # not deletable while it runs, no such route, not there: the note says what may be
    ledger.write(row, State.CANCELLED, note=note)
    remove_remains(row)


def _after_failed_post(ledger: Ledger, provider: Provider, row: JobRow, error: ProviderError) -> None:
    now = time.time()
    delay_s = retry_delay_s(row.attempt, retry_after_s(error))
    if isinstance(error, ProtocolError):
        # It was taken, in words that we cannot read: certainly no reason to send it again.
        safe = int(provider.profile.honours_idempotency)
        ledger.write(row, State.AMBIGUOUS, note=str(error), may_post_again=safe, next_attempt_at=now + SETTLE_S)
    elif not error.details.get("is_definite"):
        wait_s = delay_s if provider.profile.honours_idempotency else SETTLE_S
        ledger.write(row, State.AMBIGUOUS, note=str(error), next_attempt_at=now + wait_s)
    elif isinstance(error, ProviderRefusedError) and error.status != 429:
        code = error.details.get("server_code")
        ledger.write(row, State.FAILED, note=str(error), error_code=str(code or error.code))
    else:  # busy, or not there: nothing was made, so asking again is safe
        ledger.write(row, State.RESERVED, note=str(error), next_attempt_at=now + delay_s)
        if isinstance(error, ProviderRefusedError):
            ledger.rest_server(row.address, now + delay_s)  # it counts all our kernels' orders together


def _earliest(row: JobRow) -> float:
    """When the lost video can have been made at the earliest, on the server's clock."""
    if row.server_posted_at is not None:
        return row.server_posted_at - _TOLD_CLOCK_SKEW_S
    return (row.posted_at or row.created_at) - CLOCK_SKEW_S


def _unsettled_s(provider: Provider, row: JobRow) -> float:
    """How many seconds more the server may take to show the video, by its own clock: ours may have been set forward."""
    if row.server_posted_at is None or provider.server_time_s is None:
        return 0.0
    return row.server_posted_at + provider.profile.post_timeout_s + SETTLE_S - provider.server_time_s


def _accept(ledger: Ledger, row: JobRow, video: RemoteVideo) -> None:
    """The video is ours: write that down before anything else, even if the lease was lost meanwhile."""
    is_claimed = ledger.is_claimed(row.address, video.id)
    is_of_another = video.prompt not in (None, row.prompt)
    if is_of_another and (is_claimed or ledger.is_prompt_of_another(row, str(video.prompt))):
        # A proxy that mixes answers up: ours is lost. (Another prompt alone proves nothing: servers write them anew.)
        note = f"The server answered with the video of another order ({video.id}); looking for this one's."
        ledger.write(row, State.AMBIGUOUS, note=note, next_attempt_at=time.time() + SETTLE_S)
        return
    if is_claimed:
        # Restarted, and its ids count anew: the list could not show the new video apart from the old one.
        note = f"The server answered with a video that another job has already ({video.id}): a person must decide."
        _ask_a_person(ledger, row, note, Finding())
        return
    # A server without a way to ask again tells them here or never.
    told = {"urls": list(video.urls), "told_cost_usd": told_cost(video)}
    try:
        row = ledger.write(row, State.SUBMITTED, remote_id=video.id, attempt=0, note=None, next_attempt_at=0.0, **told)
    except StaleRowError:
        if not ledger.attach_answer(row, video.id, **told):
            _log.error("job %s moved on before its answer came: the server also made %s", row.id, video.id)
        return
    follow(ledger, row, video)


def _ask_a_person(ledger: Ledger, row: JobRow, note: str, found: Finding) -> None:
    ledger.write(
        row,
        State.AMBIGUOUS,
        note=note,
        candidates=found.shown(),
        may_post_again=0,
        next_attempt_at=time.time() + _ASK_A_PERSON_S,
    )


async def _save_or_expire(ledger: Ledger, provider: Provider, row: JobRow, refusal: ProviderRefusedError) -> None:
    """The bytes are not there: not ready after all, or gone. The video itself must be asked."""
    if not provider.profile.can_retrieve:
        if row.attempt >= MAX_DOWNLOADS:
            ledger.write(row, State.EXPIRED, note=str(refusal), error_code="lost-by-server")
        else:
            _save_later(ledger, row, refusal)
        return
    try:
        video = await expire_if_gone(ledger, provider, row)
    except ProviderError as error:
        _save_later(ledger, row, error)
        return
    if video is not None and video.status in ("failed", "expired", "cancelled"):
        note = video.error_message or f"The server ended the video as {video.status}."
        ledger.write(row, State.EXPIRED, note=note, error_code=video.error_code or video.status)
    elif video is not None:
        # Addresses with a signature run out; the video object has fresh ones.
        _save_later(ledger, row, refusal, urls=list(video.urls))


def _save_later(ledger: Ledger, row: JobRow, error: SoraWidgetsError, wait_s: float = 0.0, **changes: object) -> None:
    _log.warning("job %s: %s", row.id, error)
    delay_s = max(wait_s, retry_delay_s(row.attempt, retry_after_s(error)))
    ledger.write(row, State.COMPLETED, note=str(error), next_attempt_at=time.time() + delay_s, **changes)


def _is_cancel_wanted(ledger: Ledger, row: JobRow) -> bool:
    now = ledger.job(row.id)
    return now is None or now.is_cancel_wanted


def retry_after_s(error: SoraWidgetsError) -> float | None:
    """How long the server asked to be left alone, in seconds; None when it did not."""
    told = error.details.get("retry_after_s")
    return told if isinstance(told, float) else None
