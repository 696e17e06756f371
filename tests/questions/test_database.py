import duckdb
import pytest

from synth.questions.database import opened


def test_the_database_itself_refuses_files_even_where_a_query_came_through():
    with opened() as connection:
        for text in (
            "select * from read_csv('/etc/passwd')",
            "copy (select 1) to '/tmp/lookalike-stolen.csv'",
            "set enable_external_access = true",
        ):
            with pytest.raises(duckdb.Error):
                connection.execute(text)
