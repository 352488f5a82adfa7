"""Questions to other tools and back, checked with a reader that is not ours."""

from collections.abc import Sequence
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from pyxform.xls2xform import convert

from goldenthread.access.terms import Refused, Role
from goldenthread.instruments import exports, operations
from goldenthread.instruments.models import Instrument, InstrumentVersion
from goldenthread.instruments.operations.xlsform import read_form
from goldenthread.instruments.rules import xlsform_reading
from goldenthread.instruments.terms import AGREEMENT, ItemDraft, ItemKind, Licence
from tests.factories import instruments as make
from tests.factories.access import client_of, user_with

pytestmark = pytest.mark.django_db
BY = make.BY
HEAD = ("type", "name", "label")
YES_NO = (("list_name", "name", "label"), ("yn", "1", "Yes"), ("yn", "2", "No"))
Rows = Sequence[Sequence[str]]


def form(*survey: Sequence[str], choices: Rows = YES_NO, settings: Rows = ()) -> bytes:
    book = Workbook()
    book.worksheets[0].title = "survey"
    for name, rows in (("survey", survey), ("choices", choices), ("settings", settings)):
        page = book[name] if name in book.sheetnames else book.create_sheet(name)
        for row in rows:
            page.append(list(row))
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def drafts(version_id: int) -> tuple[ItemDraft, ...]:
    return tuple(item.draft() for item in make.version(version_id).items)


def test_every_open_instrument_is_valid_to_an_independent_reader() -> None:
    operations.install_library(now=make.PUBLISHED_AT, by=BY)
    versions = InstrumentVersion.objects.exclude(instrument__licence=Licence.LICENSED)
    assert versions.count() == 7
    for version in versions:
        _, content = exports.xlsform_of(BY, version.pk)
        found = convert(BytesIO(content), file_type=".xlsx")
        shown = make.version(version.pk)
        assert all(f"/{item.key}" in found.xform for item in shown.items)
        assert found.warnings == []


def test_a_form_goes_out_and_comes_back_the_same() -> None:
    operations.install_library(now=make.PUBLISHED_AT, by=BY)
    versions = list(InstrumentVersion.objects.exclude(instrument__licence=Licence.LICENSED))
    versions.append(InstrumentVersion.objects.get(pk=make.make_published(make.one_of_each())))
    for version in versions:
        _, content = exports.xlsform_of(BY, version.pk)
        back = read_form(content)
        assert back.items == drafts(version.pk)
        view = make.version(version.pk)
        assert (back.title, back.content_note) == (view.title, view.content_note)
        assert back.why_we_ask == view.why_we_ask
        assert back.remarks == ()


def test_words_that_look_like_formulas_stay_words() -> None:
    version_id = make.make_published(
        [make.item_draft("one", wording="=1+1"), make.item_draft("two", wording="-- and?")]
    )
    _, content = exports.xlsform_of(BY, version_id)
    with ZipFile(BytesIO(content)) as packed:
        assert b"<f>" not in b"".join(packed.read(name) for name in packed.namelist())
    assert [item.wording for item in read_form(content).items] == ["=1+1", "-- and?"]


def test_a_licensed_shell_has_nothing_to_hand_out() -> None:
    operations.install_library(now=make.PUBLISHED_AT, by=BY)
    shell = InstrumentVersion.objects.filter(instrument__licence=Licence.LICENSED).first()
    assert shell is not None
    _, content = exports.xlsform_of(BY, shell.pk)
    assert load_workbook(BytesIO(content))["survey"].max_row == 1


def test_a_form_made_elsewhere_becomes_questions_of_ours() -> None:
    found = read_form(
        form(
            ("type", "name", "label::English (en)", "label::Cymraeg (cy)", "hint", "required"),
            ("start", "start", "", "", "", ""),
            ("note", "hello", "We ask to get better.", "", "", ""),
            ("begin group", "g", "About the day", "", "", ""),
            ("select_one yn", "Useful", "Was it useful?", "Oedd?", "Any answer is fine", "yes"),
            ("select_multiple yn or_other", "what", "What helped?", "", "", ""),
            ("integer", "years", "Years here", "", "", ""),
            ("end group", "", "", "", "", ""),
            ("text", "more", "Anything else?", "", "", ""),
            ("date", "when", "When did you start?", "", "", ""),
            settings=(("form_title",), ("A day together",)),
        )
    )
    assert found.title == "A day together"
    assert found.why_we_ask == "We ask to get better."
    assert [item.kind for item in found.items] == [
        ItemKind.SINGLE,
        ItemKind.MULTIPLE,
        ItemKind.NUMBER,
        ItemKind.SHORT_TEXT,
        ItemKind.DATE,
    ]
    first, several = found.items[:2]
    assert (first.key, first.section, first.help_text) == (
        "useful",
        "About the day",
        "Any answer is fine",
    )
    assert [option.label for option in several.options] == ["Yes", "No", "Something else"]
    assert [item.section for item in found.items[3:]] == ["", ""]
    assert "Every question can be skipped here, also those marked required." in found.remarks


def test_steps_we_know_become_a_scale() -> None:
    steps = [("list_name", "name", "label")]
    steps += [("s", f"opt{step.value}", step.label) for step in AGREEMENT]
    found = read_form(form(HEAD, ("select_one s", "q", "It helped"), choices=steps))
    assert found.items[0].kind is ItemKind.LIKERT
    assert found.items[0].options == AGREEMENT


def test_bounds_of_a_number_are_kept() -> None:
    found = read_form(
        form(
            (*HEAD, "constraint", "parameters"),
            ("integer", "a", "Age", ". >= 18 and . <= 99", ""),
            ("range", "b", "How much", "", "start=0 end=10 step=1"),
        )
    )
    assert [(item.minimum, item.maximum) for item in found.items] == [(18, 99), (0, 10)]


def test_what_is_different_here_is_said() -> None:
    found = read_form(
        form(
            (*HEAD, "relevant", "constraint"),
            ("text", "a", "First", "", "regex(., '^a')"),
            ("text", "b", "You said ${a}. Why?", "${a} != ''", ""),
            ("integer", "c", "How many?", "", ". > 1 and dad"),
            ("integer", "d", "And now?", "", ". >= 1 and . <= 9"),
        )
    )
    said = " ".join(found.remarks)
    for words in ("The rule for answers on line 2", "Line 3 is asked of some", "Line 3 repeats"):
        assert words in said
    assert "The rule for answers on line 4" in said
    assert "line 5" not in said
    assert found.items[1].wording == "You said …. Why?"


@pytest.mark.parametrize(
    ("survey", "sentence"),
    [
        ((HEAD, ("geopoint", "where", "Where?")), "Line 2 asks for “geopoint”"),
        ((HEAD, ("select_one nope", "q", "Which?")), "Line 2 names the choices “nope”"),
        ((HEAD, ("text", "q", "")), "Line 2 of the sheet “survey”: Write the question."),
        ((HEAD,), "holds no question"),
    ],
)
def test_what_cannot_be_asked_is_named_with_its_line(survey: Rows, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        read_form(form(*survey))


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"])
def test_other_files_are_answered_in_a_sentence(content: bytes) -> None:
    with pytest.raises(Refused):
        read_form(content)


@given(
    st.lists(st.lists(st.text("abc_ ${}1'", max_size=12), min_size=4, max_size=4), max_size=8),
    st.sampled_from(["text", "select_one yn", "note", "begin_group", "integer", "range"]),
)
def test_any_survey_is_read_or_refused(rows: list[list[str]], kind: str) -> None:
    lines = [(2 + at, [kind, *row]) for at, row in enumerate(rows)]
    sheets = {"survey": [(1, ["type", "name", "label", "constraint", "relevant"]), *lines]}
    sheets["choices"] = [(1, list(YES_NO[0])), (2, list(YES_NO[1])), (3, list(YES_NO[2]))]
    try:
        found = xlsform_reading.read(sheets)
    except Refused as refused:
        assert str(refused)
    else:
        keys = [item.key for item in found.items]
        assert len(keys) == len(set(keys))


def upload(content: bytes, **rest: str) -> dict[str, object]:
    return {"file": SimpleUploadedFile("form.xlsx", content), "licence": "own", **rest}


def test_an_evaluator_brings_in_a_form_and_finds_a_draft() -> None:
    client = client_of(user_with(Role.EVALUATOR))
    content = form(
        (*HEAD, "required"),
        ("text", "q", "How was it?", "yes"),
        settings=(("form_title",), ("A day together",)),
    )
    answer = client.post("/instruments/bring-in/", upload(content), follow=True)
    shown = answer.content.decode()
    assert "The form is a draft now" in shown
    assert "How was it?" in shown
    made = Instrument.objects.get(name="A day together")
    assert [version.state for version in made.versions.all()] == ["draft"]


def test_a_form_can_become_the_next_version_of_one_we_have() -> None:
    version = InstrumentVersion.objects.get(pk=make.make_published())
    content = form(HEAD, ("text", "q", "How was it?"))
    made, _ = operations.bring_in_form(
        content=content,
        name="Any",
        licence=Licence.OWN,
        instrument_id=version.instrument_id,
        by=BY,
    )
    assert InstrumentVersion.objects.get(pk=made).number == version.number + 1


def test_a_form_we_cannot_ask_says_so_beside_the_file_and_keeps_nothing() -> None:
    client = client_of(user_with(Role.EVALUATOR))
    before = Instrument.objects.count()
    answer = client.post(
        "/instruments/bring-in/", upload(form(HEAD, ("image", "p", "A photo")), name="Photos")
    )
    shown = answer.content.decode()
    assert "Line 2 asks for “image”" in shown
    assert 'value="Photos"' in shown
    assert Instrument.objects.count() == before


def test_the_page_of_a_version_hands_out_the_form() -> None:
    version_id = make.make_published()
    client = client_of(user_with(Role.EVALUATOR))
    assert (
        "Download as XLSForm" in client.get(f"/instruments/versions/{version_id}/").content.decode()
    )
    answer = client.get(f"/instruments/versions/{version_id}/xlsform.xlsx")
    assert read_form(answer.content).items == drafts(version_id)
