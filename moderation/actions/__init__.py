"""The verbs of moderation: flag, claim, decide, undo, appeal, answer, reach out, appoint."""

from moderation.actions.answering import answer, appeal, write_letter
from moderation.actions.caring import ask_colleagues, give_opinion, name_misuse, reach_out
from moderation.actions.carrying import begin_shift, end_shift, leave_note, let_notes_run_out, set_weather
from moderation.actions.claiming import claim, let_go, let_go_of_all, pass_on, renew
from moderation.actions.closing import close_doors, reopen_doors
from moderation.actions.deciding import Order, check, decide
from moderation.actions.duties import appoint, relieve
from moderation.actions.expiring import delete_log_before, let_evidence_run_out
from moderation.actions.flagging import flag
from moderation.actions.hosting import name_facilitator, revise
from moderation.actions.outcomes import count_unfit
from moderation.actions.pending import carry_out_due, carry_out_left_behind, intend, intend_answer, undo
from moderation.actions.seats import come_back_as, unseat, waiting_for_a_name
from moderation.actions.standing_by import call_for_care, freeze, recuse
from moderation.actions.starting import agree, name_backup, practise
from moderation.actions.wording import say_in_own_words

__all__ = [
    "Order",
    "agree",
    "answer",
    "appeal",
    "appoint",
    "ask_colleagues",
    "begin_shift",
    "call_for_care",
    "carry_out_due",
    "carry_out_left_behind",
    "check",
    "claim",
    "close_doors",
    "come_back_as",
    "count_unfit",
    "decide",
    "delete_log_before",
    "end_shift",
    "flag",
    "freeze",
    "give_opinion",
    "intend",
    "intend_answer",
    "leave_note",
    "let_evidence_run_out",
    "let_go",
    "let_go_of_all",
    "let_notes_run_out",
    "name_backup",
    "name_facilitator",
    "name_misuse",
    "pass_on",
    "practise",
    "reach_out",
    "recuse",
    "relieve",
    "renew",
    "reopen_doors",
    "revise",
    "say_in_own_words",
    "set_weather",
    "undo",
    "unseat",
    "waiting_for_a_name",
    "write_letter",
]
