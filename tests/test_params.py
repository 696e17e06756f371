from dataclasses import dataclass

import pytest

from synth.params import check_params, param, params_of


@dataclass
class Oven:
    heat: int = param(180, low=50, high=250, help="Degrees.", fast=60)
    fan: bool = param(False, help="Whether air moves.")
    shelf: str = param("middle", choices=("low", "middle", "high"), help="Where.")
    share: float = param(0.5, low=0, high=1, help="How full.")
    label: str = param("", text=1, help="What is in it.")


def test_everything_is_declared_once_and_read_in_order():
    heat, fan, shelf, share, label = params_of(Oven)
    assert (heat.name, heat.type, heat.default, heat.low, heat.high, heat.fast, heat.label) == (
        "heat", int, 180, 50, 250, 60, "Heat")
    assert (fan.type, shelf.choices, share.type, label.text) == (bool, ("low", "middle", "high"), float, 1)


@pytest.mark.parametrize("values, said", [
    ({"heat": 300}, "heat must lie in [50, 250], not 300."), ({"heat": 60.5}, "heat must be a whole number, not 60.5."),
    ({"heat": "hot"}, "heat must be a whole number, not hot."),
    ({"heat": True}, "heat must be a whole number, not True."),
    ({"heat": float("nan")}, "heat must"), ({"share": float("nan")}, "share must lie in [0, 1], not nan."),
    ({"fan": 1}, "fan must be true or false, not 1."),
    ({"shelf": "top"}, "shelf must be one of low, middle, high, not top."),
    ({"label": 7}, "label must be text, not 7.")])
def test_a_wrong_value_is_refused_by_name_bounds_and_value(values, said):
    with pytest.raises(ValueError) as error:
        check_params(Oven(**values))
    assert str(error.value).startswith(said)


def test_whole_floats_become_integers_and_integers_floats():
    oven = Oven(heat=200.0, share=1)
    check_params(oven)
    assert (type(oven.heat), type(oven.share)) == (int, float)


@pytest.mark.parametrize("name, text, value", [("heat", "90", 90), ("fan", "yes", True), ("fan", "False", False),
                                               ("shelf", "low", "low"), ("share", ".25", 0.25),
                                               ("label", "a pie", "a pie")])
def test_what_a_person_typed_is_understood(name, text, value):
    declared = {p.name: p for p in params_of(Oven)}
    assert declared[name].parse(text) == value


@pytest.mark.parametrize("name, text",
                         [("heat", "9.5"), ("heat", "x"), ("fan", "maybe"), ("shelf", "top"), ("share", "2")])
def test_what_a_person_mistyped_is_a_sentence_with_the_name(name, text):
    declared = {p.name: p for p in params_of(Oven)}
    with pytest.raises(ValueError, match=f"^{name} must"):
        declared[name].parse(text)


@pytest.mark.parametrize("declaration", [lambda: param(1, help="No bounds."), lambda: param("a", help="No choices.")])
def test_a_declaration_without_bounds_is_a_mistake(declaration):
    with pytest.raises(TypeError):
        declaration()
