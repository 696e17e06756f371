"""A person's way to certain rows under certain rules, in a real Chromium."""

import io

import pandas as pd
import pytest

from tests.browser.conftest import picture, says, settle

ASKED = 'state == "OH" and quantity == 1 and month(ordered) in (2, 3)'


def open_sample(page, url: str, title: str) -> None:
    page.goto(url)
    says(page, "Bring a table")
    card = page.locator('[data-testid="stVerticalBlock"]').filter(has_text=title)
    card.filter(has=page.get_by_role("button", name="Use this")).last.get_by_role("button", name="Use this").click()
    page.get_by_role("button", name="Generate with the recommended technique").wait_for()
    settle(page)


@pytest.mark.parametrize("page", ["desktop"], indirect=True)
def test_a_thousand_orders_of_one_product_from_ohio_in_february_or_march(page, server):
    open_sample(page, server.url, "Online shop")
    page.get_by_role("link", name="Choose another technique").click()
    says(page, "Choose a technique")
    page.get_by_text("Only certain rows").first.click()
    field = page.get_by_role("textbox", name="Every row has to meet")
    field.fill(ASKED)
    field.press("Enter")
    says(page, "Every row: state is OH")
    page.get_by_text("Rules that every row keeps").first.click()
    settle(page)
    page.get_by_role("button", name="Look for rules in the real rows").click()
    says(page, "These seem to hold")
    rules = page.get_by_role("checkbox", name="holds in")
    for i in range(rules.count()):  # in haste: none may be lost
        rules.nth(i).locator("xpath=ancestor::label").click()
    settle(page)
    assert all(rules.nth(i).is_checked() for i in range(rules.count()))
    picture(page, "steering-rules")
    rows = page.get_by_role("spinbutton", name="Rows to make")
    rows.fill("1000")
    rows.press("Enter")
    settle(page)
    page.get_by_role("button", name="Generate", exact=True).click()
    says(page, "1,000 synthetic rows beside the real ones")
    picture(page, "steering-compare")
    page.get_by_role("button", name="Cancel").wait_for(state="detached")  # it polls until the scores are there
    settle(page)
    page.get_by_role("button", name="Take it away").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    made = pd.read_csv(io.BytesIO(download.value.path().read_bytes()), parse_dates=["ordered", "delivered"])
    assert len(made) == 1000
    assert set(made["state"]) == {"OH"} and set(made["quantity"]) == {1}
    assert set(made["ordered"].dt.month) == {2, 3}
    assert made["order_id"].is_unique
    assert (made["delivered"].isna() | (made["delivered"] >= made["ordered"].dt.normalize())).all()
    cents = (made["quantity"] * made["price"] * (1 - made["discount"]) - made["total"]).abs()
    assert cents.max() < 0.00501
