"""The soundtrack of a clip: place and weather, what is asked for, what happens, music and voices, mixed. numpy only.

The same scene sounds the same, and an extension goes on where its source ended. A clip always has an audio track:
a silent scene has one of zeros.
"""

from __future__ import annotations

import numpy as np

from sora_widgets.animatic.fades import fade_share
from sora_widgets.animatic.lightning import strikes
from sora_widgets.animatic.places import ROOM_NAMES
from sora_widgets.animatic.scene import Scene
from sora_widgets.animatic.sounds.ambience import ECHO_S, OUTSIDE, Layer, ambience_of, bed, said_layers
from sora_widgets.animatic.sounds.happening import happening, heard_in
from sora_widgets.animatic.sounds.loudness import levelled
from sora_widgets.animatic.sounds.score import has_music, music
from sora_widgets.animatic.sounds.span import SAMPLE_RATE_HZ, Span, Wave, band, decibels
from sora_widgets.animatic.sounds.voice import voices
from sora_widgets.animatic.sounds.wordless import SPEAKING, wordless
from sora_widgets.animatic.way import world_s

__all__ = ["QUIETER_LU", "SAID_LUFS", "SAMPLE_RATE_HZ", "UNSAID_LUFS", "make_soundtrack"]

SAID_LUFS = -23.0
"""Loudness of a clip whose prompt says what is heard: the target level of EBU R 128 (2023)."""

UNSAID_LUFS = -30.0
"""Of one that says nothing of sound: its place, quietly, and what happens in it."""

QUIETER_LU = 4.0
"""So much less when the prompt is of something calm or whispered."""

_QUIET = frozenset({"room_tone", "whisper"})
_UNDER_SAID_DB, _UNDER_EVENTS_DB = -13.0, -7.0  # the place, under what is asked for and under what happens
_MUSIC_DB, _MUSIC_UNDER_DB, _MUSIC_UNDER_VOICE_DB = -9.0, -13.0, -20.0
_FOLEY_DB = 6.0  # more, for what happens, when it is asked for
_STEPS = frozenset({"step", "hoof"})
_WALL_HZ, _WALL_DB = 520.0, -5.0  # what a wall leaves of the outside
_WATER_HZ, _FOG_HZ = 450.0, 2600.0
_ECHO_DB = -11.0
_ASIDE_HZ = 1800.0  # what is heard of somebody who speaks elsewhere
_INNER_DB, _INNER_S = -4.0, 0.7
_NOT_THERE = frozenset({"inner_voice", "voice_over"})  # no walls answer them
_HUSH_AT, _HUSH_S = 0.6, 0.03
_EDGE_S = 0.02


def make_soundtrack(scene: Scene, seconds: float) -> Wave:
    """Stereo samples, 2 x n, at `SAMPLE_RATE_HZ`; true peaks are under -1 dBTP.

    Args:
        scene: what is in the picture and what is heard; its `starts_at_s` is where the clip begins.
        seconds: length of the clip.

    Returns:
        float32, at an integrated loudness (ITU-R BS.1770-5) of `SAID_LUFS` or `UNSAID_LUFS`, `QUIETER_LU` less for
        what is quiet; within 1 LU, unless it is nothing but single short sounds.
    """
    span = Span(scene.starts_at_s, seconds, scene.seed, _struck_s(scene, seconds))
    if "silence" in scene.sounds or not span.count:
        return span.silence()
    mix = _mixed(scene, span)
    mix *= _envelope(scene, span)
    said = bool(scene.sounds or scene.dialogue or scene.terms & SPEAKING or said_layers(scene)) or has_music(scene)
    target = (SAID_LUFS if said else UNSAID_LUFS) - QUIETER_LU * (scene.mood == "calm" or bool(scene.terms & _QUIET))
    return levelled(mix, target)


def _struck_s(scene: Scene, seconds: float) -> tuple[float, ...]:
    """When lightning is seen, from the start of the first clip: the picture has it in the scene's own time."""
    first_s = scene.first_s or scene.starts_at_s or seconds
    shown_s = np.arange(0.0, scene.starts_at_s + seconds, 0.01)
    passed_s = [world_s(scene, float(moment), first_s) for moment in shown_s]
    found = np.searchsorted(passed_s, strikes(scene.seed))
    return tuple(float(shown_s[at]) for at in found if at < len(shown_s))


def _mixed(scene: Scene, span: Span) -> Wave:
    events = happening(scene, span)
    voiced = [track for track in (voices(scene, span), wordless(scene, span)) if track is not None]
    spoken = _placed(np.sum(voiced, axis=0), scene, span) if voiced else None
    said = said_layers(scene)
    is_walked = "footsteps" in scene.sounds and any(each.name in _STEPS for each in heard_in(scene, span.seconds))
    if is_walked:  # whoever walks is heard, not somebody else
        said = [layer for layer in said if layer[0] != "footsteps"]
    if events is not None and (is_walked or "foley" in scene.terms):
        events *= decibels(_FOLEY_DB)
    near = [track for track in (events, spoken) if track is not None]
    is_asked = bool(said) or is_walked or spoken is not None or has_music(scene)
    under_db = _UNDER_SAID_DB if is_asked else _UNDER_EVENTS_DB if near else 0.0
    asked = {name for name, _ in said}
    mix = _beds(scene, span, [*said, *((name, db + under_db) for name, db in ambience_of(scene) if name not in asked)])
    if has_music(scene):
        level_db = _MUSIC_UNDER_VOICE_DB if spoken is not None else _MUSIC_UNDER_DB if said else _MUSIC_DB
        mix += decibels(level_db) * music(scene, span)
    if near:
        at_hand = np.sum(near, axis=0)
        mix += at_hand
        ringing = events if scene.terms & _NOT_THERE else at_hand
        if scene.place in ECHO_S and ringing is not None:
            mix += decibels(_ECHO_DB) * _echo(ringing, ECHO_S[scene.place], span)
    return band(mix, 0.0, _WATER_HZ) if scene.place == "underwater" else mix


def _placed(spoken: Wave, scene: Scene, span: Span) -> Wave:
    """Voices from where the prompt has them: beside the frame, in somebody's head, over the picture."""
    if "off_screen_voice" in scene.terms:
        return np.array([[0.25], [0.9]], np.float32) * band(spoken, 150, _ASIDE_HZ)
    if "inner_voice" in scene.terms:
        return spoken + decibels(_INNER_DB) * _echo(spoken, _INNER_S, span)
    if "voice_over" in scene.terms:
        return np.broadcast_to(spoken.mean(axis=0), spoken.shape)
    return spoken


def _beds(scene: Scene, span: Span, layers: list[Layer]) -> Wave:
    """The layers, those from outside heard through the walls of a room and through fog."""
    inside, outside = span.silence(), span.silence()
    dulled_hz = _WALL_HZ if scene.place in ROOM_NAMES else _FOG_HZ if "fog" in scene.weather else 0.0
    for name, level in layers:
        track = outside if dulled_hz and name in OUTSIDE else inside
        track += decibels(level) * bed(span, name)
    if dulled_hz and outside.any():
        inside += decibels(_WALL_DB) * band(outside, 0.0, dulled_hz)
    return inside


def _echo(dry: Wave, seconds: float, span: Span) -> Wave:
    """What a large room answers: noise that dies away by 60 dB in `seconds`, folded with the sound."""
    tail = Span(0.0, seconds, span.seed)
    decay = np.exp(-6.9 * tail.time_s / seconds).astype(np.float32)
    answer = np.stack([tail.noise(f"echo {ear}", 150, 3500, -0.4) * decay for ear in "lr"])
    answer /= np.sqrt((answer**2).sum(axis=1, keepdims=True))
    size = 1 << (span.count + tail.count - 1).bit_length()
    wet = np.fft.irfft(np.fft.rfft(dry, size) * np.fft.rfft(answer, size), size)
    return wet[:, : span.count].astype(np.float32)


def _envelope(scene: Scene, span: Span) -> Wave:
    """No click at either end; fades with the picture; and nothing after a sudden silence."""
    since = span.time_s - span.start_s
    gain = np.minimum(1.0, np.minimum(since, since[::-1]) / _EDGE_S)
    if "sudden_silence" in scene.terms:
        hush_s = _HUSH_AT * (scene.first_s or scene.starts_at_s or span.seconds)
        gain = np.minimum(gain, np.clip((hush_s - span.time_s) / _HUSH_S, 0, 1))
    moments = np.linspace(0.0, span.seconds, 200)
    shares = [fade_share(scene, float(moment), span.seconds) for moment in moments]
    return (gain * np.interp(since, moments, shares)).astype(np.float32)
