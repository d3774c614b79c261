"""Files that hosts and browsers ask for: the headers of every page, the web app manifest."""

import json

from sitegen import urls
from sitegen.pages.frame import policy_source
from sitegen.pages.setting import Setting

HEADERS = "_headers"


def headers(setting: Setting) -> bytes:
    """``_headers``, as Netlify, Cloudflare Pages and others read it.

    Its policy allows what any page's own ``meta`` element allows: a browser obeys both, so each
    page keeps its stricter one. That nobody frames the site can only be said in a header.
    """
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {policy_source(setting.script)} 'wasm-unsafe-eval'",
            f"style-src 'self' {policy_source(setting.not_found_styles)}",
            "img-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "worker-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )
    lines = (
        "/*",
        f"  Content-Security-Policy: {policy}",
        "  X-Content-Type-Options: nosniff",
        "  Referrer-Policy: no-referrer",
        "  Permissions-Policy: interest-cohort=()",
    )
    return ("\n".join(lines) + "\n").encode()


def manifest(setting: Setting) -> bytes:
    """The web app manifest: the site can be put on a phone's home screen."""
    said = setting.settings
    icon = {"src": "static/favicon.svg", "sizes": "any", "type": "image/svg+xml"}
    shown = {
        "name": said.title,
        "short_name": said.title,
        "description": said.tagline,
        "lang": said.language,
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "icons": [icon],
    }
    return (json.dumps(shown, ensure_ascii=False, indent=1) + "\n").encode()


def host_files(setting: Setting) -> dict[str, bytes]:
    return {HEADERS: headers(setting), urls.MANIFEST: manifest(setting), ".nojekyll": b""}
