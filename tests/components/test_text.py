import pytest

from components.text import duration, escape_markdown, name, share, shorten, size


@pytest.mark.parametrize("text", ["*b*", "[a](http://x)", "$x$", "<script>", ":red[x]", "a_b_", "`c`", "# h", "![i](x)",
                                  "~~s~~", "1. x", ":smile:"])
def test_nothing_in_markdown_survives_unescaped(text):
    escaped = escape_markdown(text)
    assert escaped.replace("\\", "") == text.replace("\\", "")
    special = set("`*_{}[]()#+-.!|$~><&:")
    assert all(escaped[i - 1] == "\\" for i, character in enumerate(escaped) if character in special)


def test_lines_and_length_are_tamed():
    assert escape_markdown("a\n\n# b") == "a \\# b"
    assert shorten("x" * 50, 10) == "xxxxxx…xxx" and len(shorten("y" * 99, 24)) == 24
    assert shorten("  ") == "(empty)" and name("") == "\\(empty\\)"


@pytest.mark.parametrize("value, shown",
                         [(0, "0 %"), (1, "100 %"), (0.005, "0.5 %"), (0.123, "12 %"), (0.996, "99.6 %")])
def test_shares(value, shown):
    assert share(value) == shown


@pytest.mark.parametrize("seconds, shown",
                         [(0.2, "under a second"), (1, "1 second"), (59, "59 seconds"), (120, "2 minutes"),
                                            (7200, "2 hours"), (200_000, "2 days"), (None, "")])
def test_durations(seconds, shown):
    assert duration(seconds) == shown


@pytest.mark.parametrize("count, shown",
                         [(12, "12 bytes"), (2_345, "2 kB"), (5_600_000, "6 MB"), (7_890_000_000, "7.9 GB")])
def test_sizes(count, shown):
    assert size(count) == shown
