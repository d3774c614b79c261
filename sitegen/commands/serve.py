"""``sitegen serve``: the built site on this machine, built again when something changes."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import nullcontext, suppress
from pathlib import Path

from sitegen.commands.build import Built
from sitegen.commands.drafts import Drafts
from sitegen.devserver import Server, bind
from sitegen.overlay import Overlay
from sitegen.watch import Signature, marks, watching


class Rebuilding:
    """Edits of texts are shown on their own pages at once, everywhere else when all is built.

    ``edited`` is called by one thread, ``build`` by another.
    """

    def __init__(self, make: Callable[[], Built]) -> None:
        self.overlay = Overlay()
        self._make = make
        self._written: Mapping[Path, Signature] = {}
        self._drafts = self._built()
        self._unbuilt: frozenset[Path] = frozenset()  # edited since the drafts' own site
        self._unread: frozenset[Path] = frozenset()  # edited since the last build began

    def edited(self, paths: Collection[Path]) -> bool:
        """Whether there is something to build: not where it is the build that wrote."""
        if all(self._written.get(path) == tuple(marks(path)) for path in paths):
            return False
        self._unread, self._unbuilt = self._unread.union(paths), self._unbuilt.union(paths)
        self.overlay.show(self._drafts.of(self._unbuilt))
        return True

    def build(self) -> None:
        """Where that fails, what is shown is the site as it stands."""
        self._unread = frozenset()
        shown: Mapping[str, bytes] = {}
        try:
            self._drafts = self._built()
            self._unbuilt = self._unread
            shown = self._drafts.of(self._unbuilt)
        finally:
            self.overlay.show(shown)

    def _built(self) -> Drafts:
        built = self._make()
        written = (built.target.content / name for name in built.report.changed)
        self._written = {path: tuple(marks(path)) for path in written}
        return Drafts(built)


def serve(
    output: Path,
    host: str,
    port: int,
    rebuilding: Rebuilding | None,
    watched: Sequence[Path],
    announce: Callable[[str], None],
) -> None:
    """Serves ``output`` until Ctrl-C. Open pages reload when a new site is published there, and
    when there are drafts of pages.

    After a change below ``watched`` the site is built again; errors are announced.
    """
    overlay = rebuilding.overlay if rebuilding else Overlay()
    with suppress(KeyboardInterrupt), bind(output, host, port, overlay) as server:
        announce(f"serving {output} at {address(server)} (Ctrl-C ends)")
        again = rebuilding
        seen = watching(watched, again.edited, again.build, announce) if again else nullcontext()
        with seen, server.ended_by_ctrl_c():
            server.serve_forever(poll_interval=0.1)


def address(server: Server) -> str:
    host, port = server.server_address[:2]
    name = f"[{host!s}]" if ":" in str(host) else str(host)
    return f"http://{name}:{port}/"
