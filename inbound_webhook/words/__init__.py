"""Says things in the reader's language, and nothing else."""
