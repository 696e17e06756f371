"""A script taken away gives the same rows as the run it came from."""

import subprocess
import sys
from pathlib import Path

from synth.inventing.request import invented
from synth.reading import Options, read
from synth.reading.several.many import read_many
from synth.reading.samples import load_sample
from synth.recipe import Recipe
from synth.script import script

ROOT = Path(__file__).parents[1]


def written(text: str, folder: Path, *arguments: Path) -> bytes:
    """What the script writes, run as its docstring says."""
    (folder / "make.py").write_text(text, encoding="utf-8")
    subprocess.run(
        [sys.executable, str(folder / "make.py"), *map(str, arguments), str(folder / "out.csv")],
        check=True,
        timeout=120,
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)},
    )
    return (folder / "out.csv").read_bytes()


def expected(run, folder: Path) -> bytes:
    from synth.writing import write

    write(run.table, folder / "expected.csv")
    return (folder / "expected.csv").read_bytes()


def test_the_script_of_a_file_gives_the_same_rows(tmp_path):
    source = tmp_path / 'a "quoted" näme.csv'
    source.write_text(
        "colour,size\n" + "".join(f"{'red' if i % 3 else 'blue'},{i % 7 + 0.5}\n" for i in range(200)), encoding="utf-8"
    )
    data = read(source).dataset
    recipe = Recipe("sequential_trees", {"leaf": 20}, seed=4, holdout=0.2, target="colour", data=data.digest)
    assert written(script(recipe), tmp_path, source) == expected(recipe.run(data), tmp_path)


def test_the_script_of_a_sample_needs_no_file(tmp_path):
    recipe = Recipe("gaussian_copula", {"shrinkage": 0.1}, rows=50, seed=2, leave_out=("year",))
    assert written(script(recipe, {"sample": "penguins"}), tmp_path) == expected(
        recipe.run(load_sample("penguins")), tmp_path
    )


def test_the_script_reads_as_the_run_did(tmp_path):
    source = tmp_path / "t.csv"
    source.write_text(
        "left,out\na,b\n" + "".join(f"{i % 5},{i % 3}\n" for i in range(60)) + "broken\n", encoding="utf-8"
    )
    options = {"header": 2, "lines": {"63": "drop"}}
    data = read(source, options=Options.from_record(options)).dataset
    recipe = Recipe("shuffle", seed=1, data=data.digest)
    assert data.names == ["a", "b"] and len(data) == 60
    assert written(script(recipe, {"path": "upload.csv", "options": options}), tmp_path, source) == expected(
        recipe.run(data), tmp_path
    )


def test_the_script_of_several_files_takes_them_all(tmp_path):
    files = [tmp_path / f"{name}.csv" for name in ("jan", "feb")]
    for place, file in enumerate(files):
        file.write_text("day,n\n" + "".join(f"{i + 31 * place},{i % 4}\n" for i in range(30)), encoding="utf-8")
    data = read_many(files).dataset
    recipe = Recipe("shuffle", seed=1, data=data.digest)
    assert len(data) == 60
    assert written(script(recipe, {"paths": ["upload.csv", "upload1.csv"]}), tmp_path, *files) == expected(
        recipe.run(data), tmp_path
    )


def test_the_script_of_a_table_made_by_hand_needs_no_file(tmp_path):
    schema = {
        "tables": [
            {"name": "t", "rows": 40, "columns": [{"name": "n", "field": "integer", "params": {"low": 1, "high": 6}}]}
        ]
    }
    data = invented(schema, 50, 3).dataset
    recipe = Recipe("shuffle", seed=1, data=data.digest)
    assert written(script(recipe, {"schema": schema, "rows": 50, "seed": 3}), tmp_path) == expected(
        recipe.run(data), tmp_path
    )


def test_column_names_cannot_break_out_of_the_script(tmp_path):
    recipe = Recipe("shuffle", target='"""; raise SystemExit(3) #', leave_out=("'); raise SystemExit(4) #",))
    compile(script(recipe), "make.py", "exec")
    assert "raise SystemExit" in script(recipe).replace("\\", "")
    found = {}
    exec(
        compile(
            script(recipe).partition("RECIPE = ")[2].partition("\nrun = ")[0].join(["r = ", ""]), "make.py", "exec"
        ),
        {"Recipe": Recipe},
        found,
    )
    assert found["r"] == recipe


def test_the_script_keeps_the_conditions_on_the_rows(tmp_path):
    source = tmp_path / "sizes.csv"
    source.write_text(
        "colour,size\n" + "".join(f"{'red' if i % 3 else 'blue'},{i % 7 + 0.5}\n" for i in range(200)), encoding="utf-8"
    )
    data = read(source).dataset
    recipe = Recipe(
        "gaussian_copula", rows=30, seed=1, conditions={"column": "colour", "operator": "==", "values": ["blue"]}
    )
    written_rows = written(script(recipe), tmp_path, source)
    assert written_rows == expected(recipe.run(data), tmp_path) and b"red" not in written_rows


def test_the_script_writes_the_hard_rows_too(tmp_path):
    recipe = Recipe("shuffle", rows=60, seed=2, stress={"share": 0.2, "tags": True}, rules=["body_mass_g >= 2000"])
    rows = written(script(recipe, {"sample": "penguins"}), tmp_path)
    assert rows == expected(recipe.run(load_sample("penguins")), tmp_path) and b"breaks rule" in rows


def test_the_script_of_filling_gives_the_same_cells(tmp_path):
    recipe = Recipe("sequential_trees", {"leaf": 25}, seed=5, filling={"draws": 2})
    rows = tmp_path / "rows.csv"
    rows.write_text("species,body_mass_g\nAdelie,\n,4000\n", encoding="utf-8")
    filled = recipe.fill(load_sample("penguins"), read(rows).dataset)
    assert len(filled.stacked) == 4 and filled.stacked.notna().all(axis=None)
    text = script(recipe, {"sample": "penguins"}, rows={"path": "rows.csv"})
    assert written(text, tmp_path, rows) == _stacked(filled, tmp_path)


def _stacked(filled, folder: Path) -> bytes:
    from synth.writing import write

    write(filled.stacked, folder / "expected.csv")
    return (folder / "expected.csv").read_bytes()
