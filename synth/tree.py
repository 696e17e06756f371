"""One column given others: a decision tree whose leaves are distributions, smoothed towards their ancestors."""

import numpy as np


class ConditionalTree:
    """Draws codes of a column given inputs; a column without inputs is drawn as it is.

    Rows are kept sorted by leaf in the order in which the tree was grown (depth first), so that every node, not only
    every leaf, is a range of them: `first_` and `size_` say which. A draw stays in its leaf with probability
    size / (size + smoothing), else it climbs to the parent and asks again; where it stops it takes a code from that
    range. That is the leaf's distribution shrunk towards its ancestors' one after another, without ever writing it out.

    Source: Reiter, "Using CART to generate partially synthetic public use microdata" (2005), for leaves as
    distributions; Breiman et al., "Classification and regression trees" (1984), for the tree.
    """

    def __init__(self, inputs: np.ndarray, classes: np.ndarray, codes: np.ndarray, floor: int, smoothing: float,
                 rng: np.random.Generator):
        """inputs (rows, inputs) float32; classes (rows,) steer the growth; codes (rows,) are what is drawn."""
        self.tree_ = None
        leaf = np.zeros(len(codes), dtype=np.int64)
        self.size_, self.parent_ = np.array([len(codes)]), np.array([0])
        if inputs.shape[1] and len(codes) >= 2 * floor and (classes != classes[0]).any():
            self.tree_ = self._grown(inputs, classes, floor, rng)
            leaf = self.tree_.apply(inputs)
            self.size_, self.parent_ = self.tree_.n_node_samples, _parents(self.tree_)
        order = np.argsort(leaf, kind="stable")
        self.first_ = np.searchsorted(leaf[order], np.arange(len(self.size_)))
        self.codes_ = codes[order]
        self.keep_ = self.size_ / (self.size_ + smoothing)
        self.keep_[0] = 1.0

    def _grown(self, inputs: np.ndarray, classes: np.ndarray, floor: int, rng: np.random.Generator):
        from sklearn.tree import DecisionTreeClassifier

        grown = DecisionTreeClassifier(min_samples_leaf=floor, criterion="gini", random_state=int(rng.integers(2**31)))
        return grown.fit(inputs, classes).tree_

    def draw(self, inputs: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """A code for every row of inputs (rows, inputs) float32."""
        node = np.zeros(len(inputs), dtype=np.int64) if self.tree_ is None else self.tree_.apply(inputs)
        climbing = np.flatnonzero(rng.random(len(node)) >= self.keep_[node])
        while len(climbing):
            node[climbing] = self.parent_[node[climbing]]
            climbing = climbing[rng.random(len(climbing)) >= self.keep_[node[climbing]]]
        return self.codes_[self.first_[node] + (rng.random(len(node)) * self.size_[node]).astype(np.int64)]


def _parents(tree) -> np.ndarray:
    """The parent of every node; the root is its own."""
    parent = np.zeros(tree.node_count, dtype=np.int64)
    inner = np.flatnonzero(tree.children_left >= 0)
    parent[tree.children_left[inner]] = inner
    parent[tree.children_right[inner]] = inner
    return parent
