"""Open pages that load again when a new site has been published: a script and its events."""

import time
from collections.abc import Iterator
from pathlib import Path

from sitegen.overlay import Overlay

EVENTS, SCRIPT = "/-/events", "/-/reload.js"
TAG = f'<script src="{SCRIPT}" defer></script>'.encode()
RELOAD = f"""let seen = null;
new EventSource("{EVENTS}").onmessage = ({{ data }}) => {{
  if (seen !== null && seen !== data) location.reload();
  seen = data;
}};
""".encode()
LOOK_EVERY, ALIVE_EVERY = 0.03, 10


def with_reload(page: bytes) -> bytes:
    before, end, after = page.rpartition(b"</body>")
    return before + TAG + end + after if end else page + TAG


def versions(root: Path, overlay: Overlay) -> Iterator[bytes]:
    """The version of what is shown, now and whenever it changes, as server-sent events."""
    sent, last = "", time.monotonic()
    while True:
        found = version(root, overlay)
        if found not in ("", sent):
            sent, last = found, time.monotonic()
            yield f"data: {found}\n\n".encode()
        elif time.monotonic() - last > ALIVE_EVERY:
            last = time.monotonic()
            yield b":\n\n"
        time.sleep(LOOK_EVERY)


def version(root: Path, overlay: Overlay) -> str:
    """Another one after each exchange of trees; "" in the moment when there is none."""
    try:
        found = root.stat()
    except FileNotFoundError:
        return ""
    return f"{found.st_ino}-{found.st_ctime_ns}-{overlay.number}"
