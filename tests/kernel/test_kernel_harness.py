"""The harness itself: a kernel that computes, raises, restarts and dies."""

from __future__ import annotations

import os

import pytest

from live_kernel import CellError


def test_a_cell_gives_its_outputs_in_order(kernel):
    outputs = kernel.execute("print('first')\n6 * 7")
    assert [output["output_type"] for output in outputs] == ["stream", "execute_result"]
    assert outputs[1]["data"]["text/plain"] == "42"


def test_an_updated_display_is_seen_in_place(kernel):
    (shown,) = kernel.execute("handle = display('old', display_id=True)\nhandle.update('new')")
    assert shown["data"]["text/plain"] == "'new'"


def test_a_cell_that_raises_raises_here_with_what_it_had_shown(kernel):
    with pytest.raises(CellError, match="ZeroDivisionError") as caught:
        kernel.execute("print('before')\n1 / 0")
    assert caught.value.outputs[0]["text"] == "before\n"


def test_a_later_cell_can_be_sent_while_one_is_busy(kernel):
    busy = kernel.send("input_seen = [1]")
    later = kernel.send("input_seen + [2]")
    assert kernel.collect(later)[0]["data"]["text/plain"] == "[1, 2]"
    assert kernel.collect(busy) == []


@pytest.mark.parametrize("way", ["restart", "kill"])
def test_another_process_begins_without_the_old_names(kernel, way):
    kernel.execute("kept = 1")
    old_pid = kernel.pid
    if way == "restart":
        kernel.restart()
    else:
        kernel.kill()
        with pytest.raises(ProcessLookupError):
            os.kill(old_pid, 0)
        kernel.start()
    assert kernel.pid != old_pid
    with pytest.raises(CellError, match="NameError"):
        kernel.execute("kept")


def test_its_home_and_folder_are_the_tests(kernel):
    (shown,) = kernel.execute("import os; print(os.getcwd()); print(os.environ['SORA_WIDGETS_HOME'])")
    assert shown["text"].splitlines() == [str(kernel.folder), str(kernel.folder / "sora-widgets-home")]
