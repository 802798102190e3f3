"""When our own parts fail, the carrier still gets a well-formed answer, and a person in crisis the crisis line."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from store.callbacks import callbacks
from store.database import Tx
from store.models import Callback
from telephony.calls.twiml import Pages
from telephony.signature import Signature
from tests.kits.bridge import PARTICIPANT, VOLUNTEER, Desk
from tests.kits.line import LINE_NUMBER, ORIGIN, TOKEN, Heard, TestLine, make_line
from tests.kits.servers import Databases, free_port

CALL_SID = "CA" + "1" * 32
CRISIS = "I want to kill myself"


def unreachable_urls(databases: Databases) -> dict[str, str]:
    with databases.fresh("postgresql") as gone:
        pass
    return {
        "a closed port": f"postgresql+psycopg://nobody:x@127.0.0.1:{free_port()}/none",
        "a database that was dropped": gone,
        "a folder that does not exist": "sqlite:////nowhere/at/all/line.db",
    }


@pytest.fixture(
    params=["a closed port", "a database that was dropped", "a folder that does not exist", "no tables"]
)
def down(request: pytest.FixtureRequest, databases: Databases) -> Iterator[TestLine]:
    """A line whose database cannot be reached, or is not what it should be."""
    if request.param == "no tables":
        with databases.fresh("sqlite") as url:
            made = make_line(url)
            yield made
            made.db.engine.dispose()
        return
    made = make_line(unreachable_urls(databases)[request.param])
    yield made
    made.db.engine.dispose()


def test_a_text_is_answered_with_the_crisis_line_and_asked_for_again(down: TestLine) -> None:
    reply = down.text(PARTICIPANT, "CHECKIN")
    assert "988" in reply and "911" in reply
    assert "was not kept" in reply
    assert down.outages == []


def test_words_of_crisis_get_the_crisis_answer_and_a_person_is_told(down: TestLine) -> None:
    reply = down.text(PARTICIPANT, CRISIS)
    assert "what you said matters" in reply and "988" in reply
    assert down.outages == ["outage"]
    assert "lo que dijiste importa" in down.text(PARTICIPANT, "quiero morirme"), "in the language it was said"
    assert len(down.outages) == 2


def test_a_stop_is_not_said_to_have_been_kept(down: TestLine) -> None:
    assert "unsubscribed" not in down.text(PARTICIPANT, "STOP")


def test_a_call_hears_the_crisis_line_and_that_something_is_wrong(down: TestLine) -> None:
    _, heard = down.call(PARTICIPANT)
    assert "9 8 8" in heard.words and "9 1 1" in heard.words
    assert heard.ends


def test_spoken_words_of_crisis_hear_the_crisis_line_and_a_person_is_told(down: TestLine) -> None:
    heard = down.turn("/voice/turn/1", "CA" + "1" * 32, PARTICIPANT, SpeechResult=CRISIS)
    assert "9 8 8" in heard.words
    assert down.outages == ["outage"]


@pytest.mark.parametrize("path", ["/receipts", "/voice/status", "/legs/t/status", "/legs/t/machine"])
def test_words_nobody_listens_to_are_answered_with_an_empty_document(quick_line: TestLine, path: str) -> None:
    broken = make_line("sqlite:////nowhere/at/all/line.db")
    form = {"MessageSid": "SM" + "1" * 32, "MessageStatus": "sent"}
    form |= {"CallSid": CALL_SID, "CallStatus": "completed"}
    response = broken.post(path, form | {"AnsweredBy": "machine_start"})
    assert (response.status_code, response.mimetype) == (200, "text/xml")
    assert Heard(response.text).words == ""


@pytest.mark.parametrize("path", ["answered", "key/1"])
def test_whoever_picked_up_while_all_is_down_hears_nothing_of_why_they_were_rung(path: str) -> None:
    broken = make_line("sqlite:////nowhere/at/all/line.db")
    response = broken.post(f"/legs/t/{path}", {"CallSid": CALL_SID, "Digits": "1", "DialCallStatus": "busy"})
    heard = Heard(response.text)
    assert heard.ends
    assert response.status_code == 200
    if path == "answered":
        assert heard.words == ""


def test_a_database_that_was_restarted_costs_nobody_an_answer(postgres_line: TestLine) -> None:
    line = postgres_line
    line.text(PARTICIPANT, "CHECKIN")
    other = create_engine(line.url)
    with other.connect() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    other.dispose()
    assert "be in touch with a volunteer" in line.text(PARTICIPANT, "2")


def test_nobody_waits_for_a_lock_longer_than_the_carrier_waits_for_us(postgres_line: TestLine) -> None:
    with postgres_line.db.engine.connect() as connection:
        limits = [connection.execute(text(f"SHOW {name}_timeout")).scalar() for name in ("lock", "statement")]
    assert [int(str(each).removesuffix("s")) < 15 for each in limits] == [True, True]


def test_nor_waits_for_it_again_and_again(postgres_line: TestLine) -> None:
    line = postgres_line
    Desk(line).ask()
    impatient = create_engine(line.url, connect_args={"options": "-c lock_timeout=50ms"})
    line.db.engine, mine = impatient, line.db.engine
    tried: list[int] = []

    def work(tx: Tx) -> None:
        tried.append(1)
        callbacks.lock(tx, line.rows(Callback)[0].id)

    with mine.begin() as holding:
        holding.execute(text("SELECT id FROM callbacks FOR UPDATE"))
        with pytest.raises(OperationalError):
            line.db.transact(line.clock.at, work)
    line.db.engine = mine
    impatient.dispose()
    assert tried == [1]


NUMBERS = st.sampled_from([PARTICIPANT, VOLUNTEER, LINE_NUMBER, "", "anonymous", "+1", "12345", "sip:x@y"])
WORDS = st.one_of(
    st.sampled_from(["CALL", "TAKE", "TAKE K7", "STOP", "1", "2", "SKIP", "BACK", "ON 3H", "MENU", CRISIS]),
    st.text(max_size=200),
)
FIELDS = {
    "From": NUMBERS,
    "To": NUMBERS,
    "Body": WORDS,
    "Digits": st.one_of(st.sampled_from(["", "1", "2", "3", "#", "*"]), st.text(max_size=80)),
    "SpeechResult": WORDS,
    "CallStatus": st.sampled_from(
        ["in-progress", "completed", "busy", "no-answer", "failed", "canceled", "?"]
    ),
    "DialCallStatus": st.sampled_from(
        ["completed", "busy", "no-answer", "failed", "canceled", "answered", ""]
    ),
    "MessageStatus": st.sampled_from(["sent", "failed", "undelivered", "delivered", "accepted", "x"]),
    "ErrorCode": st.sampled_from(["", "21610", "30006", "30007", "999999999", "-1", "x", "²"]),
    "AnsweredBy": st.sampled_from(["", "human", "machine_start", "fax", "unknown", "x"]),
    "OptOutType": st.sampled_from(["", "STOP", "START", "HELP", "x"]),
    "MessageSid": st.one_of(st.integers(1, 30).map(lambda n: f"SM{n:032x}"), st.text(max_size=90)),
    "CallSid": st.one_of(st.integers(1, 8).map(lambda n: f"CA{n:032x}"), st.text(max_size=90)),
}
FORMS = st.fixed_dictionaries({}, optional=FIELDS)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.both_databases
def test_no_form_however_odd_is_met_with_anything_but_a_well_formed_answer(
    lines: Callable[[str], TestLine], kind: str
) -> None:
    line = lines(kind)
    desk = Desk(line)
    desk.ask()
    token = desk.take().url.split("/")[-2]
    rules = [r.rule for r in line.app.url_map.iter_rules() if r.endpoint.startswith("carrier.")]
    fill = {
        "<token>": token,
        "<sid>": "SM" + "0" * 32,
        "<int:revision>": "1",
        "<int:asked>": "1",
        "<int:up_to>": "1",
    }
    paths = []
    for rule in rules:
        for name, value in fill.items():
            rule = rule.replace(name, value)
        paths.append(rule)

    @given(path=st.sampled_from(sorted(paths)), form=FORMS)
    @settings(
        max_examples=150 if kind == "sqlite" else 60,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def ask(path: str, form: dict[str, str]) -> None:
        response = line.post(path, form)
        assert response.status_code in (200, 403)  # refused where a SID has not the shape of one
        assert response.mimetype == "text/xml"
        heard = Heard(response.text)
        assert heard.root.tag == "Response"
        assert "not kept" not in response.text or response.status_code == 403 or "\x00" in str(form)

    ask()
    line.work()


def test_nothing_can_be_verified_without_a_token_and_an_address() -> None:
    for tokens, origin in (((), ORIGIN), (("",), ORIGIN), ((TOKEN,), "")):
        with pytest.raises(ValueError, match="nothing can be verified"):
            Signature(tokens, origin)
    assert Pages(ORIGIN + "/").url("/sms") == f"{ORIGIN}/sms"
