"""What happens later: RQ jobs, the sweep, the clock. The rows are the memory, RQ is the muscle."""
