"""SQLite and DuckDB files: the table meant, what ties it to others, and nothing in the file that could act."""

import sqlite3

import duckdb
import pandas as pd
import pytest

from synth.reading import Options, ReadError, read
from tests.reading.test_read import rows, told


@pytest.fixture
def shop(tmp_path):
    """A SQLite file: two users, three orders that refer to them, a view."""
    with sqlite3.connect(tmp_path / "shop.db") as database:
        database.executescript("""
            CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, born DATE);
            CREATE TABLE "the orders" (nr INTEGER PRIMARY KEY, buyer INTEGER REFERENCES Users, price REAL, paid
            BOOLEAN); CREATE VIEW dear AS SELECT * FROM "the orders" WHERE price > 1;
            INSERT INTO users VALUES (1, 'Ann', '1990-01-31'), (2, NULL, '1991-02-28');
            INSERT INTO "the orders" VALUES (1, 1, 0.5, 1), (2, 1, NULL, 0), (3, 2, 2.0, 1);""")
    database.close()
    return tmp_path / "shop.db"


def test_the_biggest_table_with_what_it_refers_to(shop):
    found = read(shop)
    assert found.format == "sqlite" and found.tables == ("users", "the orders", "dear")
    assert rows(found) == [[1, 1, 0.5, 1], [2, 1, None, 0], [3, 2, 2.0, 1]]
    assert found.links == (("the orders", "buyer", "users", "id"),)
    assert "only the table 'the orders' was read (a dataset is one table" in told(found)
    assert "the others are users (2 rows), dear (a view)" in told(found)


def test_another_table_or_a_view_is_chosen(shop):
    assert rows(read(shop, options=Options(table="users"))) == [
        [1, "Ann", pd.Timestamp("1990-01-31")], [2, None, pd.Timestamp("1991-02-28")]]
    assert rows(read(shop, options=Options(table="dear"))) == [[3, 2, 2.0, 1]]
    with pytest.raises(ReadError,
                       match="has no table 'user' .but 'users'.; choose one of 'users', 'the orders', 'dear'"):
        read(shop, options=Options(table="user"))


def test_values_of_several_types_in_one_column(tmp_path):
    with sqlite3.connect(tmp_path / "t.db") as database:
        database.execute("CREATE TABLE t (a, b)")
        database.executemany("INSERT INTO t VALUES (?, ?)", [(1, b"ab"), ("x", b"\xff"), (None, None)])
    database.close()
    found = read(tmp_path / "t.db")
    assert rows(found) == [["1", "6162"], ["x", "ff"], [None, None]] and "it mixes text, whole" in told(found)


def test_a_view_without_end_ends(tmp_path, monkeypatch):
    monkeypatch.setattr("synth.reading.databases.sqlite_file.STEPS", 5)
    with sqlite3.connect(tmp_path / "t.db") as database:
        database.executescript("""CREATE TABLE t (a); INSERT INTO t VALUES (1);
            CREATE VIEW v AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n;""")
    database.close()
    assert rows(read(tmp_path / "t.db")) == [[1]]
    with pytest.raises(ReadError, match="a view in it takes too long"):
        read(tmp_path / "t.db", options=Options(table="v"))


@pytest.mark.parametrize("view", ["SELECT load_extension('/tmp/evil.so')", "SELECT writefile('/tmp/x', 'y')",
                                  "SELECT * FROM pragma_database_list", "SELECT fts3_tokenizer('simple')"])
def test_a_view_that_reaches_out_is_refused(tmp_path, view):
    with sqlite3.connect(tmp_path / "t.db") as database:
        database.executescript("CREATE TABLE t (a); INSERT INTO t VALUES (1); CREATE VIEW v AS SELECT 1;")
        database.executescript("PRAGMA writable_schema = ON;")
        database.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'v'", [f"CREATE VIEW v AS {view}"])
    database.close()
    with pytest.raises(ReadError, match="not authorized|no such function|unsafe use|prohibited|no such table|damaged"):
        read(tmp_path / "t.db", options=Options(table="v"))


def test_reading_changes_nothing(shop):
    before = shop.read_bytes()
    read(shop)
    assert shop.read_bytes() == before and [path.name for path in shop.parent.iterdir()] == ["shop.db"]


def test_a_table_whose_name_is_sql(tmp_path):
    with sqlite3.connect(tmp_path / "t.db") as database:
        database.execute('CREATE TABLE """; DROP TABLE x; --" (a)')
        database.execute('INSERT INTO """; DROP TABLE x; --" VALUES (7)')
    database.close()
    assert rows(read(tmp_path / "t.db")) == [[7]]


@pytest.mark.parametrize("kind", ["sqlite", "duckdb"])
def test_damaged_and_empty_databases_are_a_sentence(shop, tmp_path, kind):
    if kind == "sqlite":
        whole = shop.read_bytes()
        sqlite3.connect(tmp_path / "none.db").executescript("CREATE TABLE t (a); DROP TABLE t;").connection.close()
    else:
        duckdb.connect(tmp_path / "whole").execute("CREATE TABLE t AS SELECT range AS a FROM range(9000)").close()
        whole = (tmp_path / "whole").read_bytes()
        duckdb.connect(tmp_path / "none.db").close()
    (tmp_path / "cut.db").write_bytes(whole[:len(whole) // 2])
    with pytest.raises(ReadError, match="damaged"):
        read(tmp_path / "cut.db")
    (tmp_path / "torn.db").write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))
    with pytest.raises(ReadError, match="damaged|without tables"):
        read(tmp_path / "torn.db")
    with pytest.raises(ReadError, match="database without tables"):
        read(tmp_path / "none.db")


def test_duckdb_types_schemas_and_links(tmp_path):
    with duckdb.connect(tmp_path / "t.duckdb") as database:
        database.execute("CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR)")
        database.execute("INSERT INTO users VALUES (1, 'Ann')")
        database.execute("CREATE SCHEMA s; CREATE TABLE s.small AS SELECT 1 AS a")
        database.execute("""CREATE TABLE orders (nr INTEGER, buyer INTEGER REFERENCES users (id), day DATE,
            price DECIMAL(9, 2), huge HUGEINT, tags VARCHAR[], 
            at_home STRUCT(city VARCHAR, zip VARCHAR), took INTERVAL)""")
        database.execute("""INSERT INTO orders VALUES (1, 1, '2020-01-31', 1.25,
        170141183460469231731687303715884105727, ['a', 'b'], {'city': 'Rom', 'zip': '007'}, NULL),
            (2, 1, NULL, NULL, NULL, NULL, NULL, NULL)""")
    found = read(tmp_path / "t.duckdb")
    assert found.format == "duckdb" and found.tables == ("users", "orders", "s.small")
    assert found.links == (("orders", "buyer", "users", "id"),)
    assert found.dataset.names == ["nr", "buyer", "day", "price", "huge", "tags", "at_home.city", "at_home.zip", "took"]
    assert rows(found)[0] == [1, 1, pd.Timestamp("2020-01-31"), 1.25, "170141183460469231731687303715884105727",
                              '["a", "b"]', "Rom", "007", None]
    assert rows(read(tmp_path / "t.duckdb", options=Options(table="s.small"))) == [[1]]


def test_a_duckdb_view_of_other_files_is_refused(tmp_path):
    (tmp_path / "secret.csv").write_text("a\n1\n")
    with duckdb.connect(tmp_path / "t.duckdb") as database:
        database.execute("CREATE TABLE t AS SELECT 1 AS a")
        database.execute(f"CREATE VIEW v AS SELECT * FROM read_csv('{tmp_path / 'secret.csv'}')")
    assert rows(read(tmp_path / "t.duckdb")) == [[1]]
    with pytest.raises(ReadError, match="looks into other files, which is not allowed"):
        read(tmp_path / "t.duckdb", options=Options(table="v"))
