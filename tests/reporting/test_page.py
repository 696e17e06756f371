"""The report as a file: whole, escaped, silent towards the outside, and true to what was measured."""

import re
from html.parser import HTMLParser

import numpy as np

from synth.comparison import compare
from synth.metric import metrics
from synth.recipe import Recipe
from synth.report import Report, evaluate
from synth.reporting.page import Document
from tests.tables import dataset, people

HOSTILE = "<img src=x onerror=alert(1)>&\"'"


class Tags(HTMLParser):
    """Collects tags with their attributes, and checks that all that is opened is closed."""

    def __init__(self):
        super().__init__()
        self.seen, self.open = [], []

    def handle_starttag(self, tag, attributes):
        self.seen.append((tag, dict(attributes)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.seen.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def page(**more) -> str:
    rng = np.random.default_rng(0)
    train, held, made = people(300, 0), people(100, 1), people(300, 2)
    report = evaluate(train, held, made, rng, only=["accuracy", "discriminator", "identical_rows", "regression"])
    about = {
        "name": "run",
        "data": "people",
        "recipe": Recipe("gaussian_copula", target="paid"),
        "report": report,
        "comparison": compare(train, made),
        "rows": 300,
        "learned": 300,
    }
    return Document(**about | more).html()


def parsed(text: str) -> Tags:
    tags = Tags()
    tags.feed(text)
    assert not tags.open
    return tags


def test_it_is_whole_and_asks_nobody_for_anything():
    text = page()
    tags = parsed(text)
    assert not [tag for tag, _ in tags.seen if tag in ("script", "link", "iframe", "object", "img", "form")]
    assert not [
        name
        for _, attributes in tags.seen
        for name in attributes
        if name.startswith("on") or name in ("src", "href", "action")
    ]
    assert "url(" not in text and "@import" not in text
    policy = next(a["content"] for tag, a in tags.seen if a.get("http-equiv") == "Content-Security-Policy")
    assert "default-src 'none'" in policy
    assert ("html", {"lang": "en"}) in tags.seen


def test_a_screen_reader_hears_every_picture_and_every_table_head():
    tags = parsed(page()).seen
    pictures = [a for tag, a in tags if tag == "svg"]
    assert len(pictures) >= 8 and all(a["role"] == "img" and a["aria-label"] for a in pictures)
    assert all(a.get("scope") in ("row", "col") for tag, a in tags if tag == "th")
    levels = [int(tag[1]) for tag, _ in tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1 and all(b - a <= 1 for a, b in zip(levels, levels[1:]))


def test_what_stems_from_data_is_escaped():
    train = dataset({HOSTILE: [HOSTILE, "a"] * 30, "n": list(range(60))}, HOSTILE)
    report = Report(
        (metrics()["shapes"].score(0.9, about=(HOSTILE,)), metrics()["shapes"].score(0.9)), {"accuracy": HOSTILE}
    )
    closer = {"wrong": {"groups": [{"sentence": HOSTILE}]}}
    text = page(
        name=HOSTILE,
        data=HOSTILE,
        report=report,
        comparison=compare(train, train),
        closer=closer,
        notes=(HOSTILE,),
        recipe=Recipe("shuffle", target=HOSTILE),
    )
    assert "<img" not in text and text.count("&lt;img") > 5
    parsed(text)


def test_scores_stand_with_interval_marks_and_words_and_what_was_skipped_says_why():
    text = page()
    assert "Accuracy" in text and "In words" in text and "not measured: The target" in text
    assert "none of its rows was observed" in text and "gaussian_copula" in text


def test_small_groups_are_hidden():
    """One of three hundred lives in Oslo."""
    train = dataset({"city": ["Rome"] * 299 + ["Oslo"], "n": list(range(300))})
    assert "Oslo" not in page(comparison=compare(train, train))


def test_rows_that_stand_close_to_real_ones_are_not_called_shareable():
    text = page(recipe=Recipe("resample"))
    assert "not for sharing" in text and "none of its rows was observed" not in text
