"""Hands on a keyboard, and nothing else."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

NO_MOUSE = """for (const kind of ["pointerdown", "mousedown", "touchstart"]) {
  window.addEventListener(kind, () => console.error("a journey by keyboard used a mouse"), true);
}"""
MOST_TABS = 150
HAS_FOCUS = "one => one === document.activeElement"


@dataclass
class Keyboard:
    """Finds its way by Tab and acts by Enter, Space and the arrows."""

    page: Page

    def __post_init__(self) -> None:
        self.page.add_init_script(NO_MOUSE)

    def tabs_to(self, wanted: Locator) -> "Keyboard":
        expect(wanted).to_be_visible()
        for _ in range(MOST_TABS):
            if wanted.evaluate(HAS_FOCUS):
                return self
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {wanted} on {self.page.url}")

    def presses(self, name: str | re.Pattern[str]) -> "Keyboard":
        """A button, by Tab and Enter."""
        self.tabs_to(self.page.get_by_role("button", name=name).first)
        self.page.keyboard.press("Enter")
        self.page.wait_for_load_state()
        return self

    def follows(self, name: str) -> "Keyboard":
        """A link, by Tab and Enter."""
        self.tabs_to(self.page.get_by_role("link", name=name).first)
        self.page.keyboard.press("Enter")
        self.page.wait_for_load_state()
        return self

    def chooses(self, name: str, group: Locator) -> "Keyboard":
        """One of a group of radio buttons: Tab to the group, then arrow down to the choice."""
        self.tabs_to(group.get_by_role("radio").first)
        wanted = group.get_by_label(name, exact=True)
        self.page.keyboard.press("Space")
        while not wanted.is_checked():
            self.page.keyboard.press("ArrowDown")
        return self

    def ticks(self, wanted: Locator) -> "Keyboard":
        self.tabs_to(wanted)
        self.page.keyboard.press("Space")
        return self

    def types(self, text: str, box: Locator) -> "Keyboard":
        self.tabs_to(box)
        self.page.keyboard.type(text)
        return self
