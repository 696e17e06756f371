"""One column given others: a decision tree whose leaves are distributions, smoothed towards their ancestors."""

import numpy as np

CHANCE = 10
"""Bits that the best of many cuts saves by chance alone, before what each further class adds."""
PARAMETER = 0.72
"""Bits that a share costs on other rows than those it was taken from: half of a natural unit (Akaike, 1974)."""
GROWN, FEW, WARY = 0.5, 2000, 1.5
"""Share of the rows, other ones for each column, that a tree is grown on; its leaves are filled with all. So no row
shapes every column, and less of it is remembered. Where less than FEW rows differ from the most frequent class, none
can be spared, and a split must save WARY times as much."""


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
        self.size_, self.parent_, others, self.bits_ = np.array([len(codes)]), np.array([0]), np.zeros(1), bits(classes)
        if inputs.shape[1] and len(codes) >= 2 * leaf and (classes != classes[0]).any():
            self.tree_ = _grown(inputs, classes, leaf, caution * _price(classes), rng)
            at = self.tree_.apply(inputs)
            self.parent_, others = _parents(self.tree_), 2.0**self.tree_.impurity - 1
            self.size_ = _rows(at, self.parent_)
            self.bits_ = _told(self.tree_, self.size_)
        order = np.lexsort((codes, at))
        self.first_ = np.searchsorted(at[order], np.arange(len(self.size_)))
        self.codes_ = codes[order]
        self.keep_ = self.size_ / (self.size_ + smoothing * others)
        self.keep_[0] = 1.0

    def draw(self, inputs: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """A code for every row of inputs (rows, inputs) float32."""
        node = self.climbed(self.leaf(inputs), self.keep_, rng)
        within = _spread(node, len(self.size_), rng) * self.size_[node]
        return self.codes_[self.first_[node] + within.astype(np.int64)]

    def leaf(self, inputs: np.ndarray) -> np.ndarray:
        """The leaf of every row of inputs."""
        return np.zeros(len(inputs), dtype=np.int64) if self.tree_ is None else self.tree_.apply(inputs)

    def climbed(self, leaf: np.ndarray, keep: np.ndarray, rng: np.random.Generator,
                within: np.ndarray | int = 0) -> np.ndarray:
        """The node in which each draw stops that begins in a leaf and stays with probability keep[within + node]."""
        node, within = leaf.copy(), np.broadcast_to(within, len(leaf))
        climbing = np.flatnonzero(rng.random(len(node)) >= keep[node + within])
        while len(climbing):
            node[climbing] = self.parent_[node[climbing]]
            climbing = climbing[rng.random(len(climbing)) >= keep[node[climbing] + within[climbing]]]
        return node

    def shares(self, of: np.ndarray) -> np.ndarray:
        """The chances of each class in each node, (nodes, classes), as drawn; of (codes,): the class of each code."""
        size = int(of.max()) + 1
        leaf = np.flatnonzero(self.leaves)
        leaf = leaf[np.argsort(self.first_[leaf])]
        rows = np.repeat(leaf, self.size_[leaf]) * size + of[self.codes_]
        share = np.bincount(rows, minlength=len(self.size_) * size).reshape(-1, size).astype(float)
        for node in range(len(share) - 1, 0, -1):
            share[self.parent_[node]] += share[node]
        share /= self.size_[:, None]
        for node in range(1, len(share)):
            share[node] = self.keep_[node] * share[node] + (1 - self.keep_[node]) * share[self.parent_[node]]
        return share

    @property
    def leaves(self) -> np.ndarray:
        """Whether each node is a leaf."""
        return np.ones(1, dtype=bool) if self.tree_ is None else self.tree_.children_left < 0


def _grown(inputs: np.ndarray, classes: np.ndarray, leaf: int, price: float, rng: np.random.Generator):
    """A tree in which every split saves `price` bits over the rows it grows on; leaves hold their share of `leaf`."""
    from sklearn.tree import DecisionTreeClassifier

    share = GROWN if len(classes) - np.bincount(classes).max() >= FEW else 1.0
    if share == 1:
        price *= WARY
    else:
        some = rng.permutation(len(classes))[:round(share * len(classes))]
        inputs, classes = inputs[some], classes[some]
    grown = DecisionTreeClassifier(min_samples_leaf=max(round(share * leaf), 1), criterion="entropy",
                                   min_impurity_decrease=price / len(classes), random_state=int(rng.integers(2**31)))
    return grown.fit(inputs, classes).tree_


def _price(classes: np.ndarray) -> float:
    """Bits that a split may save by chance: more the more classes there are to be told apart."""
    share = np.bincount(classes) / len(classes)
    share = share[share > 0]
    return CHANCE + 2 ** float(-(share * np.log2(share)).sum()) - 1


def bits(classes: np.ndarray) -> float:
    """Bits that it takes to tell the class of every row."""
    rows = np.bincount(classes)
    rows = rows[rows > 0]
    return float(-(rows * np.log2(rows / rows.sum())).sum())


def _told(tree, size: np.ndarray) -> float:
    """The same given the leaf, with what the leaves' shares, taken from rows seen, cost on others."""
    leaf = tree.children_left < 0
    told = size * (tree.impurity + PARAMETER * (2.0**tree.impurity - 1) / tree.n_node_samples)
    return float(told[leaf].sum())


def _rows(at: np.ndarray, parent: np.ndarray) -> np.ndarray:
    """How many rows each node holds, given the leaf of each row; a node stands after its parent."""
    size = np.bincount(at, minlength=len(parent))
    for node in range(len(parent) - 1, 0, -1):
        size[parent[node]] += size[node]
    return size


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
    by_node, rising = risen(node, nodes, rng)
    spread = np.empty(len(node))
    spread[by_node] = rising
    return spread


def risen(node: np.ndarray, nodes: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Positions of rows, those of each node together, and numbers in [0, 1) for them, rising evenly in each node."""
    mixed = rng.permutation(len(node))
    by_node = mixed[_sorted(node[mixed], nodes)]
    rows = np.bincount(node, minlength=nodes)
    sorted_node = np.repeat(np.arange(nodes), rows)
    rank = np.arange(len(node)) - (np.cumsum(rows) - rows)[sorted_node]
    return by_node, np.minimum((rank + rng.random(len(node))) / rows[sorted_node], 1 - 1e-12)


def _sorted(node: np.ndarray, nodes: int) -> np.ndarray:
    """Positions in the order of the nodes, sixteen bits at a time: numbers that short are sorted by counting."""
    order = np.argsort(node.astype(np.uint16), kind="stable")
    return order if nodes <= 2**16 else order[np.argsort((node[order] >> 16).astype(np.uint16), kind="stable")]
