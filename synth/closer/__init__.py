"""What is behind the scores: how rows are told apart, which groups are wrong, and where rows lie. See `closer`."""

from collections.abc import Callable
from functools import partial

import numpy as np

from synth.dataset import Dataset
from synth.metric import Skip
from synth.progress import Progress, part, quiet


def closer(train: Dataset, holdout: Dataset | None, synthetic: Dataset, rng: np.random.Generator,
           progress: Progress = quiet) -> dict:
    """Plain JSON with "wrong", "roc" and "map", as `wrong`, `roc` and `landscape` give them; null where there is
    nothing to tell, with the reason, a sentence, in "left_out" under the same word.

    Real figures stand for at least 5 real rows; example rows are synthetic. Raises: Cancelled.
    """
    from synth.closer.landscape import landscape
    from synth.closer.roc import roc
    from synth.closer.wrong import wrong

    parts: dict[str, tuple[str, Callable[..., dict]]] = {
        "wrong": ("looking for groups that are wrong", partial(wrong, train, holdout, synthetic)),
        "roc": ("telling real from synthetic rows", partial(roc, train, synthetic)),
        "map": ("drawing the map of all rows", partial(landscape, train, synthetic))}
    found: dict = {"left_out": {}}
    for i, (stream, (name, (note, find))) in enumerate(zip(rng.spawn(len(parts)), parts.items())):
        stage = part(progress, i / len(parts), (i + 1) / len(parts))
        stage(0.0, note)
        try:
            found[name] = find(stream, lambda share, more="", stage=stage, note=note: stage(share, more or note))
        except Skip as reason:
            found[name], found["left_out"][name] = None, str(reason)
    progress(1.0, "looked closer")
    return found
