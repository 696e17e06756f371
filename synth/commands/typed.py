"""Options of several words, and what they say of columns and parameters."""


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


def several(parser, option: str, metavar: str, help: str | None = None) -> None:
    """An option that takes one word or more, and may be given again."""
    parser.add_argument(option, nargs="+", action="extend", default=[], metavar=metavar, help=help)


def params(technique: str, typed: list[str]) -> dict:
    """A technique's parameters of KEY=VALUE. Raises: ValueError for an unknown technique or a value it cannot read."""
    from synth.params import params_of
    from synth.technique import make

    known = {param.name: param for param in params_of(type(make(technique)))}
    return {key: known[key].parse(value) if key in known else value for key, value in pairs(typed, "--set").items()}
