"""Rules that the real rows suggest, a sort of rule a file: each gives candidates that chance could not bring about."""
