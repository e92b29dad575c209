"""The client side of the Videos protocol.

A provider is an address, never a vendor: what a server does differently is data in `profiles`.
This room speaks the wire and nothing else; it keeps no jobs, spends no money and retries nothing.
"""

from __future__ import annotations

from sora_widgets.providers.client import Provider, open_provider
from sora_widgets.providers.exchange import POST_TIMEOUT_S
from sora_widgets.providers.key import Key
from sora_widgets.providers.profiles import Profile, profile_for, profile_named, profile_names
from sora_widgets.providers.wire import RemoteVideo, VideoPage, VideoRequest

__all__ = [
    "POST_TIMEOUT_S",
    "Key",
    "Profile",
    "Provider",
    "RemoteVideo",
    "VideoPage",
    "VideoRequest",
    "open_provider",
    "profile_for",
    "profile_named",
    "profile_names",
]
