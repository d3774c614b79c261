"""Memory that was let go, given back to the system."""

import sys


def give_back() -> None:
    """Where the C library keeps what a program let go for what it will ask for next."""
    if sys.platform == "linux":
        import ctypes  # which costs something, and few need it

        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:  # another C library has none, and need not be asked
            trim(0)
