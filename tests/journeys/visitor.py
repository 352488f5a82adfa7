"""A person at a browser: what they do and what they check on every page they open."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.journeys.site import Site

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "images"
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
}
AXE = Axe()
TALLEST = 1800  # pixels of a page that a picture shows


MOST_STOPS = 120  # beyond this a page is a long list of the same thing

# Number everything a keyboard should reach: one stop for each group of radio buttons.
MARK_STOPS = """() => {
  const groups = new Set();
  let n = 0;
  for (const e of document.querySelectorAll("a[href], button, input, select, textarea, summary")) {
    const box = e.getBoundingClientRect();
    const hidden = e.disabled || e.type === "hidden" || !box.width || !e.checkVisibility();
    if (hidden || e.closest("details:not([open]) > :not(summary)")) continue;
    if (e.type === "radio") {
      const name = (e.form ? e.form.action : "") + e.name;
      for (const r of document.getElementsByName(e.name)) r.dataset.stop ??= n;
      if (groups.has(name)) continue;
      groups.add(name);
    }
    e.dataset.stop = n++;
  }
  return n;
}"""
STOP = """(number) => document.querySelector(`[data-stop="${number}"]`)?.outerHTML.slice(0, 160)"""
FOCUSED = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return [null, true, ""];
  const look = getComputedStyle(e);
  const label = e.labels && e.labels[0] ? getComputedStyle(e.labels[0], "::before") : null;
  const yellow = "rgb(255, 235, 59)";
  const drawn = (s) => s && (s.outlineStyle !== "none" || s.boxShadow !== "none"
    || s.backgroundColor === yellow);
  const stop = e.dataset.stop === undefined ? null : Number(e.dataset.stop);
  const beside = e.labels && e.labels[0] ? drawn(getComputedStyle(e.labels[0])) : false;
  const around = drawn(getComputedStyle(e.parentElement));
  return [stop, drawn(look) || drawn(label) || around || beside, e.outerHTML.slice(0, 160)];
}"""


@dataclass
class Visitor:
    """Opens pages, and asks of each one: readable by all, no sideways scroll, nothing broken."""

    page: Page
    site: Site
    has_scripts: bool = True
    looked_at: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)

    def hears(self, kind: str, text: str) -> None:
        """The browser's own complaints, a broken content-security policy among them."""
        if kind == "error":
            self.complaints.append(f"{self.page.url}: {text}")

    def opens(self, path: str) -> "Visitor":
        answer = self.page.goto(self.site.address + path)
        assert answer is not None and answer.status == 200, f"{path}: {answer and answer.status}"
        self.looks()
        return self

    def follows(self, name: str | re.Pattern[str]) -> "Visitor":
        self.page.get_by_role("link", name=name).first.click()
        self.page.wait_for_load_state()
        self.looks()
        return self

    def presses(self, name: str | re.Pattern[str]) -> "Visitor":
        self.page.get_by_role("button", name=name).first.click()
        self.page.wait_for_load_state()
        self.looks()
        return self

    def presses_or_follows(self, name: str | re.Pattern[str]) -> "Visitor":
        """Whatever the page made of it, a button or a link that looks like one."""
        is_link = self.page.get_by_role("link", name=name).count() > 0
        return self.follows(name) if is_link else self.presses(name)

    def fills(self, label: str, value: str) -> "Visitor":
        self.page.get_by_label(label, exact=False).first.fill(value)
        return self

    def waits_for(self, name: str | re.Pattern[str], *, seconds: int = 120) -> "Visitor":
        """Reload until a link appears: work goes on in the background."""
        for _ in range(seconds):
            if self.page.get_by_role("link", name=name).count():
                return self
            self.page.wait_for_timeout(1000)
            self.page.reload()
        raise AssertionError(f"{name} did not appear on {self.page.url}")

    def sees(self, words: str | re.Pattern[str]) -> "Visitor":
        expect(self.page.locator("main")).to_contain_text(words)
        return self

    def does_not_see(self, words: str) -> "Visitor":
        expect(self.page.locator("body")).not_to_contain_text(words)
        return self

    def looks(self) -> None:
        """Once for each kind of page: axe, and 320 pixels without sideways scroll."""
        kind = re.sub(r"[^/]*\d[^/]*", "#", self.page.url.split("?")[0])
        if kind in self.looked_at:
            return
        self.looked_at.add(kind)
        if self.has_scripts:
            self.is_readable_by_all()
            self.can_be_walked_by_keyboard()
        self.fits_a_small_phone()

    def is_readable_by_all(self) -> None:
        found = AXE.run(self.page, options=RULES)
        assert found.violations_count == 0, f"{self.page.url}\n{found.generate_report()}"

    def can_be_walked_by_keyboard(self) -> None:
        """Tab reaches everything that can be acted on, and what has the focus shows it."""
        wanted = self.page.evaluate(MARK_STOPS)
        if wanted > MOST_STOPS:
            return
        self.page.evaluate("document.activeElement && document.activeElement.blur()")
        reached: set[int] = set()
        for _ in range(2 * wanted + 20):
            self.page.keyboard.press("Tab")
            stop, is_shown, what = self.page.evaluate(FOCUSED)
            assert is_shown, f"{self.page.url}: nothing shows the focus on {what}"
            reached.update([stop] if stop is not None else [])
            if len(reached) == wanted:
                break
        missed = sorted(set(range(wanted)) - reached)
        what = [self.page.evaluate(STOP, number) for number in missed]
        assert missed == [], f"{self.page.url}: not reached by keyboard: {what} of {wanted}"

    def fits_a_small_phone(self) -> None:
        size = self.page.viewport_size
        self.page.set_viewport_size({"width": 320, "height": 640})
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        if size:
            self.page.set_viewport_size(size)
        assert wide <= 320, f"{self.page.url} is {wide} pixels wide on a small phone"

    def pictures(self, name: str) -> None:
        """The screenshots of the documents, desktop and phone."""
        for width in (1280, 375):
            self.page.set_viewport_size({"width": width, "height": 900})
            self.page.evaluate("document.activeElement.blur(), window.scrollTo(0, 0)")
            height = min(self.page.evaluate("document.documentElement.scrollHeight"), TALLEST)
            # a window as tall as the picture: what sticks to its edges stays there
            self.page.set_viewport_size({"width": width, "height": height})
            self.page.screenshot(path=PICTURES / f"{name}-{width}.png")
        self.page.set_viewport_size({"width": 1280, "height": 900})

    def signs_in_as(self, name: str) -> "Visitor":
        self.opens("/demo/")
        return self.presses(f"Sign in as {name}")


VisitorMaker = Callable[..., Visitor]


def arrives(browser: Browser, site: Site, *, javascript: bool = True, width: int = 1280) -> Visitor:
    """A new person with a clean browser."""
    context = browser.new_context(
        java_script_enabled=javascript,
        viewport={"width": width, "height": 900},
        locale="en-GB",
        timezone_id="Europe/London",
    )
    context.set_default_timeout(60_000)
    visitor = Visitor(context.new_page(), site, has_scripts=javascript)
    visitor.page.on("console", lambda said: visitor.hears(said.type, said.text))
    visitor.page.on("pageerror", lambda error: visitor.hears("error", str(error)))
    return visitor
