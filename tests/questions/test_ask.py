import numpy as np
import pytest

from synth.questions import ask
from tests.tables import people

REAL, MADE = people(300, 0), people(300, 1)


@pytest.mark.parametrize(
    "question, title",
    [
        ({"kind": "group", "by": ["job"], "how": "mean", "measure": "income"}, "Mean of income by job"),
        ({"kind": "group", "by": ["job", "job"]}, "Rows by job"),
        ({"kind": "regression", "target": "income", "on": ["age", "job"]}, "What moves income"),
        ({"kind": "sql", "text": "select job, count(*) from data group by job"}, "Your query"),
    ],
)
def test_every_kind_of_question_has_an_answer(question, title):
    answer = ask(question, REAL, MADE, np.random.default_rng(0))
    assert answer.title == title and answer.findings and answer.sentence.endswith(".")


@pytest.mark.parametrize(
    "question, reason",
    [
        ({"kind": "riddle"}, "no question of kind"),
        ({}, "no question of kind"),
        ({"kind": "group", "by": []}, "one column or more"),
        ({"kind": "group", "by": "job"}, "one column or more"),
        ({"kind": "sql", "text": " "}, "needs 'text'"),
        ({"kind": "regression", "on": ["age"]}, "needs 'target'"),
    ],
)
def test_what_is_no_question_is_refused_in_a_sentence(question, reason):
    with pytest.raises(ValueError, match=reason):
        ask(question, REAL, MADE, np.random.default_rng(0))
