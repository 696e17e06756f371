"""Databases by URL: a real PostgreSQL, files of SQLite and DuckDB, and what can be known of MySQL without a server."""

import os
import socket
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from synth.progress import Cancelled
from synth.reading import ReadError
from synth.reading.web.addresses import without_password
from synth.reading.databases.engines import Place
from synth.reading.result import Locked
from synth.reading.databases.sql import read_sql, tables
from tests.reading.databases.postgres_server import PASSWORD, Postgres, postgres

SHOP = """
CREATE TABLE customers (id serial PRIMARY KEY, name text NOT NULL, "odd Näme" varchar(20));
CREATE TABLE orders (id int PRIMARY KEY, customer int REFERENCES customers (id), at timestamptz, local timestamp,
    day date, amount numeric(10,2), big numeric, tags text[], doc jsonb, key uuid, blob bytea, ok boolean, ratio real,
    far timestamptz, code char(3));
INSERT INTO customers (name, "odd Näme") VALUES ('Ünï', ' x '), ('NA', NULL);
INSERT INTO orders VALUES (1, 1, '2024-01-01 10:00+02', '2024-01-01 10:00', '2024-01-01', 12.5,
    123456789012345678901234567890, ARRAY['a', NULL], '{"b": 1.50, "a": [1]}', '6f9619ff-8b86-d011-b42d-00c04fc964ff',
    '\\xdead', true, 0.5, 'infinity', 'abc'),
    (2, 2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
CREATE VIEW dear AS SELECT * FROM orders WHERE amount > 10;
CREATE SCHEMA archive;
CREATE TABLE archive.many AS SELECT i, i % 7 AS week, repeat('x', 20) AS filler FROM generate_series(1, 5000) AS i;
ANALYZE;
"""


@pytest.fixture(scope="module")
def server():
    with postgres() as started:
        started.run(SHOP)
        yield started


@pytest.fixture(autouse=True)
def permitted(monkeypatch):
    monkeypatch.setenv("LOOKALIKE_ALLOW", "127.0.0.1,localhost")
    monkeypatch.delenv("LOOKALIKE_FILES", raising=False)
    monkeypatch.delenv("LOOKALIKE_SQL_SECONDS", raising=False)


def test_tables_and_views_are_listed(server: Postgres):
    assert tables(server.url(), PASSWORD) == ["customers", "orders", "archive.many", "dear"]


def test_a_table_keeps_its_types(server: Postgres):
    reading = read_sql(server.url(), PASSWORD, table="orders")
    table = reading.dataset.table
    assert {name: str(dtype) for name, dtype in table.dtypes.items() if dtype != object} == {
        "id": "int64", "customer": "int64", "at": "datetime64[ns, UTC]", "local": "datetime64[ns]",
        "day": "datetime64[ns]", "amount": "float64", "ok": "boolean", "ratio": "float64"}
    assert table.loc[0, "at"] == pd.Timestamp("2024-01-01 08:00", tz="UTC") and table.loc[0, "amount"] == 12.5
    assert table.iloc[0][["big", "tags", "key", "blob", "far", "code"]].tolist() == [
        "123456789012345678901234567890", '["a", null]', "6f9619ff-8b86-d011-b42d-00c04fc964ff", "dead", "infinity",
        "abc"]
    assert table.loc[0, "doc"] == '{"a": [1], "b": 1.50}' and table.iloc[1, 2:].isna().all()
    assert [repair.what for repair in reading.repairs] == [
        "column 'big' kept as text", "column 'tags' kept as JSON text", "column 'blob' kept as hexadecimal text"]
    assert reading.format == "postgresql" and reading.understood == {"database": "shop at 127.0.0.1", "table": "orders"}
    assert reading.links == (("orders", "customer", "customers", "id"),) and reading.dataset.name == "orders"


def test_text_stays_as_it_is(server: Postgres):
    table = read_sql(server.url(), PASSWORD, table="customers").dataset.table
    assert table["name"].tolist() == ["Ünï", "NA"] and table["odd Näme"].tolist() == [" x ", None]


def test_the_biggest_table_is_taken_where_none_is_named_and_others_can_be(server: Postgres):
    reading = read_sql(server.url(), PASSWORD)
    assert reading.understood["table"] == "archive.many" and len(reading.dataset) == 5000
    assert reading.tables == ("customers", "orders", "archive.many", "dear")
    assert len(read_sql(server.url(), PASSWORD, table="dear").dataset) == 1
    with pytest.raises(ReadError, match="has no table 'order'.*'orders'"):
        read_sql(server.url(), PASSWORD, table="order")


def test_a_query(server: Postgres):
    reading = read_sql(server.url(), PASSWORD,
                       query="select week, count(*) as n, week as n, '50%' as share from archive.many "
                                                     "where filler like '%x%' group by week order by week;",
                       name="weeks")
    table = reading.dataset.table
    assert list(table.columns) == ["week", "n", "n (2)", "share"] and table["n"].sum() == 5000
    assert table["share"][0] == "50%"
    assert reading.understood["query"].startswith("select week") and reading.dataset.name == "weeks"
    assert reading.tables == ()


def test_a_part_of_a_table_is_drawn_at_random_and_told(server: Postgres):
    reading = read_sql(server.url(), PASSWORD, table="archive.many", rows=1000)
    numbers = reading.dataset.table["i"]
    assert 850 < len(numbers) <= 1000 and numbers.is_unique and 2200 < numbers.mean() < 2800
    assert reading.understood["sample"] == "about 1,000 of about 5,000 rows"
    assert "drawn at random" in reading.repairs[-1].what
    assert numbers.equals(read_sql(server.url(), PASSWORD, table="archive.many", rows=1000).dataset.table["i"])


def test_a_part_of_an_answer_is_told_and_cancelled(server: Postgres):
    reading = read_sql(server.url(), PASSWORD, query="select * from archive.many order by i", rows=3000)
    assert reading.dataset.table["i"].tolist() == list(range(1, 3001))
    assert reading.repairs[-1].what == "only the first 3,000 rows were taken"

    def cancel(share: float, note: str = "") -> None:
        if "rows" in note:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_sql(server.url(), PASSWORD, table="archive.many", progress=cancel)


def test_an_answer_too_large_is_cut_by_its_bytes(server: Postgres, monkeypatch):
    monkeypatch.setattr("synth.reading.databases.sql.BYTES", 100_000)
    reading = read_sql(server.url(), PASSWORD,
                       query="select i, repeat('y', 100) as y from generate_series(1, 50000) as i")
    assert 1_000 < len(reading.dataset) < 5_000 and "first" in reading.repairs[-1].what
    assert "0.0 GB" in reading.repairs[-1].why


@pytest.mark.parametrize(("query", "why"), [
    ("select * from ordesr", r'does not understand the query: relation "ordesr" does not exist\.$'),
    ("select 1 frm x y", "syntax error"),
    ("select 'secret value'::int", "turn a value into what it is not"), ("select 1/0 as a", "turn a value"),
    ("with gone as (delete from orders returning *) select * from gone", "only read here"),
    ("select nextval('customers_id_seq')", "only read"),
    ("select 1 as a into fresh", "INTO is not allowed"),
    ("select set_config('transaction_read_only', 'off', false), nextval('customers_id_seq')", "."),
    ("select pg_sleep(20)", "took longer than 1 s and was ended"), ("select 1; commit; drop table orders", "one query"),
    ("select * from orders where false", "no rows")])
def test_bad_queries_are_sentences_and_change_nothing(server: Postgres, monkeypatch, query, why):
    monkeypatch.setenv("LOOKALIKE_SQL_SECONDS", "1")
    with pytest.raises(ReadError, match=why) as problem:
        read_sql(server.url(), PASSWORD, query=query)
    assert str(problem.value).endswith(".") and "secret value" not in str(problem.value)
    assert PASSWORD not in str(problem.value)
    assert len(read_sql(server.url(), PASSWORD, table="orders").dataset) == 2


def test_the_server_itself_takes_one_statement_only(server: Postgres, monkeypatch):
    """Even where our own look at the query is deceived."""
    monkeypatch.setattr("synth.reading.databases.sql.only_reads", lambda query: query)
    for query in ("select 1 as a; commit; drop table orders", "drop table orders", "delete from orders"):
        with pytest.raises(ReadError):
            read_sql(server.url(), PASSWORD, query=query)
    assert len(read_sql(server.url(), PASSWORD, table="orders").dataset) == 2


@pytest.mark.parametrize(("user", "database", "password", "kind", "why"), [
    ("ann", "shop", "wrong-7f3a9c", Locked, "the password is wrong or missing"),
    ("ann", "shop", None, Locked, "password is wrong or missing"),
    ("bob", "shop", "x", Locked, "does not let 'bob' in"),
    ("ann", "nowhere", PASSWORD, ReadError, "There is no database 'nowhere'")])
def test_who_is_not_let_in_is_told_without_the_password(server: Postgres, user, database, password, kind, why):
    with pytest.raises(kind, match=why) as problem:
        tables(server.url(user, database), password)
    assert "7f3a9c" not in str(problem.value)


def test_a_password_in_the_url_is_split_off(server: Postgres):
    from urllib.parse import quote

    for spelt in (quote(PASSWORD, safe=""), PASSWORD.replace("?", "%3F")):
        url, password = without_password(server.url().replace("ann@", f"ann:{spelt}@"))
        assert (url, password) == (server.url(), PASSWORD)
    with pytest.raises(ReadError, match="holds the password") as problem:
        tables(server.url().replace("ann@", "ann:s3cret@"))
    assert "s3cret" not in str(problem.value)
    for url, expected in (("postgresql://h:5432/d", None),
                          ("postgresql://ann@h/d?sslmode=require&password=s3&x=1", "s3"),
                          ("mysql://u:1/2@h/d", "1/2"), ("https://h:443/a@b", None), ("https://u:p1@h/x", "p1"),
                          ("postgresql://:p1@h/d", "p1")):
        stored, found = without_password(url)
        assert found == expected and (expected is None) == (stored == url) and (not expected or expected not in stored)


def test_nothing_inside_is_asked_without_permission(monkeypatch):
    monkeypatch.delenv("LOOKALIKE_ALLOW")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        port = listener.getsockname()[1]
        for scheme in ("postgresql", "mysql"):
            for host in ("127.0.0.1", "localhost", "2130706433"):
                with pytest.raises(ReadError, match="inside the server's own network"):
                    tables(f"{scheme}://ann@{host}:{port}/shop")
        with pytest.raises(TimeoutError):
            listener.accept()
    with pytest.raises(ReadError, match="Port 22 of '8.8.8.8'"):
        tables("postgresql://ann@8.8.8.8:22/shop")


@pytest.mark.parametrize("scheme", ["postgresql", "mysql"])
def test_nobody_there_is_a_sentence(scheme):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(ReadError, match=r"'shop' at '127.0.0.1' could not be reached"):
        tables(f"{scheme}://ann@127.0.0.1:{port}/shop", "s3cret")
    with pytest.raises(ReadError, match="'nowhere.invalid' could not be reached"):
        tables(f"{scheme}://ann@nowhere.invalid/shop", "s3cret")


@pytest.mark.parametrize("scheme", ["postgresql", "mysql"])
def test_a_server_of_another_kind_is_a_sentence(scheme):
    """It answers, but not as a database does."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        def answer() -> None:
            connection, _ = listener.accept()
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            connection.close()

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        with pytest.raises(ReadError, match="could not be reached"):
            tables(f"{scheme}://ann@127.0.0.1:{listener.getsockname()[1]}/shop?sslmode=disable", "s3cret")
        thread.join(5)


@pytest.mark.parametrize(("url", "why"), [
    ("oracle://u@h/d", "no way to read 'oracle'"), ("shop", "no way to read 'shop'"),
    ("postgresql://ann@/shop", "needs a host"),
    ("postgresql://h", "needs a host and a database"), ("postgresql://%2Fvar%2Frun/shop", "needs a host"),
    ("postgresql://a,b/shop", "needs a host"),
    ("postgresql://h:x/shop", "cannot be understood"), ("postgresql://h/d?host=/var/run", "'host' cannot be set"),
    ("postgresql://h/d?service=x", "'service' cannot be set"),
    ("postgresql://h/d?sslmode=maybe", "sslmode must be one of"),
    ("mysql://h/d?read_default_file=/etc/my.cnf", "cannot be set"), ("sqlite://host/x.db", "three slashes"),
    ("duckdb:///", "three slashes")])
def test_urls_that_name_no_database_are_sentences(url, why):
    with pytest.raises(ReadError, match=why):
        Place.of(url)


def test_urls_are_understood():
    assert Place.of("postgres://a%20b@db.example.org/shop%20x") == Place(
        "postgresql", "shop x", "a b", "db.example.org", 5432)
    assert Place.of("mysql+pymysql://u@h:3307/d?sslmode=require") == Place("mysql", "d", "u", "h", 3307, "require")
    assert Place.of("postgresql://u@[2606:4700::1]/d").host == "2606:4700::1"
    assert Place.of("sqlite:////data/a%20b.db").name == "/data/a b.db" and Place.of("duckdb:///t.db").name == "t.db"


def test_a_missing_driver_is_a_sentence(tmp_path: Path):
    """In a process of its own, where the driver cannot be imported."""
    program = ("import sys; sys.modules['pymysql'] = None\nfrom synth.reading.databases.sql import tables\n"
               "try:\n    tables('mysql://ann@127.0.0.1/shop', 's3cret')\nexcept ValueError as problem:\n    "
               "print(problem)")
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True,
                          cwd=Path(__file__).parents[3], env={**os.environ, "LOOKALIKE_ALLOW": "127.0.0.1"})
    assert done.stdout.startswith("The driver for mysql is not installed here")
    assert "s3cret" not in done.stdout + done.stderr


@pytest.fixture
def lite(tmp_path: Path) -> Path:
    with sqlite3.connect(tmp_path / "shop.db") as db:
        db.executescript("CREATE TABLE a (id INTEGER PRIMARY KEY, day TEXT, x REAL, y); INSERT INTO a VALUES (1, "
                         "'2024-01-01', 1.5, 'u'), (2, '2024-01-02', NULL, 'v'); CREATE TABLE b (a REFERENCES a (id)); "
                         "INSERT INTO b VALUES (1), (2); CREATE VIEW v AS SELECT * FROM a")
    return tmp_path / "shop.db"


@pytest.fixture
def duck(tmp_path: Path) -> Path:
    with duckdb.connect(tmp_path / "shop.duckdb") as db:
        db.execute("CREATE TABLE a (id INTEGER PRIMARY KEY, moment TIMESTAMPTZ, x DECIMAL(9,2)); "
                   "INSERT INTO a VALUES (1, '2024-01-01 00:00+00', 1.5)")
        db.execute("CREATE TABLE b (a INTEGER REFERENCES a (id)); INSERT INTO b VALUES (1); CREATE VIEW v AS "
                   "SELECT * FROM a")
        db.execute("CREATE TABLE many AS SELECT range AS i FROM range(5000)")
    return tmp_path / "shop.duckdb"


def test_a_sqlite_file(lite: Path):
    url = f"sqlite:///{lite}"
    assert tables(url, anywhere=True) == ["a", "b", "v"]
    reading = read_sql(url, table="a", anywhere=True)
    assert [str(dtype) for dtype in reading.dataset.table.dtypes] == ["int64", "datetime64[ns]", "float64", "object"]
    assert reading.links == (("b", "a", "a", "id"),)
    assert read_sql(url, query="select count(*) as n from a", anywhere=True).dataset.table["n"].tolist() == [2]


def test_a_duckdb_file(duck: Path):
    url = f"duckdb:///{duck}"
    assert tables(url, anywhere=True) == ["a", "b", "many", "v"]
    reading = read_sql(url, table="a", anywhere=True)
    assert reading.dataset.table["moment"].tolist() == [pd.Timestamp("2024-01-01", tz="UTC")]
    assert reading.dataset.table["x"].tolist() == [1.5]
    assert reading.links == (("b", "a", "a", "id"),)
    sampled = read_sql(url, rows=100, anywhere=True)
    assert sampled.understood["table"] == "many" and len(sampled.dataset) == 100
    assert sampled.dataset.table["i"].mean() > 1000


@pytest.mark.parametrize("query", ["select * from nope", "delete from a", "select writefile('/tmp/x', 'y')",
                                   "select load_extension('x')",
                                   "attach '/tmp/x.db' as x", "select * from read_csv('/etc/passwd')",
                                   "select * from read_text('/etc/passwd')",
                                   "select 1; select 2", "with recursive n(i) as (select 1 union all select i + 1 from "
                                                         "n) select count(*) from n"])
def test_files_are_only_read_and_lead_nowhere(lite: Path, duck: Path, monkeypatch, query):
    monkeypatch.setenv("LOOKALIKE_SQL_SECONDS", "0.3")
    for url, file in ((f"sqlite:///{lite}", lite), (f"duckdb:///{duck}", duck)):
        before = file.read_bytes()
        with pytest.raises(ReadError) as problem:
            read_sql(url, query=query, anywhere=True)
        assert str(problem.value).endswith(".") and file.read_bytes() == before


def test_files_of_the_server_need_permission(lite: Path, duck: Path, tmp_path: Path, monkeypatch):
    with pytest.raises(ReadError, match="No folder of files is set on this server"):
        tables(f"sqlite:///{lite}")
    (tmp_path / "open").mkdir()
    monkeypatch.setenv("LOOKALIKE_FILES", str(tmp_path / "open"))
    (tmp_path / "open" / "link.db").symlink_to(lite)
    for url in (f"duckdb:///{duck}", "duckdb:///../shop.duckdb", "sqlite:///../../etc/passwd", "sqlite:///link.db",
                "sqlite:///gone.db"):
        with pytest.raises(ReadError, match="no such file in the server's folder"):
            tables(url)
    os.replace(duck, tmp_path / "open" / "shop.duckdb")
    assert "many" in tables("duckdb:///shop.duckdb")
    with pytest.raises(ReadError, match="There is no file 'gone.db'"):
        tables("sqlite:///gone.db", anywhere=True)


@pytest.mark.parametrize("scheme", ["sqlite", "duckdb"])
def test_a_file_of_another_kind_is_a_sentence(tmp_path: Path, scheme):
    (tmp_path / "x.db").write_bytes(b"not a database at all" * 100)
    with pytest.raises(ReadError, match="no .* database, or it is damaged|does not understand|could not be reached"):
        tables(f"{scheme}:///{tmp_path / 'x.db'}", anywhere=True)
