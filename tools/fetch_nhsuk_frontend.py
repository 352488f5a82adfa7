"""Bring the NHS.UK design system and htmx into ui/static, so that nobody needs Node to run us.

Run it once when a version changes; the result is committed. It needs the npm client:

    python tools/fetch_nhsuk_frontend.py
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path

VERSIONS = {"nhsuk-frontend": "10.6.1", "htmx.org": "2.0.11"}
VENDOR = Path(__file__).parent.parent / "src/goldenthread/ui/static/ui/vendor"
DIST = "package/dist/nhsuk"
START = 'document.body.classList.add("js-enabled", "nhsuk-frontend-supported");\ninitAll();'


def main() -> None:
    """Download both packages, check them and write what a page needs."""
    with tempfile.TemporaryDirectory() as folder:
        nhsuk = fetched("nhsuk-frontend", into=Path(folder))
        htmx = fetched("htmx.org", into=Path(folder))
        css = local_css(text_of(nhsuk, f"{DIST}/nhsuk-frontend.min.css"))
        script = without_source_map(text_of(nhsuk, f"{DIST}/nhsuk-frontend.min.js"))
        write("nhsuk-frontend.min.css", css)
        write("nhsuk-frontend.min.js", f"{script}\n{START}\n")
        write("htmx.min.js", without_source_map(text_of(htmx, "package/dist/htmx.min.js")) + "\n")
        for image in sorted(set(re.findall(r"assets/images/[\w.-]+", css))):
            write(image, text_of(nhsuk, f"{DIST}/{image}"))
    write("versions.json", json.dumps(VERSIONS, indent=2) + "\n")


def fetched(name: str, *, into: Path) -> Path:
    """The tarball of one package, refused if it differs from what the registry promised."""
    wanted = f"{name}@{VERSIONS[name]}"
    promised = npm("view", wanted, "dist.integrity", folder=into).strip()
    packed = json.loads(npm("pack", wanted, "--json", folder=into))
    tarball = into / packed[0]["filename"]
    digest = base64.b64encode(hashlib.sha512(tarball.read_bytes()).digest()).decode()
    if promised != f"sha512-{digest}":
        raise SystemExit(
            f"{wanted} is not the package the registry describes. Nothing was written."
        )
    return tarball


def npm(*words: str, folder: Path) -> str:
    """What the npm client answers."""
    answer = subprocess.run(["npm", *words], cwd=folder, check=True, capture_output=True, text=True)
    return answer.stdout


def text_of(tarball: Path, member: str) -> str:
    """One file out of a tarball."""
    with tarfile.open(tarball) as archive:
        found = archive.extractfile(member)
        if found is None:
            raise SystemExit(f"{member} is not in {tarball.name}.")
        return found.read().decode()


def local_css(css: str) -> str:
    """Without fonts from another host, and with addresses beside the file itself."""
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = css.replace(
        "Frutiger W01,arial,sans-serif", 'Arial,"Liberation Sans",Helvetica,sans-serif'
    )
    css = css.replace("Frutiger W01,", "").replace("url(/assets/", "url(assets/")
    return without_source_map(css) + "\n"


def without_source_map(text: str) -> str:
    """The browser would ask for a file we do not ship."""
    return re.sub(r"(/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S*)", "", text).strip()


def write(name: str, text: str) -> None:
    """Into the vendor folder."""
    path = VENDOR / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    print(f"wrote {name}, {len(text):,} characters")


if __name__ == "__main__":
    main()
