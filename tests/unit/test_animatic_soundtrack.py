"""What is heard: what was named, in sync with the picture, as loud as stated, and nothing when nothing is asked for."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from av import AudioFrame

from sora_widgets.animatic.figures import BODIES, actions_of
from sora_widgets.animatic.figures.events import events_of
from sora_widgets.animatic.figures.motion import pose_of
from sora_widgets.animatic.figures.things import THINGS
from sora_widgets.animatic.lexicon import names_of
from sora_widgets.animatic.lightning import strikes
from sora_widgets.animatic.places import PLACE_NAMES, ROOM_NAMES
from sora_widgets.animatic.scene import Actor, Line, Scene, read_scene
from sora_widgets.animatic.sounds.ambience import PLACES, bed
from sora_widgets.animatic.sounds.effects import EFFECTS, effect
from sora_widgets.animatic.sounds.happening import STEADY, happening, heard_in
from sora_widgets.animatic.sounds.loudness import PEAK, levelled, loudness_lufs
from sora_widgets.animatic.sounds.nature import NATURE
from sora_widgets.animatic.sounds.people import PEOPLE
from sora_widgets.animatic.sounds.score import MOODS, music
from sora_widgets.animatic.sounds.span import Span
from sora_widgets.animatic.sounds.voice import speaker_of, voices
from sora_widgets.animatic.sounds.wordless import wordless
from sora_widgets.animatic.sounds.works import WORKS
from sora_widgets.animatic.soundtrack import QUIETER_LU, SAID_LUFS, SAMPLE_RATE_HZ, UNSAID_LUFS, make_soundtrack
from sora_widgets.animatic.spoken import lines_at
from sora_widgets.clips.loudness import SoundMeter

FRAME_S = 1 / 30
SOUNDS = sorted({*names_of("sounds"), "heartbeat", "door", "cafe", "station", "room"} - {"none", "silence"})
BEDS = sorted({*NATURE, *PEOPLE, *WORKS})
EDGES_HZ = 40 * 2 ** (np.arange(29) / 3.2)


def scene(*sounds: str, place: str = "park", actors: tuple[Actor, ...] = (), **said: object) -> Scene:
    return Scene(place, "noon", frozenset(), actors, sounds=sounds, seed=7, **said)


def track(*sounds: str, seconds: float = 4.0, **said: object) -> np.ndarray:
    return make_soundtrack(scene(*sounds, **said), seconds)


def bands(samples: np.ndarray) -> np.ndarray:
    """The share of the power in each third of an octave."""
    power = (np.abs(np.fft.rfft(samples)) ** 2).sum(axis=0)
    hz = np.fft.rfftfreq(samples.shape[1], 1 / SAMPLE_RATE_HZ)
    found = np.histogram(hz, EDGES_HZ, weights=power)[0]
    return found / found.sum()


def centroid_hz(samples: np.ndarray) -> float:
    return float((bands(samples) * EDGES_HZ[:-1]).sum())


def lowest_hz(samples: np.ndarray) -> float:
    """The lowest frequency of any strength: the fundamental of a voice."""
    power = (np.abs(np.fft.rfft(samples)) ** 2).sum(axis=0)
    return float(np.flatnonzero(power > 0.003 * power.max())[0]) * SAMPLE_RATE_HZ / samples.shape[1]


def measured(samples: np.ndarray) -> float | None:
    """The loudness by FFmpeg's own meter."""
    meter = SoundMeter()
    frame = AudioFrame.from_ndarray(np.ascontiguousarray(samples), format="fltp", layout="stereo")
    frame.sample_rate = SAMPLE_RATE_HZ
    frame.pts = 0
    meter.add(frame)
    return meter.finish()[0]


def true_peak_db(samples: np.ndarray) -> float:
    """The highest value between samples, at four times the rate (ITU-R BS.1770-5, annex 2)."""
    count = samples.shape[1]
    spectrum = np.fft.rfft(samples)
    wide = np.zeros((2, 2 * count + 1), complex)
    wide[:, : spectrum.shape[1]] = spectrum
    return float(20 * np.log10(4 * np.abs(np.fft.irfft(wide, 4 * count)).max()))


@pytest.mark.parametrize("name", SOUNDS)
def test_every_sound_of_the_lexicon_is_heard_at_the_stated_loudness(name):
    samples = track(name)
    assert samples.shape == (2, 4 * SAMPLE_RATE_HZ)
    assert samples.dtype == np.float32
    assert measured(samples) == pytest.approx(SAID_LUFS, abs=1.0)
    assert true_peak_db(samples) < -1.0
    assert np.abs(bands(samples) - bands(track())).sum() > 0.1


def test_what_is_unsaid_is_quieter_and_what_is_calm_quieter_still():
    assert measured(track()) == pytest.approx(UNSAID_LUFS, abs=1.0)
    assert measured(track("wind", mood="calm")) == pytest.approx(SAID_LUFS - QUIETER_LU, abs=1.0)
    assert UNSAID_LUFS < SAID_LUFS


def test_peaks_are_turned_down_until_they_fit():
    blows = 0.001 * np.random.default_rng(1).standard_normal((2, 4 * SAMPLE_RATE_HZ)).astype(np.float32)
    blows[:, ::9600] = 1.0
    limited = levelled(blows, -14.0)
    assert np.abs(levelled(0.01 * blows, -14.0)).max() <= 1.001 * PEAK
    assert true_peak_db(limited) < -1.0
    assert loudness_lufs(limited) > loudness_lufs(blows * PEAK)


def test_all_sounds_at_once_do_not_clip():
    horses = tuple(Actor("horse", "run", place_in_row=place) for place in range(4))
    assert true_peak_db(track(*SOUNDS, actors=horses, seconds=12)) < -1.0


def test_a_single_loud_blow_is_turned_down_and_does_not_clip():
    samples = track("silence", "wind", place="space")
    assert not samples.any()
    blow = track("thud", place="space", actors=(Actor("ball", "explode"),))
    assert -9.0 < true_peak_db(blow) < -1.0


@pytest.mark.parametrize("asked", [("silence",), ("silence", "music", "rain")])
def test_silence_is_a_track_of_zeros(asked):
    line = (Line("man", "Nobody hears me."),)
    assert not track(*asked, actors=(Actor("man", "walk"),), dialogue=line).any()


def test_after_a_sudden_silence_nothing_is_heard():
    samples = track("wind", terms=frozenset({"sudden_silence"}))
    assert samples[:, : 2 * SAMPLE_RATE_HZ].any()
    assert not samples[:, 3 * SAMPLE_RATE_HZ :].any()


def test_rain_is_brighter_than_waves_and_traffic_is_dark():
    rain, waves, traffic = (centroid_hz(track(name)) for name in ("rain", "waves", "traffic"))
    assert rain > 2 * waves
    assert waves > traffic


def test_waves_come_and_go():
    samples = track("waves", seconds=12, place="space")[0]
    blocks = np.sqrt(np.mean(samples.reshape(-1, SAMPLE_RATE_HZ // 4) ** 2, axis=1))[1:-1]
    assert blocks.max() > 2.0 * np.sort(blocks)[2]


def test_birds_sing_above_two_kilohertz():
    assert bands(bed(Span(0.0, 8.0), "birds"))[EDGES_HZ[:-1] > 2000].sum() > 0.8


def test_every_place_that_is_drawn_has_an_ambience_of_its_own():
    assert set(PLACES) >= set(PLACE_NAMES)
    assert len(set(PLACES.values())) == len(PLACES)
    heard = {place: bands(track(place=place)) for place in PLACE_NAMES}
    near = [(a, b) for a in heard for b in heard if a < b and np.abs(heard[a] - heard[b]).sum() < 0.02]
    assert near == []


@pytest.mark.parametrize("name", BEDS)
def test_beds_are_as_loud_as_each_other(name):
    assert loudness_lufs(bed(Span(0.0, 16.0, 5), name)) == pytest.approx(-23.0, abs=1.0)


def test_the_meter_agrees_with_that_of_ffmpeg():
    # EBU Tech 3341 (2023), test signal 1: a stereo tone of 1 kHz at -23 dBFS has -23 LUFS
    tone = np.sin(2 * np.pi * 1000 * np.arange(10 * SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ) * 10 ** (-23 / 20)
    assert loudness_lufs(np.stack([tone, tone]).astype(np.float32)) == pytest.approx(-23.0, abs=0.1)
    mixed = track("thunder", "rain", "crowd", actors=(Actor("horse", "run"),))
    assert loudness_lufs(mixed) == pytest.approx(measured(mixed), abs=0.3)


@pytest.mark.parametrize(
    ("place", "weather", "light", "lowest_hz", "highest_hz"),
    [
        ("street", "rain", "noon", 2000, 10000),
        ("park", "wind", "noon", 80, 500),
        ("park", "storm", "noon", 20, 500),
        ("farm", "", "night", 3700, 5000),
        ("desert", "leaves", "noon", 2000, 10000),
        ("street", "dust", "noon", 500, 2500),
    ],
)
def test_weather_and_night_add_their_part_of_the_spectrum(place, weather, light, lowest_hz, highest_hz):
    plain = scene(place=place)
    other = replace(plain, weather=frozenset({weather} - {""}), light=light)
    after, before = (bands(make_soundtrack(each, 4.0)) for each in (other, plain))
    is_theirs = (EDGES_HZ[:-1] > lowest_hz) & (EDGES_HZ[:-1] < highest_hz)
    assert (after - before)[is_theirs].sum() > 0.1


def test_thunder_follows_the_lightning_that_is_seen():
    heard = bed(Span(0.0, 12.0, 7), "thunder")
    for strike in strikes(7)[:3]:
        before, after = (
            slice(round((strike + s) * SAMPLE_RATE_HZ), round((strike + s + 0.2) * SAMPLE_RATE_HZ))
            for s in (0.14, 0.36)
        )
        assert np.abs(heard[:, after]).max() > 1.3 * np.abs(heard[:, before]).max()


def test_walls_muffle_the_rain():
    outside = bands(track("rain", place="park"))
    for place in sorted(ROOM_NAMES)[:4]:
        assert bands(track("rain", place=place))[EDGES_HZ[:-1] > 2000].sum() < 0.5 * outside[EDGES_HZ[:-1] > 2000].sum()


def onsets_s(samples: np.ndarray) -> list[float]:
    """Where the level of 2 ms blocks jumps to more than four times what it was."""
    blocks = np.sqrt(np.mean(samples[:, : samples.shape[1] // 96 * 96].reshape(2, -1, 96) ** 2, axis=(0, 2)))
    before = np.array([blocks[max(0, index - 12) : index].max(initial=0.0) for index in range(len(blocks))])
    jumps = np.flatnonzero((blocks > 4 * before) & (blocks > 0.05 * blocks.max()))
    return [float(jump) * 0.002 for jump in jumps[np.diff(jumps, prepend=-99) > 25]]


def contacts_s(kind: str, seconds: float) -> list[float]:
    """When a bouncing thing is lowest in its drawing."""
    thing = THINGS[kind]
    times = np.arange(0, seconds, 0.001)
    height = np.array([pose_of("bounce", thing.body, float(time), thing.is_round).y for time in times])
    low = (height[1:-1] <= height[:-2]) & (height[1:-1] < height[2:]) & (height[1:-1] < 0.02 * thing.body.height)
    return [float(time) for time in times[1:-1][low]]


@pytest.mark.parametrize("terms", [frozenset(), frozenset({"slow_motion"}), frozenset({"fast_motion"})])
def test_a_bounce_is_heard_within_one_frame_of_where_it_is_seen(terms):
    tempo = {"slow_motion": 0.4, "fast_motion": 2.0}.get(next(iter(terms), ""), 1.0)
    bouncing = scene(actors=(Actor("ball", "bounce"),), terms=terms, place="space")
    heard = happening(bouncing, Span(0.0, 4.0, 7))
    assert heard is not None
    seen = [at / tempo for at in contacts_s("ball", 4.0 * tempo) if at / tempo < 3.9]
    found = onsets_s(heard)
    assert seen
    for at in seen[:3]:
        assert min(abs(onset - at) for onset in found) < FRAME_S


def test_the_bounce_is_there_in_the_whole_mix_too():
    samples = make_soundtrack(scene(actors=(Actor("ball", "bounce"),), place="studio"), 4.0)
    first = contacts_s("ball", 4.0)[0]
    assert min(abs(onset - first) for onset in onsets_s(samples)) < FRAME_S


def test_the_footsteps_asked_for_are_those_of_who_walks():
    walking = scene("footsteps", actors=(Actor("man", "walk"),), place="studio")
    steps = [each.at_s for each in heard_in(walking, 4.0) if each.name == "step"]
    found = onsets_s(make_soundtrack(walking, 4.0))
    assert len(found) > 3
    assert all(min(abs(onset - at) for at in steps) < FRAME_S for onset in found)
    driving = replace(walking, actors=(Actor("car", "drive"),))
    assert not np.array_equal(make_soundtrack(driving, 4.0), make_soundtrack(replace(driving, sounds=("room",)), 4.0))


def test_nothing_is_heard_after_the_picture_has_frozen():
    frozen = scene(actors=(Actor("man", "walk"),), terms=frozenset({"freeze_frame"}))
    times = [each.at_s for each in heard_in(frozen, 4.0)]
    assert times
    assert max(times) <= 2.0 + FRAME_S


def test_an_extension_goes_on_where_its_source_ended():
    whole = scene("waves", "music", actors=(Actor("man", "walk"),), first_s=4.0)
    both = make_soundtrack(whole, 8.0)[:, 4 * SAMPLE_RATE_HZ :]
    second = make_soundtrack(replace(whole, starts_at_s=4.0), 4.0)
    middle = slice(SAMPLE_RATE_HZ // 10, -SAMPLE_RATE_HZ // 10)
    assert np.corrcoef(both[0, middle], second[0, middle])[0, 1] > 0.95


def test_many_events_are_softer_each():
    def loudest(*actors: Actor) -> float:
        heard = happening(scene(actors=actors), Span(0.0, 4.0))
        assert heard is not None
        return loudness_lufs(heard)

    one, four = loudest(Actor("horse", "run")), loudest(*(Actor("horse", "run", place_in_row=n) for n in range(4)))
    assert one - 1.0 < four < one + 4.0


def test_who_stands_at_the_left_is_heard_at_the_left():
    heard = happening(scene(actors=(Actor("man"), Actor("man", "clap", where="left"))), Span(0.0, 4.0))
    assert heard is not None
    left, right = np.abs(heard).max(axis=1)
    assert left > 1.5 * right


def test_every_event_of_every_figure_has_a_sound():
    doing = [Actor(kind, action) for kind in BODIES for action in actions_of(kind)]
    names = {event.name for actor in doing for event in events_of(actor, 4.0, 30)}
    assert len(names) > 8
    assert names <= {*EFFECTS, *STEADY}


@pytest.mark.parametrize("name", sorted(EFFECTS))
def test_an_effect_begins_at_once(name):
    wave = np.abs(effect(name))
    assert wave.max() == pytest.approx(1.0)
    assert np.flatnonzero(wave > 0.1)[0] < FRAME_S * SAMPLE_RATE_HZ


def test_engines_of_a_motorcycle_and_a_truck_differ_in_pitch():
    def pitch_hz(kind: str) -> float:
        heard = happening(scene(actors=(Actor(kind, "drive"),)), Span(0.0, 4.0))
        assert heard is not None
        return float(np.argmax(np.abs(np.fft.rfft(heard[0])))) / 4

    assert pitch_hz("motorcycle") > 1.5 * pitch_hz("truck") > 30


def test_the_moods_differ_in_tempo_or_mode():
    assert len({(mood.beats_per_minute, mood.scale, mood.line) for mood in MOODS.values()}) == len(MOODS)
    heard = [bands(music(scene("music", mood=mood), Span(0.0, 8.0, 3))) for mood in MOODS]
    assert min(np.abs(a - b).sum() for i, a in enumerate(heard) for b in heard[:i]) > 0.15


def test_joyful_music_has_more_strokes_than_sad_music():
    def strokes(mood: str) -> int:
        level = np.abs(music(scene("music", mood=mood), Span(0.0, 8.0, 3))).sum(axis=0).reshape(-1, 960).max(axis=1)
        return int((level[1:] > 1.5 * level[:-1]).sum())

    assert strokes("joyful") > 2 * strokes("sad") + 5


def test_an_instrument_named_or_played_is_the_one_heard():
    plain = bands(track("music", place="space"))
    named = bands(track("music", place="space", terms=frozenset({"guitar"})))
    played = bands(track(place="space", actors=(Actor("man", "play_instrument", holds="guitar"),)))
    assert np.abs(plain - named).sum() > 0.2
    assert np.abs(named - played).sum() < 0.3


def test_no_music_is_none():
    without = track("music", "wind", terms=frozenset({"no_music"}))
    assert np.array_equal(without, track("wind", terms=frozenset({"no_music"})))


SAID = (Line("woman", "Where have you been all day?"), Line("man", "At sea."))


def test_voices_are_heard_only_while_their_lines_are_said():
    talking = scene(dialogue=SAID, actors=(Actor("woman", "stand"), Actor("man", "stand")))
    heard = voices(talking, Span(0.0, 6.0))
    assert heard is not None
    time_s = np.arange(heard.shape[1]) / SAMPLE_RATE_HZ
    within = np.zeros(len(time_s), bool)
    for start, end, _ in lines_at(talking, 6.0):
        within |= (time_s >= start - 0.001) & (time_s <= end + 0.001)
        line = heard[:, (time_s >= start) & (time_s < end)]
        assert np.sqrt(np.mean(line**2)) > 0.02
    assert not heard[:, ~within].any()


@pytest.mark.parametrize("seconds", [0.5, 4.0, 8.0])
@pytest.mark.parametrize("count", [1, 2, 9])
def test_lines_follow_each_other_and_end_before_the_clip(seconds, count):
    lines = lines_at(scene(dialogue=SAID[:1] * count), seconds)
    times = [time for start, end, _ in lines for time in (start, end)]
    assert times == sorted(times)
    assert times[0] > 0
    assert times[-1] < seconds


def test_each_speaker_has_a_voice_of_their_own():
    cast = scene(dialogue=(Line("petite fille", ""), Line("woman", ""), Line("man", ""), Line("robot", "")))
    pitches = [speaker_of(cast, line.speaker).pitch_hz for line in cast.dialogue]
    assert pitches == sorted(pitches, reverse=True)
    assert len(set(pitches)) == 4
    two = scene(dialogue=(Line("first man", "a"), Line("second man", "b")))
    assert speaker_of(two, "first man") != speaker_of(two, "second man")


@pytest.mark.parametrize("action", ["sing", "laugh", "cry", "talk"])
def test_who_sings_or_laughs_is_heard(action):
    woman, child = (wordless(scene(actors=(Actor(kind, action),)), Span(0.0, 4.0)) for kind in ("woman", "child"))
    assert woman is not None
    assert loudness_lufs(woman) > -35.0
    assert child is not None
    assert lowest_hz(child) > 1.2 * lowest_hz(woman)
    assert wordless(scene(actors=(Actor("woman"),)), Span(0.0, 4.0)) is None


def test_the_same_scene_sounds_the_same_and_another_seed_differs():
    first = track("wind", "crowd", dialogue=SAID)
    assert np.array_equal(first, track("wind", "crowd", dialogue=SAID))
    assert not np.array_equal(first, make_soundtrack(replace(scene("wind", "crowd", dialogue=SAID), seed=8), 4.0))


def test_wind_in_french_is_wind():
    assert read_scene("Un homme dans un champ. Son : vent, rires lointains.").sounds == ("wind", "laughter")


@pytest.mark.parametrize(
    ("prompt", "lufs"),
    [
        ("A woman walks in a park.", UNSAID_LUFS),
        ("A ball bounces in a studio.", UNSAID_LUFS),
        ("A horse gallops on a beach. Sound: waves, gulls.", SAID_LUFS),
        ("Rain on a street at night. Sound: rain, distant thunder.", SAID_LUFS),
        ("A car drives on a highway, epic orchestral music.", SAID_LUFS),
        ("A woman dances on a stage. No music.", UNSAID_LUFS),
        ("A robot says: “I am ready.”", SAID_LUFS),
        ("Une femme dans un café dit : « Où étais-tu hier soir ? »", SAID_LUFS),
        ("A whispered voice in a dark church.", SAID_LUFS - QUIETER_LU),
    ],
)
def test_a_prompt_is_as_loud_as_stated_and_never_clips(prompt, lufs):
    samples = make_soundtrack(read_scene(prompt), 4.0)
    assert measured(samples) == pytest.approx(lufs, abs=1.0)
    assert true_peak_db(samples) < -1.0


@pytest.mark.parametrize(
    "prompt", ["A man walks in a forest. No sound.", "Un homme marche dans une forêt, en silence."]
)
def test_silence_is_silent_in_both_languages(prompt):
    assert not make_soundtrack(read_scene(prompt), 4.0).any()


def test_a_french_dialogue_has_its_lines_and_two_voices():
    said = read_scene("Une femme dans un café dit : « Où étais-tu hier ? » Un homme répond : « En mer. »")
    lines = lines_at(said, 6.0)
    assert [line.text for _, _, line in lines] == ["Où étais-tu hier ?", "En mer."]
    heard = voices(said, Span(0.0, 6.0))
    assert heard is not None
    pitches = []
    for start, end, _ in lines:
        part = heard[:, round(start * SAMPLE_RATE_HZ) : round(end * SAMPLE_RATE_HZ)]
        assert np.abs(part).max() > 0.05
        pitches.append(lowest_hz(part))
    assert pitches[0] > 1.3 * pitches[1]


def test_sound_fades_with_the_picture():
    plain, fading = (track(place="desert", terms=frozenset(terms)) for terms in ((), ("fade_out",)))
    assert np.abs(fading[:, -4800:]).max() < 0.2 * np.abs(plain[:, -9600:-4800]).max()


def test_the_two_ears_differ():
    left, right = track("traffic")
    assert np.abs(left - right).max() > 0.05


def test_a_crowd_of_speakers_is_heard_as_far_as_anybody_could_say_it():
    many = read_scene("Friends talk in a cafe. " + " ".join(f'Friend{number}: "Hello there."' for number in range(60)))
    assert len(many.dialogue) == 40
    assert np.isfinite(make_soundtrack(many, 4.0)).all()
