"""No trials of techniques beside the tests: a server that stands idle would begin them. A test that wants some says so."""

import os

os.environ["LOOKALIKE_CALIBRATE"] = "0"
