"""What people order: a clip, or the price of one.

Answers for `generate` and `quote`: what was asked for is checked, found among the takes, priced and
reserved, in this order; nothing is sent from here. Sending is the engine's.
"""

from __future__ import annotations

import json
import os
import uuid
from contextlib import suppress
from dataclasses import dataclass

from sora_widgets.errors import RequestError, SoraWidgetsError, UnknownKeywordError, nearest
from sora_widgets.jobs.asking import OPTIONS, keep_reference, price_of, read_options, request_for, text_of
from sora_widgets.jobs.job import Job
from sora_widgets.jobs.session import Session, current_session
from sora_widgets.jobs.takes import check_folder, find_take, look_at_folder
from sora_widgets.jobs.wallet import check_price, over_budget
from sora_widgets.pricing import Estimate, estimate, read_request, shown
from sora_widgets.prompts import Shot
from sora_widgets.providers import Provider, VideoRequest
from sora_widgets.settings import notebook_name

__all__ = ["Quote", "generate", "quote"]

MAX_TAKES = 100  # priced at once
MAX_TAKE = 1_000_000
_GENERATE_KEYWORDS = ("model", "seconds", "size", "take", "reference", *OPTIONS)


@dataclass(frozen=True)
class Quote:
    """What a request would cost here and now, and whether it may run.

    Attributes:
        estimate: the price at the connected provider, for the takes that are neither here nor on their way.
        list_estimate: the model's own list price, to compare with; None for a model without one.
        provider: the connected provider's name.
        can_run: whether `generate` would accept it.
        refusal: why not; None when it can run.
        has_take: all takes are here or on their way already, so running it again costs nothing.
    """

    estimate: Estimate | None
    list_estimate: Estimate | None
    provider: str
    can_run: bool
    refusal: SoraWidgetsError | None
    has_take: bool


def generate(
    shot_or_text: Shot | str,
    *,
    model: str | None = None,
    seconds: int = 4,
    size: str = "1280x720",
    take: int = 1,
    reference: str | os.PathLike[str] | None = None,
    seed: int | None = None,
    negative_prompt: str | None = None,
    steps: int | None = None,
    guidance: float | None = None,
    fps: int | None = None,
    sound: bool | None = None,
    **unknown: object,
) -> Job:
    """Make one clip at the connected server; returns at once.

    The same request again gives the same job or its stored take, at no cost: ask for `take=2` to get another.

    Args:
        shot_or_text: a shot, or a prompt that is sent word for word.
        model: the model to ask for; by default the only one that the server has, or else "sora-2".
        seconds: length of the clip in seconds.
        size: "WIDTHxHEIGHT" in pixels.
        take: which take of this request, from 1.
        reference: a picture that the clip starts from: the path of a JPEG, PNG or WebP, or a URL.
        seed: of the model's randomness, where the server takes one.
        negative_prompt: what must not be seen.
        steps: of denoising.
        guidance: how closely the prompt is followed (the model's guidance scale).
        fps: frames per second.
        sound: whether the clip is to have a sound track.
        **unknown: nothing is taken here; a misspelt name is refused with the nearest one.

    Raises:
        RequestError: nothing to film, or nothing that the server can make; nothing was sent.
        MoneyError: over the budget, no budget, or an unknown price; nothing was sent.
        StorageError: the clip could not be kept here; nothing was sent.
    """
    if unknown:
        given = next(iter(unknown))
        guess = nearest(given, _GENERATE_KEYWORDS)
        raise UnknownKeywordError(
            f"generate() has no argument {given!r}"
            + (f": did you mean {guess!r}?" if guess else f"; it takes {', '.join(_GENERATE_KEYWORDS)}."),
            given=given,
            nearest=guess,
            allowed=_GENERATE_KEYWORDS,
        )
    session = current_session()
    provider = session.provider
    _check_take(take)
    options = read_options(
        {
            "seed": seed,
            "negative_prompt": negative_prompt,
            "steps": steps,
            "guidance": guidance,
            "fps": fps,
            "sound": sound,
        }
    )
    settings = read_request(provider.usual_model if model is None else model, seconds, size)
    picture = keep_reference(reference, session.settings.home)
    request = request_for(text_of(shot_or_text), *settings, provider, picture, options)
    engine, project = session.engine, session.settings.project
    known = engine.ledger.job_of_take(session.project, provider.address, request.fingerprint, take)
    if known is not None and not known.state.is_done:
        return session.handle(known)
    stored = find_take(project, provider.address, request.fingerprint, take)
    if stored is not None and known is not None:
        return Job(known, engine, is_replay=True)
    if known is not None:  # paid for, and only its file is gone: the server may still have it
        again = engine.ledger.fetch_again(known.id)
        if again is not None:
            engine.wake()
            return session.handle(again)
    shot = shot_or_text if isinstance(shot_or_text, Shot) else Shot.from_text(request.prompt)
    order = {
        "id": uuid.uuid4().hex,
        "project": session.project,
        "scope": session.scope,
        "notebook": notebook_name(project),
        "provider": provider.name,
        "address": provider.address,
        "prompt": request.prompt,
        "parts": shot.parts,
        "model": request.model,
        "seconds": request.seconds,
        "size": request.size,
        "options": dict(request.options),
        "reference": request.reference,
        "take": take,
        "fingerprint": request.fingerprint,
    }
    if stored is not None:
        adopted = engine.ledger.adopt_take(order, json.dumps(stored.to_dict(project), ensure_ascii=False))
        return Job(adopted, engine, is_replay=True)
    check_folder(project)
    price = price_of(request, provider)
    check_price(price, provider, session.wallets())
    # The row may be of somebody who asked for this take at the same moment.
    row = engine.ledger.reserve(order, price.cost_usd)
    if row is None:  # another kernel was faster with the money that was left
        check_price(price, provider, session.wallets())
        raise over_budget(price, session.wallets())
    job = session.handle(row)
    engine.wake()
    return job


def quote(
    shot_or_text: Shot | str,
    *,
    model: str | None = None,
    seconds: int = 4,
    size: str = "1280x720",
    take: int = 1,
    takes: int = 1,
) -> Quote:
    """What this request would cost at the connected server, and whether it may run. Never raises for bad input.

    Args:
        shot_or_text: as for `generate`.
        model: as for `generate`.
        seconds: as for `generate`.
        size: as for `generate`.
        take: the first take of this request, as for `generate`.
        takes: how many from there, up to 100 at once; those that are here or on their way cost nothing.
    """
    session = current_session()
    provider = session.provider
    price = own = None
    missing = -1
    refusal: SoraWidgetsError | None = None
    try:
        settings = read_request(provider.usual_model if model is None else model, seconds, size)
        _check_take(take)
        if type(takes) is int and takes > MAX_TAKES:
            raise RequestError(
                f"takes must be at most {MAX_TAKES} at once, not {shown(takes)}: use takes=1.", given=takes
            )
        asked = VideoRequest("", *settings)  # the price does not depend on the prompt: it is told while there is none
        with suppress(RequestError):  # not what the model is listed for
            listed = estimate(model=asked.model, seconds=asked.seconds, size=asked.size, takes=takes)
            own = listed if listed.is_known else None
        price = price_of(asked, provider, takes)
        request = request_for(text_of(shot_or_text), *settings, provider)
        missing = sum(
            not _costs_nothing_more(session, provider, request, number) for number in range(take, take + takes)
        )
        if missing == 0:
            price = estimate(
                model=asked.model, seconds=asked.seconds, size=asked.size, usd_per_second=0, provider=provider.name
            )
        else:
            price = price_of(asked, provider, missing)
            look_at_folder(session.settings.project)
            if not provider.is_free:
                check_price(price, provider, session.wallets())
    except SoraWidgetsError as error:
        refusal = error
    return Quote(price, own, provider.name, refusal is None, refusal, has_take=missing == 0)


def _check_take(take: object) -> None:
    if type(take) is not int or not 1 <= take <= MAX_TAKE:
        raise RequestError(
            f"take must be a whole number from 1 to {MAX_TAKE:,}, not {shown(take)}: use take=1.", given=take
        )


def _costs_nothing_more(session: Session, provider: Provider, request: VideoRequest, take: int) -> bool:
    """Whether `generate` would give this take without a new job: it is here, or on its way."""
    if find_take(session.settings.project, provider.address, request.fingerprint, take) is not None:
        return True
    if provider.is_free:
        return False  # the price is the same, and a keystroke should not have to wait for the ledger
    known = session.engine.ledger.job_of_take(session.project, provider.address, request.fingerprint, take)
    return known is not None and not known.state.is_done
