"""The built site over HTTP for whoever is writing it; every request reads the tree anew."""

import errno
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from typing import Any
from urllib.parse import unquote

from sitegen.devfiles import TYPES, content_type, read
from sitegen.errors import DigestError, Problem
from sitegen.overlay import Overlay
from sitegen.reload import EVENTS, RELOAD, SCRIPT, versions, with_reload


class Handler(BaseHTTPRequestHandler):
    """GET and HEAD of pages of the ``overlay``, then of files below ``root``, which may be
    exchanged between two requests."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "sitegen", ""

    def __init__(self, root: Path, overlay: Overlay, *connection: Any) -> None:
        self.root, self.overlay = root, overlay
        super().__init__(*connection)

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == EVENTS:
            self.stream(versions(self.root, self.overlay))
        elif path == SCRIPT:
            self.answer(HTTPStatus.OK, TYPES[".js"], RELOAD)
        else:
            self.page(unquote(path, errors="surrogateescape"))

    do_HEAD = do_GET

    def page(self, path: str) -> None:
        name = f"{path}index.html" if path.endswith("/") else path
        data = self.overlay.page(name.removeprefix("/")) or read(self.root, name)
        if data is None:
            missing = read(self.root, "/404.html") or b"<h1>Not found</h1>"
            self.answer(HTTPStatus.NOT_FOUND, TYPES[".html"], missing)
        else:
            kind = content_type(name)
            self.answer(HTTPStatus.OK, kind, with_reload(data) if "html" in kind else data)

    def answer(self, status: HTTPStatus, kind: str, data: bytes) -> None:
        self.head(status, kind, ("Content-Length", str(len(data))))
        if self.command != "HEAD":
            self.wfile.write(data)

    def head(self, status: HTTPStatus, kind: str, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        always = ("Cache-Control", "no-cache"), ("X-Content-Type-Options", "nosniff")
        for name, value in (("Content-Type", kind), *headers, *always):
            self.send_header(name, value)
        self.end_headers()

    def stream(self, events: Iterator[bytes]) -> None:
        """Until the browser goes away, which the next write finds out."""
        self.close_connection = True
        self.head(HTTPStatus.OK, "text/event-stream", ("Connection", "close"))
        if self.command != "HEAD":
            for event in events:
                self.wfile.write(event)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing: the keeper's terminal is for the problems of the content."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def server_bind(self) -> None:
        """Without the look-up of the host's full name, which may wait for a network."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]  # type: ignore[assignment]

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)

    @contextmanager
    def ended_by_ctrl_c(self) -> Iterator[None]:
        """Inside, Ctrl-C ends ``serve_forever``. As an exception it would be lost where it strikes
        a destructor, of which ended requests have many."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.signal(
            signal.SIGINT, lambda *_: threading.Thread(target=self.shutdown, daemon=True).start()
        )
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)


class Server6(Server):
    address_family = socket.AF_INET6


def bind(root: Path, host: str, port: int, overlay: Overlay) -> Server:
    """A server that listens already; port 0 takes a free one."""
    kind = Server6 if ":" in host else Server
    try:
        return kind((host, port), partial(Handler, root, overlay))
    except OverflowError as error:
        raise refused(f"there is no port {port}") from error
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        reason = f"port {port} is taken" if taken else f"{host}:{port}: {error.strerror}"
        raise refused(reason) from error


def refused(reason: str) -> DigestError:
    hint = "Choose another one, for instance --port 8001"
    return DigestError([Problem("--port", 0, reason, hint=hint, error=True)])
