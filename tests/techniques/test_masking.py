"""What is particular to masking; the contract is tested for all techniques alike."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from synth.columns import invented
from synth.columns.kinds import describe
from synth.dataset import Dataset
from synth.protocols import Previews
from synth.techniques.masking import Masking
from tests.tables import people

SHARED = Path(__file__).parents[2] / "../shared/data"


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path):
    monkeypatch.setenv("LOOKALIKE_HOME", str(tmp_path))


def customers(rows: int = 200, seed: int = 0) -> Dataset:
    rng = np.random.default_rng(seed)
    table = pd.DataFrame({
        "id": [f"C{i:05d}" for i in range(rows)], "name": invented.names(rows, rng, ["Ada Lovelace"]),
        "mail": [f"p{i}@x.org" for i in range(rows)], "age": rng.integers(18, 80, rows),
        "sex": rng.choice(["f", "m"], rows), "zip": rng.choice(["10115", "10117", "20095"], rows),
        "spent": rng.gamma(2, 50, rows).round(2), "left": rng.random(rows) < 0.3})
    return Dataset("customers", table, describe(table), "left")


def masked(data: Dataset, rows: int | None = None, seed: int = 0, **params) -> pd.DataFrame:
    technique = Masking(**params).fit(data, np.random.default_rng(seed))
    return technique.sample(rows or len(data), np.random.default_rng(seed + 1))


def test_it_works_without_a_single_setting():
    data = customers()
    made = masked(data)
    for name in ("id", "name", "mail"):
        assert not set(made[name]) & set(data.table[name]), name
    assert made["id"].is_unique and made["id"].str.fullmatch(r"[A-Z]\d{5}").all()
    assert made["mail"].str.endswith(".example").all() and set(made["zip"]) <= {"101**", "200**", "*****"}
    assert made.groupby(["age", "sex", "zip"]).size().min() >= 5
    assert made["left"].sum() == data.table["left"].sum()
    assert made["spent"].mean() == pytest.approx(data.table["spent"].mean(), rel=0.02)


def test_what_was_done_is_told():
    told = []
    technique = Masking(k=4).fit(customers(), np.random.default_rng(0), lambda share, note="": told.append(note))
    (note,) = technique.notes_
    assert note in told and note.startswith("Of 200 rows, ")
    assert "by age, sex, zip (k = 4)" in note and "For " in note


def test_tables_masked_under_one_name_join_and_others_do_not():
    users = customers(100)
    owners = np.random.default_rng(0).choice(users.table["id"], 300)
    table = pd.DataFrame({"owner": owners, "amount": np.arange(300.0)})
    orders = Dataset("orders", table, describe(table))
    plan = '{"owner": "pseudonym"}'
    here = masked(users, join_key="shop"), masked(orders, join_key="shop", plan=plan)
    assert set(here[1]["owner"]) <= set(here[0]["id"])
    real = table.merge(users.table, left_on="owner", right_on="id")["owner"].value_counts()
    joined = here[1].merge(here[0], left_on="owner", right_on="id")["owner"].value_counts()
    assert sorted(real) == sorted(joined)
    assert set(here[1]["owner"]) != set(masked(orders, join_key="bank", plan=plan)["owner"])
    assert set(masked(users)["id"]) != set(here[0]["id"])


def test_the_seed_alone_leads_to_other_pseudonyms_on_other_data():
    first, second = customers(100), customers(100, seed=1)
    assert first.table["id"].equals(second.table["id"])
    assert not set(masked(first)["mail"]) & set(masked(second)["mail"])


def test_no_real_row_is_kept_in_what_was_learned():
    data = customers()
    technique = Masking().fit(data, np.random.default_rng(0))
    kept = technique.deck_.table
    assert not set(kept["id"]) & set(data.table["id"]) and list(kept) == data.names
    assert all(len(values) == 0 for name, values in technique.empty_.items())


def test_more_rows_than_there_are_repeat_them_under_new_keys():
    made = masked(customers(50), 120)
    assert len(made) == 120 and made["id"].is_unique and made["spent"].value_counts().min() >= 2


def test_target_values_are_mixed_where_asked():
    data = customers()
    made = masked(data, diversity=2)
    assert made.groupby(["age", "sex", "zip"])["left"].nunique().min() == 2
    with pytest.raises(ValueError, match="diversity 2 needs a target"):
        masked(Dataset("t", data.table, data.columns), diversity=2)


def test_a_plan_is_followed_and_a_wrong_one_refused():
    data = customers()
    made = masked(data, plan='{"mail": "suppress", "age": "invent", "spent": "keep"}')
    assert made["mail"].isna().all() and sorted(made["spent"]) == sorted(data.table["spent"])
    assert list(made) == data.names and made.dtypes.to_dict() == data.table.dtypes.to_dict()
    with pytest.raises(ValueError, match="no column 'nobody'"):
        masked(data, plan='{"nobody": "keep"}')


def test_one_off_switches_grouping_off():
    data = customers()
    made = masked(data, k=1, plan='{"age": "keep"}')
    assert sorted(made["age"]) == sorted(data.table["age"])


def test_types_of_personal_categories_lose_the_real_ones():
    data = customers()
    table = data.table.assign(name=data.table["name"].astype("category"))
    made = masked(Dataset("t", table, data.columns, "left"), 450)
    assert isinstance(made["name"].dtype, pd.CategoricalDtype) and made["name"].notna().all()
    assert not set(made["name"].cat.categories) & set(table["name"])


def test_the_plan_is_shown_before_it_is_run():
    data = customers()
    assert isinstance(Masking(), Previews)
    records = Masking().preview(data)
    assert [record["column"] for record in records] == [*data.names, "all together", "rows"]
    by_column = {record["column"]: record for record in records}
    assert by_column["mail"]["action"] == "pseudonym (as e-mail)"
    assert by_column["mail"]["why"] == "it seems to hold e-mail"
    assert len([key for key in by_column["mail"] if key.startswith("example")]) == 5
    assert [name for name in data.names if by_column[name]["others_may_know_it"]] == ["age", "sex", "zip"]
    assert by_column["all together"]["why"].startswith("Of 200 rows")
    shown = " ".join(str(value) for record in records for value in record.values())
    assert not any(f" {text} " in shown for text in [*data.table["mail"], *data.table["name"]])


def test_real_tables_keep_k_alike_and_keys_that_join():
    if not SHARED.exists():
        pytest.skip("The shared tables are not beside the repository.")
    from synth.reading import read
    adult = read(SHARED / "adult_trn.csv.gz").dataset
    technique = Masking().fit(adult, np.random.default_rng(0))
    made = technique.sample(len(adult), np.random.default_rng(1))
    assert len(technique.quasi_) == 8 and made.groupby(list(technique.quasi_), dropna=False).size().min() >= 5
    users = read(SHARED / "users.csv.gz").dataset.take(np.arange(2_000))
    orders = read(SHARED / "purchases.csv.gz").dataset.take(np.arange(2_000))
    joins = masked(orders, join_key="shop")["users_id"].isin(masked(users, join_key="shop")["id"])
    assert joins.mean() == orders.table["users_id"].isin(users.table["id"]).mean()


def test_a_single_seed_gives_the_same_rows():
    people_ = people(80, 0)
    pd.testing.assert_frame_equal(masked(people_), masked(people(80, 0)))
    assert not masked(people_).equals(masked(people_, seed=5))
