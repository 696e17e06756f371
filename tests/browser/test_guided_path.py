"""A person's way from an uploaded file to a downloaded one, in a real Chromium."""

import io

import numpy as np
import pandas as pd
import pytest

from tests.browser.conftest import picture, says, settle

GENERATE = "Generate with the recommended technique"


def staff(rows: int = 300) -> bytes:
    """A CSV of people whose wage follows their grade, with missing values and hostile names."""
    rng = np.random.default_rng(1)
    grade = rng.integers(1, 6, rows)
    table = pd.DataFrame({"grade": grade, "wage": np.round(1000 * grade + rng.normal(0, 200, rows), 2),
                          "<b>team</b>": rng.choice(["*red*", "$blue$", "<script>alert(1)</script>"], rows),
                          "left": np.where(rng.random(rows) < 0.2, None, "2024-05-01"),
                          "email": [f"person{i}@real-company.com" for i in range(rows)]})
    return table.to_csv(index=False).encode()


def upload(page, url: str, name: str, content: bytes) -> None:
    page.goto(url)
    says(page, "Bring a table")
    page.get_by_text("Upload", exact=True).click()
    page.locator('input[type="file"]').set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name=GENERATE).wait_for()
    settle(page)


def test_upload_generate_compare_download(page, server, request):
    alerts = []
    page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    upload(page, server.url, "staff.csv", staff())
    picture(page, f"{request.node.callspec.id}-data")
    page.get_by_role("button", name=GENERATE).click()
    page.get_by_text("beside the real ones it learned from").first.wait_for()  # it polls until the scores are there
    says(page, "In words")
    picture(page, f"{request.node.callspec.id}-compare")
    bar = next(each for each in page.locator(".js-plotly-plot .point path").all() if each.bounding_box()["height"] > 20)
    page.get_by_role("button", name="Cancel").wait_for(state="detached")  # charts are drawn anew as scores come in
    bar.evaluate("bar => bar.scrollIntoView({block: 'center'})")
    place = bar.bounding_box()
    page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    page.locator(".hoverlayer .hovertext").first.wait_for()  # before it has seen the mouse, a chart notices no click
    page.mouse.down()
    page.mouse.up()
    says(page, "Close-up")
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    settle(page)
    for view, shown in (("Columns", "Close-up"), ("Pairs", "Pair, the worst first"), ("Correlations", "Spearman")):
        page.get_by_text(view, exact=True).first.click()
        says(page, shown)
        picture(page, f"{request.node.callspec.id}-{view.lower()}")
    assert "view=Correlations" in page.url and "run=" in page.url
    page.get_by_role("button", name="Take it away").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    content = download.value.path().read_bytes()
    picture(page, f"{request.node.callspec.id}-share")
    page.get_by_role("button", name="Report", exact=True).wait_for()  # it is there once all scores are
    settle(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Report", exact=True).click()
    report = download.value.path().read_text()
    assert report.startswith("<!doctype html>") and "<script>alert" not in report
    table = pd.read_csv(io.BytesIO(content))
    assert list(table.columns) == ["grade", "wage", "<b>team</b>", "left", "email"] and len(table) == 240
    assert set(table["grade"]) <= {1, 2, 3, 4, 5} and table["left"].isna().any()
    assert not table["email"].str.contains("real-company").any()
    stored = next(server.home.rglob("synthetic.csv")).read_bytes()
    assert content == stored
    assert not alerts


@pytest.mark.parametrize("page", ["desktop"], indirect=True)
def test_a_refresh_and_a_second_tab_find_everything(chromium, page, server):
    upload(page, server.url, "staff.csv", staff())
    page.reload()
    page.get_by_role("button", name=GENERATE).wait_for()
    page.get_by_role("button", name=GENERATE).click()
    says(page, "beside the real ones it learned from")
    other = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
    other.goto(page.url)
    says(other, "beside the real ones it learned from")
    other.goto(f"{server.url}/runs")
    says(other, "staff.csv")
    other.context.close()


def test_a_broken_file_is_a_sentence(page, server):
    page.goto(server.url)
    says(page, "Bring a table")
    page.get_by_text("Upload", exact=True).click()
    page.locator('input[type="file"]').set_input_files({"name": "empty.csv", "mimeType": "text/csv", "buffer": b""})
    page.get_by_role("alert").first.wait_for()
    settle(page)
    assert "Traceback" not in page.content()
    assert page.get_by_role("alert").first.inner_text().strip().endswith(".")


@pytest.mark.parametrize("page", ["desktop"], indirect=True)
def test_the_first_visit_of_a_server_may_be_a_deep_link(page, own_server):
    page.goto(f"{own_server.url}/learn")
    says(page, "Each way of making synthetic rows")
    assert "Page not found" not in page.inner_text("body")
