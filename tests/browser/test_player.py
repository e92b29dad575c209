"""The player in JupyterLab where it is easily wrong: while its bytes come, shown twice, and taken off the screen."""

from __future__ import annotations

import json

from playwright.sync_api import expect

from lab_page import NotebookPage

MAKE = """import json, sora_widgets as sw
player = sw.VideoPlayer(sw.generate('A ball on a beach').result())
"""
# The bytes come when the test says so.
HOLD = """import threading
from sora_widgets.widgets._shelf import ClipShelf
are_let_go, read = threading.Event(), ClipShelf.read
def read_when_let_go(*given):
    assert are_let_go.wait(60)
    return read(*given)
ClipShelf.read = read_when_let_go
"""
STATE = "print(json.dumps([player.playing, player.current_time_s, player.rate]))"
READY_MS = 60_000


def state_of(notebook: NotebookPage, index: int) -> list:
    notebook.run_cell(index)
    return json.loads(notebook.output(index).locator("pre").inner_text())


def state_once_paused(notebook: NotebookPage, index: int) -> list:
    """What Python knows as soon as it has heard of the pause: the browser's messages come beside the cells."""
    for _ in range(50):
        state = state_of(notebook, index)
        if not state[0]:
            break
    return state


def test_a_pause_and_a_speed_set_while_the_bytes_come_hold_once_they_are_there(open_notebook):
    notebook = open_notebook(
        [MAKE + HOLD + "player", "player.rate = 0.75; player.play()", "player.pause()", "are_let_go.set()", STATE]
    )
    notebook.run_cell(0)
    output = notebook.output(0)
    video = output.locator("video").element_handle()
    notebook.run_cell(1)
    expect(output.locator("[aria-busy=true]")).to_be_attached()
    toggle = output.locator(".sora-player__toggle")
    expect(toggle).to_have_accessible_name("Pause (space)")
    expect(output.get_by_role("button", name="Pause (space)")).to_have_count(1)
    notebook.run_cell(2)
    expect(output.get_by_role("button", name="Play (space)")).to_have_count(1)
    toggle.click()
    expect(toggle).to_have_accessible_name("Pause (space)")
    toggle.click()
    expect(toggle).to_have_accessible_name("Play (space)")
    notebook.run_cell(3)
    notebook.page.wait_for_function("video => video.readyState >= 2", arg=video, timeout=READY_MS)
    assert video.evaluate("video => [video.paused, video.playbackRate]") == [True, 0.75]
    expect(output.get_by_label("Speed")).to_have_value("0.75")
    assert state_once_paused(notebook, 4) == [False, 0.0, 0.75]


def test_of_two_views_one_plays_and_a_view_that_is_cleared_stops(open_notebook):
    notebook = open_notebook([MAKE + "player", "player", "player.play()", STATE, "player", "player.close()"])
    page = notebook.page
    notebook.run_cell(0)
    notebook.run_cell(1)
    first, second = (notebook.output(index).locator("video").element_handle() for index in (0, 1))
    notebook.run_cell(2)
    page.wait_for_function("video => !video.paused && video.currentTime > 0.5", arg=second, timeout=READY_MS)
    assert first.evaluate("video => video.paused")
    notebook.output(0).locator(".sora-player__toggle").click()
    page.wait_for_function("video => !video.paused && video.currentTime > 0.5", arg=first, timeout=READY_MS)
    assert second.evaluate("video => video.paused")
    notebook.output(0).locator(".sora-player__toggle").click()
    page.wait_for_function(
        "([one, other]) => one.paused && Math.abs(one.currentTime - other.currentTime) < 0.02", arg=[first, second]
    )
    notebook.run_cell(2)
    page.wait_for_function("video => !video.paused", arg=first)

    page.evaluate("() => window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
    is_playing, at_s, _ = state_once_paused(notebook, 3)
    assert not is_playing
    assert at_s > 0.5
    notebook.run_cell(4)
    output = notebook.output(4)
    shown = output.locator("video").element_handle()
    output.locator(".sora-player").hover()
    page.wait_for_function("video => video.readyState >= 2 && !video.seeking", arg=shown, timeout=READY_MS)
    assert shown.evaluate("video => video.paused")
    assert abs(shown.evaluate("video => video.currentTime") - at_s) < 0.02
    notebook.run_cell(2)
    page.wait_for_function("video => !video.paused", arg=shown)
    notebook.run_cell(5)
    expect(output.locator("video")).to_have_count(0)
