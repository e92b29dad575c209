"""Who may reach a served animatic: the address it listens on, the names it answers to, the key it wants. Pure.

On a loopback address only this machine's programs get through, but a browser is one of them and runs anybody's pages; so
there, too, a key is wanted, and only loopback names are answered to.
"""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass

from sora_widgets.errors import RequestError

__all__ = ["Host", "choose_key", "read_host"]

_LOOPBACK_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})
_SHORTEST_KEY = 16


@dataclass(frozen=True)
class Host:
    """An address to listen on.

    Attributes:
        address: the IP address.
        names: the names it answers to; None for any.
    """

    address: str
    names: frozenset[str] | None

    @property
    def is_loopback(self) -> bool:
        return self.names is not None

    @property
    def netloc(self) -> str:
        """As a URL has it."""
        return f"[{self.address}]" if ":" in self.address else self.address


def read_host(given: str, is_open: bool) -> Host:
    """The address in "127.0.0.1", "localhost", "::1" or "0.0.0.0".

    Args:
        given: the address.
        is_open: other machines may reach it.

    Raises:
        RequestError: it is no address, or one that other machines reach, which was not allowed.
    """
    try:
        address = ipaddress.ip_address("127.0.0.1" if given == "localhost" else given.strip("[]"))
    except ValueError:
        raise RequestError(
            f"{given!r} is no IP address to listen on: use 127.0.0.1, or 0.0.0.0 with --open-to-network.", given=given
        ) from None
    if address.is_loopback:
        shown = f"[{address}]" if address.version == 6 else str(address)
        return Host(str(address), _LOOPBACK_NAMES | {shown})
    if not is_open:
        raise RequestError(
            f"Other machines reach {address}: say --open-to-network as well, and give a key with SORA_WIDGETS_TOKEN.",
            given=given,
        )
    return Host(str(address), None)


def choose_key(given: str | None, host: Host) -> str:
    """The key that opens: the given one, or a new one on this machine alone.

    Raises:
        RequestError: for other machines none or a short one was given, or it cannot be sent in a header.
    """
    if given is None:
        if host.is_loopback:
            return secrets.token_urlsafe(24)
        raise RequestError("For other machines a key must be given: set SORA_WIDGETS_TOKEN.")
    if not given.isascii() or not given.isprintable() or " " in given or given in ("", "none"):
        raise RequestError("That key cannot be sent in a header: use letters and digits.")
    if not host.is_loopback and len(given) < _SHORTEST_KEY:
        raise RequestError(f"For other machines the key must have at least {_SHORTEST_KEY} characters.")
    return given
