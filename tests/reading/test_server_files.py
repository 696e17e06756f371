import os

import pytest

from synth.reading.server_files import LISTED, server_file, server_files


@pytest.fixture
def folder(tmp_path, monkeypatch):
    folder = tmp_path / "files"
    (folder / "2024").mkdir(parents=True)
    (folder / "a.csv").write_text("a\n1\n")
    (folder / "2024" / "b.csv").write_text("a\n1\n2\n")
    (folder / ".hidden.csv").write_text("secret")
    (tmp_path / "outside.csv").write_text("secret")
    (folder / "way out.csv").symlink_to(tmp_path / "outside.csv")
    (folder / "up").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.csv")
    monkeypatch.setenv("LOOKALIKE_FILES", str(folder))
    return folder


def test_ordinary_files_are_listed_with_their_size(folder):
    assert [(each.name, each.size) for each in server_files()] == [("a.csv", 4), ("2024/b.csv", 6)]


def test_a_listed_file_is_found_again(folder):
    assert [server_file(each.name) for each in server_files()] == [folder / "a.csv", folder / "2024" / "b.csv"]


@pytest.mark.parametrize("name", ["", ".", "..", "../outside.csv", "2024/../../outside.csv", "/etc/passwd",
                                  "way out.csv", "up/outside.csv",
                                  ".hidden.csv", "pipe.csv", "2024", "gone.csv", "a.csv\0", "2024/../a.csv"])
def test_nothing_else_is(folder, name):
    with pytest.raises(ValueError, match="no such file in the server's folder"):
        server_file(name)


def test_a_long_folder_is_cut(folder):
    for i in range(LISTED + 5):
        (folder / f"c{i}.csv").touch()
    assert len(server_files()) == LISTED


def test_without_a_folder_there_is_nothing_and_a_wrong_one_is_told(monkeypatch, tmp_path):
    monkeypatch.delenv("LOOKALIKE_FILES", raising=False)
    assert server_files() == []
    with pytest.raises(ValueError, match="set LOOKALIKE_FILES"):
        server_file("a.csv")
    monkeypatch.setenv("LOOKALIKE_FILES", str(tmp_path / "gone"))
    with pytest.raises(ValueError, match="is no folder; correct the setting"):
        server_files()
