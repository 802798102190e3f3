"""Which language a text asks for: the one named, not the one that is hardly spoken."""

import pytest

from flows.rules.words.language_wanted import OTHER, read


@pytest.mark.parametrize(
    ("text", "current", "language"),
    [
        ("Spanish please", "en", "es"),
        ("en castellano, por favor", "en", "es"),
        ("no hablo inglés, solo español", "en", "es"),
        ("spanish or english? want spanish", "en", "es"),
        ("me escriben en inglés mejor", "es", "en"),
        ("english please, my spanish is bad", "es", "en"),
        ("my english is small. somali?", "en", OTHER),
        ("não falo espanhol, português?", "es", OTHER),
        ("anyone for Hmong? I can do english for shopping", "en", OTHER),
        ("no hablo inglés", "es", "es"),
        ("no entiendo inglés", "en", "es"),
        ("no english", "en", None),
        ("I not understand", "en", None),
        ("", "en", None),
        ("🙏" * 400, "en", None),
        ("no " * 800 + "english", "en", None),
    ],
)
def test_the_language_asked_for(text: str, current: str, language: str | None) -> None:
    assert read(text, current).language == language


@pytest.mark.parametrize(
    ("text", "of_a_person"),
    [
        ("does she speak spanish", True),
        ("que me llame alguien que hable español", True),
        ("switch to spanish", False),
        ("en español", False),
    ],
)
def test_whether_it_is_about_whoever_calls(text: str, of_a_person: bool) -> None:
    assert read(text, "en").of_a_person is of_a_person
