"""Words after danger that say it is better: the means away, the place left, somebody there, help called, it passed."""

import pytest

from flows.rules.crisis.easing import has_eased

EASED = """
i put them away; No, I put them away.; put the knife back in the drawer; i locked the gun up
i gave the pills to my sister
i flushed them; threw the pills out; the pills are in the trash; got rid of the rope; i came back down from the bridge
im off the roof; im safe; ok im ok now; i feel a bit calmer; its passed; i calmed down; im with my sister
my friend is here with me; i talked to 988; im at the hospital; help is here; im not going to do it; i wont do it
i didnt take them; im not alone anymore; ya las guardé; tiré las pastillas; se las di a mi hermana; me bajé del puente
estoy a salvo; ya estoy más tranquila; me siento un poco mejor; ya me calmé; ya se me pasó; estoy con mi hermana
mi mamá está conmigo; llamé al 988; no lo voy a hacer; no me las tomé; ya no estoy sola
"""
NOT_EASED = """
i put them in my mouth; i put them away but i know where; i put them away for later; should i put them away?
if i put them away; i didnt put them away; put the rope up; i gave my dog away, left the note. im calm
gave my guitar to my bro
im not ok; im not safe; ya no estoy a salvo; no estoy mejor; i lied when i said im ok now; menti, no estoy mejor
my husband is here; mi hermano ya llego; my mom is in the hospital; im with him; i feel nothing; yes; gracias
ya no quiero vivir; the pills are here; i put the pills away, i want to die
i threw up; ya las tome; me tome las pastillas
"""


def of(listed: str) -> list[str]:
    return [each.strip() for line in listed.strip().splitlines() for each in line.split(";")]


@pytest.mark.parametrize("text", of(EASED))
def test_words_that_it_is_better_are_known(text: str) -> None:
    assert has_eased(text)


@pytest.mark.parametrize("text", of(NOT_EASED))
def test_a_doubt_a_denial_or_somebody_in_the_room_is_no_good_news(text: str) -> None:
    assert not has_eased(text)
