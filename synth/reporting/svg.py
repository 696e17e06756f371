"""Drawings as SVG text: marks that print, scale and need no script. Every text is escaped here and nowhere else."""

from html import escape

REAL, SYNTHETIC = "#0072B2", "#D55E00"
"""Real is filled, synthetic outlined and dashed: colour is never the only cue."""


def element(name: str, content: str = "", **attributes: object) -> str:
    """One element; underscores in attribute names become dashes, a trailing one is dropped."""
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_plain(value))}"' for key, value in attributes.items()
    )
    return f"<{name}{told}>{content}</{name}>" if content else f"<{name}{told}/>"


def text(x: float, y: float, words: object, **attributes: object) -> str:
    return element("text", escape(str(words)), x=x, y=y, **attributes)


def drawing(width: int, height: int, parts: list[str], title: str) -> str:
    """A picture that a screen reader calls by its title and that shrinks on a narrow page."""
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-label="{escape(title)}">'
        f"<title>{escape(title)}</title>{''.join(parts)}</svg>"
    )


def _plain(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
