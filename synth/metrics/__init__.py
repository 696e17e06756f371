"""One file per family of scores; `synth.metric.metrics` finds them all."""
