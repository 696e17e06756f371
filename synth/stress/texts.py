"""Texts that programs trip over, by what is hard about them."""

LENGTH = 4000
"""Characters of a long text: more than most fields of databases and forms take, fewer than a cell of Excel holds."""
LONG = ("Größe 漢字 नमस्ते 🙂 " * LENGTH)[:LENGTH]

TEXTS = {
    "long unicode": LONG,
    "long word": "ä" * LENGTH,
    "emoji of several characters": "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽",
    "combining marks": "Mu\u0308ller a\u0301\u0323\u0330\u0308",
    "right to left": "שלום עולם مرحبا",
    "zero width": "no\u200bgap\u2060here\ufeff",
    "beyond the basic plane": "𝒜𝓁𝑔𝑒𝒷𝓇𝒶 𠮷野家",
    "dotless i": "İstanbul ılık",
    "line break": "first line\nsecond line",
    "tab": "left\tright",
    "quotes and separators": "say \"no\", 'yes'; a|b",
    "backslash": "C:\\new\\table",
    "only spaces": "   ",
    "empty text": "",
    "spaces around": "  padded ",
    "looks missing": "NULL",
    "looks like a number": "007",
    "looks like a date": "1-2",
    "looks like a formula": "=1+1",
    "ends a statement": "x'; SELECT 1; --",
    "markup": "<b>bold</b> &amp; <script>1</script>",
    "format directive": "%s {0} ${name} %n",
}
"""What is hard -> the text."""
AS_LEVEL = (
    "long unicode",
    "emoji of several characters",
    "combining marks",
    "right to left",
    "quotes and separators",
    "spaces around",
    "looks missing",
    "looks like a number",
)
"""Those that a category gets too, as a level nobody has seen."""
NOT_IN = {"xlsx": ("empty text",)}
"""By file ending, what it cannot hold: an empty cell of Excel is a missing value, and no empty text beside one."""
