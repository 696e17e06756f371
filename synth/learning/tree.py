"""One column given others: a decision tree whose leaves are distributions, smoothed towards their ancestors."""

import numpy as np

CHANCE = 10
"""Bits that the best of many cuts saves by chance alone, before what each further class adds."""


class ConditionalTree:
    """Draws codes of a column given inputs; a column without inputs is drawn as it is.

    Rows are kept sorted by leaf in the order in which the tree was grown (depth first), so that every node, not only
    every leaf, is a range of them: `first_` and `size_` say which. A draw stays in its leaf with probability
    size / (size + smoothing * (classes - 1)), classes being the effective number there (2 to the entropy), else it
    climbs to the parent and asks again; where it stops it takes a code from that range. That is the leaf's distribution
    shrunk towards its ancestors' one after another, without ever writing it out; pure leaves stay pure.

    Source: Reiter, "Using CART to generate partially synthetic public use microdata" (2005), for leaves as
    distributions; Breiman et al., "Classification and regression trees" (1984), for the tree; Witten and Bell, "The
    zero-frequency problem" (1991), for the weight of the parent.
    """

    def __init__(self, inputs: np.ndarray, classes: np.ndarray, codes: np.ndarray, leaf: int, caution: float,
                 smoothing: float, rng: np.random.Generator):
        """inputs (rows, inputs) float32; classes (rows,) steer the growth; codes (rows,) are what is drawn."""
        self.tree_ = None
        at = np.zeros(len(codes), dtype=np.int64)
        self.size_, self.parent_, others = np.array([len(codes)]), np.array([0]), np.zeros(1)
        if inputs.shape[1] and len(codes) >= 2 * leaf and (classes != classes[0]).any():
            self.tree_ = _grown(inputs, classes, leaf, caution * _price(classes), rng)
            at = self.tree_.apply(inputs)
            self.size_, self.parent_ = self.tree_.n_node_samples, _parents(self.tree_)
            others = 2.0**self.tree_.impurity - 1
        order = np.lexsort((codes, at))
        self.first_ = np.searchsorted(at[order], np.arange(len(self.size_)))
        self.codes_ = codes[order]
        self.keep_ = self.size_ / (self.size_ + smoothing * others)
        self.keep_[0] = 1.0

    def draw(self, inputs: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """A code for every row of inputs (rows, inputs) float32."""
        node = np.zeros(len(inputs), dtype=np.int64) if self.tree_ is None else self.tree_.apply(inputs)
        climbing = np.flatnonzero(rng.random(len(node)) >= self.keep_[node])
        while len(climbing):
            node[climbing] = self.parent_[node[climbing]]
            climbing = climbing[rng.random(len(climbing)) >= self.keep_[node[climbing]]]
        within = _spread(node, len(self.size_), rng) * self.size_[node]
        return self.codes_[self.first_[node] + within.astype(np.int64)]


def _grown(inputs: np.ndarray, classes: np.ndarray, leaf: int, price: float, rng: np.random.Generator):
    """A tree in which every split saves `price` bits over its rows, and every leaf holds `leaf` rows."""
    from sklearn.tree import DecisionTreeClassifier

    grown = DecisionTreeClassifier(min_samples_leaf=leaf, criterion="entropy",
                                   min_impurity_decrease=price / len(classes), random_state=int(rng.integers(2**31)))
    return grown.fit(inputs, classes).tree_


def _price(classes: np.ndarray) -> float:
    """Bits that a split may save by chance: more the more classes there are to be told apart."""
    share = np.bincount(classes) / len(classes)
    share = share[share > 0]
    return CHANCE + 2 ** float(-(share * np.log2(share)).sum()) - 1


def _parents(tree) -> np.ndarray:
    """The parent of every node; the root is its own."""
    parent = np.zeros(tree.node_count, dtype=np.int64)
    inner = np.flatnonzero(tree.children_left >= 0)
    parent[tree.children_left[inner]] = inner
    parent[tree.children_right[inner]] = inner
    return parent


def _spread(node: np.ndarray, nodes: int, rng: np.random.Generator) -> np.ndarray:
    """A number in [0, 1) for each row, evenly spread over the rows of each node and in random order among them.

    Stratified sampling: each code gets its share of a node's rows to within one row, so that drawn tables differ from
    the model by less than independent draws would.
    """
    mixed = rng.permutation(len(node))
    by_node = mixed[np.argsort(node[mixed].astype(np.int16 if nodes < 2**15 else np.int32), kind="stable")]
    rows = np.bincount(node, minlength=nodes)
    sorted_node = np.repeat(np.arange(nodes), rows)
    rank = np.arange(len(node)) - (np.cumsum(rows) - rows)[sorted_node]
    spread = np.empty(len(node))
    spread[by_node] = (rank + rng.random(len(node))) / rows[sorted_node]
    return np.minimum(spread, 1 - 1e-12)
