"""The Nu HTML Checker over pages as they are served: a policy's 'self' is known only there."""

import json
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

_JAR = "node_modules/vnu-jar/build/dist/vnu.jar"
_LOCAL = "-Dnu.validator.servlet.allow-forbidden-hosts=true"
_AT_ONCE = 500


def faults(tools: Path, address: str, urls: Sequence[str]) -> Iterator[str]:
    """Errors, warnings and remarks alike."""
    for at in range(0, len(urls), _AT_ONCE):
        pages = [address + url for url in urls[at : at + _AT_ONCE]]
        command = ["java", _LOCAL, "-jar", str(tools / _JAR), "--stdout", "--format", "json"]
        done = subprocess.run([*command, *pages], capture_output=True, text=True)
        if not done.stdout.startswith("{"):
            raise RuntimeError(f"the Nu HTML Checker did not answer: {done.stderr or done.stdout}")
        for message in json.loads(done.stdout)["messages"]:
            where = message.get("url", address).removeprefix(address)
            yield f"{where}:{message.get('lastLine', 0)}: {message['message']}"
