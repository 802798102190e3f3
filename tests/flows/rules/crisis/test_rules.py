"""The rules as people write them: each reads its own examples, and nothing keeps a rule from being tried."""

import re

import pytest

from flows.rules.crisis import crisis
from flows.rules.crisis.crisis import Tier
from flows.rules.crisis.gate import Gate
from flows.rules.crisis.language import Rule, bounded, expanded, read_rules
from flows.rules.words.clean_text import plain

RULES = [
    pytest.param(language, rule, id=f"{language}-{number}-{rule.kind}")
    for language in ("en", "es")
    for number, rule in enumerate(read_rules(language))
]


def _found(rule: Rule, text: str) -> bool:
    return any(
        way.pattern.search(language.idioms.sub("_", plain(text))) is not None
        for language in crisis.languages()
        for way in rule.ways
    )


@pytest.mark.parametrize(("language", "rule"), RULES)
def test_a_rule_reads_its_examples_and_leaves_its_counterexamples(language: str, rule: Rule) -> None:
    assert rule.examples, "give an example"
    assert rule.reason
    for text in rule.examples:
        tier = crisis.read(text).tier
        assert _found(rule, text), text
        assert rule.how == "hint" or tier is not Tier.none, text
        assert rule.how not in ("now", "said") or tier is Tier.crisis, text
    for text in rule.counterexamples:
        assert not _found(rule, text) or crisis.read(text).tier is Tier.none, text


def test_each_expression_is_tried_on_whatever_it_finds() -> None:
    """Nothing that the rules need is written down beside them: the words are derived, and hide no rule."""
    texts = {text for language in ("en", "es") for rule in read_rules(language) for text in rule.examples}
    for text in texts:
        said = plain(text)
        for language in crisis.languages():
            tried = {way.expression for _, way in language.to_try(said.split())}
            finds = {
                way.expression for rule in language.rules for way in rule.ways if way.pattern.search(said)
            }
            assert finds <= tried, text


@pytest.mark.parametrize(
    ("expression", "needed"),
    [
        (r"\bkill(?:ing)? my ?self\b", {"kill", "killing"}),
        (r"\bsuicid\w+", {"suicid*"}),
        (r"\b(?:took|ate)_ <MED>\b", {"took", "ate"}),
        (r"\b(?:the )?(?:rope|noose)(?! swing)\b", {"rope", "noose"}),
        (r"(?<!jump )\brope", {"rope*"}),
        (r"rope\b", None),
        (r"\b[0-9]+ ?mg\b", None),
    ],
)
def test_the_words_that_an_expression_needs(expression: str, needed: set[str] | None) -> None:
    found = Gate({"MED": "(?:pills?|advil|oxy\\w*|meds|tabs)"}).needed_words(bounded(expression))
    assert found == (None if needed is None else frozenset(needed))


def test_a_name_that_no_list_has_is_refused() -> None:
    with pytest.raises(ValueError, match="<PILS>"):
        expanded(r"\btook <PILS>\b", {"PILLS": "(?:pills)"})


def test_repeated_groups_are_bounded() -> None:
    assert (
        re.search(
            r"\)[*+]",
            "".join(
                way.expression for each in crisis.languages() for rule in each.rules for way in rule.ways
            ),
        )
        is None
    )
