"""Masking: pseudonyms, coarser values and k-anonymity, column by column; what `synth.techniques.masking` is made of."""
