"""Pages of plans, waves, interviews, findings and decisions."""

from django.urls import path
from django.urls.resolvers import URLPattern

from goldenthread.evaluation.views import (
    decisions,
    findings,
    interviews,
    links,
    modes,
    plans,
    waves,
)

PLAN = "evaluation/<int:plan_id>/"
INVITATION = "evaluation/invitations/<int:invitation_id>/"
DECISION = "evaluation/decisions/<int:decision_id>/"

urlpatterns: list[URLPattern] = [
    path("evaluation/", plans.plan_list, name="plan_list"),
    path("evaluation/add/", plans.plan_add, name="plan_add"),
    path(PLAN, plans.plan_show, name="plan_show"),
    path(f"{PLAN}edit/", plans.plan_edit, name="plan_edit"),
    path(f"{PLAN}freeze/", plans.plan_freeze, name="plan_freeze"),
    path(f"{PLAN}mode/", modes.plan_mode, name="plan_mode"),
    path(f"{PLAN}close/", plans.plan_close, name="plan_close"),
    path(f"{PLAN}waves/", waves.wave_list, name="wave_list"),
    path(f"{PLAN}messages/", waves.message_list, name="message_list"),
    path(f"{PLAN}unreached/", links.unreached_list, name="unreached_list"),
    path("evaluation/waves/<int:wave_id>/people/", links.invitation_list, name="invitation_list"),
    path(f"{INVITATION}send/", links.invitation_send, name="invitation_send"),
    path(f"{INVITATION}renew/", links.invitation_renew, name="invitation_renew"),
    path(f"{INVITATION}reached/", links.invitation_reached, name="invitation_reached"),
    path(f"{PLAN}interviews/", interviews.interview_list, name="interview_list"),
    path(f"{PLAN}interviews/agree/", interviews.interview_agree, name="interview_agree"),
    path(
        f"{PLAN}interviews/<int:person_id>/stop/", interviews.interview_stop, name="interview_stop"
    ),
    path(
        "evaluation/interviews/<int:invitation_id>/",
        interviews.interview_record,
        name="interview_record",
    ),
    path(
        "evaluation/withdrawals/<int:withdrawal_id>/",
        interviews.interview_reason,
        name="interview_reason",
    ),
    path(f"{PLAN}findings/", findings.finding_show, name="finding_show"),
    path(f"{PLAN}findings/findings.xlsx", findings.finding_export, name="finding_export"),
    path(f"{PLAN}decisions/", decisions.decision_list, name="decision_list"),
    path(f"{PLAN}decisions/<int:version_id>/", decisions.decision_sign, name="decision_sign"),
    path(DECISION, decisions.decision_show, name="decision_show"),
    path(f"{DECISION}withdraw/", decisions.decision_withdraw, name="decision_withdraw"),
]
