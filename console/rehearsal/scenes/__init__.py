"""Every scene there is, in the order of the programme: a module joins by being imported here."""

from console.rehearsal.scenes import talking  # noqa: F401  isort: skip
