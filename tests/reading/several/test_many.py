"""Several files at once, from the disk or from an archive: stacked, or one of them with what ties it to the others."""

import zipfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.reading import Options, ReadError, read
from synth.reading.several.linked import links_of
from synth.reading.several.many import read_many
from synth.writing import write
from tests.reading.test_read import rows, told

SHARED = Path(__file__).parents[3] / "../shared/data"
USERS = "id,name\n7,Ann\n9,Bo\n11,Cy\n"
ORDERS = "nr,user_id,price\n1,7,0.5\n2,9,1.5\n3,9,2.5\n4,7,3.5\n"


@pytest.fixture
def files(tmp_path):
    def made(**contents):
        for name, content in contents.items():
            (tmp_path / f"{name}.csv").write_text(content)
        return [tmp_path / f"{name}.csv" for name in contents]
    return made


def test_other_columns_give_the_largest_linked_to_the_others(files):
    found = read_many(files(users=USERS, orders=ORDERS))
    assert found.dataset.name == "orders" and len(found.dataset) == 4 and found.tables == ("users.csv", "orders.csv")
    assert found.links == (("orders.csv", "user_id", "users.csv", "id"),)
    assert "only 'orders.csv' was read (a dataset is one table; the others are users.csv" in told(found)


def test_the_user_names_another(files):
    paths = files(users=USERS, orders=ORDERS)
    assert rows(read_many(paths, ["people", "sales"], Options(table="people"))) == [[7, "Ann"], [9, "Bo"], [11, "Cy"]]
    with pytest.raises(ReadError, match="has no table 'person'"):
        read_many(paths, ["people", "sales"], Options(table="person"))


def test_the_same_columns_in_another_order_are_stacked(files):
    found = read_many(files(north="a,b\n1,x\n2,y\n", south="b,a\nz,3\nx,1\n"))
    assert rows(found) == [[1, "x", "north"], [2, "y", "north"], [3, "z", "south"], [1, "x", "south"]]
    assert "2 files stacked" in told(found) and "'south.csv': columns put in the order of 'north.csv'" in told(found)
    assert found.tables == () and "column 'file' added" in told(found)


@pytest.mark.parametrize("contents, why", [
    ({"jan": "m,a\n1,x\n1,y\n", "feb": "m,a\n2,x\n2,y\n"}, "'m' tells the files apart"),
    ({"part-0": "a\nx\ny\n", "part-1": "a\ny\nx\n"}, "the files are numbered parts of one table")])
def test_a_column_file_is_left_out_where_it_says_nothing_new(files, contents, why):
    found = read_many(files(**contents))
    assert "file" not in found.dataset.names and why in told(found)


def test_a_column_is_typed_over_all_files_together(files):
    found = read_many(files(one="code,n,d\n1,1,\n2,2,\n", two="code,n,d\n007,2.5,2020-01-31\n008,3,\n"))
    assert rows(found) == [["1", 1.0, None, "one"], ["2", 2.0, None, "one"],
                           ["007", 2.5, pd.Timestamp("2020-01-31"), "two"],
                           ["008", 3.0, None, "two"]]
    assert "column 'code' typed anew over all files" in told(found)


def test_a_file_that_is_no_table_is_left_out_and_told(files, tmp_path):
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7")
    found = read_many([*files(users=USERS), tmp_path / "x.pdf"])
    assert len(found.dataset) == 3 and "'x.pdf' left out ('x.pdf' is a PDF document" in told(found)
    with pytest.raises(ReadError, match="PDF"):
        read_many([tmp_path / "x.pdf"])
    with pytest.raises(ReadError, match="There is no file to read"):
        read_many([])


def test_an_archive_is_read_as_its_files_are(files, tmp_path):
    with zipfile.ZipFile(tmp_path / "shop.zip", "w") as packed:
        for path in files(users=USERS, orders=ORDERS):
            packed.write(path, f"data/{path.name}")
        packed.writestr("README.md", "about")
    found = read(tmp_path / "shop.zip")
    assert found.tables == ("data/users.csv", "data/orders.csv") and len(found.dataset) == 4
    assert found.links == (("data/orders.csv", "user_id", "data/users.csv", "id"),
                           ) and "left out 'README.md'" in told(found)
    assert len(read(tmp_path / "shop.zip", options=Options(table="data/users.csv")).dataset) == 3


def test_an_archive_in_an_archive_ends(files, tmp_path):
    with zipfile.ZipFile(tmp_path / "inner.zip", "w") as packed:
        for path in files(users=USERS, orders=ORDERS):
            packed.write(path, path.name)
    with zipfile.ZipFile(tmp_path / "outer.zip", "w") as packed:
        packed.write(tmp_path / "inner.zip", "inner.zip")
        packed.write(tmp_path / "users.csv", "users.csv")
    found = read(tmp_path / "outer.zip")
    assert rows(found)[0] == [7, "Ann"] and "archive of several files in another archive" in told(found)


def test_counts_of_rows_are_no_link():
    ones, others = pd.DataFrame({"id": [1, 2, 3, 4], "x": [1, 1, 2, 2]}), pd.DataFrame({"id": [1, 2, 3],
                                                                                        "y": [0, 1, 2]})
    assert links_of({"ones": ones, "others": others}) == ()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 50), min_size=2, max_size=12, unique=True),
       st.lists(st.integers(0, 60), min_size=2, max_size=30))
def test_a_link_is_told_exactly_where_values_are_contained(keys, values):
    found = links_of({"customers": pd.DataFrame({"id": keys}), "orders": pd.DataFrame({"customer_id": values})})
    different = set(values)
    contained = len(different) > 1 and len(different & set(keys)) >= 0.95 * len(different)
    assert found == ((("orders", "customer_id", "customers", "id"),) if contained else ())


@pytest.mark.skipif(not SHARED.is_dir(), reason="the folder ../shared with real tables is not beside the repository")
def test_customers_and_their_purchases():
    found = read_many([SHARED / "users.csv.gz", SHARED / "purchases.csv.gz"])
    assert len(found.dataset) == 69_659 and found.links == (("purchases.csv.gz", "users_id", "users.csv.gz", "id"),)


def test_a_declaration_among_the_files_is_obeyed_and_no_table(tmp_path):
    path, types = write(pd.DataFrame({"zip": ["10", "20"]}), tmp_path / "t.csv")
    assert rows(read_many([path, types])) == [["10"], ["20"]]
