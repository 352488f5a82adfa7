"""Eight people at once, for a while: every write is kept, nothing breaks, memory stays."""

import re
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from tests.journeys.site import Site, running

PEOPLE = 8
ROUNDS = 25
PAGES = ("/", "/offers/", "/offers/1/", "/cohorts/1/", "/evaluation/1/findings/", "/directory/")
GROWTH_MB = 60


class Coordinator:
    """Signs in once, then reads and writes as a browser would."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.jar = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        start = self.opens("/demo/")
        action, form = self.sign_in_form(start)
        self.sends(action, form)

    @staticmethod
    def sign_in_form(page: str) -> tuple[str, dict[str, str]]:
        for form in re.findall(r"<form.*?</form>", page, re.DOTALL):
            if "Sign in as Rowan" in form:
                action = re.search(r'action="([^"]+)"', form)
                fields = re.findall(r'name="([^"]+)"\s+value="([^"]*)"', form)
                assert action is not None
                return action.group(1), dict(fields)
        raise AssertionError("no way to sign in")

    def opens(self, path: str) -> str:
        with self.opener.open(self.site.address + path, timeout=60) as answer:
            text: str = answer.read().decode()
            return text

    def sends(self, path: str, form: dict[str, str]) -> str:
        token = next(cookie.value for cookie in self.jar if "csrf" in cookie.name)
        sent = urllib.parse.urlencode({**form, "csrfmiddlewaretoken": token}).encode()
        request = urllib.request.Request(self.site.address + path, data=sent, method="POST")
        with self.opener.open(request, timeout=60) as answer:
            text: str = answer.read().decode()
            return text

    def works(self, number: int) -> list[str]:
        """Reads every page and adds an offer, round after round."""
        made = []
        for turn in range(ROUNDS):
            for path in PAGES:
                self.opens(path)
            name = f"Course {number} of round {turn}"
            self.sends(
                "/offers/add/",
                {"programme": "1", "name": name, "kind": "course", "place_offer_days": "7"},
            )
            made.append(name)
        return made


def memory_mb(site: Site) -> float:
    """What the processes of the site hold that nobody else holds."""
    held = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        folder = status.parent
        try:
            surroundings = (folder / "environ").read_bytes()
            text = status.read_text()
        except OSError:
            continue
        if f"GOLDENTHREAD_DATA_DIR={site.folder}".encode() in surroundings:
            found = re.search(r"RssAnon:\s+(\d+)", text)
            held += int(found.group(1)) if found else 0
    return held / 1024


@pytest.fixture
def site(tmp_path: Path) -> object:
    with running(tmp_path, port=8950, database="demo_soak") as started:
        yield started


def test_eight_coordinators_at_once_lose_nothing(site: Site) -> None:
    people = [Coordinator(site) for _ in range(PEOPLE)]
    people[0].works(99)
    before = memory_mb(site)
    with ThreadPoolExecutor(PEOPLE) as pool:
        made = list(pool.map(lambda pair: pair[1].works(pair[0]), enumerate(people)))
    growth = memory_mb(site) - before
    assert before > 0
    assert growth < GROWTH_MB, f"{growth:.0f} MB more after {PEOPLE * ROUNDS} rounds"
    listed = everything_listed(people[0])
    missing = [name for names in made for name in names if name not in listed]
    assert missing == []


def everything_listed(one: Coordinator) -> str:
    text, page = "", 1
    while True:
        try:
            found = one.opens(f"/offers/?page={page}")
        except urllib.error.HTTPError:
            return text
        if found in text:
            return text
        text += found
        if f"page={page + 1}" not in found:
            return text
        page += 1
