"""Accuracy and speed, side by side with peers; see docs/benchmarks.md."""
