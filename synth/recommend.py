"""Which technique suits a table and what the rows are for, with the reason in words; and which do not."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from synth.facts import Facts, Purpose
from synth.measuring.binning import FEWEST
from synth.technique import Technique, shelf

FEW_ROWS, SMALL, FEW_TO_TRAIN = 150, 1_000, 2_000
"""Rows under which trees have little to split on; up to which networks remember them; under which models lack some."""
MANY_COLUMNS = 250
RARE, NEIGHBOURED = 0.05, 6
"""Share of rows under which a class is rare, and rows of it that SMOTE, which looks at five neighbours, needs."""
SEEN_BY_OTHERS = (Purpose.SHARE, Purpose.DEMO)
CLOSEST = (
    "closest to the real table in our benchmarks while its rows are no nearer to the rows it learned from than to rows "
    "it never saw, and it takes seconds."
)


@dataclass(frozen=True)
class Advice:
    """A technique's key, settings that differ from its defaults, and the reason in sentences, which may name columns.

    against: by key, why others are not advised, as `avoid` says.
    """

    technique: str
    reason: str
    params: dict = field(default_factory=dict)
    against: dict[str, str] = field(default_factory=dict)


def recommend(facts: Facts) -> Advice:
    """The technique for a table and a purpose: what the first rule that applies says."""
    advice = next(advice for rule in RULES if (advice := rule(facts)))
    told = _personal(facts) if facts.purpose in SEEN_BY_OTHERS else ""
    return replace(advice, reason=f"{advice.reason} {told}".strip())


def avoid(facts: Facts) -> dict[str, str]:
    """By its key, each technique that is not advised on this table and for this purpose, with why, as a sentence."""
    found = {key: next(_against(key, technique, facts), "") for key, technique in shelf().items()}
    return {key: why for key, why in found.items() if why}


def keys_that_join(facts: Facts) -> Advice | None:
    if facts.purpose is not Purpose.TEST or not facts.keys:
        return None
    return Advice(
        "masking",
        f"Software under test needs keys that still join: {_listed(facts.keys)} {_are(facts.keys)} kept under "
        "pseudonyms, the same value always under the same one; give all tables that join the same join key. Each row "
        "still stands for a real one, so keep the rows among those who may see the real table.",
    )


def rare_class_of_few_rows(facts: Facts) -> Advice | None:
    few = facts.rows < FEW_TO_TRAIN and _rare(facts) and facts.rarest * facts.rows >= NEIGHBOURED
    if facts.purpose is not Purpose.TRAIN or not few:
        return None
    return Advice(
        "smote",
        f"The rare class of '{facts.target}' has few rows to learn from ({facts.rarest:.1%} of {facts.rows:,}): SMOTE "
        "puts rows between real ones of it until all classes are as frequent. They lie right beside real rows: for "
        "your own training only, never for sharing. Judge the model by real rows that were kept from both.",
        {"classes": "balanced"},
    )


def few_rows(facts: Facts) -> Advice | None:
    if facts.rows >= FEW_ROWS:
        return None
    return Advice(
        "gaussian_copula",
        f"With {facts.rows} rows there is little to split on: a Gaussian copula, its correlations drawn towards none, "
        "learns the main trends and memorises nobody.",
        {"shrinkage": 0.2},
    )


def many_columns(facts: Facts) -> Advice | None:
    if facts.columns <= MANY_COLUMNS:
        return None
    return Advice(
        "gaussian_copula",
        f"With {facts.columns} columns a tree for each would take long; a Gaussian copula keeps all pairs in one step.",
    )


def for_a_demo(facts: Facts) -> Advice | None:
    if facts.purpose is not Purpose.DEMO:
        return None
    return Advice(
        "gaussian_copula",
        "A demo takes rows that come at once and give little away: in our benchmarks it took a fraction of a second, "
        "and its rows lay no nearer to the rows it learned from than to rows it never saw. Columns and pairs look "
        "right; finer ties are lost.",
    )


def for_a_model(facts: Facts) -> Advice | None:
    if facts.purpose is not Purpose.TRAIN:
        return None
    if _rare(facts):
        shown = f" ({facts.rarest:.1%} of rows)" if facts.rarest * facts.rows >= FEWEST else ""
        return Advice(
            "sequential_trees",
            f"It keeps the rare class of '{facts.target}'{shown} as rare as it is, with what goes along with it. It "
            "adds no knowledge of that class: more rows of it than there are real ones teach little that is new.",
        )
    aim = "Choose the column to predict, so that the scores tell how a model trained on these rows fares on real ones."
    return Advice(
        "sequential_trees",
        "In our benchmarks a model trained on its rows did nearly as well on unseen real ones as a model trained on "
        f"the real table. {'' if facts.target else aim}".strip(),
    )


def for_a_gap(facts: Facts) -> Advice | None:
    if facts.purpose is not Purpose.FILL:
        return None
    told = f"Rows that stand in for others must go with those around them: {CLOSEST} Ask for as many as are lacking."
    return Advice("sequential_trees", told)


def else_trees(facts: Facts) -> Advice:
    alone = "No key has to join with another table here, so nothing real needs to stay. "
    return Advice("sequential_trees", (alone if facts.purpose is Purpose.TEST else "") + CLOSEST.capitalize())


RULES = (
    keys_that_join,
    rare_class_of_few_rows,
    few_rows,
    many_columns,
    for_a_demo,
    for_a_model,
    for_a_gap,
    else_trees,
)


def _rare(facts: Facts) -> bool:
    return facts.rarest is not None and facts.rarest < RARE


def _personal(facts: Facts) -> str:
    """What becomes of personal data, "" where none was found."""
    told = []
    if facts.replaced:
        told.append(f"{_listed(facts.replaced)} {_are(facts.replaced)} personal and replaced by made-up values.")
    if facts.learned:
        told.append(
            f"{_listed(facts.learned)} {_are(facts.learned)} personal but learned, so real values come out: set the "
            "kind to text, or leave out, before others see the rows."
        )
    return " ".join(told)


def _against(key: str, technique: type[Technique], facts: Facts) -> Iterator[str]:
    small, wide = facts.rows < FEW_ROWS, facts.columns > MANY_COLUMNS
    if technique.family == "neural" and not technique.remote and facts.rows <= SMALL:
        yield f"{facts.rows:,} rows are too few for a neural network, which begins to remember them up to {SMALL:,}."
    if not technique.shareable and not _at_home(technique, facts.purpose):
        yield "Its rows are real ones or stand right beside real ones, and others are to see them."
    if technique.needs_target and facts.target and facts.rarest is None:
        yield f"It needs a target with classes, and '{facts.target}' has none."
    if key == "sequential_trees" and small:
        yield f"{facts.rows:,} rows leave trees little to split on."
    if key in ("sequential_trees", "vine_copula") and wide:
        yield f"{facts.columns:,} columns would take it long."
    if key == "vine_copula" and facts.columns and not facts.numeric:
        yield "It is made for numbers, and no column here is one."


def _at_home(technique: type[Technique], purpose: Purpose) -> bool:
    """Whether rows that stand for real ones may serve the purpose."""
    return purpose in (Purpose.TRAIN, Purpose.FILL) or (purpose is Purpose.TEST and technique.family == "masking")


def _listed(names: tuple[str, ...]) -> str:
    quoted = [f"'{name}'" for name in names[:3]] + ([f"{len(names) - 3} more"] if len(names) > 3 else [])
    return " and ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))


def _are(names: tuple[str, ...]) -> str:
    return "is" if len(names) == 1 else "are"
