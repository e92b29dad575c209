"""Frames: how well clips keep together, and whether seeks and steps are exact: python benchmarks/sync.py [seconds]

Every frame of the clips (1280 × 720, 30 frames/s, with sound) has its number burnt into the picture, and what is on
screen is read back from there, in JupyterLab and Chromium. Two and four clips play in a VideoCompare, and two plain
`<video>` elements started by one statement play beside it: all are read at the same moment, about 30 times a second.
Then random seeks of the VideoPlayer on its bar (timed, in turn with seeks of a plain `<video>`) and from Python,
and steps by key, at rest and out of playback. The design asks for one frame at most between clips, and for seeks
and steps that are exact without exception.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import expect, sync_playwright
from servers.footage import write_clips
from servers.measured_lab import MeasuredLab, MeasuredNotebook

METER = (Path(__file__).parent / "servers" / "frame_meter.js").read_text("utf-8")
FPS, CLIP_SECONDS = 30, 24
SEEKS, STEPS, STEPS_OUT_OF_PLAYBACK = 100, 100, 20

OPEN = """
import pathlib
import sora_widgets as sw
from IPython.display import HTML, display
paths = sorted(pathlib.Path("clips").glob("*.mp4"))
clips = [sw.Clip.open(path) for path in paths]
"""
TWO, FOUR = "sw.VideoCompare(clips[:2])", "sw.VideoCompare(clips[:4], mode='grid')"
PLAIN = """display(HTML("".join(
    f'<video class="plain" src="{path.as_posix()}" width=480 preload="auto"></video>' for path in paths[:2])))"""
PLAYER = "player = sw.VideoPlayer(clips[0])\ndisplay(player)\n" + PLAIN.replace("paths[:2]", "paths[1:2]")

COMPARED, PLAYED, PEER = ".sora-compare__video", ".sora-player__video", "video.plain"
PRESS_PLAY = "document.querySelector('.sora-compare .sora-player__toggle').click()"
PLAY_ALL = "videos.forEach((video) => video.play())"


def main() -> int:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 20.0
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        sync_playwright() as playwright,
        MeasuredLab(Path(folder) / "lab", playwright) as lab,
    ):
        write_clips(lab.notebooks / "clips", 4, seconds=CLIP_SECONDS, size_bytes=10_000_000)
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; clips of {CLIP_SECONDS} s at {FPS} frames/s")
        with lab.open([OPEN, TWO, FOUR, PLAIN, PLAYER], script=METER, height=1600) as opened:
            opened.notebook.run_cell(0)
            is_together = [
                keep_together(opened, 1, "VideoCompare of 2", COMPARED, PRESS_PLAY, seconds),
                keep_together(opened, 2, "VideoCompare of 4", COMPARED, PRESS_PLAY, seconds),
            ]
            keep_together(opened, 3, "2 plain videos", PEER, PLAY_ALL, seconds)
            is_exact = seek_and_step(opened, 4)
    return int(not (all(is_together) and is_exact))


def keep_together(opened: MeasuredNotebook, cell: int, name: str, selector: str, start: str, seconds: float) -> bool:
    """Play for some seconds and print how far apart the frames on screen were."""
    show(opened, cell, selector)
    told = opened.page.evaluate(
        f"([selector, seconds]) => window.frames_.sample(selector, seconds, (videos) => {{ {start}; }})",
        [selector, seconds],
    )
    looks = told["samples"]
    if not looks:
        raise SystemExit(f"{name}: it does not play, see {opened.notebook.complaints}")
    apart = sorted(max(frames) - min(frames) for frames in looks)
    worst = max(looks, key=lambda frames: max(frames) - min(frames))
    reached = max(map(max, looks)) / FPS
    p95 = apart[int(0.95 * (len(apart) - 1))]
    share = sum(frames > 1 for frames in apart) / len(apart)
    print(
        f"{name:18} apart at most {apart[-1]} frames ({apart[-1] * 1000 / FPS:.0f} ms), p95 {p95} "
        f"({p95 * 1000 / FPS:.0f} ms), more than one in {share:.1%} of {len(apart)} looks; "
        f"worst {worst}, played to {reached:.1f} s, dropped {told['dropped']}   (to reach: at most 1 frame)",
        flush=True,
    )
    return apart[-1] <= 1


def seek_and_step(opened: MeasuredNotebook, cell: int) -> bool:
    """Print how exact seeks and steps are, and how long a seek takes beside a plain video."""
    page = opened.page
    show(opened, cell, PLAYED)
    frames = FPS * CLIP_SECONDS
    choose = random.Random(6)

    times_ms: dict[str, list[float]] = {"the player": [], "a plain <video>": []}
    wrong = dict.fromkeys(times_ms, 0)
    for frame in choose.sample(range(frames), SEEKS):
        by_bar = f"""const bar = video.closest('.sora-player').querySelector('input[type=range][max="{frames - 1}"]');
            bar.value = {frame}; bar.dispatchEvent(new Event("input", {{ bubbles: true }}))"""
        by_time = f"video.currentTime = {(frame + 0.5) / FPS}"
        for name, selector, go in (("the player", PLAYED, by_bar), ("a plain <video>", PEER, by_time)):
            took_ms, shown = page.evaluate(
                f"(selector) => window.frames_.seek(selector, {frame}, (video) => {{ {go}; }})", selector
            )
            times_ms[name].append(took_ms)
            wrong[name] += shown != frame
    for name, values in times_ms.items():
        p50, p95 = statistics.median(values), statistics.quantiles(values, n=20)[-1]
        print(f"seeks of {name:16} {SEEKS - wrong[name]} of {SEEKS} exact, p50 {p50:.0f} ms, p95 {p95:.0f} ms")

    def is_shown(frame: int) -> bool:
        return bool(page.evaluate("([s, frame]) => window.frames_.shown(s, frame)", [PLAYED, frame]) == frame)

    exact = 0
    for _ in range(SEEKS):
        time_s = choose.uniform(0, CLIP_SECONDS - 0.05)
        told = opened.ask_kernel(f"player.seek({time_s}); print(player.frame)")
        exact += int(told) == int(time_s * FPS + 1e-4) and is_shown(int(told))
    print(f"seeks from Python         {exact} of {SEEKS} exact", flush=True)

    at, stepped = 300, 0
    opened.ask_kernel(f"player.seek({(at + 0.5) / FPS})")
    is_shown(at)
    page.locator(".sora-player [role=group]").first.focus()
    for _ in range(STEPS):
        by = choose.choice((-1, 1))
        page.keyboard.press("." if by > 0 else ",")
        at += by
        stepped += is_shown(at)
    print(f"steps at rest             {stepped} of {STEPS} exact")

    off = []
    for _ in range(STEPS_OUT_OF_PLAYBACK):
        page.keyboard.press("Space")
        page.wait_for_timeout(choose.uniform(250, 600))
        page.evaluate("(selector) => window.frames_.noteAtKey(selector)", PLAYED)
        page.keyboard.press(".")
        seen: int = page.evaluate("() => window.frames_.atKey")
        reached = page.evaluate("([s, frame]) => window.frames_.shown(s, frame)", [PLAYED, seen + 1])
        off.append(reached - seen - 1)
    print(
        f"steps out of playback     {off.count(0)} of {STEPS_OUT_OF_PLAYBACK} to the frame after the one on screen"
        + (f", others off by {[each for each in off if each]}" if any(off) else "")
    )
    return wrong["the player"] == 0 and exact == SEEKS and stepped == STEPS and not any(off)


def show(opened: MeasuredNotebook, cell: int, selector: str) -> None:
    """Show one cell's output alone, with the bytes there."""
    page = opened.page
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
    opened.notebook.run_cell(cell)
    output = opened.notebook.output(cell)
    expect(output.locator(selector).first).to_be_attached(timeout=30_000)
    output.scroll_into_view_if_needed()
    output.locator(selector).first.hover(force=True)
    page.wait_for_function("(selector) => window.frames_.isReady(selector)", arg=selector, timeout=60_000)


if __name__ == "__main__":
    sys.exit(main())
