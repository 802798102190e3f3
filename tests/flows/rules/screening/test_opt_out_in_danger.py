"""A wish for no more texts inside words of danger is found; a "stop" about something else is none."""

import pytest

from flows.rules.screening.opt_out_in_danger import opts_out


@pytest.mark.parametrize(
    "said",
    """STOP I want to die
Stop! I took pills
STOP just let me die
i want to die stop texting me
im going to kill myself stop messaging me
take me off this list i want to kill myself
dont text me anymore im going to jump
no me escriban mas me voy a matar
BAJA quiero morirme
alto, me tome todo
me voy a matar no quiero mas mensajes""".splitlines(),
)
def test_it_is_an_opt_out_as_well(said: str) -> None:
    assert opts_out(said)


@pytest.mark.parametrize(
    "said",
    """stop hurting me or ill kill myself
i just want it all to stop i want to die
i cant stop cutting myself
i want to end it all
stop him he has a gun
stop me i will jump
END MY LIFE
quit my job and want to die
I WANT TO DIE STOP
nobody texts me i want to die
quiero que pare el dolor, quiero morir
mi mama ya no me escribe y me quiero morir""".splitlines(),
)
def test_it_is_about_something_else(said: str) -> None:
    assert not opts_out(said)
