import numpy as np
import pytest

from synth.questions import ask
from synth.questions.presets import Asked, named, presets, query, quoted
from tests.tables import dataset

COLUMNS = (
    Asked("age", "integer"),
    Asked("job", "category", ("cook", "clerk")),
    Asked("town", "category", tuple(map(str, range(40)))),
    Asked("paid", "flag", ("False", "True")),
)


def test_a_share_of_a_class_a_mean_of_a_number_and_what_moves_it():
    assert presets(COLUMNS, "paid") == {
        "Share of paid by job": {"kind": "group", "by": ["job"], "how": "share", "measure": "paid"},
        "What moves paid": {"kind": "regression", "target": "paid", "on": ["age", "job"]},
    }
    assert list(presets(COLUMNS, "age")) == ["Mean of age by job", "Mean of age by paid", "What moves age"]


@pytest.mark.parametrize(
    "columns, titles",
    [((), []), (COLUMNS[:1], []), (COLUMNS[1:2], ["Rows by job"]), (COLUMNS[2:3], []), (COLUMNS[1:3], ["Rows by job"])],
)
def test_a_table_without_numbers_or_groups_is_asked_what_it_can_answer(columns, titles):
    assert list(presets(columns, None)) == titles


def test_a_question_in_a_line():
    assert named({"kind": "sql", "text": "select 1\n from data"}) == "SQL: select 1 from data"
    assert named({"kind": "group", "by": ["a", "b"], "how": "count"}) == "Rows by a, b"
    asked = {"kind": "group", "by": ["a"], "how": "share", "measure": "c", "value": "x"}
    assert named(asked) == "Share of c = x by a"


def test_queries_and_presets_are_answered():
    names = [f"{i % 4} o'clock" for i in range(80)]
    real = dataset(
        {'the "when"': names, "Amount": [i * 1.5 for i in range(80)], "ok": [i % 3 == 0 for i in range(80)]}, "ok"
    )
    columns = (
        Asked('the "when"', "category", tuple(sorted(set(names)))),
        Asked("Amount", "real"),
        Asked("ok", "flag", ("False", "True")),
    )
    for question in [*presets(columns, "ok").values(), {"kind": "sql", "text": query(columns, "ok")}]:
        assert ask(question, real, real, np.random.default_rng(0)).sentence.startswith("All ")


def test_names_are_quoted_where_they_must_be():
    assert [quoted(name) for name in ("age", "Age", "two words", 'a"b', "größe", "")] == [
        "age",
        '"Age"',
        '"two words"',
        '"a""b"',
        '"größe"',
        '""',
    ]
