"""The asking of a world: a live plan by pseudonym, waves, answers, a risk decision, a goodbye.

Answers are written as rows: they are what nobody but an evaluator may join to a person.
"""

import secrets
from typing import Any

from goldenthread.evaluation.models import (
    Draft,
    Invitation,
    KeyedEntry,
    KeyedForm,
    OpenAnswer,
    PersonLink,
    Plan,
    PlannedWave,
    Response,
    RiskDecision,
    Withdrawal,
)
from goldenthread.evaluation.operations import interviews, open_links, plans, reminders, waves
from goldenthread.evaluation.queries import open_links as open_queries
from goldenthread.evaluation.terms import Arm, ConfidentialityMode, InvitationState, KeyingState
from goldenthread.instruments.models import InstrumentVersion, Item
from goldenthread.instruments.terms import ItemKind
from goldenthread.learning.models import Cohort
from tests.factories import evaluation as drafts
from tests.factories.instruments import make_draft, make_instrument, make_published, one_of_each
from tests.factories.world import BY, World

PLANNED, ASKED_FIRST, ASKED_LAST = -70, -46, -2.9


def build_instruments() -> dict[str, int]:
    """The library is shared: instruments belong to the deployment, not to an organisation."""
    instrument = make_instrument("Shared questionnaire")
    version = make_published(one_of_each(), instrument_id=instrument)
    other = make_instrument("Shared questionnaire in the making")
    draft = make_draft(one_of_each(), instrument_id=other)
    return {
        "instrument": instrument,
        "version": version,
        "draft_instrument": other,
        "draft_version": draft,
        "item": Item.objects.filter(version_id=draft).order_by("position")[0].pk,
    }


def build_first_wave(world: World) -> None:
    """A plan with a baseline, an end wave, a later one and an interview; the baseline is over."""
    _ask_first(world, _add_plan(world))


def build_last_wave(world: World) -> None:
    """After the sessions: the end wave is open."""
    plan = Plan.objects.get(pk=world.ids["evaluation_plan"])
    _agree(world, plan)
    _ask_last(world, plan)
    _stop(world, plan)
    _decide_risk(world, plan)
    _open_a_link(world, plan)


def _add_plan(world: World) -> Plan:
    version = world.ids["version"]
    world.ids["evaluation_plan"] = plans.create_plan(
        offer_id=world.ids["offer"],
        mode=ConfidentialityMode.PSEUDONYM,
        kept_until=world.days(700).date(),
        waves=[
            drafts.baseline(version),
            drafts.end(version),
            drafts.later(6, version),
            drafts.interview(1),
        ],
        evaluator_contact=world.address("evaluator", kind="contact"),
        who_sees=world.text("whosees"),
        by=BY,
    )
    plans.make_live(plan_id=world.ids["evaluation_plan"], now=world.days(PLANNED), by=BY)
    plan = Plan.objects.get(pk=world.ids["evaluation_plan"])
    for wave in plan.waves.all():
        world.ids[f"wave_{wave.key}"] = wave.pk
    world.ids["wave"] = world.ids["wave_end"]
    world.ids["draft_evaluation_plan"] = plans.create_plan(
        offer_id=world.ids["open_offer"],
        mode=ConfidentialityMode.NAMED,
        kept_until=world.days(700).date(),
        waves=[drafts.end(version)],
        evaluator_contact=world.address("evaluator", kind="contact"),
        by=BY,
    )
    return plan


def _ask_first(world: World, plan: Plan) -> None:
    """Asked before the first session; two answered, and the wave closed."""
    waves.schedule_offer(offer_id=plan.offer_id, now=world.days(ASKED_FIRST - 5), by=BY)
    reminders.open_due(now=world.days(ASKED_FIRST), by=BY)
    for name in ("learner", "colleague"):
        answer(world, plan, "baseline", name)
    reminders.close_due(now=world.days(ASKED_FIRST + 20), by=BY)


def _agree(world: World, plan: Plan) -> None:
    for name in ("learner", "third"):
        interviews.agree_to_interviews(
            plan_id=plan.pk,
            person_id=world.people[name],
            agreed_on=world.days(-3).date(),
            now=world.days(-2.95),
            by=BY,
        )


def _ask_last(world: World, plan: Plan) -> None:
    """Two answered, one has begun to type, one has not opened it."""
    waves.schedule_offer(offer_id=plan.offer_id, now=world.days(-2.95), by=BY)
    reminders.open_due(now=world.days(ASKED_LAST + 1), by=BY)
    for name in ("learner", "colleague"):
        answer(world, plan, "end", name)
    begun = invitation(world, "end", "fourth")
    Draft.objects.create(
        invitation=begun,
        answers={"long_text": world.text("draftanswer")},
        saved_at=world.days(-1),
    )
    world.ids["invitation"] = invitation(world, "end", "third").pk
    world.ids["draft_invitation"] = begun.pk
    _write_down(world, begun, invitation(world, "end", "learner"))
    world.ids["interview"] = invitation(world, f"interview-{1}", "learner").pk


def _write_down(world: World, once: Invitation, twice: Invitation) -> None:
    """One paper written down once, and one on which two people differ."""
    for name, row, keyers in (("keyed_form", once, 1), ("differing_form", twice, 2)):
        form = KeyedForm.objects.create(
            wave=row.wave,
            invitation=row,
            number=keyers,
            how="paper",
            said_yes=False,
            state=KeyingState.DIFFERS if keyers == 2 else KeyingState.SECOND,
        )
        for place in range(1, keyers + 1):
            KeyedEntry.objects.create(
                form=form,
                place=place,
                keyed_by=f"sweep-{place}",
                answers={"long_text": world.text("keyedanswer")},
                is_whole=True,
            )
        world.ids[name] = form.pk


def invitation(world: World, wave: str, name: str) -> Invitation:
    return Invitation.objects.get(wave_id=world.ids[f"wave_{wave}"], person_id=world.people[name])


def _values(world: World) -> dict[str, Any]:
    """An answer to every kind of question, with words of one's own."""
    return {
        ItemKind.LIKERT: 4,
        ItemKind.SINGLE: "yes",
        ItemKind.MULTIPLE: ["yes"],
        ItemKind.SHORT_TEXT: world.text("answer"),
        ItemKind.LONG_TEXT: world.text("answer"),
        ItemKind.THREE_WORDS: [world.text("answer")],
        ItemKind.NUMBER: 3,
    }


def answer(world: World, plan: Plan, wave_key: str, name: str) -> None:
    """One person's answers, joined to them by a pseudonym alone."""
    wave = PlannedWave.objects.get(pk=world.ids[f"wave_{wave_key}"])
    link, _ = PersonLink.objects.get_or_create(
        plan=plan,
        person_id=world.people[name],
        defaults={"pseudonym": f"{world.mark}-code-{secrets.token_hex(4)}"},
    )
    world.words[f"code:{name}"] = link.pseudonym
    response = Response.objects.create(
        mode=plan.mode,
        wave=wave,
        version=InstrumentVersion.objects.get(pk=world.ids["version"]),
        pseudonym=link.pseudonym,
        cohort=Cohort.objects.get(pk=world.ids["cohort"]),
        arm=Arm.MIXED,
        answers={str(key): value for key, value in _values(world).items()},
    )
    world.words[f"response:{wave_key}:{name}"] = str(response.pk)
    row = invitation(world, wave_key, name)
    row.state, row.ended_on = InvitationState.ANSWERED, world.days(-1).date()
    row.save()


def _stop(world: World, plan: Plan) -> None:
    world.ids["withdrawal"] = interviews.record_interview_withdrawal(
        plan_id=plan.pk,
        person_id=world.people["third"],
        withdrew_on=world.days(-1).date(),
        from_wave_id=world.ids["wave_interview-1"],
        reason=world.text("reason"),
        by=BY,
    )
    assert Withdrawal.objects.filter(pk=world.ids["withdrawal"], reason__isnull=False).exists()


def _open_a_link(world: World, plan: Plan) -> None:
    """A link on a poster; somebody answered by it."""
    world.ids["open_link"] = open_links.make_open_link(
        plan_id=plan.pk,
        version_id=world.ids["version"],
        title=world.text("openlink"),
        closes_on=world.days(30).date(),
        allows_under_16=True,
        today=world.now.date(),
        by=BY,
    )
    found = open_queries.open_links(BY, plan.pk, today=world.now.date())
    world.words["open_link"] = found[0].token
    answers = {str(key): value for key, value in _values(world).items()}
    OpenAnswer.objects.create(link_id=world.ids["open_link"], answers=answers)


def _decide_risk(world: World, plan: Plan) -> None:
    decision = RiskDecision.objects.create(
        plan=plan,
        instrument_version_id=world.ids["version"],
        score=1,
        reason=world.text("risk"),
        signed_by="1",
        signed_name=world.text("signed"),
        signed_on=world.days(-1).date(),
    )
    world.ids["risk_decision"] = decision.pk
