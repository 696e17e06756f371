"""The command line's commands, a file each: HELP, the `options` it takes, and `run`, which prints its result.

Raises of `run`: ValueError for a mistake of the user's, in a sentence.
"""

from synth.commands import ask, augment, benchmark, evaluate, fill, generate, invent, read, rules, techniques

COMMANDS = {
    module.__name__.rpartition(".")[2]: module
    for module in (read, techniques, rules, generate, fill, invent, evaluate, ask, augment, benchmark)
}
"""By name, in the order of the help."""
