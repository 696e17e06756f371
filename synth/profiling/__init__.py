"""What `synth.profile` looks at, one question a file: spread, shape, gaps, pairs, who stands out, time, relations."""
