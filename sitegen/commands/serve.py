"""``sitegen serve``: the built site on this machine, built again when something changes."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext, suppress
from pathlib import Path

from sitegen.devserver import Server, bind
from sitegen.watch import watching


def serve(
    output: Path,
    host: str,
    port: int,
    rebuild: Callable[[], None] | None,
    watched: Sequence[Path],
    announce: Callable[[str], None],
) -> None:
    """Serves ``output`` until Ctrl-C. Open pages reload when a new site is published there.

    ``rebuild`` runs in a thread after a change below ``watched``; its errors are announced.
    """
    with suppress(KeyboardInterrupt), bind(output, host, port) as server:
        announce(f"serving {output} at {address(server)} (Ctrl-C ends)")
        seen = watching(watched, rebuild, announce) if rebuild else nullcontext()
        with seen, server.ended_by_ctrl_c():
            server.serve_forever(poll_interval=0.1)


def address(server: Server) -> str:
    host, port = server.server_address[:2]
    name = f"[{host!s}]" if ":" in str(host) else str(host)
    return f"http://{name}:{port}/"
