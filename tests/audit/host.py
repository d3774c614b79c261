"""A folder served as hosts of static pages do: compressed, with types, under an address."""

import functools
import gzip
import http.server
import mimetypes
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

_TEXT = ("text/", "application/json", "application/javascript", "image/svg+xml")


@functools.cache
def _packed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6)


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        return

    def do_GET(self) -> None:
        asked = unquote(urlsplit(self.path).path).lstrip("/") or "index.html"
        path = Path(self.directory) / asked
        status = 200 if path.is_file() else 404
        path = path if status == 200 else Path(self.directory) / "404.html"
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        packs = kind.startswith(_TEXT) and "gzip" in self.headers.get("Accept-Encoding", "")
        body = _packed(path) if packs else path.read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if packs else kind)
        self.send_header("Content-Length", str(len(body)))
        if packs:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *request: object) -> None:
        """A browser that goes on before all has come is nothing to tell."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(*request)


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    """The address of the folder."""
    kind = functools.partial(_Handler, directory=str(folder))
    with _Server(("127.0.0.1", 0), kind) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
