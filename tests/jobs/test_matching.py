"""How many real rows meet a condition, counted in a job; small numbers stay hidden."""

from tests.jobs.test_tasks import table, work  # noqa: F401


def test_rows_are_counted_and_a_handful_is_not_told(table, tmp_path):  # noqa: F811
    from synth.jobs.files import load_dataset

    ages = load_dataset(table).table["age"].sort_values().tolist()
    many, few, none = (work(tmp_path, "match", {"conditions": text}, table).result for text in (
        f"age >= {ages[30]}", f"age > {ages[-1] - 1}", f'age == {ages[0]} and age > {ages[0]}'))
    assert many["rows"] == 60 and many["met"] == sum(age >= ages[30] for age in ages)
    assert (few["met"], none["met"]) == (None, 0)
