"""The files of the built site as a web server gives them out."""

import os
from pathlib import Path, PurePosixPath

BINARY = "application/octet-stream"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".rss": "application/rss+xml; charset=utf-8",
    ".opml": "text/x-opml; charset=utf-8",
    ".bib": "application/x-bibtex; charset=utf-8",
    ".ris": "application/x-research-info-systems; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
    ".wasm": "application/wasm",
}


def read(root: Path, path: str) -> bytes | None:
    """The file of a decoded URL path; None if there is none, or not below the root."""
    if "\0" in path:
        return None
    top = os.path.realpath(root)
    file = os.path.realpath(f"{top}/{path}")
    if not file.startswith(f"{top}{os.sep}") or ".." in path.split("/"):
        return None
    try:
        return Path(file).read_bytes()
    except OSError:
        return None  # to a browser a file that cannot be read is one that is not there


def content_type(name: str) -> str:
    return TYPES.get(PurePosixPath(name).suffix.lower(), BINARY)
