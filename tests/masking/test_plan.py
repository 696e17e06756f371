import json

import pandas as pd
import pytest

from synth.columns.kinds import describe
from synth.dataset import Column, Dataset, Kind
from synth.masking.plan import ACTIONS, default, plan_of
from synth.masking.quasi import MOST, quasi_of
from tests.tables import dataset, people


def action(kind: str, values: list, **about) -> tuple[str, dict]:
    step = default(Column("x", Kind(kind), **about), pd.Series(values), 20)
    return step.action, step.options


DAYS = list(pd.to_datetime(["2020-01-01", "2022-06-30"]))


@pytest.mark.parametrize("kind, values, about, wanted", [
    ("integer", [1, 2], {}, ("range", {"steps": 20})), ("real", [1.5, 2], {}, ("range", {"steps": 20})),
    ("category", ["a", "b"], {}, ("other", {})), ("flag", [True, False], {}, ("keep", {})),
    ("text", ["a", "b"], {}, ("invent", {})), ("id", ["a", "b"], {}, ("pseudonym", {})),
    ("id", [1, 2], {}, ("pseudonym", {})),
    ("moment", DAYS, {}, ("period", {"unit": "month"})), ("moment", DAYS[:1], {}, ("period", {"unit": "day"})),
    ("id", DAYS, {}, ("invent", {})), ("id", DAYS, {"pii": "date of birth"}, ("period", {"unit": "year"})),
    ("category", ["a@b.de"], {"pii": "e-mail"}, ("pseudonym", {"as": "e-mail"})),
    ("integer", [49170, 49171], {"pii": "phone"}, ("pseudonym", {})),
    ("text", ["mail a@b.de"], {"pii": "text with e-mails"}, ("invent", {})),
    ("category", ["10115", "10117"], {"meaning": "postal code"}, ("prefix", {"length": 3}))])
def test_each_sort_of_column_has_its_action(kind, values, about, wanted):
    assert action(kind, values, **about) == wanted


def test_every_default_is_an_action_that_fits_any_described_table():
    table = people(40, 0).table.assign(mail=[f"p{i}@x.org" for i in range(40)])
    data = Dataset("t", table, describe(table))
    steps = plan_of(data)
    again = plan_of(data, json.dumps({step.column: {"action": step.action, **step.options} for step in steps}))
    assert [step.told() for step in again] == [step.told() for step in steps]


def test_what_is_called_a_key_is_one():
    for kind, values in (("integer", [1, 1]), ("real", [1.0, None]), ("category", ["a", "b"])):
        assert default(Column("Shop_ID", Kind(kind)), pd.Series(values), 20).action == "pseudonym"
    assert default(Column("idle", Kind.INTEGER), pd.Series([1, 2]), 20).action == "range"


def test_the_target_keeps_its_classes():
    assert [step.action for step in plan_of(people(20, 0, "job")) if step.column == "job"] == ["keep"]


def test_a_hand_overrides_single_columns():
    plan = plan_of(people(20, 0), '{"age": {"action": "range", "width": 10}, "job": "suppress"}')
    assert [(step.column, step.told()) for step in plan][:2] == [("age", "range (width 10)"), ("job", "suppress")]
    assert [step.why == "chosen by hand" for step in plan] == [True, True, False, False, False]


@pytest.mark.parametrize("text, said", [
    ("{", "plan is no JSON: .* in line 1, column 2"), ("[]", "plan must be a JSON object"),
    ('{"nobody": "keep"}', "no column 'nobody'"),
    ('{"age": "blur"}', "names no action for column 'age'; choose one of keep"), ('{"age": 3}', "names no action"),
    ('{"job": "noise"}', "'noise' does not fit column 'job', whose values are texts; choose one of keep, pseudonym"),
    ('{"age": {"action": "range", "wide": 1}}', "wide is no option; there is steps, width"),
    ('{"age": {"action": "range", "steps": 2.5}}', r"steps must be a whole number in \[1, 1000\], not 2.5"),
    ('{"age": {"action": "range", "width": 0}}', "width must be a number in"),
    ('{"age": {"action": "range", "steps": true}}', "steps must be a whole number"),
    ('{"since": {"action": "period", "unit": "era"}}', "unit must be one of day, week, month, quarter, year, not era"),
    ('{"since": {"action": "shift", "weekdays": 1}}', "weekdays must be true or false"),
    ('{"since": {"action": "shift", "by": "whom"}}', "no column 'whom'"),
    ('{"paid": "invent"}', "does not fit column 'paid'")])
def test_what_does_not_fit_is_refused_in_a_sentence(text, said):
    with pytest.raises(ValueError, match=said):
        plan_of(people(20, 0), text)


def test_every_action_is_told_in_the_form():
    from synth.params import params_of
    from synth.techniques.masking import Masking
    told = next(param.help for param in params_of(Masking) if param.name == "plan")
    assert told.endswith(f"Actions: {', '.join(ACTIONS)}.")


def quasi(data: Dataset, named: str = "", plan: str = "") -> tuple[str, ...]:
    return quasi_of(data, plan_of(data, plan), named)


def test_what_others_may_know_is_found_by_name():
    assert quasi(people(40, 0)) == ("age", "job")
    assert quasi(people(40, 0), plan='{"age": "pseudonym"}') == ("job",)


def test_else_columns_of_few_values_are_taken_but_not_the_target():
    data = dataset({"a": [1, 2] * 60, "b": list(range(120)), "c": ["x"] * 120, "y": [True, False] * 60}, "y")
    assert quasi(data) == ("a",)


def test_no_more_than_a_handful_and_the_best_known_first():
    names = [f"job_{i}" for i in range(10)] + ["sex", "age"]
    assert set(quasi(dataset({name: [1, 2] for name in names}))) == {"sex", "age", *names[:MOST - 2]}


def test_named_ones_are_taken_as_named():
    assert quasi(people(40, 0), " income, age ") == ("age", "income")
    with pytest.raises(ValueError, match="no column 'agee'"):
        quasi(people(40, 0), "agee")
    with pytest.raises(ValueError, match="values of column 'job' are made up anew"):
        quasi(people(40, 0), "job", '{"job": "invent"}')
