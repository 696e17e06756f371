"""The table of columns on the Data page: what comes first, what is said, and that what is decided is kept."""

import io
import json

from components import state
from components.columns import AT_ONCE, risk, sure
from tests.screen import finished


def uploaded(text: str):
    file = io.BytesIO(text.encode())
    file.name = "t.csv"
    state.submit("read", "t.csv", {}, uploads=[file])
    job = finished("read")
    assert job.state == "succeeded", job.reason
    return job


def column(**changes) -> dict:
    return {"name": "x", "kind": "category", "pii": None, "confidence": 0.95, "codes": []} | changes


def test_risky_columns_come_first():
    ordered = [
        column(pii="name", kind="text"),
        column(kind="id"),
        column(confidence=0.5),
        column(codes=[{"value": "?"}]),
        column(),
    ]
    assert [risk(each) for each in ordered] == [0, 1, 2, 3, 4]
    assert [sure(each) for each in (0.95, 0.8, 0.5)] == ["sure", "likely", "unsure"]


def test_codes_are_taken_as_missing_and_given_back(app):
    data = uploaded(
        "job,age\n"
        + "".join(
            f"{'?' if i % 5 == 0 else 'cook' if i % 2 else 'clerk'},{'n.k.' if i % 6 == 0 else i % 50}\n"
            for i in range(300)
        )
    )
    app.query_params["data"] = data.id
    app.run()
    assert not app.exception
    app.button(key=f"all-codes-{data.id}").click().run()
    assert state.catalogue().job("local", data.id).settings["missing"] == {"job": ["?"], "age": ["n.k."]}
    profile = json.loads(
        (state.catalogue().folder("local", finished("profile").id) / "profile.json").read_text(encoding="utf-8")
    )
    assert {each["name"]: (each["kind"], round(each["missing"], 2)) for each in profile["columns"]} == {
        "job": ("category", 0.2),
        "age": ("integer", 0.17),
    }
    app.run()
    pills = next(each for each in app.pills if "job" in each.label)
    assert pills.value == ["?"]
    pills.set_value([]).run()
    assert state.catalogue().job("local", data.id).settings["missing"] == {"age": ["n.k."]}


def test_many_columns_are_shown_some_at_a_time(app):
    names = [f"feature {i}" for i in range(AT_ONCE + 50)]
    rows = "".join(",".join(str((i * 31 + j * 17) % 97 / 7) for j in range(len(names))) + "\n" for i in range(30))
    data = uploaded(",".join(names) + "\n" + rows)
    app.query_params["data"] = data.id
    app.run()
    assert not app.exception
    assert any(f"{len(names)} of {len(names)} columns" in each.value for each in app.caption)
    app.text_input(key=f"find-{data.id}").set_value("feature 24").run()
    assert any(f"{11} of {len(names)} columns" in each.value for each in app.caption) and not app.exception
