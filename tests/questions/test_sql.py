import numpy as np
import pytest

from synth.questions import database, sql
from synth.questions.sql import queried
from tests.tables import dataset, people

REAL = dataset(
    {
        "shop": ["north"] * 40 + ["south"] * 30 + ["tiny"] * 4,
        "price": [1.0, 3.0] * 37,
        "name": [f"person {i}" for i in range(74)],
    }
)


def asked(text: str, real=REAL, made=None):
    return queried(real, real if made is None else made, text, np.random.default_rng(0))


def test_an_average_by_group_and_a_count_by_hand():
    answer = asked(
        "SELECT shop, avg(price) AS mean, count(*) AS n FROM data GROUP BY shop ORDER BY n",
        made=REAL.take(np.arange(70)),
    )
    found = {(each.key, each.measure): (each.real.value, each.synthetic.value) for each in answer.findings}
    scale = 74 / 70
    assert found == {
        (("south",), "mean"): (2, 2),
        (("south",), "n"): (30, pytest.approx(30 * scale, rel=1e-4)),
        (("north",), "mean"): (2, 2),
        (("north",), "n"): (40, pytest.approx(40 * scale, rel=1e-4)),
    }
    assert answer.hidden == 2 and "tiny" not in str(answer.to_record()) and answer.keys == ("shop",)


def test_the_interval_of_a_mean_is_about_the_textbooks():
    real = dataset({"x": np.random.default_rng(0).normal(size=4000)})
    (found,) = asked("select avg(x) from data", real).findings
    assert (found.real.high - found.real.low) / 2 == pytest.approx(1.96 / np.sqrt(4000), rel=0.5)


def test_keys_may_stand_behind_measures_and_be_named_by_their_place():
    answer = asked("select count(*), shop from data group by 2 order by 1 desc limit 1")
    assert [(each.key, each.real.value) for each in answer.findings] == [(("north",), 40)]


def test_expressions_conditions_dates_and_correlations_are_taken():
    answer = asked(
        "select year(since) y, corr(age, income), avg(case when paid then 1 else 0 end) share, stddev(income) "
        "/ avg(income) from data where age between 20 and 70 and job is not null group by all having count(*) > 20",
        people(600, 0),
        people(600, 1),
    )
    assert len(answer.measures) == 3 and len(answer.findings) >= 6


@pytest.mark.parametrize(
    "text",
    [
        "select sum(case when name = 'person 7' then price end) from data",
        "select avg(price) filter (where name = 'person 7') from data",
        "select sum(price * (name = 'person 7')::int) from data",
        "select sum(price) - sum(price) filter (where name <> 'person 7') from data",
        "select sum(case when name <> 'person 7' then price end) from data",
        "select count(*) from data where name = 'person 7'",
        "select avg(price) from data where shop = 'tiny'",
        "select shop, count(*) from data group by shop having sum(case when name = 'person 7' then price end) > 1",
        "select name, avg(price) from data group by name",
        "select median(price) from data where name < 'person 19'",
    ],
)
def test_figures_that_hang_on_few_real_rows_are_hidden(text):
    answer = asked(text)
    assert not answer.findings and answer.hidden and "Nothing can be shown" in answer.sentence


@pytest.mark.parametrize(
    "text, reason",
    [
        ("select * from data", r"uses \*"),
        ("select name from data group by name", "count, sum, avg"),
        ("select max(price) from data", "max is not taken"),
        ("select min(name) from data", "min is not taken"),
        ("select any_value(name), count(*) from data", "any_value"),
        ("select string_agg(name) from data", "string_agg"),
        ("select list(name) from data", "list is not taken"),
        ("select arg_max(name, price) from data", "arg_max"),
        ("select quantile_cont(price, 0.99) from data", "quantile_cont"),
        ("select list_max(list(price)) from data", "list_max"),
        ("select sum(price) over () from data", "OVER"),
        ("select (select count(*) from data)", "no table"),
        ("select (select max(price) from data), count(*) from data", "query inside"),
        ("select avg(columns(*)) from data", r"uses \*"),
        ("select count(*) from data, data d", "a join"),
        ("select count(*) from data join range(9) on true", "a join"),
        ("with t as (select * from data) select count(*) from t", "plain SELECT"),
        ("select 1 union select 2", "plain SELECT"),
        ("select distinct shop, count(*) from data group by shop", "DISTINCT"),
        ("select count(*) from data; select 1", "One query"),
        ("select count(*) from kept", "another table"),
        ("select count(*) from duckdb_settings()", "a table function"),
        ("select count(*) from information_schema.tables", "another table"),
        ("describe data", "DESCRIBE"),
        ("select count(*) from", "not understood"),
        ("select sum(distinct price) from data", "DISTINCT"),
        ("select nope, count(*) from data group by 1", "nope.*not found"),
        ("select shop, count(*) from data group by rollup (shop)", "grouping sets"),
        ("select 'x' || count(*) from data", "no number"),
        ("select count(*) from data" + " " * 5000, "characters"),
        ("select error(name), count(*) from data group by 1", "error is not taken"),
        ("select count(*) from data limit (select 1)", "query inside"),
        ("select count(*) from data limit 10%", "computed limits"),
    ],
)
def test_what_could_show_single_rows_or_is_unknown_is_refused(text, reason):
    with pytest.raises(ValueError, match=reason):
        asked(text)


@pytest.mark.parametrize(
    "text",
    [
        "select count(*) from read_csv('/etc/passwd')",
        "select count(*) from '/etc/passwd'",
        "select read_text('/etc/passwd'), count(*) from data",
        "select count(*) from read_text('/etc/passwd')",
        "copy data to '/tmp/lookalike-stolen.csv'",
        "copy (select 1) to '/tmp/lookalike-stolen.csv'",
        "attach '/tmp/lookalike-stolen.db'",
        "install httpfs",
        "load httpfs",
        "pragma database_list",
        "set enable_external_access = true",
        "create table x as select 1",
        "drop view data",
        "export database '/tmp/lookalike-stolen'",
        "select getenv('HOME'), count(*) from data",
        "select count(*) from glob('/*')",
        "select current_setting('temp_directory'), count(*) from data",
        "call pragma_version()",
        "select count(*) from 'https://example.com/x.parquet'",
        "explain select count(*) from data",
        "delete from data",
        "",
    ],
)
def test_neither_files_nor_settings_nor_the_network_can_be_reached(text):
    with pytest.raises(ValueError):
        asked(text)


def test_an_error_on_real_values_does_not_tell_them():
    with pytest.raises(ValueError) as told:
        asked("select sum(cast(name as integer)) from data")
    assert "person" not in str(told.value).replace("a person's", "") and told.value.__cause__ is None


def test_a_query_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(database, "SECONDS", 0.05)
    monkeypatch.setattr(
        sql,
        "_answered",
        lambda statement, data, connection, rng: connection.execute(
            "select count(*) from range(1000000000) a, range(1000) b where (a.range * b.range) % 7 = 3"
        ).fetchall(),
    )
    with pytest.raises(ValueError, match="longer than"):
        asked("select count(*) from data")


def test_odd_column_names_and_missing_groups_are_fine():
    real = dataset({'a "b"': ["x"] * 9 + [None] * 9, "part": list(range(18)), "": [1.0] * 18, "PART": [2] * 18})
    answer = asked(
        'select "a ""b""", avg(part), sum("column 3"), sum("PART (2)") from data group by 1 order by 2', real
    )
    assert [(each.key, each.real.value) for each in answer.findings] == [
        (("x",), 4),
        (("x",), 9),
        (("x",), 18),
        (("missing",), 13),
        (("missing",), 9),
        (("missing",), 18),
    ]


def test_a_synthetic_table_without_rows_has_no_figures():
    answer = asked("select shop, avg(price) from data group by shop", made=REAL.take(np.arange(0)))
    assert all(each.synthetic is None and not each.survives for each in answer.findings) and len(answer.findings) == 2
