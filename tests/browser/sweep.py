"""What every widget owes to every eye, hand and ear, as it is measured in the page.

Names and sizes of controls, and axe-core, which knows the rules for the web's accessibility.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

__all__ = ["SIZES", "controls_by_group", "load_axe", "serious_findings"]

_AXE = Path(__file__).parents[2] / "js" / "node_modules" / "axe-core" / "axe.min.js"

SIZES = """root => [...root.querySelectorAll("button, input, select, textarea, a, [role=option], [role=menuitem]")]
    .filter(one => one.checkVisibility() && !one.closest("label"))
    .map(one => {
        const { width, height } = one.getBoundingClientRect();
        return [one.outerHTML.slice(0, 120), Math.round(Math.min(width, height) * 10) / 10];
    })"""
"""Evaluated on an element: what can be pressed or typed in there, each with its smaller side in px.

What lies in a label is as large as the label.
"""

_CONTROL = re.compile(r"^(\s*)- '?(\w+)(?: \"((?:[^\"\\]|\\.)*)\")?")
_PRESSED = {"button", "checkbox", "combobox", "link", "menuitem", "option", "radio", "slider", "switch", "textbox"}

# The rules of WCAG 2.2 AA and axe's own advice within one element; what it found that keeps somebody out.
_SWEEP = """async selector => {
    const root = document.querySelector(selector);
    if (!root) return { passed: 0, serious: [`${selector} is not there`] };
    const { passes, violations } = await axe.run(root, { resultTypes: ["violations", "passes"] });
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    return {
        passed: passes.length,
        serious: serious.flatMap(({ id, nodes }) =>
            nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`)),
    };
}"""


def controls_by_group(snapshot: str) -> list[tuple[str, str, str]]:
    """Of a page as it is told: the path of what each control lies in, its role and its name."""
    inside: list[tuple[int, str]] = []
    found = []
    for number, line in enumerate(snapshot.splitlines()):
        match = _CONTROL.match(line)
        if match is None:
            continue
        depth, role, name = len(match[1]), match[2], match[3] or ""
        while inside and inside[-1][0] >= depth:
            inside.pop()
        if role in _PRESSED:
            found.append(("/".join(place for _, place in inside), role, name))
        inside.append((depth, f"{number} {role} {name}"))
    return found


def load_axe(page: Page) -> None:
    """Bring axe-core into the page; the test is skipped without it, but never in CI."""
    if not _AXE.exists():
        reason = "axe-core is not installed: run `npm ci` in js/"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    page.evaluate(_AXE.read_text(encoding="utf-8"))


def serious_findings(page: Page, selector: str, *, least_passed: int) -> list[str]:
    """What axe-core says keeps somebody out of an element; it must have looked at `least_passed` rules."""
    found = page.evaluate(_SWEEP, selector)
    assert found["serious"] or found["passed"] >= least_passed, f"{selector}: next to nothing was looked at"
    return found["serious"]
