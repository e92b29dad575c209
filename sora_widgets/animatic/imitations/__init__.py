"""Other servers of the Videos protocol, imitated: their routes, shapes and habits over the animatic's drawing.

    app = create_app(Path("as-sglang"), imitate="sglang")          # or: sora-widgets serve --as sglang

They are the servers of our own contract tests, and stand-ins for people who write clients. What a client can notice of the real
server is imitated as far as it is known; each file names its source, what is assumed and what is left out. What is drawn
is an animatic and openly marked as one, at the size and length asked for (see `canvas`), whatever the model's name.
A reference picture that came with the request is drawn as the first frame; options (seed, negative prompt, steps …) are
checked as the server does and change nothing. Nothing is ever fetched from another machine, no money is taken: costs
that are told are made up.

Remixes change only what they name, as the embedded provider's do.

Drills, words in the prompt that make the server misbehave (shares of all requests do so with `drills`):
    [fail]      the job ends failed, in that server's shape
    [refuse]    the order is refused, in that server's shape
    [redirect]  openai, azure: content is a redirect to another origin
    [cloud]     sglang: the video lies in cloud storage, content is a 400 with its address

A mechanism of classes: `Manner` is what every server has, `Imitation` what the imitated ones share, one file per server.
"""

from __future__ import annotations

from sora_widgets.animatic.imitations.azure import Azure
from sora_widgets.animatic.imitations.dynamo import Dynamo
from sora_widgets.animatic.imitations.fastvideo import FastVideo
from sora_widgets.animatic.imitations.imitation import Imitation
from sora_widgets.animatic.imitations.litellm import LiteLLM
from sora_widgets.animatic.imitations.new_api import NewApi
from sora_widgets.animatic.imitations.openai import OpenAI
from sora_widgets.animatic.imitations.openrouter import OpenRouter
from sora_widgets.animatic.imitations.sglang import SGLang
from sora_widgets.animatic.imitations.together import Together
from sora_widgets.animatic.imitations.vllm_omni import VllmOmni
from sora_widgets.errors import RequestError, nearest

__all__ = ["imitation_named", "imitation_names"]

_KINDS: dict[str, type[Imitation]] = {
    str(kind.name): kind
    for kind in (OpenAI, Azure, SGLang, VllmOmni, FastVideo, LiteLLM, NewApi, OpenRouter, Together, Dynamo)
}


def imitation_names() -> tuple[str, ...]:
    """The servers that can be imitated, by the names of their profiles."""
    return tuple(_KINDS)


def imitation_named(name: str) -> type[Imitation]:
    """The imitation of a server.

    Raises:
        RequestError: there is none of that name; `.given`, `.nearest`, `.allowed`.
    """
    if name not in _KINDS:
        close = nearest(name, imitation_names())
        guess = f" (did you mean {close!r}?)" if close else ""
        raise RequestError(
            f"There is no imitation of {name!r}{guess}: choose one of {', '.join(_KINDS)}.",
            given=name,
            nearest=close,
            allowed=imitation_names(),
        )
    return _KINDS[name]
