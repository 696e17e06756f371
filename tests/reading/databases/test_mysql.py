"""MySQL's dialect, against a real MariaDB."""

import pandas as pd
import pytest

from synth.reading import ReadError
from synth.reading.result import Locked
from synth.reading.databases.sql import read_sql, tables
from tests.reading.databases.mariadb_server import PASSWORD, MariaDB, mariadb


@pytest.fixture(scope="module")
def server():
    with mariadb() as started:
        started.run(
            "CREATE TABLE people (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(20), born DATE)",
            "CREATE TABLE visits (id BIGINT UNSIGNED, person INT REFERENCES people (id), at TIMESTAMP NULL, spent "
            "DECIMAL(10,2), member BOOLEAN, size ENUM('S','M'), doc JSON, pic BLOB, share DOUBLE, took TIME, FOREIGN "
            "KEY (person) REFERENCES people (id))",
            "INSERT INTO people (name, born) VALUES ('Ünï 😀', '1990-02-03'), ('NA', NULL)",
            "SET time_zone = '+02:00'",
            "INSERT INTO visits VALUES (18446744073709551615, 1, '2024-01-01 10:00', 9.5, TRUE, 'M', '{\"a\": 1.50}', "
            "x'dead', 0.5, '10:30:00'), (2, 2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)",
            "CREATE VIEW `odd name` AS SELECT id FROM people",
            "CREATE TABLE many AS SELECT seq AS i, repeat('x', 50) AS filler FROM seq_1_to_5000")
        yield started


@pytest.fixture(autouse=True)
def permitted(monkeypatch):
    monkeypatch.setenv("LOOKALIKE_ALLOW", "127.0.0.1")


def test_tables_types_and_links(server: MariaDB):
    assert tables(server.url(), PASSWORD) == ["many", "people", "visits", "odd name"]
    reading = read_sql(server.url(), PASSWORD, table="visits")
    table = reading.dataset.table
    assert [str(dtype) for dtype in table.dtypes[["person", "at", "spent", "share"]]] == [
        "int64", "datetime64[ns]", "float64", "float64"]
    assert table.iloc[0][["id", "size", "doc", "pic", "took"]].tolist() == [
        "18446744073709551615", "M", '{"a": 1.50}', "dead", "10:30:00"]
    assert reading.links == (("visits", "person", "people", "id"),) and reading.format == "mysql"
    assert read_sql(server.url(), PASSWORD, table="people").dataset.table["name"].tolist() == ["Ünï 😀", "NA"]
    assert read_sql(server.url(), PASSWORD, table="people").dataset.table["born"][0] == pd.Timestamp("1990-02-03")


def test_moments_are_in_utc_whatever_the_server_thinks(server: MariaDB):
    moment = read_sql(server.url(), PASSWORD, table="visits").dataset.table["at"][0]
    assert moment == pd.Timestamp("2024-01-01 08:00")


def test_the_biggest_table_and_a_part_of_it(server: MariaDB):
    server.run("ANALYZE TABLE many, people, visits")
    reading = read_sql(server.url(), PASSWORD, rows=100)
    assert reading.understood["table"] == "many" and len(reading.dataset) == 100
    assert reading.repairs[-1].what == "only the first 100 rows were taken"
    assert read_sql(server.url(), PASSWORD,
                    query="select count(*) as n, '5%' as share from many where filler like 'x%'").dataset.table[
        "n"].tolist() == [5000]


@pytest.mark.parametrize(("query", "why"), [
    ("select * from nope", "does not understand the query: Table 'shop.nope' doesn't exist"),
    ("selec 1", "begin it with SELECT"),
    ("select 1 frm x y z", "does not understand"), ("select sleep(20) from many", "took longer than 1 s and was ended"),
    ("select 1; drop table many", "one query"), ("select * from many into outfile '/tmp/lookalike-never'", "OUTFILE")])
def test_bad_queries_are_sentences(server: MariaDB, monkeypatch, query, why):
    monkeypatch.setenv("LOOKALIKE_SQL_SECONDS", "1")
    with pytest.raises(ReadError, match=why) as problem:
        read_sql(server.url(), PASSWORD, query=query)
    assert PASSWORD not in str(problem.value)


def test_nothing_is_changed_even_where_our_look_at_the_query_is_deceived(server: MariaDB, monkeypatch):
    monkeypatch.setattr("synth.reading.databases.sql.only_reads", lambda query: query)
    for query in ("delete from many", "drop table many", "select 1; drop table many",
                  "insert into people (name) values ('x')"):
        with pytest.raises(ReadError):
            read_sql(server.url(), PASSWORD, query=query)
    assert len(read_sql(server.url(), PASSWORD, table="many").dataset) == 5000
    assert len(read_sql(server.url(), PASSWORD, table="people").dataset) == 2


def test_who_is_not_let_in_is_told_without_the_password(server: MariaDB):
    for user, password in (("ann", "wrong-7f3a9c"), ("ann", None), ("bob", "x-7f3a9c")):
        with pytest.raises(Locked, match=f"does not let '{user}' in") as problem:
            tables(server.url(user), password)
        assert "7f3a9c" not in str(problem.value)
    with pytest.raises(ReadError, match="no database 'nowhere'"):
        tables(server.url(database="nowhere"), PASSWORD)
    with pytest.raises(ReadError, match="could not be reached"):
        tables(server.url() + "?sslmode=require", PASSWORD)
