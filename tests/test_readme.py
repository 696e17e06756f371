"""What the README claims is so."""

import re
import shlex
from pathlib import Path

import pytest

from synth.__main__ import _parser
from synth.commands import COMMANDS
from synth.technique import shelf

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = [line.partition("  #")[0].strip() for block in re.findall(r"```\n(.*?)```", README, re.S)
          for line in block.splitlines() if line.strip()]


def section(title: str) -> str:
    return README.partition(f"## {title}\n")[2].partition("\n## ")[0]


def code(pattern: str) -> set[str]:
    """Everything in the code that matches the pattern."""
    return {word for part in ("synth", "components", "screens") for path in (ROOT / part).rglob("*.py")
            for word in re.findall(pattern, path.read_text(encoding="utf-8"))}


def test_the_two_commands_stand_in_the_first_screen_and_are_real():
    first = README.splitlines()[:20]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("run", "test"):
        assert any(line.startswith(f"make {target}") for line in first)
        assert re.search(rf"^{target}:", makefile, re.M)
    assert "make test" in (ROOT / ".ci/run").read_text(encoding="utf-8")


def test_the_plain_commands_are_those_of_the_makefile():
    torch = next(line for line in (ROOT / "requirements.txt").read_text().splitlines() if line.startswith("torch=="))
    assert f".venv/bin/pip install {torch}" in BLOCKS
    for line in BLOCKS:
        for file in re.findall(r"-r (\S+)|run (app\.py)", line):
            assert (ROOT / "".join(file)).is_file()


@pytest.mark.parametrize("line", [line for line in BLOCKS if line.startswith("python -m synth")])
def test_every_command_shown_is_understood(line):
    options = _parser().parse_args(shlex.split(line)[3:])
    assert getattr(options, "technique", None) in {None, *shelf()}


def test_every_command_there_is_is_shown():
    shown = {shlex.split(line)[3] for line in BLOCKS if line.startswith("python -m synth")}
    assert shown == set(COMMANDS)


def test_every_technique_stands_in_the_table_under_its_title():
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", section("Techniques"), re.M))
    assert rows == {key: technique.title for key, technique in shelf().items()}


def test_every_place_on_the_map_exists():
    places = re.findall(r"`([\w./]+(?:/|\.py))`", section("A map of the code"))
    assert len(places) > 15
    for place in places:
        assert (ROOT / place).exists() or (ROOT / "synth" / place).exists(), place


def test_every_setting_is_told_and_no_other():
    assert set(re.findall(r"`(LOOKALIKE_\w+)`", section("Settings"))) == code(r"\bLOOKALIKE_[A-Z0-9_]+\b")


def test_the_screenshot_is_a_picture():
    path = ROOT / re.search(r"!\[[^\]]+\]\(([^)]+)\)", README)[1]
    content = path.read_bytes()
    assert content.startswith(b"\x89PNG") and int.from_bytes(content[16:20]) >= 1000


def test_the_server_binds_and_tells_as_claimed():
    config = (ROOT / ".streamlit/config.toml").read_text()
    assert 'address = "127.0.0.1"' in config and "gatherUsageStats = false" in config
    assert 'showErrorDetails = "none"' in config


def test_decisions_are_dated_newest_last():
    dates = re.findall(r"^- \*\*(\d{4}-\d{2}-\d{2})\*\*", section("Decision log"), re.M)
    assert dates and dates == sorted(dates)
