"""Measurements, as ratios against a baseline in the same run. `make bench`; results in docs/benchmarks.md."""
