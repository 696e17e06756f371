"""One query that reads; everything else is a sentence."""

import pytest

from synth.reading import ReadError
from synth.reading.databases.statement import only_reads


@pytest.mark.parametrize("query", [
    "select 1", " SELECT 1 ; ", "with a as (select 1) select * from a", "-- why\nselect 1",
    "/* why */ (select 1) union (select 2)",
    "values (1)", "table orders", "select ';'", "select 1 -- ; drop\n", 'select ";" from a', "select $$;$$, $x$ ; $x$",
    "select 'it''s;'", "select `;` from a", "select 1 /* ; */", "select '-- ' || ';'"])
def test_what_reads_passes(query):
    assert only_reads(query) == query.strip().rstrip(";").rstrip()


@pytest.mark.parametrize(("query", "why"), [
    ("", "is empty"), (" ; ", "is empty"), ("delete from a", "begin it with SELECT"),
    ("selected", "begin it with SELECT"),
    ("copy a to '/tmp/x'", "begin it"), ("pragma x", "begin it"), ("attach 'x' as y", "begin it"),
    ("explain select 1", "begin it"),
    ("select 1; drop table a", "one query"), ("select ';'; drop table a", "one query"),
    ("select 1;;select 2", "one query"),
    ("select 1 into outfile '/tmp/x'", "OUTFILE"), ("select 1 INTO/**/DumpFile '/tmp/x'", "OUTFILE"),
    ("select 1 /*!50000 into outfile */", "OUTFILE"), ("select 1 /*! x */", "OUTFILE")])
def test_what_does_more_is_refused(query, why):
    with pytest.raises(ReadError, match=why):
        only_reads(query)


def test_hostile_queries_are_judged_soon():
    for hostile in ("(" * 50_000, "--\n" * 50_000, "select '" + "''" * 50_000, "select " + "/*" * 50_000,
                    "select $a$" + "$b$" * 20_000):
        try:
            only_reads(hostile)
        except ReadError:
            pass
