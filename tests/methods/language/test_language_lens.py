"""The lens finds wordings with reasons, and leaves the rest alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.methods.disclosure import wording
from goldenthread.methods.language import (
    Lens,
    Level,
    check_interface_text,
    house_lens,
    interface_lens,
)
from goldenthread.methods.statistics import Badge

HEADER = "rule_id,category,family,wordings,alternatives,reason,fine_when,sector,source,level\n"
RULES = (
    HEADER
    + "R1,c,f,did not engage; engage,was not able to; try next,why one,never,all,book,A\n"
    + "R2,c,f,won't engage; user (drugs),said no,why two,never,all,book,B\n"
    + "R3,c,f,needy; did not engage,asked for help,why three,never,all,book,C\n"
)
LENS = Lens.from_csv(RULES)


def test_a_wording_comes_with_its_place_reason_and_alternatives() -> None:
    (found,) = LENS.check("She did not engage.")
    assert (found.start, found.end, found.found) == (4, 18, "did not engage")
    assert (found.rule_id, found.level, found.reason) == ("R1", Level.A, "why one")
    assert found.alternatives == ("was not able to", "try next")


def test_case_spaces_and_apostrophes_do_not_matter() -> None:
    found = LENS.check("DID  NOT\nENGAGE; won’t engage; won't engage")
    assert [each.rule_id for each in found] == ["R1", "R2", "R2"]


def test_only_whole_words_are_found() -> None:
    assert LENS.check("The engagement of needyness") == ()


def test_offsets_are_code_points() -> None:
    (found,) = LENS.check("🙂 é needy")
    assert "🙂 é needy"[found.start : found.end] == "needy"


def test_levels_narrow_the_rules() -> None:
    text = "needy, won't engage, did not engage"
    assert [each.rule_id for each in LENS.check(text, levels=[Level.A])] == ["R1", "R1"]
    assert [each.rule_id for each in LENS.check(text, levels=[Level.C])] == ["R3", "R3"]
    assert LENS.check(text, levels=[]) == ()


def test_the_stronger_rule_speaks_where_two_share_a_wording() -> None:
    assert LENS.check("did not engage")[0].rule_id == "R1"


def test_a_wording_with_a_note_depends_on_context_and_is_not_matched() -> None:
    assert LENS.check("a user (drugs) and a user") == ()


def test_nothing_is_found_inside_an_exception() -> None:
    lens = Lens.from_csv(RULES, exceptions=["engage with us"])
    assert lens.check("Engage with us") == ()
    assert len(lens.check("engage with others")) == 1


def test_rules_load_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "rules.csv"
    path.write_text(RULES, encoding="utf-8")
    assert Lens.from_csv(path) == LENS


def test_rules_without_a_column_or_with_an_unknown_level_are_refused() -> None:
    with pytest.raises(ValueError, match="no column 'family'"):
        Lens.from_csv("rule_id,category\n")
    with pytest.raises(ValueError, match="no column 'rule_id'"):
        Lens.from_csv("")
    with pytest.raises(ValueError, match="'D'"):
        Lens.from_csv(HEADER + "R1,c,f,x,y,z,n,all,book,D\n")


def test_letters_that_only_look_alike_are_left_alone() -> None:
    assert Lens.from_csv(HEADER + "R,c,f,is silly,x,y,n,all,b,A").check("iſ silly İs silly") == ()


@given(st.text(alphabet="didnotengagewon't ;’\n"))
def test_findings_are_in_order_do_not_overlap_and_quote_the_text(text: str) -> None:
    end = 0
    for found in LENS.check(text):
        assert end <= found.start < found.end
        assert text[found.start : found.end] == found.found
        end = found.end


def test_every_house_rule_has_wordings_a_reason_a_source_and_alternatives() -> None:
    rules = house_lens().rules
    assert len({rule.rule_id for rule in rules}) == len(rules) == 217
    assert all(rule.wordings and rule.reason and rule.source for rule in rules)
    assert all(rule.alternatives for rule in rules)


@pytest.mark.parametrize(
    "text",
    [
        "He refused to engage.",
        "A hard-to-reach family",
        "She committed suicide.",
        "He suffers from anxiety.",
    ],
)
def test_the_interface_may_not_say(text: str) -> None:
    assert check_interface_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "Tell us if you need at least one break.",
        "Enter a valid date. This one is invalid.",
        "3 people were not placed. Your contact details.",
        "Mental health services and criminal justice.",
        "Fewer than 5 answers; not shown.",
        "Early result: too soon to say it lasts.",
    ],
)
def test_the_interface_may_say(text: str) -> None:
    assert check_interface_text(text) == ()


def test_rules_to_be_confirmed_are_not_used_on_the_interface() -> None:
    assert {rule.level for rule in interface_lens().rules} == {Level.A, Level.B}


def test_every_exception_for_the_interface_has_an_effect() -> None:
    lens = interface_lens()
    assert len(set(lens.exceptions)) == len(lens.exceptions)
    bare = Lens(rules=lens.rules)
    assert all(bare.check(phrase) for phrase in lens.exceptions)


def test_our_own_reasons_and_claims_pass_the_lens() -> None:
    sentences = [value for value in vars(wording).values() if isinstance(value, str)]
    sentences += [badge.claim_sentence for badge in Badge]
    text = "\n".join(each for each in sentences if each and " " in each)
    assert check_interface_text(text) == ()
