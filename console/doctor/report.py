"""What the doctor found, line by line, and whether one of the findings keeps the line from working."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass(slots=True)
class Findings:
    """The lines to print. `failed`: one of them says that the line cannot work."""

    lines: list[str] = field(default_factory=list)
    failed: bool = False

    def ok(self, text: str) -> None:
        """Add a line: this is as it should be."""
        self.lines.append(f"✓ {text}")

    def bad(self, text: str) -> None:
        """Add a line: with this the line cannot work, and what to do."""
        self.lines.append(f"✗ {text}")
        self.failed = True

    def warn(self, text: str) -> None:
        """Add a line: the line works, but somebody should see to this."""
        self.lines.append(f"! {text}")


def is_here(url: str) -> bool:
    """Whether a URL leads to this machine."""
    return urlsplit(url).hostname in ("localhost", "127.0.0.1", "::1")
