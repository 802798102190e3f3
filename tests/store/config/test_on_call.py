"""ON_CALL, and the two settings that it takes over."""

from datetime import time

from flows.line.on_call import OnCall
from store.config.settings import Settings
from tests.store.config.test_settings import GOOD, problems

ANA, BO = "+12025550199", "+12025550198"


def settings(**given: str) -> Settings:
    return Settings.from_environment(GOOD | given)


def test_numbers_stand_in_order_and_each_may_have_hours_behind_it() -> None:
    read = settings(ON_CALL=f"+1 (202) 555-0199 09:00-17:00, {BO} 22:00 - 6:00 ,{ANA},{ANA},")
    assert read.ladder == (
        OnCall(ANA, (time(9), time(17))),
        OnCall(BO, (time(22), time(6))),
        OnCall(ANA),
    )
    assert read.line.ladder == read.ladder and read.line.has_coordinator and read.line.on_call


def test_what_cannot_be_read_is_named_by_its_place_and_never_repeated() -> None:
    [said] = problems(ON_CALL=f"{ANA}, 555 0198")
    assert (
        said.startswith("ON_CALL: number 2 of it cannot be read:")
        and "0198." not in said.split("Each looks")[0]
    )


def test_the_settings_of_before_go_on_to_work() -> None:
    both = settings(COORDINATOR_NUMBER=ANA, ON_CALL_NUMBER=BO)
    assert both.ladder == (OnCall(ANA), OnCall(BO))
    assert both.line.supervisor == BO
    alone = settings(COORDINATOR_NUMBER=ANA).line
    assert alone.ladder == (OnCall(ANA),) and alone.has_coordinator
    assert not alone.on_call, "a coordinator of before never agreed to be rung into calls"
    assert not settings().line.has_coordinator


def test_on_call_counts_for_more_than_the_settings_it_takes_over() -> None:
    line = settings(ON_CALL=BO, COORDINATOR_NUMBER=ANA).line
    assert line.ladder == (OnCall(BO),)
    assert line.on_call and line.supervisor is None


def test_a_ladder_can_be_handed_to_another_process_and_no_repr_shows_it() -> None:
    read = settings(ON_CALL=f"{ANA} 09:00-24:00, {BO}")
    assert Settings.from_environment(read.environment()).ladder == read.ladder
    assert ANA not in repr(read) and ANA not in repr(read.ladder) and BO not in repr(read.line)
