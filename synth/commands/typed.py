"""Options that name a column and something about it."""


def pairs(words: list[str], option: str) -> dict[str, str]:
    for word in words:
        if "=" not in word:
            raise ValueError(f"{option} takes KEY=VALUE, not '{word}'.")
    return dict(word.split("=", 1) for word in words)


def words(typed: list[str], option: str) -> dict[str, list[str]]:
    """{column: words} of COLUMN=WORD[,WORD]; a column may be named more than once."""
    found: dict[str, list[str]] = {}
    for pair in typed:
        for column, listed in pairs([pair], option).items():
            found.setdefault(column, []).extend(listed.split(","))
    return found
