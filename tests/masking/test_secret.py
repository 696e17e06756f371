import stat

import numpy as np
import pytest

from synth.masking.secret import named_key, run_key
from tests.tables import people


def key(data, seed: int = 0) -> bytes:
    return run_key(data, np.random.default_rng(seed))


def test_a_run_has_a_key_of_its_seed_and_of_every_value():
    data, table = people(20, 0), people(20, 0).table
    table.loc[19, "age"] += 1
    keys = {key(data), key(data, 1), key(data.with_table(table)), bytes.fromhex(data.digest)}
    assert len(keys) == 4 and key(people(20, 0)) == key(data)


def test_a_named_key_hangs_on_the_name_and_on_the_installation(tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    assert named_key("shop", here) == named_key("shop", here)
    assert len({named_key("shop", here), named_key("bank", here), named_key("shop", there)}) == 3


def test_the_secret_is_for_its_owner_alone(tmp_path):
    named_key("shop", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mask.key"]
    assert stat.S_IMODE((tmp_path / "mask.key").stat().st_mode) == 0o600


def test_a_broken_key_file_is_told_in_a_sentence(tmp_path):
    (tmp_path / "mask.key").write_bytes(b"short")
    with pytest.raises(ValueError, match=r"holds 5 bytes instead of 32; restore it"):
        named_key("shop", tmp_path)
