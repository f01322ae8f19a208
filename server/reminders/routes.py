"""The reminders room's calls."""

from flask import Blueprint, Response

from server import answers, auth
from server.auth import access
from server.bodies import Json
from server.reminders import acting, service
from server.schemas.reminders import (
    PushStanding,
    PushSubscribe,
    PushTestAnswer,
    PushUnsubscribe,
    ReminderAct,
    ReminderPut,
    ReminderRev,
)
from server.schemas.wire import Empty

blueprint = Blueprint("reminders", __name__)


@blueprint.put("/v1/reminders/<id:reminder_id>")
@access("device", Json(ReminderPut))
def put(body: ReminderPut, reminder_id: str) -> Response:
    """Sets a reminder."""
    return answers.shape(ReminderRev(rev=service.put(auth.signed_in().account_id, reminder_id, body)))


@blueprint.delete("/v1/reminders/<id:reminder_id>")
@access("device", Json(ReminderRev))
def remove(body: ReminderRev, reminder_id: str) -> Response:
    """Stops a reminder."""
    service.remove(auth.signed_in().account_id, reminder_id, body.rev)
    return answers.empty()


@blueprint.post("/v1/reminders/act")
@access("anyone", Json(ReminderAct), csrf=False)
def act(body: ReminderAct) -> Response:
    """Answers a reminder from its notification."""
    acting.act(body)
    return answers.empty()


@blueprint.post("/v1/push")
@access("device", Json(PushSubscribe))
def subscribe(body: PushSubscribe) -> Response:
    """Keeps this device's subscription."""
    caller = auth.signed_in()
    service.subscribe(caller.account_id, auth.device_of(caller), body)
    return answers.shape(Empty(), 201)


@blueprint.get("/v1/push")
@access("device")
def standing() -> Response:
    """Whether this device's subscription stands."""
    caller = auth.signed_in()
    return answers.shape(PushStanding(subscribed=service.is_subscribed(caller.account_id, auth.device_of(caller))))


@blueprint.delete("/v1/push")
@access("device", Json(PushUnsubscribe))
def unsubscribe(body: PushUnsubscribe) -> Response:
    """Forgets a subscription."""
    service.unsubscribe(auth.signed_in().account_id, body.endpoint)
    return answers.empty()


@blueprint.post("/v1/push/test")
@access("device", Json(Empty))
def send_test(_body: Empty) -> Response:
    """Sends this device a test push."""
    caller = auth.signed_in()
    return answers.shape(PushTestAnswer(sent=service.send_test(caller.account_id, auth.device_of(caller))), 202)
