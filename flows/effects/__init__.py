"""What a conversation wants to happen. `store.apply` turns these into rows; outcomes name what came of it."""

from flows.effects.after import AnotherPeer, ChoosePeer, LeaveIt, RateTalk, Reconnect, WantAgain
from flows.effects.asking import (
    CancelCallback,
    KeepWish,
    LookUpPeers,
    MoveCallback,
    RequestCallback,
    SetZone,
    TalkNow,
    Wanted,
)
from flows.effects.base import AlertKind, Effect, Outcome
from flows.effects.other_number import ConfirmNumber, DropNumber, NameNumber, ShowNumber
from flows.effects.overseeing import Acknowledge, ListCallbacks, ShowCallback
from flows.effects.readiness import PreferText, SayReady
from flows.effects.safe import ClearSafe, EndEverything, KeepSafe
from flows.effects.standing import Introduce, OptIn, OptOut, RaiseAlert, RecordCheckin, SetLanguage
from flows.effects.volunteering import BlockPair, JoinAsVolunteer, PassOffer, SetDuty, TakeOffer, WriteNote
from flows.effects.writing import EndWriting, PassOn

__all__ = [
    "Acknowledge",
    "AlertKind",
    "AnotherPeer",
    "BlockPair",
    "CancelCallback",
    "ChoosePeer",
    "ClearSafe",
    "ConfirmNumber",
    "DropNumber",
    "Effect",
    "EndEverything",
    "EndWriting",
    "Introduce",
    "JoinAsVolunteer",
    "KeepSafe",
    "KeepWish",
    "LeaveIt",
    "ListCallbacks",
    "LookUpPeers",
    "MoveCallback",
    "NameNumber",
    "OptIn",
    "OptOut",
    "Outcome",
    "PassOffer",
    "PassOn",
    "PreferText",
    "RaiseAlert",
    "RateTalk",
    "Reconnect",
    "RecordCheckin",
    "RequestCallback",
    "SayReady",
    "SetDuty",
    "SetLanguage",
    "SetZone",
    "ShowCallback",
    "ShowNumber",
    "TakeOffer",
    "TalkNow",
    "WantAgain",
    "Wanted",
    "WriteNote",
]
