"""The keys that pseudonyms, hashes and shifts follow from."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

import numpy as np
import pandas as pd

from synth.dataset import Dataset


def run_key(data: Dataset, rng: np.random.Generator) -> bytes:
    """A key for one run, 32 bytes: from the rng and every value of the table, so that the seed alone, which stands in
    recipes, opens nothing. Differs from the table's digest, which stands there too."""
    sha = hashlib.sha256(b"key of one masking" + rng.bytes(32))
    for name in data.table:
        sha.update(name.encode("utf-8", "surrogatepass") + b"\0")
        hashed = pd.util.hash_pandas_object(data.table[name], index=False, hash_key="masking's own 16")
        sha.update(hashed.to_numpy().tobytes())
    return sha.digest()


def named_key(name: str, home: Path | None = None) -> bytes:
    """The key of that name in this installation, 32 bytes: the same for every table masked under it.

    It hangs on a random secret in the file mask.key of the home folder (mode 0600, made on first use), so that the
    name, which stands in recipes, opens nothing elsewhere. Who has the file, or may mask here under the same name, can
    tell who is who by masking values they know.
    """
    return hmac.digest(_secret(home), b"name:" + name.encode("utf-8", "surrogatepass"), "sha256")


def _secret(home: Path | None) -> bytes:
    """Raises: ValueError where the file does not hold 32 bytes."""
    from synth.jobs.database import default_home

    path = (home or default_home()) / "mask.key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = path.with_name(f"mask.key.{secrets.token_hex(8)}")
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(32))
        try:
            os.link(fresh, path)  # whoever comes first; the others take theirs
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    secret = path.read_bytes()
    if len(secret) != 32:
        raise ValueError(f"The key file {path} holds {len(secret)} bytes instead of 32; restore it, or delete it "
                         "and mask all tables anew.")
    return secret
