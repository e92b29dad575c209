"""The player in JupyterLab: its bytes, its frames, its keys, and what it says when something is wrong."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from coded_clips import READ_CODE, write_coded_clip
from lab_page import NotebookPage

MAKE = """import json, sora_widgets as sw
player = sw.VideoPlayer(sw.generate('A ball on a beach').result())
"""
# The clip lies where the Jupyter server does not serve it, and its bytes come from the kernel when the test says so.
MAKE_ELSEWHERE = """import json, shutil, tempfile, sora_widgets as sw
folder = tempfile.TemporaryDirectory()
clip = sw.generate('A ball on a beach').result()
player = sw.VideoPlayer(shutil.copy(clip.path, folder.name))
"""
HOLD = """import threading
from sora_widgets.widgets._shelf import ClipShelf
are_let_go, read = threading.Event(), ClipShelf.read
def read_when_let_go(*given):
    assert are_let_go.wait(60)
    return read(*given)
ClipShelf.read = read_when_let_go
"""
STATE = "print(json.dumps([player.playing, player.current_time_s, player.rate]))"
OPEN = "import json, sora_widgets as sw\nplayer = sw.VideoPlayer({name!r})\nplayer"
READY_MS = 30_000
HOSTS = pytest.mark.parametrize("has_extension", [True, False], ids=["extension", "widget"])


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


def state_once(notebook: NotebookPage, index: int, wanted: list) -> list:
    """What Python knows, asked until it is what is wanted, or often enough."""
    for _ in range(50):
        state = state_of(notebook, index)
        if state == wanted:
            break
    return state


def player_in(notebook: NotebookPage, index: int) -> Locator:
    """The player that a cell shows, once its view is there; its video has its first picture."""
    root = notebook.output(index).get_by_role("group", name="Video:")
    root.hover(timeout=READY_MS)
    video = root.locator("video").element_handle()
    notebook.page.wait_for_function("video => video.readyState >= 2", arg=video, timeout=READY_MS)
    return root


def shows(root: Locator, number: int) -> None:
    """Wait until the picture on screen is that one, and the label says so."""
    root.page.wait_for_function(
        f"([video, number]) => !video.seeking && ({READ_CODE})(video) === number",
        arg=[root.locator("video").element_handle(), number],
    )
    expect(root.locator(".sora-player__frame")).to_contain_text(f"{number + 1}/")


def picture_of(root: Locator) -> int:
    """The number of the picture on screen once it is the one that the label says."""
    return root.page.wait_for_function(
        f"""root => {{
            const video = root.querySelector("video");
            const said = Number(/(\\d+)\\//.exec(root.querySelector(".sora-player__frame").textContent)[1]) - 1;
            const shown = video.paused && !video.seeking ? ({READ_CODE})(video) : -1;
            return shown === said ? {{ shown }} : null;
        }}""",
        arg=root.element_handle(),
    ).json_value()["shown"]


def test_a_pause_and_a_speed_set_while_the_bytes_come_hold_once_they_are_there(open_notebook):
    cells = [
        MAKE_ELSEWHERE + HOLD + "player",
        "player.rate = 0.75; player.play()",
        "player.pause()",
        "are_let_go.set()",
    ]
    notebook = open_notebook([*cells, STATE])
    notebook.run_cell(0)
    output = notebook.output(0)
    video = output.locator("video").element_handle()
    notebook.run_cell(1)
    expect(output.locator("[aria-busy=true]")).to_be_attached(timeout=READY_MS)
    toggle = output.locator(".sora-player__toggle")
    expect(toggle).to_have_accessible_name("Pause (space)", timeout=READY_MS)
    expect(output.get_by_role("button", name="Pause (space)")).to_have_count(1, timeout=READY_MS)
    notebook.run_cell(2)
    expect(output.get_by_role("button", name="Play (space)")).to_have_count(1, timeout=READY_MS)
    toggle.click()
    expect(toggle).to_have_accessible_name("Pause (space)")
    toggle.click()
    expect(toggle).to_have_accessible_name("Play (space)")
    notebook.run_cell(3)
    notebook.page.wait_for_function("video => video.readyState >= 2", arg=video, timeout=READY_MS)
    assert video.evaluate("video => [video.paused, video.playbackRate]") == [True, 0.75]
    assert video.evaluate("video => video.src").startswith("blob:")
    expect(output.get_by_label("Speed")).to_have_value("0.75")
    assert state_once_paused(notebook, 4) == [False, 0.0, 0.75]


@HOSTS
def test_of_two_views_one_plays_and_a_view_that_is_cleared_stops(open_notebook, has_extension):
    long = MAKE.replace("beach'", "beach', seconds=12")  # on a busy machine four seconds are over too soon
    notebook = open_notebook(
        [long + "player", "player", "player.play()", STATE, "player", "player.close()"], has_extension=has_extension
    )
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
    assert not state_once_paused(notebook, 3)[0]
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
    if not has_extension:  # a document stays
        notebook.run_cell(5)
        expect(output.locator("video")).to_have_count(0)


@HOSTS
def test_the_bytes_come_from_the_server_s_own_file_and_not_before_somebody_looks(open_notebook, has_extension):
    notebook = open_notebook([OPEN.format(name="a kite & co.mp4")], has_extension=has_extension)
    write_coded_clip(notebook.path.parent / "a kite & co.mp4")
    asked: list[str] = []
    notebook.page.on("request", lambda request: asked.append(request.url) if "/files/" in request.url else None)
    notebook.run_cell(0)
    group = notebook.output(0).get_by_role("group", name="Video:")
    expect(group).to_be_visible(timeout=READY_MS)
    expect(group.locator("img")).to_be_visible()
    assert asked == []
    root = player_in(notebook, 0)
    assert asked
    assert root.locator("video").evaluate("video => video.src").startswith("http://127.0.0.1")


@HOSTS
def test_every_step_shows_the_frame_that_is_said_in_page_and_python(open_notebook, has_extension):
    cells = [
        MAKE + "player",
        "print(json.dumps([player.frame]))",
        "player.step(5)",
        "player.seek(2.0)",
        "player.frame = 7",
    ]
    notebook = open_notebook([*cells, "player.play()", "player.step(-2)"], has_extension=has_extension)
    notebook.run_cell(0)
    root = notebook.output(0).get_by_role("group", name="Video:")
    root.focus()
    for _ in range(3):  # before the bytes are there, and while they come
        root.press(".")
    shows(root, 3)
    root.press("Home")
    for key, number in ((".", 1), (".", 2), (".", 3), (",", 2), ("End", 119), (",", 118), (".", 119), ("Home", 0)):
        root.press(key)
        shows(root, number)
    for _ in range(12):
        root.press(".")
    shows(root, 12)
    assert state_once(notebook, 1, [12]) == [12]
    for index, number in ((2, 17), (3, 60), (4, 7)):
        notebook.run_cell(index)
        shows(root, number)
    assert state_once(notebook, 1, [7]) == [7]

    notebook.run_cell(5)
    video = root.locator("video").element_handle()
    notebook.page.wait_for_function("video => !video.paused && video.currentTime > 0.8", arg=video, timeout=READY_MS)
    notebook.run_cell(6)
    stepped = picture_of(root)
    assert stepped > 20
    assert state_once(notebook, 1, [stepped]) == [stepped]


RATES = {"r24": 24, "r25": 25, "r2997": Fraction(30_000, 1001), "r30": 30, "r60": 60}


def test_files_of_every_usual_rate_are_stepped_frame_by_frame(open_notebook):
    notebook = open_notebook([OPEN.format(name=f"{name}.mp4") for name in RATES])
    for index, (name, fps) in enumerate(RATES.items()):
        write_coded_clip(notebook.path.parent / f"{name}.mp4", fps=fps)
        notebook.run_cell(index)
        root = player_in(notebook, index)
        root.evaluate(
            f"""root => {{
                const read = () => ({READ_CODE})(root.querySelector("video"));
                root.addEventListener("keydown", () => {{ window.beforeKey = read(); }}, {{ capture: true }});
                root.addEventListener("keydown", () => {{ window.afterKey = read(); }});
            }}"""
        )
        root.focus()
        for key, number in ((".", 1), (".", 2), (",", 1), ("End", 59), (",", 58), (",", 57), ("Home", 0)):
            root.press(key)
            shows(root, number)
        for _ in range(3):
            root.press(" ")
            video = root.locator("video").element_handle()
            notebook.page.wait_for_function("video => !video.paused && video.currentTime > 0.4", arg=video)
            root.press(".")
            stepped = picture_of(root)
            # one on from the picture on which the key stopped it; while the test reads one, others may come
            before, after = notebook.page.evaluate("() => [window.beforeKey, window.afterKey]")
            assert 0 < before < stepped <= after + 1
            root.press(",")
            shows(root, stepped - 1)
            root.press("Home")
            shows(root, 0)


def test_a_file_of_uneven_frames_is_stepped_frame_by_frame_too(open_notebook):
    notebook = open_notebook([OPEN.format(name="uneven.mp4")])
    write_coded_clip(notebook.path.parent / "uneven.mp4", is_uneven=True)
    notebook.run_cell(0)
    root = player_in(notebook, 0)
    root.focus()
    video = root.locator("video").element_handle()
    root.press(" ")
    notebook.page.wait_for_function("video => !video.paused && video.currentTime > 0.6", arg=video)
    root.press("k")
    root.press("Home")

    def code_is(number: int) -> None:
        notebook.page.wait_for_function(
            f"([video, number]) => !video.seeking && ({READ_CODE})(video) === number", arg=[video, number]
        )

    code_is(0)
    for number in (1, 2, 3, 4, 5, 6):
        root.press(".")
        code_is(number)
    for number in (5, 4, 3):
        root.press(",")
        code_is(number)
    expect(root.locator(".sora-player__frame")).to_contain_text("≈")


def test_what_lies_between_the_points_plays_once_or_for_ever_and_python_knows_the_points(open_notebook):
    points = "print(json.dumps([player.in_s, player.out_s]))"
    notebook = open_notebook(
        [OPEN.format(name="kite.mp4"), points, "player.loop = True", "player.in_s = player.out_s = None"]
    )
    write_coded_clip(notebook.path.parent / "kite.mp4", frames=75)
    notebook.run_cell(0)
    root = player_in(notebook, 0)
    video = root.locator("video").element_handle()
    root.focus()
    for _ in range(10):
        root.press(".")
    root.press("i")
    for _ in range(5):
        root.press(".")
    root.press("o")
    expect(root.locator(".sora-player__span")).to_be_visible()
    assert state_once(notebook, 1, [0.4, 0.64]) == [0.4, 0.64]
    root.press("Home")
    shows(root, 0)
    root.press(" ")
    shows(root, 15)
    assert video.evaluate("video => video.paused")

    notebook.run_cell(2)
    # A busy browser drops pictures, and plays on until the page hears of them: where the player goes is told by what it
    # asks for, and that it goes in time by its asking as soon as it hears of the last picture.
    video.evaluate(
        """video => {
            const { get, set } = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, "currentTime");
            window.sought = [];
            Object.defineProperty(video, "currentTime", {
                get() { return get.call(this); },
                set(atS) {
                    window.sought.push(Math.floor(atS * 25));
                    set.call(this, atS);
                },
            });
            window.shown = { going: [], leaving: [] };
            const follow = () => video.requestVideoFrameCallback((_, told) => {
                window.shown[video.seeking ? "leaving" : "going"].push(Math.round(told.mediaTime * 25));
                follow();
            });
            follow();
        }"""
    )
    root.press(" ")
    notebook.page.wait_for_function("() => window.sought.length >= 4 && Math.max(...window.shown.leaving) >= 15")
    sought, going = notebook.page.evaluate("() => [window.sought, window.shown.going]")
    root.press("k")
    assert set(sought) == {10}
    assert min(going) >= 10
    assert max(going) < 15
    notebook.run_cell(3)
    expect(root.locator(".sora-player__span")).to_be_hidden()


def test_a_page_that_is_busy_until_the_end_stands_at_the_out_point_all_the_same(open_notebook):
    notebook = open_notebook([OPEN.format(name="kite.mp4"), "player.out_s = 2.92"])
    write_coded_clip(notebook.path.parent / "kite.mp4", frames=75)
    notebook.run_cell(0)
    root = player_in(notebook, 0)
    notebook.run_cell(1)
    video = root.locator("video").element_handle()
    root.focus()
    root.press("End")
    shows(root, 74)
    for _ in range(10):
        root.press(",")
    shows(root, 64)
    video.evaluate(
        """video => {
            const beBusy = () => { for (const endMs = performance.now() + 2000; performance.now() < endMs; ); };
            video.addEventListener("playing", beBusy, { once: true });
        }"""
    )
    root.press(" ")
    shows(root, 72)
    assert video.evaluate("video => video.paused")


def test_the_keys_of_video_tools_work_and_never_reach_the_notebook(open_notebook):
    notebook = open_notebook([OPEN.format(name="kite.mp4"), "1 + 1"])
    write_coded_clip(notebook.path.parent / "kite.mp4", frames=250)
    notebook.run_cell(0)
    root = player_in(notebook, 0)
    video = root.locator("video").element_handle()
    page = notebook.page
    root.focus()
    root.press("l")
    page.wait_for_function("video => !video.paused && video.playbackRate === 1", arg=video)
    root.press("l")
    root.press("l")
    page.wait_for_function("video => video.playbackRate === 4 && video.currentTime > 3", arg=video)
    root.press("j")
    backwards_from = video.evaluate("video => video.currentTime")
    page.wait_for_function(
        "([video, from]) => video.paused && video.currentTime < from - 0.5", arg=[video, backwards_from]
    )
    expect(root.locator(".sora-player__toggle")).to_have_accessible_name("Pause (space)")
    root.press("k")
    expect(root.locator(".sora-player__toggle")).to_have_accessible_name("Play (space)")
    assert video.evaluate("video => [video.paused, video.playbackRate]") == [True, 1]
    stood = picture_of(root)
    root.press("ArrowRight")
    shows(root, stood + 25)
    root.press("ArrowLeft")
    shows(root, stood)
    root.press("f")
    page.wait_for_function("() => document.fullscreenElement !== null")
    root.press("f")
    page.wait_for_function("() => document.fullscreenElement === null")

    for key in ("d", "d", "a", "b", "x", "Escape", "y", "m"):
        root.press(key)
    expect(page.locator(".jp-Notebook .jp-Cell")).to_have_count(2)


@HOSTS
def test_a_player_off_screen_lets_go_of_its_bytes_and_comes_back_where_it_stood(open_notebook, has_extension):
    notebook = open_notebook([OPEN.format(name="kite.mp4"), "print('\\n' * 200)"], has_extension=has_extension)
    write_coded_clip(notebook.path.parent / "kite.mp4")
    notebook.run_cell(0)
    root = player_in(notebook, 0)
    video = root.locator("video").element_handle()
    root.focus()
    for _ in range(7):
        root.press(".")
    shows(root, 7)
    notebook.run_cell(1)
    notebook.output(1).evaluate("output => output.scrollIntoView({ block: 'end' })")
    notebook.page.wait_for_function("video => !video.src && video.readyState === 0", arg=video, timeout=READY_MS)
    still = root.locator("img.sora-player__poster")
    assert still.evaluate("picture => [picture.hidden, picture.src.slice(0, 5)]") == [False, "blob:"]
    notebook.page.mouse.move(2, 2)
    root.evaluate("root => root.scrollIntoView()")
    shows(root, 7)
    expect(still).to_be_hidden()


def test_the_bar_shows_small_pictures_and_the_sound_s_loudness(open_notebook):
    loud = MAKE.replace("on a beach", "on a beach. Sound: waves")
    notebook = open_notebook([loud + "player"])
    notebook.run_cell(0)
    root = player_in(notebook, 0)
    bar = root.get_by_label("Position")
    bar.hover()
    tile = root.locator(".sora-player__tile canvas")
    expect(tile).to_be_attached(timeout=READY_MS)
    expect(tile).to_be_visible()
    assert tile.evaluate("tile => tile.getContext('2d').getImageData(3, 3, 1, 1).data[3]") == 255
    expect(root.locator(".sora-player__loudness")).to_be_visible(timeout=READY_MS)


def test_a_frame_is_copied_as_a_picture_and_the_clip_is_saved_under_its_name(open_notebook):
    notebook = open_notebook([OPEN.format(name="kite.mp4")])
    write_coded_clip(notebook.path.parent / "kite.mp4")
    notebook.run_cell(0)
    root = player_in(notebook, 0)
    root.focus()
    root.press("End")
    shows(root, 59)
    more = root.get_by_role("button", name="More", exact=True)
    more.click()
    # No test may write to the clipboard of its machine: the picture is saved as a file instead.
    notebook.page.evaluate("() => { navigator.clipboard.write = () => Promise.reject(new Error('not allowed')); }")
    with notebook.page.expect_download() as saved:
        root.get_by_role("menuitem", name="Copy this frame").click()
    assert saved.value.suggested_filename == "kite-f60.png"
    assert Path(saved.value.path()).read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    expect(root.locator(".sora-unseen")).to_have_text("Frame saved as a file")
    more.click()
    with notebook.page.expect_download() as saved:
        root.get_by_role("menuitem", name="Download kite.mp4").click()
    assert Path(saved.value.path()).read_bytes() == (notebook.path.parent / "kite.mp4").read_bytes()


PROMPT = '<img src=x onerror=alert(1)>**bold** <script>alert(2)</script> & "quotes"'


@HOSTS
def test_what_is_wrong_is_said_in_the_player_and_nothing_is_lost_in_the_console(open_notebook, has_extension):
    names = ("hevc", "mpeg4", "replaced", "gone")
    cells = [f"{name} = sw.VideoPlayer('{name}.mp4')\n{name}" for name in names]
    shown = f"from sora_widgets.clips import Provenance\nsw.VideoPlayer(sw.Clip.open('good.mp4', Provenance(prompt={PROMPT!r})))"
    notebook = open_notebook(["import sora_widgets as sw", *cells, shown], has_extension=has_extension)
    folder = notebook.path.parent
    codecs = {"hevc": "libx265", "mpeg4": "mpeg4"}
    for name in (*names, "good"):
        write_coded_clip(folder / f"{name}.mp4", codec=codecs.get(name, "libx264"))
    notebook.run_all()
    write_coded_clip(folder / "replaced.mp4", frames=50)
    (folder / "gone.mp4").unlink()
    said = {
        "hevc": 'This browser cannot play HEVC (H.265). Make a copy that it can, in Python: sw.to_h264("hevc.mp4")',
        "mpeg4": 'This browser cannot play MPEG-4 part 2. Make a copy that it can, in Python: sw.to_h264("mpeg4.mp4")',
        "replaced": "replaced.mp4",
        "gone": "gone.mp4 is no longer there",
    }
    for index, name in enumerate(names, start=1):
        root = notebook.output(index).get_by_role("group", name="Video:")
        root.scroll_into_view_if_needed(timeout=READY_MS)
        root.locator(".sora-player__toggle").click()
        message = root.locator(".sora-player__message")
        expect(message).to_contain_text(said[name], timeout=READY_MS)
        expect(root.locator(".sora-player__toggle")).to_have_accessible_name("Play (space)")
    # A kernel that is slow to say that the file is gone is not waited for: then the browser asks, and notes it.
    notebook.complaints[:] = [one for one in notebook.complaints if "404" not in one or "gone.mp4" not in one]
    player_in(notebook, 5)
    expect(notebook.output(5).locator(".sora-player__prompt")).to_contain_text(PROMPT)
    assert notebook.output(5).locator("img[src=x], script, b").count() == 0


@pytest.mark.parametrize("width", [900, 560, 400, 280])
def test_nothing_is_cut_off_at_any_width(open_notebook, width):
    notebook = open_notebook([MAKE + "player"])
    notebook.run_cell(0)
    root = player_in(notebook, 0)
    notebook.output(0).locator(".sora-player").evaluate(
        "(figure, width) => { figure.style.width = width + 'px'; }", width
    )
    box = root.bounding_box()
    for control in [*root.get_by_role("button").all(), root.get_by_label("Position"), root.get_by_label("Speed")]:
        if not control.is_visible():
            continue
        place = control.bounding_box()
        assert box["x"] <= place["x"]
        assert place["x"] + place["width"] <= box["x"] + box["width"]
        assert place["y"] + place["height"] <= box["y"] + box["height"]
    for name in ("Play (space)", "More", "Full screen (F)"):
        expect(root.get_by_role("button", name=name, exact=True)).to_be_visible()
