"""The shelf: one file per technique; `synth.technique.shelf` finds them all."""
