"""The code that a coordinator's phone sends back before something is done that cannot be undone."""

from flows.effects.proof import AskForProof
from flows.engine import Act, act


def proof_first(step: str) -> Act:
    """Whoever sent this is first asked for a code, at `step`: the text may be forged, and cannot be undone."""
    return act(
        AskForProof(),
        leads={"code": step},
        silent=("code",),
        enough="coordinator.codes_enough",
        none="coordinator.codes_enough",
    )
