"""The house stands as it was drawn: who may import whom, what lies where, and what nobody may do."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted(path for part in ("app.py", "screens", "components", "synth")
                 for path in ([ROOT / part] if part.endswith(".py") else (ROOT / part).rglob("*.py")))
HEAVY = ("sdv", "sdmetrics", "torch", "sklearn", "scipy.stats", "imblearn", "pyvinecopulib", "fairlearn", "duckdb",
         "sqlalchemy", "mesa")


def imports(path: Path) -> set[str]:
    """Every module that a file names in an import, wherever in the file."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module)
    return found


def under(path: Path, *parts: str) -> bool:
    return path.relative_to(ROOT).parts[:len(parts)] == parts


def names(path: Path, *packages: str) -> list[str]:
    return [name for name in imports(path) if name.split(".")[0] in packages]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(path):
    if under(path, "synth"):
        assert not names(path, "streamlit", "components", "screens", "app")
    if under(path, "components"):
        assert not names(path, "screens", "app")
    if under(path, "components", "charts"):
        assert not names(path, "streamlit", "pandas")
    if under(path, "screens"):
        assert not names(path, "screens", "app", "pandas", "numpy", "plotly")
    if under(path, "synth", "techniques"):
        assert not [name for name in imports(path) if name.startswith("synth.techniques.")]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_forbidden_is_used(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    keywords = {word.arg for node in ast.walk(tree) if isinstance(node, ast.Call) for word in node.keywords}
    assert not called & {"eval", "exec", "pickle.load", "pickle.loads", "pd.read_pickle", "np.random.seed"} - allowed(
        path)
    assert "unsafe_allow_html" not in keywords
    if not under(path, "components", "polling.py"):
        assert "run_every" not in keywords and "st.switch_page" not in called  # see why there
    bare = [node.lineno for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler) and node.type is None]
    assert not bare


def test_no_line_is_longer_than_120_characters():
    tests = (ROOT / "tests").rglob("*.py")
    assert not [f"{path}:{number}" for path in (*SOURCES, *tests)
                for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if len(line) > 120]


def allowed(path: Path) -> set[str]:
    """SDV takes its seed from numpy's global state only; its adapter sets and restores it."""
    return {"np.random.seed"} if path.name == "sdv_adapter.py" else set()


def test_no_page_lies_where_streamlit_would_run_it_without_the_frame():
    """A folder `pages` beside app.py, even without a file in it, makes Streamlit greet the first deep link after a
    start with "Page not found"."""
    assert not (ROOT / "pages").exists()


@pytest.mark.parametrize("path", [p for p in SOURCES if under(p, "screens")], ids=lambda path: path.name)
def test_pages_say_what_and_stay_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 120


def test_pages_name_no_technique():
    from synth.technique import shelf

    for path in (p for p in SOURCES if under(p, "screens")):
        words = {node.value for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                 if isinstance(node, ast.Constant)}
        assert not words & set(shelf()), path


def test_the_screen_process_never_imports_what_is_heavy(tmp_path):
    """Every page is run in one fresh process, which then must not hold any of the heavy libraries."""
    pages = [f"screens/{p.parent.name}/{p.name}" for p in SOURCES if under(p, "screens")]
    program = ("import sys; from streamlit.testing.v1 import AppTest; test = AppTest.from_file('app.py', "
               "default_timeout=60).run()\n"
               f"assert not test.exception, test.exception\n"
               f"for page in {pages!r}:\n    assert not test.switch_page(page).run().exception, page\n"
               f"print([m for m in {HEAVY!r} if m in sys.modules])")
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=180,
                          env={"PATH": "/usr/bin:/bin", "LOOKALIKE_HOME": str(tmp_path), "HOME": str(tmp_path),
                               "LOOKALIKE_CALIBRATE": "0"})
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.strip().splitlines()[-1] == "[]"
