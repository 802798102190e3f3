"""What a demo makes up when nobody said: addresses on this machine, a fictional number, its own secrets."""

import os
import secrets
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from cryptography.fernet import Fernet

from store.config import private_files

DEMO_NUMBER = "+12025550100"  # kept free for fiction: no one's telephone rings
COORDINATOR = "+12025550199"
_SECRETS = ("data_keys", "secret_key", "twilio_auth_token")


def completed(given: Mapping[str, str]) -> dict[str, str]:
    """`given`, and what it lacks. The carrier defaults to one on this machine, at the port after ours."""
    folder = folder_of(given)
    port = int(given.get("PORT", "8000"))
    made = {
        "LINE_NAME": "Demo Warmline",
        "LINE_NUMBER": DEMO_NUMBER,
        "COORDINATOR_NUMBER": COORDINATOR,
        "POLICY": "if_asked",
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "TWILIO_API_BASE_URL": f"http://127.0.0.1:{port + 1}",
        "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
    }
    kept: dict[str, Callable[[], str]] = {
        "TWILIO_AUTH_TOKEN": lambda: secrets.token_hex(16),
        "SECRET_KEY": lambda: secrets.token_urlsafe(32),
        "DATA_KEYS": lambda: Fernet.generate_key().decode(),
    }
    made |= {name: made_once(folder / name.lower(), make) for name, make in kept.items() if name not in given}
    return made | dict(given)


def of_a_demo(given: Mapping[str, str]) -> dict[str, str]:
    """The environment of the demo that was made in this folder, as its processes have it; all but REDIS_URL."""
    made = completed({name: text for name, value in given.items() if (text := value.strip())})
    return made | {"DATABASE_URL": f"sqlite:///{(folder_of(given) / 'warmline.db').resolve()}"}


def folder_of(env: Mapping[str, str]) -> Path:
    """Where demo and `up` keep their files, VAR_DIR or var/ in this folder."""
    return Path(env.get("VAR_DIR", "").strip() or "var")


def clock_of(folder: Path) -> Path:
    """The file that a demo's clock goes by; its page of telephones moves it on."""
    return (folder / "clock").resolve()


def is_demo(folder: Path) -> bool:
    """Whether a demo keeps its database, its keys and a carrier's token of its own in this folder."""
    return all((folder / name).is_file() for name in ("warmline.db", *_SECRETS))


def made_once(path: Path, make: Callable[[], str]) -> str:
    """The text at `path`, which the first to ask makes. Only its owner can read it.

    Two that ask at once get the same answer: a whole file appears under the name, or the name is taken.
    """
    private_files.folder(path.parent)
    private_files.file(path)
    if not path.exists():
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 0600
        try:
            with os.fdopen(handle, "w") as file:
                file.write(make())
                file.flush()
                os.fsync(handle)
            os.link(draft, path)
        except FileExistsError:
            pass  # another process was first; its text counts
        finally:
            Path(draft).unlink()
    return path.read_text().strip()
