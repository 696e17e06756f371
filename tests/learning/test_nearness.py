"""Nearer to what was learned, by head."""

import numpy as np

from synth.learning.nearness import nearer_share

LEARNED = np.array([[0.0, 0.1, 0.2, 0.3]], dtype=np.float32)
UNSEEN = np.array([[0.7, 0.8, 0.9, 1.0]], dtype=np.float32)
ORDERED = np.array([True])


def test_copies_of_what_was_learned_are_nearest_to_it():
    assert nearer_share(LEARNED, LEARNED, UNSEEN, ORDERED) == 1
    assert nearer_share(UNSEEN, LEARNED, UNSEEN, ORDERED) == 0


def test_where_both_are_alike_each_counts_by_half():
    assert nearer_share(LEARNED, UNSEEN, UNSEEN, ORDERED) == 0.5


def test_two_of_three_neighbours():
    learned, unseen = np.array([[0.5, 0.6, 0.0]], np.float32), np.array([[0.4, 0.9, 1.0]], np.float32)
    assert nearer_share(np.array([[0.5]], np.float32), learned, unseen, ORDERED) == np.float64(2 / 3)


def test_codes_that_differ_are_one_apart_however_far():
    learned, unseen = np.array([[9, 9, 9]], np.float32), np.array([[2, 2, 2]], np.float32)
    assert nearer_share(np.array([[1]], np.float32), learned, unseen, np.array([False])) == 0.5
    assert nearer_share(np.array([[1]], np.float32), learned, unseen, ORDERED) == 0
