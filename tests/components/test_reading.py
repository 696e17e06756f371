"""How a table was read, on the Data page: what is told, and reading it once more, otherwise."""

import io
import sqlite3
from pathlib import Path

import openpyxl
import pytest

from components import state
from tests.screen import ended


def brought(content: bytes, name: str, request: dict | None = None, secret: str | None = None):
    """The read job of an upload, once it has ended."""
    file = io.BytesIO(content)
    file.name = name
    return ended(state.submit("read", name, request or {}, uploads=[file], secret=secret))


def newest():
    return ended(state.catalogue().jobs("local", kind="read")[0])


def told(app) -> str:
    return " ".join(each.value for each in [*app.caption, *app.info, *app.error, *app.markdown])


def database(path: Path) -> bytes:
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE customers (id INTEGER PRIMARY KEY, state TEXT)")
        made.execute("CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INTEGER, paid REAL)")
        made.executemany("INSERT INTO customers VALUES (?, ?)", [(i, "OH") for i in range(20)])
        made.executemany("INSERT INTO orders VALUES (?, ?, ?)", [(i, i % 20, i / 2) for i in range(60)])
    made.close()
    return path.read_bytes()


def test_another_table_of_the_same_file_is_one_choice_away(app, tmp_path):
    first = brought(database(tmp_path / "shop.sqlite"), "shop.sqlite")
    assert first.result["rows"] == 60 and set(first.result["tables"]) == {"customers", "orders"}
    app.query_params["data"] = first.id
    app.run()
    choice = next(box for box in app.selectbox if box.label == "Table")
    assert choice.value == "orders"
    choice.select("customers")
    next(button for button in app.button if button.label == "Read again").click()
    app.run()
    second = newest()
    assert second.result["rows"] == 20 and second.request["options"]["table"] == "customers"
    assert [job.id for job in state.catalogue().jobs("local", kind="read")] == [
        second.id], "nothing was made of the first"
    assert not app.exception


def test_a_line_that_was_repaired_can_be_left_out(app):
    lines = "a,b,c\n" + "".join(f"{i},x{i},{i % 3}\n" for i in range(40)) + "broken\n"
    data = brought(lines.encode(), "t.csv")
    assert data.result["rows"] == 41
    again = ended(state.reread(data, {"lines": {"42": "drop"}}))
    assert again.result["rows"] == 40
    app.query_params["data"] = again.id
    app.run()
    assert not app.exception and "40 rows, 3 columns" in told(app)
    assert any("repaired or noticed" in each.label for each in app.expander)


def test_a_sample_says_so_and_shows_figures_of_the_whole(app):
    content = "n,word\n" + "".join(f"{i},{'even' if i % 2 == 0 else 'odd'}\n" for i in range(300))
    data = brought(content.encode(), "t.csv", {"options": {"rows": 100}})
    app.query_params["data"] = data.id
    app.run()
    assert "a sample of 100 of 300 rows" in told(app) and not app.exception
    figures = next(each.value for each in app.dataframe if "Distinct, about" in each.value)
    assert figures["Column"].tolist() == ["n", "word"] and figures["Mean"][0] == pytest.approx(149.5)
    assert "50% lie below" in figures and "high" not in figures


def test_a_locked_workbook_asks_for_its_password_and_keeps_it_nowhere(app, tmp_path):
    from msoffcrypto.format.ooxml import OOXMLFile

    book, plain, locked = openpyxl.Workbook(), io.BytesIO(), io.BytesIO()
    for i in range(30):
        book.active.append(["n", "m"] if not i else [i, 2 * i])
    book.save(plain)
    OOXMLFile(plain).encrypt("open sesame", locked)
    data = brought(locked.getvalue(), "t.xlsx")
    assert data.state == "failed" and data.result["locked"]
    app.query_params["data"] = data.id
    app.run()
    next(box for box in app.text_input if box.label.startswith("Password")).input("open sesame")
    next(button for button in app.button if button.label == "Open").click()
    app.run()
    assert newest().result["rows"] == 29
    kept = [path for path in (tmp_path / "home").rglob("*") if path.is_file() and b"open sesame" in path.read_bytes()]
    assert not kept


def test_addresses_inside_the_network_and_passwords_in_addresses_are_refused(app):
    app.run()
    next(each for each in app.button_group if "Address" in each.options).set_value("Address").run()
    for address, said in (("https://ann:pw@example.com/t.csv", "holds a password"),
                          ("http://127.0.0.1:9/t.csv", "inside")):
        app.text_input[0].input(address)
        next(button for button in app.button if button.label == "Fetch").click()
        app.run()
        if "pw@" in address:
            assert said in told(app) and not state.catalogue().jobs("local", kind="read")
    assert newest().state == "failed" and "LOOKALIKE_ALLOW" in newest().reason
