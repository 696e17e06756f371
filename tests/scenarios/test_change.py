"""Changes as records, as they are typed, and in words; what makes no sense is refused in a sentence."""

import pytest

from synth.scenarios import (
    Balance,
    Equal,
    Shift,
    balances_of,
    record,
    shifts_of,
    typed_balance,
    typed_equal,
    typed_shift,
    words,
)


@pytest.mark.parametrize(
    "text, shift",
    [
        ("hours=+10%", Shift("hours", "mean", "by", 0.1)),
        ("hours=-3", Shift("hours", "mean", "add", -3.0)),
        ("hours=45", Shift("hours", "mean", "to", 45.0)),
        ("spread(a b)=+20%", Shift("a b", "spread", "by", 0.2)),
        ("correlation(age, pay)=0.5", Shift("age", "correlation", "to", 0.5, "pay")),
        ("trend(pay,date)=-50%", Shift("pay", "trend", "by", -0.5, "date")),
        ("a=b=+1", Shift("a=b", "mean", "add", 1.0)),
        ("ordered=+30days", Shift("ordered", "mean", "add", 30.0, unit="day")),
        ("ordered=-2 weeks", Shift("ordered", "mean", "add", -2.0, unit="week")),
        ("ordered=1970-01-11", Shift("ordered", "mean", "to", 10.0, unit="date")),
        ("growth(total, ordered)=2%/month", Shift("total", "growth", "to", 0.02, "ordered", "month")),
        ("growth(total,ordered)=-1.5 % a year", Shift("total", "growth", "to", -0.015, "ordered", "year")),
    ],
)
def test_shifts_are_typed_and_kept(text, shift):
    assert typed_shift(text) == shift
    assert shifts_of([record(shift)]) == [shift] == shifts_of([text])


def test_balances_are_typed_and_kept():
    balance = typed_balance("sex=Female:0.6, Male:40%")
    assert balance == Balance("sex", (("Female", 0.6), ("Male", 0.4)))
    assert typed_balance("time=12:30:0.5").shares == (("12:30", 0.5),)
    equal = typed_equal("income=sex")
    assert balances_of([record(balance), record(equal)]) == [balance, equal] == [balance, Equal("income", "sex")]


@pytest.mark.parametrize(
    "make, told",
    [
        (lambda: typed_balance("sex"), "COLUMN=LEVEL:SHARE"),
        (lambda: typed_balance("sex=Female:much"), "no share"),
        (lambda: typed_balance("sex=Female:0.8,Male:0.8"), "add up to 1.6"),
        (lambda: typed_balance("sex=Female:1.2"), r"must lie in \[0, 1\]"),
        (lambda: typed_balance("sex=F:0.1,F:0.2"), "named twice"),
        (lambda: typed_equal("income"), "OUTCOME=GROUPS"),
        (lambda: typed_equal("a=a"), "equal across itself"),
        (lambda: typed_shift("hours"), "A shift is"),
        (lambda: typed_shift("hours=10%"), "with its sign"),
        (lambda: typed_shift("correlation(a)=0.5"), "two columns"),
        (lambda: typed_shift("trend(a,a)=1"), "with itself"),
        (lambda: balances_of({"sex": 1}), "list of changes"),
        (lambda: balances_of([{"sex": 1}]), "A balance is"),
        (lambda: shifts_of([{"column": "a", "what": "mean"}]), "A shift is"),
        (lambda: shifts_of([{"column": "a", "what": "mood", "by": 1}]), "A shift is"),
        (lambda: shifts_of([{"column": "a", "what": "mean", "by": "much"}]), "needs a number"),
        (lambda: shifts_of(["a=+1", "a=+2"]), "twice"),
        (lambda: shifts_of(["growth(a,b)=1%/day", "trend(a,b)=+2%"]), "twice"),
        (lambda: typed_shift("ordered=30days"), "with its sign, as [+]30days"),
        (lambda: typed_shift("ordered=2024-02-30"), "no day"),
        (lambda: typed_shift("growth(a,b)=2%"), "growth[(]COLUMN,DATE[)]=2%/month"),
        (lambda: shifts_of([{"column": "a", "what": "mean", "add": 1, "unit": "hour"}]), "no unit 'hour'"),
        (lambda: shifts_of([{"column": "a", "what": "spread", "add": 1, "unit": "day"}]), "has no day to it"),
        (lambda: shifts_of([{"column": "a", "what": "growth", "to": 0.1, "with": "b"}]), "as 2%/month"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(make, told):
    with pytest.raises(ValueError, match=told):
        make()


def test_words_say_what_is_asked():
    assert words(typed_shift("hours=+10%")) == "mean of hours +10 %"
    assert words(typed_shift("trend(pay,date)=-2")) == "trend of pay along date -2"
    assert words(typed_shift("ordered=+1month")) == "mean of ordered 1 month later"
    assert words(typed_shift("ordered=-30days")) == "mean of ordered 30 days earlier"
    assert words(typed_shift("ordered=2024-03-01")) == "mean of ordered to 2024-03-01"
    assert words(typed_shift("growth(total,ordered)=2%/month")) == "total grows by 2 % a month along ordered"
    assert words(typed_balance("sex=F:0.5")) == "shares of sex: F 0.5"
    assert words(typed_equal("income=sex")) == "income as frequent in all groups of sex"
