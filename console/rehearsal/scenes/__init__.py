"""Every scene there is: a module joins the programme by being imported here, in this order."""

from console.rehearsal.scenes import accidents, asking, calling_in, leaving, not_there, safety, talking

__all__ = ["accidents", "asking", "calling_in", "leaving", "not_there", "safety", "talking"]
