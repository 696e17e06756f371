"""Rules accepted for a dataset: none is lost, and they hold where nobody asks for them."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from types import SimpleNamespace

from components import settings, state, what_if
from components.accepted import accept
from components.settings import change
from synth.jobs.catalogue import Catalogue
from synth.recipe import Recipe
from synth.rules import of_record
from synth.scenarios import typed_shift


def test_rules_accepted_at_once_in_two_tabs_are_all_kept(tmp_path, monkeypatch):
    catalogue = Catalogue(tmp_path)
    monkeypatch.setattr(state, "catalogue", lambda: catalogue)
    monkeypatch.setattr(settings, "catalogue", lambda: catalogue)
    data = catalogue.submit("local", "read", "t", {})
    rules = [of_record(f"a < {i}").record() for i in range(20)]
    with ThreadPoolExecutor(8) as tabs:
        list(tabs.map(lambda rule: accept(data, rule), rules * 2))
    kept = catalogue.job("local", data.id).settings["rules"]
    assert sorted(map(str, kept)) == sorted(map(str, rules))
    accept(data, rules[0], wanted=False)
    change(data, "purpose", lambda _: "demo")
    kept = catalogue.job("local", data.id).settings
    assert len(kept["rules"]) == 19 and rules[0] not in kept["rules"] and kept["purpose"] == "demo"


def test_a_scenario_keeps_what_its_baseline_keeps():
    recipe = Recipe("shuffle", conditions="a > 1", rules=["a < b"])
    baseline = SimpleNamespace(request={"recipe": asdict(recipe)})
    found = what_if._recipe(baseline, [typed_shift("a=+10%")])
    assert (found.conditions, found.rules, len(found.shift)) == ("a > 1", ["a < b"], 1)


def test_what_is_kept_for_rows_is_no_steering_of_columns():
    data = SimpleNamespace(
        result={"target": "y"}, settings={"rules": [{"kind": "order"}], "where": "a > 1", "purpose": "demo"}, id="1"
    )
    assert settings.settings_of(data) == {"kinds": {}, "leave_out": [], "target": "y", "missing": {}}
    assert settings.profiled(data) is data
