"""What 200 players leave behind in the kernel and in the browser: python benchmarks/player_leaks.py [players]

In one JupyterLab page, twenty at a time: players are made, shown, closed and cleared away; others are played, too;
so are comparisons of two clips and clips as documents; the same in a page without our notebook extension. Counted
after garbage collections, once when the first forty have been and gone and again at the end: objects and resident
memory of the kernel, and the page's JavaScript heap, nodes and listeners as DevTools tell them. The design asks for
all to be back within 10 %. JupyterLab and ipywidgets keep something of every widget that ever was (some 20 kB of heap
and six nodes of an `ipywidgets.HTML`): that is measured first, and taken off what our widgets leave.
"""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright
from servers.footage import write_clips
from servers.measured_lab import MeasuredLab, MeasuredNotebook

AT_ONCE, WARM_UP_ROUNDS, TARGET = 20, 2, 1.10

OPEN = """
import gc, pathlib
import ipywidgets
import sora_widgets as sw
from IPython.display import display
clips = [sw.Clip.open(path) for path in sorted(pathlib.Path("clips").glob("*.mp4"))]
"""
SHOW = f"shown = [{{}} for _ in range({AT_ONCE})]\nfor one in shown:\n    display(one)"
CLOSE = """
for one in shown:
    if hasattr(one, "close"):
        one.close()
del shown, one
"""
COUNT_OBJECTS = "gc.collect(); gc.collect(); print(len(gc.get_objects()))"


@dataclass(frozen=True)
class Course:
    """What is made and shown, and how much is done with it."""

    name: str
    makes: str
    is_played: bool = False
    is_widget: bool = True


PEER = Course("ipywidgets.HTML", "ipywidgets.HTML('a line')")
WIDGETS = (
    Course("players", "sw.VideoPlayer(clips[0])"),
    Course("players, played", "sw.VideoPlayer(clips[0])", is_played=True),
    Course("comparisons", "sw.VideoCompare(clips)"),
)
DOCUMENTS = Course("documents", "clips[0]", is_widget=False)  # the browser's own video without the extension

# Scrolls through all, so that what waits to be seen is built, and presses play on each if so wished.
VISIT = """async ({ count, isPlayed }) => {
    const wait = async (what, find) => {
        const endsAt = performance.now() + 20000;
        for (;;) {
            const found = find();
            if (found) return found;
            if (performance.now() > endsAt) throw new Error(`no ${what}: ${Array.from(all(), (one) => one.innerText).join(' | ')}`);
            await new Promise(requestAnimationFrame);
        }
    };
    // Not what the kernel has to say of itself: ipykernel 7.4.0 warns when a subshell ends, into any cell.
    const all = () =>
        document.querySelectorAll(".jp-OutputArea-child:not(:has([data-mime-type='application/vnd.jupyter.stderr']))");
    await wait(`${count} outputs`, () => all().length === count);
    for (const place of all()) {
        place.scrollIntoView({ block: "center" });
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        if (!isPlayed) continue;
        const toggle = await wait("transport", () => place.querySelector(".sora-player__toggle"));
        toggle.click();
        const video = await wait("video", () => place.querySelector("video"));
        await wait("playback", () => !video.paused && video.currentTime > 0.05);
        toggle.click();
    }
}"""


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    has_missed = False
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        sync_playwright() as playwright,
        MeasuredLab(Path(folder) / "lab", playwright) as lab,
    ):
        write_clips(lab.notebooks / "clips", 2, seconds=2, size_bytes=1_000_000)
        print(f"{count} of each, {AT_ONCE} at a time; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        for has_extension in (True, False):
            print("\nwith the notebook extension" if has_extension else "\nwithout the notebook extension")
            courses = (PEER, *WIDGETS, *([DOCUMENTS] if has_extension else []))
            cells = [OPEN, *(SHOW.format(course.makes) for course in courses)]
            with lab.open(cells, has_extension=has_extension) as opened:
                opened.notebook.run_cell(0)
                kept: dict[str, float] = {}
                for cell, course in enumerate(courses, 1):
                    before, after = run_course(opened, course, cell, count)
                    if course is PEER:
                        kept = {name: after[name] - before[name] for name in before}
                    is_back = report(course, before, after, kept if course.is_widget else {})
                    has_missed |= not is_back and course is not PEER
                if opened.notebook.complaints:
                    print(f"  the browser complained: {opened.notebook.complaints[:3]}")
    return int(has_missed)


def run_course(
    opened: MeasuredNotebook, course: Course, cell: int, count: int
) -> tuple[dict[str, float], dict[str, float]]:
    """Make, show and close so many; what there was before and is afterwards."""
    for _ in range(WARM_UP_ROUNDS):
        run_round(opened, course, cell)
    before = counts(opened)
    for _ in range(count // AT_ONCE):
        run_round(opened, course, cell)
    return before, counts(opened)


def report(course: Course, before: dict[str, float], after: dict[str, float], kept: dict[str, float]) -> bool:
    """Print what is left, and as a ratio what is left beyond that which is kept of every widget."""
    ratios = {name: (after[name] - max(0.0, kept.get(name, 0.0))) / before[name] for name in before}
    is_back = all(ratio <= TARGET for ratio in ratios.values())
    told = "  ".join(f"{name} {before[name]:,.0f} → {after[name]:,.0f} ({ratios[name]:.2f})" for name in before)
    verdict = "" if course is PEER else "back" if is_back else "NOT BACK"
    print(f"{course.name:22} {verdict:8} {told}", flush=True)
    return is_back


def run_round(opened: MeasuredNotebook, course: Course, cell: int) -> None:
    opened.notebook.run_cell(cell)
    opened.page.evaluate(VISIT, {"count": AT_ONCE, "isPlayed": course.is_played})
    opened.ask_kernel(CLOSE)
    opened.page.evaluate("() => window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")


def counts(opened: MeasuredNotebook) -> dict[str, float]:
    """What there is now, once nothing is thrown away any more."""
    for _ in range(3):
        opened.page.wait_for_timeout(300)
        opened.collect_garbage()
    page = opened.metrics()
    return {
        "kernel objects": int(opened.ask_kernel(COUNT_OBJECTS)),
        "kernel MB": opened.kernel_mb(),
        "heap kB": page["JSHeapUsedSize"] / 1000,
        "nodes": page["Nodes"],
        "listeners": page["JSEventListeners"],
    }


if __name__ == "__main__":
    sys.exit(main())
