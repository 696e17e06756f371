"""What every technique on the shelf promises, asked of each alike."""

from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from synth.conditions import holds, parse
from synth.dataset import Column, Dataset, Kind
from synth.filling import donors, fill, unfit
from synth.params import params_of
from synth.progress import Cancelled
from synth.scenarios import balances_of, draw_changed, shifts_of
from synth.rules import on
from synth.technique import Technique, shelf

ROWS, DRAWN = 240, 300
ODD = "naïve"


def fast(cls: type[Technique]) -> Technique:
    """The technique with the values its parameters declare for quick tests."""
    return cls(**{p.name: p.fast for p in params_of(cls) if p.fast is not None})


def dataset(columns: dict[str, tuple[Kind, object]]) -> Dataset:
    table = pd.DataFrame({name: values for name, (_, values) in columns.items()})
    return Dataset("small", table, tuple(Column(name, kind, float(table[name].isna().mean()))
                                         for name, (kind, _) in columns.items()))


def mixed() -> Dataset:
    """Every modelled kind and many dtypes under odd names; every missing share is a quarter or nought."""
    rng = np.random.default_rng(3)
    gone = np.arange(ROWS) % 4 == 0
    moments = pd.Timestamp("2024-03-30", tz="Europe/Berlin") + pd.to_timedelta(rng.integers(0, 500, ROWS), unit="h")
    return dataset({
        "": (Kind.INTEGER, rng.integers(18, 66, ROWS)),
        " ": (Kind.REAL, pd.Series(rng.gamma(2, 20, ROWS).round(2)).mask(gone)),
        "a b": (Kind.CATEGORY, pd.Series(rng.choice(["Köln", "東京", "it's \"x\"; --", "a"], ROWS)).mask(gone)),
        ODD: (Kind.CATEGORY, pd.Categorical(rng.choice(["low", "high"], ROWS), categories=["low", "mid", "high"])),
        "select": (Kind.FLAG, rng.random(ROWS) < 0.3),
        "__index__": (Kind.INTEGER, pd.array(rng.integers(2**62, 2**62 + 1000, ROWS), dtype="Int64")),
        "when": (Kind.MOMENT, pd.Series(moments).mask(gone)),
        "day": (Kind.MOMENT, pd.Timestamp("2020-01-01") + pd.to_timedelta(rng.integers(0, 90, ROWS), unit="D")),
        "yes": (Kind.FLAG, pd.array(np.where(gone, None, rng.random(ROWS) < 0.5), dtype="boolean")),
        "dose": (Kind.REAL, rng.normal(size=ROWS).astype("float32")),
        "void": (Kind.REAL, np.full(ROWS, np.nan)),
        "same": (Kind.CATEGORY, ["one"] * ROWS),
    })


def aimed(cls: type[Technique], data: Dataset) -> Dataset:
    """The dataset, with its first column of classes as the target where the technique needs one."""
    classes = data.of_kind(Kind.CATEGORY, Kind.FLAG)
    return replace(data, target=classes[0]) if cls.needs_target and classes else data


def learned(cls: type[Technique], data: Dataset, seed: int = 0) -> Technique:
    return fast(cls).fit(aimed(cls, data), np.random.default_rng(seed))


def drawn(technique: Technique, rows: int = DRAWN, seed: int = 1) -> pd.DataFrame:
    return technique.sample(rows, np.random.default_rng(seed))


def is_sentence(text: str) -> bool:
    return text[:1].isupper() and " " in text and text.endswith(".")


@pytest.fixture(scope="module", params=list(shelf()))
def cls(request) -> type[Technique]:
    found = shelf()[request.param]
    if why := found.unavailable():
        pytest.skip(why)
    return found


@pytest.fixture(scope="module")
def data() -> Dataset:
    return mixed()


@pytest.fixture(scope="module")
def technique(cls, data) -> Technique:
    return learned(cls, data)


@pytest.fixture(scope="module")
def sample(technique) -> pd.DataFrame:
    return drawn(technique)


def test_it_says_what_it_is(cls):
    assert cls.source() and all(is_sentence(text) for text in (cls.summary, cls.when))
    assert cls.licence and cls.title


def test_one_that_gives_real_rows_away_says_not_to_share_them(cls):
    assert cls.shareable or "sharing" in cls.when


def test_it_estimates_its_time_and_more_work_takes_longer(cls):
    small, large = cls().seconds(1_000, 5, 1_000), cls().seconds(1_000_000, 50, 1_000_000)
    assert 0 < small < large


def test_bounds_are_refused_by_name(cls):
    for p in params_of(cls):
        wrong = ["no such choice"] if p.choices else [7] if p.text else ["perhaps"] if p.type is bool else [
            p.low - 1, p.high + 1]
        for value in wrong:
            with pytest.raises(ValueError, match=p.name):
                cls(**{p.name: value})


def test_columns_order_dtypes_and_rows_are_kept(sample, data):
    assert list(sample.columns) == data.names
    assert sample.dtypes.to_dict() == data.table.dtypes.to_dict()
    assert list(sample.index) == list(range(DRAWN))


@pytest.mark.parametrize("rows", [1, 37])
def test_exactly_that_many_rows(technique, rows):
    assert len(drawn(technique, rows)) == rows


def test_no_rows_are_refused(technique):
    with pytest.raises(ValueError, match="rows must be at least 1"):
        drawn(technique, 0)


def test_what_it_says_of_a_run_is_said_in_sentences_and_once(cls, technique, sample):
    assert all(is_sentence(note) for note in technique.notes_) and len(set(technique.notes_)) == len(technique.notes_)
    again = list(technique.notes_)
    drawn(technique, 20)
    assert len(technique.notes_) == len(again)


def test_same_seed_same_rows_and_another_differs(cls, data, sample, technique):
    pd.testing.assert_frame_equal(drawn(learned(cls, data)), sample)
    assert not drawn(technique, seed=2).equals(sample)


def conditions(sample: pd.DataFrame) -> dict[str, str]:
    """Conditions that some of the rows drawn meet: a category, a range, a gap, dates, and several at once."""
    level = sample["a b"].mode()[0].replace('"', '\\"')
    middle = sample[" "].quantile(0.6)
    return {"category": f'`a b` == "{level}"', "range": f"` ` > {middle}", "gap": "` ` is missing",
            "joined": f'(`a b` == "{level}" or not select == true) and month(day) in (1, 2) and ` ` <= {middle}'}


@pytest.mark.parametrize("case", ["category", "range", "gap", "joined"])
def test_under_a_condition_every_row_meets_it(technique, sample, data, case):
    where = parse(conditions(sample)[case])
    try:
        one, again = (technique.sample(25, np.random.default_rng(5), where=where) for _ in range(2))
    except ValueError as refused:
        assert technique.remote and is_sentence(str(refused)), "Only where each row costs may few be drawn."
        return
    assert len(one) == 25 and holds(where, one).all()
    assert one.dtypes.to_dict() == data.table.dtypes.to_dict() and list(one) == data.names
    pd.testing.assert_frame_equal(one, again)


def test_balanced_and_shifted_rows_are_what_was_asked_for(technique, data):
    balances, shifts = balances_of(["select=true:0.75"]), shifts_of([{"column": "", "what": "mean", "by": 0.02}])
    try:
        table, reach = draw_changed(technique, 40, np.random.default_rng(5), balances, shifts, data)
    except ValueError as refused:
        assert technique.remote and is_sentence(str(refused)), "Only where each row costs may few be drawn."
        return
    assert len(table) == 40 and abs(table["select"].sum() - 30) <= 1
    assert table.dtypes.to_dict() == data.table.dtypes.to_dict() and list(table) == data.names
    assert all(map(is_sentence, reach.notes))
    assert technique.remote or reach.steps[1]["reached"] == pytest.approx(reach.steps[1]["asked"], rel=0.05)


def test_a_condition_that_nothing_meets_ends_in_a_sentence(technique):
    with pytest.raises(ValueError) as caught:
        technique.sample(1000, np.random.default_rng(0), where=parse('`a b` == "nowhere" and same is missing'))
    assert is_sentence(str(caught.value))


RULES = ('day >= "2020-01-11"', "if select == true then ` ` is missing", "2 * ` ` > dose + 10 or ` ` is missing",
         "unique(__index__, dose)")


def test_rules_hold_in_every_row(technique, sample, data):
    rules = on(RULES, data)
    one, again = (technique.sample(25, np.random.default_rng(5), rules=rules) for _ in range(2))
    assert any(rule.broken(sample).any() for rule in rules), "Rows that keep all rules anyway show nothing."
    assert len(one) == 25 and not any(rule.broken(one).any() for rule in rules)
    assert one.dtypes.to_dict() == data.table.dtypes.to_dict() and list(one) == data.names
    pd.testing.assert_frame_equal(one, again)


def test_missing_values_are_kept(sample, data):
    for name in data.names:
        real, synthetic = data.table[name].isna().mean(), sample[name].isna().mean()
        assert synthetic == real if real in (0, 1) else abs(synthetic - real) < 0.2, name


def test_categories_never_seen_are_never_drawn(sample, data):
    for name in data.of_kind(Kind.CATEGORY, Kind.FLAG):
        assert set(sample[name].dropna()) <= set(data.table[name].dropna()), name


def test_numbers_stay_within_what_was_seen(cls, sample, data):
    if "ours" not in cls.licence:
        pytest.skip("Only techniques of our own promise it.")
    for name in data.of_kind(Kind.INTEGER, Kind.REAL, Kind.MOMENT):
        real, synthetic = data.table[name].dropna(), sample[name].dropna()
        assert synthetic.empty if real.empty else real.min() <= synthetic.min() <= synthetic.max() <= real.max(), name


def test_decimals_and_days_stay_on_their_grid(cls, sample):
    if "ours" not in cls.licence:
        pytest.skip("Only techniques of our own promise it.")
    assert (sample[" "].dropna().round(2) == sample[" "].dropna()).all()
    assert (sample["day"].dt.normalize() == sample["day"]).all()


def test_the_real_table_is_left_alone(cls, data):
    kept = data.table.copy(deep=True)
    learned(cls, data.with_table(data.table))
    pd.testing.assert_frame_equal(data.table, kept)


def test_a_table_without_rows_is_refused_in_a_sentence(cls, data):
    with pytest.raises(ValueError) as caught:
        learned(cls, data.take(np.array([], dtype=int)))
    assert is_sentence(str(caught.value))


def test_a_table_without_the_target_it_needs_is_refused_in_a_sentence(cls, data):
    if not cls.needs_target:
        pytest.skip("It learns any table.")
    for aimless in (data, dataset({"x": (Kind.REAL, np.arange(50) / 7)}), replace(data, target="dose")):
        with pytest.raises(ValueError, match="target") as caught:
            fast(cls).fit(aimless, np.random.default_rng(0))
        assert is_sentence(str(caught.value))


def test_a_cancel_is_obeyed(cls, data):
    told = []

    def stop(share: float, note: str = "") -> None:
        told.append(share)
        if len(told) > 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        fast(cls).fit(aimed(cls, data), np.random.default_rng(0), stop)
    assert len(told) == 2


def test_progress_rises_to_one(cls, data):
    told = []
    fast(cls).fit(aimed(cls, data.take(np.arange(60))), np.random.default_rng(0),
                  lambda share, note="": told.append(share))
    assert told == sorted(told) and told[0] == 0 and told[-1] == 1


SINGLE = {name: mixed().only([name]) for name in ("", "a b", "when")}
DEGENERATE = {
    "single row": mixed().take(np.array([1])),
    "two rows": mixed().take(np.array([0, 1])),
    "constant": dataset({"n": (Kind.INTEGER, [7] * 30), "x": (Kind.REAL, [0.5] * 30), "c": (Kind.CATEGORY, ["a"] * 30),
                         "t": (Kind.MOMENT, [pd.Timestamp("2020-02-29")] * 30)}),
    "all missing": dataset({"x": (Kind.REAL, [np.nan] * 30), "c": (Kind.CATEGORY, [None] * 30),
                            "t": (Kind.MOMENT, pd.Series([pd.NaT] * 30, dtype="datetime64[ns]"))}),
    **{f"only {data.table.iloc[:, 0].dtype}": data for data in SINGLE.values()},
}


@pytest.mark.parametrize("case", DEGENERATE)
def test_a_degenerate_table_gives_rows_like_it_or_a_sentence(cls, case):
    data = DEGENERATE[case]
    try:
        table = drawn(learned(cls, data), 20)
    except ValueError as refused:
        assert is_sentence(str(refused)), refused
        aimless = cls.needs_target and aimed(cls, data).target is None
        assert aimless or "ours" not in cls.licence, "Techniques of our own do with any table that has a row."
        return
    assert len(table) == 20 and table.dtypes.to_dict() == data.table.dtypes.to_dict()
    for name, real in data.table.items():
        if real.nunique() <= 1:
            assert set(table[name].dropna()) <= set(real.dropna()), name
        if real.isna().all():
            assert table[name].isna().all(), name


def test_columns_that_are_never_modelled_are_there_but_never_real(cls):
    words = [f"word{i}" for i in range(60)]
    data = dataset({"key": (Kind.ID, words), "n": (Kind.INTEGER, np.arange(60) % 9),
                    "c": (Kind.CATEGORY, ["a", "b"] * 30)})
    table = drawn(learned(cls, data), 20)
    assert list(table) == ["key", "n", "c"] and not set(table["key"]) & set(words)


def gapped(data: Dataset) -> pd.DataFrame:
    """Twelve rows of the table with gaps: one missing throughout, one whole, and a column whose values nobody saw."""
    rows = data.table.iloc[:12].convert_dtypes(convert_string=False, convert_floating=False).astype({ODD: object})
    hidden = np.random.default_rng(4).random(rows.shape) < 0.3
    hidden[0], hidden[1] = True, False
    rows = rows.mask(hidden)
    rows.loc[2:3, "a b"] = "ü\n\\never seen"
    return rows


@contextmanager
def few_donors():
    """No more than a thousand rows made to fill from: these tables need no more."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(donors, "POOL", 1000)
        yield


def same(one: pd.Series, other: pd.Series) -> bool:
    return one.astype(object).tolist() == other.astype(object).tolist()


@pytest.fixture(scope="module")
def filling(technique, data):
    """What the technique fills, and again by the same seed; skipped, with its reason, where it fills nothing."""
    if why := unfit(type(technique)):
        assert is_sentence(why)
        with pytest.raises(ValueError, match="Choose another technique"):
            fill(technique, data, data.table, 1, np.random.default_rng(0))
        pytest.skip(why)
    with few_donors():
        return [fill(technique, data, gapped(data), 3, np.random.default_rng(seed)) for seed in (5, 5, 6)]


def test_gaps_are_filled_and_cells_given_stay(filling, data):
    rows = gapped(data)
    for table in filling[0].tables:
        assert list(table) == data.names and len(table) == len(rows)
        for name in data.names:
            given = rows[name].notna()
            assert same(table[name][given], rows[name][given]), name
            assert table[name].isna().sum() == (0 if name != "void" else len(rows)), name
            kept = data.table[name].dtype
            assert table[name].dtype == kept or (kept.kind == "f" and table[name].dtype == float) or name == "a b"
    assert filling[0].left == {"void": 12} and all(map(is_sentence, filling[0].notes))
    assert "never learned" in " ".join(filling[0].notes)


def test_filled_values_are_some_that_were_learned(filling, data):
    for name in data.of_kind(Kind.CATEGORY, Kind.FLAG):
        drawn = set(filling[0].stacked[name]) - set(gapped(data)[name].dropna())
        assert drawn <= set(data.table[name].dropna()), name


def test_same_seed_same_fillings_another_differs_and_so_do_draws(filling):
    one, again, other = filling
    for left, right in zip(one.tables, again.tables):
        pd.testing.assert_frame_equal(left, right)
    assert not one.tables[0].equals(other.tables[0]) and not one.tables[0].equals(one.tables[1])


def test_filled_rows_keep_rules_and_obey_a_cancel(filling, technique, data):
    rules = on(('day >= "2020-01-11"', "if select == true then dose < 1"), data)
    rows = gapped(data).assign(day=pd.NaT).assign(select=None)
    with few_donors():
        filled = fill(technique, data, rows, 2, np.random.default_rng(5), rules=rules)
    for table in filled.tables:
        assert not any(rule.broken(table).any() for rule in rules), filled.broken
    assert filled.broken == {}

    def stop(share: float, note: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        fill(technique, data, rows, 2, np.random.default_rng(5), stop)
