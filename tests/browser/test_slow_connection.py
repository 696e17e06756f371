"""A browser that hears late what the server says goes on asking for the page it still sees."""

import pytest

from tests.browser.test_guided_path import GENERATE, staff, upload

SECONDS_HELD = 4
"""How long the browser hears nothing: several looks at a running job."""


class Line:
    """The way from server to browser, which can be held up."""

    def __init__(self, page):
        self.held, self.holds = [], False
        page.route_web_socket("**/_stcore/stream", self._between)

    def _between(self, browser):
        self.browser = browser
        browser.connect_to_server().on_message(lambda message: self.held.append(message) if self.holds
                                               else browser.send(message))

    def release(self):
        self.holds = False
        while self.held:
            self.browser.send(self.held.pop(0))


@pytest.mark.parametrize("page", ["desktop"], indirect=True)
def test_looks_sent_after_the_page_was_left_do_not_end_the_connection(page, server):
    errors = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    line = Line(page)
    upload(page, server.url, "staff.csv", staff())
    page.get_by_role("button", name=GENERATE).click()
    page.get_by_role("button", name="Cancel").wait_for()  # the page looks at the job now
    line.holds = True
    page.wait_for_timeout(1000 * SECONDS_HELD)
    line.release()
    page.get_by_text("In words").first.wait_for()
    assert not [error for error in errors if "delta path" in error or "disconnected" in error], errors
