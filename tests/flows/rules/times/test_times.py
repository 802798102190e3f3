"""Times in words, on a Monday in November; the hours that daylight saving moves; and what is no time at all."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flows.rules.times.local import FURTHEST
from flows.rules.times.times import Unread, When, find_when, no_hour, read_when, says_later

NEW_YORK = "America/New_York"
NOW = datetime(2026, 11, 23, 15, 15, tzinfo=UTC)  # Monday, 10:15 in New York
SAID = [
    line.split("\t")
    for line in (Path(__file__).parent / "times_said.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
ZONES = ("America/New_York", "America/Los_Angeles", "America/Mexico_City", "Australia/Lord_Howe")


def read(words: str, *, at: str = "2026-11-23 10:15", zone: str = NEW_YORK, language: str = "en") -> str:
    now = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    return shown(read_when(words, now=now, zone=zone, language=language), zone)


def find(words: str, language: str = "en") -> tuple[str, str]:
    found = find_when(words, now=NOW, zone=NEW_YORK, language=language)
    return shown(found), found.rest if isinstance(found, When) else ""


def shown(read: When | Unread, zone: str = NEW_YORK) -> str:
    if isinstance(read, Unread):
        return read.value
    ends = (moment.astimezone(ZoneInfo(zone)) for moment in (read.at, read.until) if moment is not None)
    return "soon" if read.soon else " - ".join(f"{moment:%m-%d %H:%M}" for moment in ends)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("row", SAID, ids=lambda row: row[0])
def test_what_people_answer_to_when_is_read_as_they_mean_it(row: list[str], language: str) -> None:
    words, expected, *besides = row
    answer = read_when(words, now=NOW, zone=NEW_YORK, language=language)
    assert shown(answer) == expected
    if isinstance(answer, When):
        assert answer.rest == "".join(besides)


@pytest.mark.parametrize(
    ("words", "at", "expected"),
    [
        # Awake at half past midnight, "tomorrow" is the day after the night that is not slept yet.
        ("tomorrow at 9", "2026-11-24 00:30", "11-24 09:00"),
        ("tomorrow 2", "2026-11-24 00:30", "11-24 14:00"),
        ("tomorrow morning", "2026-11-24 03:59", "11-24 09:00 - 11-24 12:00"),
        ("mañana a las 9", "2026-11-24 00:30", "11-24 09:00"),
        ("pasado mañana a las 7", "2026-11-24 00:30", "11-25 07:00"),
        ("tomorrow at 9", "2026-11-24 04:00", "11-25 09:00"),
        ("tomorrow at 1am", "2026-11-24 00:30", "11-25 01:00"),
        ("today at 9pm", "2026-11-24 00:30", "11-24 21:00"),
        # An evening that somebody is awake in has not gone by.
        ("tonight", "2026-11-23 22:10", "11-23 22:10 - 11-23 23:00"),
        ("tonight", "2026-11-23 23:50", "11-23 23:50 - 11-24 00:00"),
        ("esta noche", "2026-11-23 23:50", "11-23 23:50 - 11-24 00:00"),
        ("this evening", "2026-11-23 21:30", "11-23 21:30 - 11-23 23:00"),
        ("this evening", "2026-11-23 23:30", "11-23 23:30 - 11-24 00:00"),
        ("in the evening", "2026-11-23 21:30", "11-24 18:00 - 11-24 21:00"),
        ("this afternoon", "2026-11-23 17:20", "11-23 17:20 - 11-23 18:00"),
        ("this afternoon", "2026-11-23 18:20", "past"),
        ("midnight", "2026-11-23 23:50", "11-24 00:00"),
        ("midnight", "2026-11-24 00:30", "11-25 00:00"),
        ("noon", "2026-11-23 12:00", "11-23 12:00"),
        ("7", "2026-11-23 19:30", "11-24 07:00"),
        ("19h30", "2026-11-23 19:29", "11-23 19:30"),
    ],
)
def test_words_said_at_the_edge_of_a_day_mean_what_somebody_awake_means(
    words: str, at: str, expected: str
) -> None:
    assert read(words, at=at) == expected


def test_a_tarde_lasts_until_it_is_dark() -> None:
    assert read("esta tarde", at="2026-11-23 18:40", language="es") == "11-23 18:40 - 11-23 20:00"
    assert read("esta tarde", at="2026-11-23 20:10", language="es") == "past"


def test_the_table_of_phrases_is_a_real_one() -> None:
    assert len({words for words, *_ in SAID}) == len(SAID) >= 200


@pytest.mark.parametrize(
    "words",
    (
        "I sat down; 2 and I feel low; may; I may be low; the sun is out; 25:00; 13:75; 24:61; call 202-555-0101; "
        "+12025550101; 2025550101; hello; when the kids are asleep; soon; i was up until 3am; "
        "i've been crying since 8; i took 7 pills; at 8 houses; i am 19; 24/7; my mom died in march; "
        "i feel 3 out of 10; I cannot sleep at night; good morning; buenos días; buenas noches; "
        "everything hurts since friday; 7pm was when he left; привет 7; 😀; 1e9; 99999999999999; 0; "
        "ya no puedo mas; now i want to die; i want to die now; I can't take it any more tonight; no se; second; "
        "later; mar; $20; 7.30; 8 years; 2 kids; 12-14; version 2:10; every day at 8; not tomorrow at 8; no; -7; "
        "7:5; feb 30 at 8; 11/31 6pm; kill myself at midnight; a; dont call at 8; at work; in 10; "
        "tomorrow I see my doctor at 9; me siento mal esta noche; hace 2 horas; 2 hours ago"
    ).split("; "),
)
def test_what_is_not_about_a_time_is_not_read_as_one(words: str) -> None:
    assert read(words) == "not_a_time"


@pytest.mark.parametrize(
    "words", ["25:00", "at 25:00", "13:75", "tomorrow 24:61 please", "15am", "a las 25:30", "30 pm"]
)
def test_an_hour_that_no_clock_shows_is_known_for_one(words: str) -> None:
    assert read(words) == "not_a_time"
    assert no_hour(words)


@pytest.mark.parametrize(
    "words",
    [
        "my sister for me",
        "25",
        "202-555-0101",
        "$25:00",
        "psalm 130:5",
        "5 out of 10",
        "25:00 i took pills",
        "",
    ],
)
def test_what_only_holds_a_number_is_not_taken_for_an_hour(words: str) -> None:
    assert not no_hour(words)


def test_an_hour_without_am_or_pm_is_the_next_in_which_people_are_rung() -> None:
    assert read("8", at="2026-11-23 06:00") == "11-23 08:00"
    assert read("8", at="2026-11-23 08:00") == "11-23 08:00"
    assert read("8", at="2026-11-23 08:01") == "11-23 20:00"
    assert read("8", at="2026-11-23 20:01") == "11-24 08:00"
    assert read("at 2", at="2026-11-23 23:30") == "11-24 14:00"
    assert read("11", at="2026-11-23 12:00") == "11-24 11:00"
    assert read("at 6", at="2026-11-23 03:00") == "11-23 18:00"
    assert read("6:59", at="2026-11-23 03:00") == "11-23 18:59"
    assert read("7", at="2026-11-23 03:00") == "11-23 07:00"


def test_the_minute_that_the_clock_shows_is_now_and_not_tomorrow() -> None:
    now = NOW + timedelta(seconds=40)
    assert read_when("10:15am", now=now, zone=NEW_YORK, language="en") == When(now)


def test_a_part_of_the_day_that_has_begun_begins_now_and_one_that_is_over_is_past() -> None:
    assert read("this morning", at="2026-11-23 12:00") == "past"
    assert read("in the morning", at="2026-11-23 12:00") == "11-24 09:00 - 11-24 12:00"
    assert read("this afternoon", at="2026-11-23 13:07") == "11-23 13:07 - 11-23 17:00"
    assert read("this morning", at="2026-11-23 21:00") == "past"
    assert read("tonight", at="2026-11-23 21:00") == "11-23 21:00 - 11-23 23:00"
    assert read("esta noche", at="2026-11-23 23:00") == "11-23 23:00 - 11-24 00:00"


def test_day_and_month_stand_as_the_language_has_them_where_the_numbers_leave_it_open() -> None:
    assert read("5/6 at 6pm", at="2026-05-04 10:00", language="en") == "05-06 18:00"
    assert read("5/6 at 6pm", at="2026-06-03 10:00", language="es") == "06-05 18:00"


def test_a_zone_that_is_said_with_the_hour_is_the_one_that_counts() -> None:
    assert read("7pm eastern", zone="America/Los_Angeles") == "11-23 16:00"


@pytest.mark.parametrize(
    ("words", "at", "rest"),
    [
        ("no but I can in 2 hours", "11-23 12:15", "no but I can"),
        ("but i can in 30 min", "11-23 10:45", "but i can"),
        ("at 8 if nobody else", "11-23 20:00", "if nobody else"),
        ("call me tomorrow at 9 thanks", "11-24 09:00", ""),
        ("I could do 8:30", "11-23 20:30", ""),
        ("no puedo, pero en 2 horas si", "11-23 12:15", "no puedo, pero si"),
        ("a las 8 si nadie más puede", "11-23 20:00", "si nadie más puede"),
        ("I can't at 8 but I can at 9", "11-23 21:00", "I can't at 8 but I can"),
        ("no puedo a las 8 pero si a las 9", "11-23 21:00", "no puedo a las 8 pero si"),
        ("not now, at 7", "11-23 19:00", "not now"),
        ("can't until 8", "11-23 20:00", "can't"),
        ("I have kids until 8, then I can", "11-23 20:00", "I have kids, then I can"),
        ("working till 6 then free", "11-23 18:00", "working then free"),
        ("after 8 when kids sleep", "11-23 20:00", "when kids sleep"),
        ("tomorrow I can do it at 9", "11-24 09:00", ""),
        ("8", "11-23 20:00", ""),
        ("I can now", "soon", ""),
        ("friday works for me", "no_time_of_day", ""),
        ("yesterday 7pm", "past", ""),
    ],
)
def test_a_time_inside_a_sentence_is_found_and_the_rest_kept(words: str, at: str, rest: str) -> None:
    assert find(words) == (at, rest)


@pytest.mark.parametrize(
    "words",
    [
        "when the kids are asleep", "soon", "can't tonight", "since 8 I have been busy", "after 2 sessions",
        "after dinner", "I am at a wedding on Sat", "ahora no", "not today", "en casa", "give me 10 minutes",
        "no 2 kids here", "", "luego", "I woke at 3am", "7pm was when he left",
        "I sat down with 3 people", "dont call at 8",
    ],
)  # fmt: skip
def test_no_time_is_found_where_none_is_offered(words: str) -> None:
    assert find(words) == ("not_a_time", "")


def test_a_time_or_a_condition_is_hinted_at_though_none_can_be_read() -> None:
    for words in (
        "when the kids sleep; later; soon; after dinner; luego; más tarde; MÁS TARDE; cuando pueda; once home; at 8; "
        "al rato; in a bit; un rato; friday; mañana; next week"
    ).split("; "):
        assert says_later(words), words
    for words in ("", "yes", "thank you", "gracias", "with love", "me", "si", "I sat down"):
        assert not says_later(words), words


def test_the_hour_that_spring_leaves_out_does_not_exist_and_the_one_after_does() -> None:
    assert read("2:30am", at="2026-03-08 01:00") == "no_such_hour"
    assert read("tomorrow 2:30am", at="2026-03-07 10:00") == "no_such_hour"
    assert read("3:00am", at="2026-03-08 01:00") == "03-08 03:00"
    assert read("2:30am", at="2026-03-08 05:00") == "03-09 02:30"
    assert read("2:15am", at="2026-10-04 01:00", zone="Australia/Lord_Howe") == "no_such_hour"
    assert read("2:30am", at="2026-10-04 01:00", zone="Australia/Lord_Howe") == "10-04 02:30"


def test_the_hour_that_autumn_repeats_is_the_first_that_is_not_over() -> None:
    def said(now: datetime) -> When | Unread:
        return read_when("1:30am", now=now, zone=NEW_YORK, language="en")

    first, second = (datetime(2026, 11, 1, hour, 30, tzinfo=UTC) for hour in (5, 6))
    assert said(first - timedelta(hours=1)) == When(first)
    assert said(first + timedelta(minutes=5)) == When(second)
    assert said(second + timedelta(minutes=5)) == When(datetime(2026, 11, 2, 6, 30, tzinfo=UTC))


DAYS_OF_CHANGE = st.sampled_from(
    [
        datetime(2026, *day, tzinfo=UTC)
        for day in ((3, 7), (3, 8), (4, 4), (4, 5), (10, 3), (10, 4), (10, 31), (11, 1))
    ]
)


@given(DAYS_OF_CHANGE, st.integers(0, 48 * 60), st.integers(1, 600), st.sampled_from(ZONES))
def test_minutes_from_now_are_exact_whatever_the_clocks_do(
    day: datetime, into: int, minutes: int, zone: str
) -> None:
    now = day + timedelta(minutes=into)
    for words in (f"in {minutes} minutes", f"en {minutes} minutos", f"IN  {minutes}min"):
        assert read_when(words, now=now, zone=zone, language="en") == When(now + timedelta(minutes=minutes))


@given(
    DAYS_OF_CHANGE,
    st.integers(0, 48 * 60),
    st.sampled_from([*range(10), *range(13, 24)]),
    st.sampled_from((0, 15, 30)),
    st.sampled_from(ZONES),
)
def test_an_hour_on_the_clock_is_what_their_clock_will_show_within_the_day(
    day: datetime, into: int, hour: int, minute: int, zone: str
) -> None:
    now = day + timedelta(minutes=into)
    answer = read_when(f"{hour:02}:{minute:02}", now=now, zone=zone, language="en")
    if answer is Unread.NO_SUCH_HOUR:
        assert hour == 2
    else:
        assert isinstance(answer, When)
        local = answer.at.astimezone(ZoneInfo(zone))
        assert (local.hour, local.minute) == (hour, minute)
        assert now <= answer.at <= now + timedelta(hours=25)


WORDS = st.one_of(
    st.text(max_size=200),
    st.sampled_from([words for words, *_ in SAID]),
    st.lists(
        st.sampled_from(
            "at 8 7:30 13 am pm in hours min tomorrow friday sat 25 nov / - : , a las y media mañana de la noche "
            "tonight no but until before 2 half past to quarter next el every 99 this evening now or and".split()
        ),
        max_size=9,
    ).map(" ".join),
)


@given(WORDS, st.integers(0, 366 * 24 * 60), st.sampled_from(ZONES), st.sampled_from(("en", "es")))
@example("at 8 " * 4000, 0, NEW_YORK, "en")
def test_whatever_is_written_is_read_as_from_now_to_seven_days_on_or_not_at_all(
    words: str, into: int, zone: str, language: str
) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=into)
    for reading in (read_when, find_when):
        answer = reading(words, now=now, zone=zone, language=language)
        if isinstance(answer, When):
            assert now <= answer.at <= now + FURTHEST
            assert answer.at.tzinfo is UTC
            assert answer.until is None or answer.at <= answer.until <= answer.at + FURTHEST
    says_later(words)


@given(st.sampled_from([words for words, *_ in SAID]), st.integers(0, 3), st.integers(1, 3))
def test_case_and_spacing_change_nothing(words: str, around: int, between: int) -> None:
    spaced = " " * around + words.replace(" ", " " * between).upper() + " " * around
    assert shown(read_when(spaced, now=NOW, zone=NEW_YORK, language="en")) == read(words)


def test_neither_the_clock_nor_the_zone_of_the_machine_is_asked() -> None:
    program = (
        "from datetime import datetime, UTC\n"
        "from flows.rules.times.times import read_when\n"
        "now = datetime(2026, 11, 23, 15, 15, tzinfo=UTC)\n"
        "for words in ('friday 6pm', 'tomorrow 9', '11/25 6pm', 'in 2 hours'):\n"
        "    print(read_when(words, now=now, zone='America/New_York', language='en').at.isoformat())\n"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", program], env={"TZ": zone}, capture_output=True, check=True, text=True
        ).stdout
        for zone in ("Pacific/Kiritimati", "Pacific/Honolulu")
    }
    assert answers == {
        "2026-11-27T23:00:00+00:00\n2026-11-24T14:00:00+00:00\n2026-11-25T23:00:00+00:00\n2026-11-23T17:15:00+00:00\n"
    }
