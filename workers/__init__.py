"""Work that happens later: RQ jobs, the sweep, the clock. What is due stands in the rows; RQ only gets it done."""
