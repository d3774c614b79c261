"""The fingerprint of a record: two records that are equal have the same, on every run."""

import pickle
from hashlib import blake2b
from io import BytesIO

_SIZE = 16


def record_key(*records: object) -> str:
    """Of frozen records, tuples and plain values. Without references in the pickle, so that it
    tells what they hold and not which of their texts are the same object."""
    written = BytesIO()
    pickler = pickle.Pickler(written, pickle.HIGHEST_PROTOCOL)
    pickler.fast = True
    pickler.dump(records)
    return blake2b(written.getbuffer(), digest_size=_SIZE).hexdigest()
