"""Gaps filled in a real Chromium: a table's own, then an uploaded file's, and what is taken away."""

import io

import pandas as pd

from tests.browser.conftest import picture, says, settle
from tests.browser.test_steering import open_sample


def test_gaps_are_filled_and_taken_away(page, server):
    open_sample(page, server.url, "Palmer penguins")
    size = page.viewport_size["width"]
    page.goto(f"{server.url}/fill?{page.url.partition('?')[2]}")
    says(page, "5 columns with gaps")
    picture(page, f"fill-ask-{size}")
    page.get_by_role("button", name="Fill the gaps").click()
    says(page, "19 cells filled")
    picture(page, f"fill-own-{size}")
    page.get_by_role("button", name="Make the file").click()
    page.get_by_role("button", name="Download (").wait_for()
    settle(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download (").click()
    made = pd.read_csv(io.BytesIO(download.value.path().read_bytes()))
    assert len(made) == 5 * 344 and made.notna().all(axis=None) and set(made["draw"]) == {1, 2, 3, 4, 5}

    page.get_by_text("Fill other rows, or otherwise").click()
    settle(page)
    page.get_by_text("Upload", exact=True).click()
    settle(page)
    content = b"species,body_mass_g,note\nAdelie,,a\n,5200,b\n"
    page.locator('input[type="file"]').set_input_files({"name": "rows.csv", "mimeType": "text/csv", "buffer": content})
    says(page, "2 rows, 3 columns")
    page.get_by_role("button", name="Fill the gaps").click()
    says(page, "14 cells filled")
    says(page, "The rows also hold the column")
    picture(page, f"fill-upload-{size}")
