"""The front: every call, from outside or from a service inside, is authorized, carried out, recorded, and heard."""

import logging
import uuid
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from keypost.arn import parse_arn
from keypost.endpoint.actions.all import is_modelled, list_demands
from keypost.endpoint.actions.declare import Demand
from keypost.endpoint.actions.kms import encryption_context
from keypost.endpoint.arguments import settle_arguments
from keypost.endpoint.authorize import decide
from keypost.endpoint.call import NOBODY, Call, Caller
from keypost.endpoint.decisions import Decisions, Mark
from keypost.endpoint.denial import refuse
from keypost.endpoint.documents.check import check_documents
from keypost.endpoint.dry_run import refuse_dry_run
from keypost.endpoint.encryption.data_keys import DataKeys
from keypost.endpoint.encryption.declare import KeyUse
from keypost.endpoint.encryption.needs import list_key_uses
from keypost.endpoint.encryption.refusals import pass_on
from keypost.endpoint.federation import identify, is_federated
from keypost.endpoint.own_region import refuse_other_key, refuse_other_region
from keypost.endpoint.own_user import name_own_user
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.sessions import Sessions
from keypost.endpoint.settings import Settings
from keypost.endpoint.state import State
from keypost.endpoint.store.keys import StoredKey, find_key
from keypost.endpoint.store.perform import perform
from keypost.endpoint.store.reset import reset
from keypost.endpoint.trail import Trail
from keypost.named import NamedTuple
from keypost.policy.reasons import Outcome

_log = logging.getLogger(__name__)
Result = Mapping[str, Any]


class Done(NamedTuple):
    """A call that was carried out: by whom, with which result, in which HTTP request."""

    call: Call
    caller: Caller
    result: Result
    request_id: str


# Answers a call that moto lacks or would answer wrongly; raises RefusalError to refuse it.
Operation = Callable[["Front", Call, Caller], Result]
# Hears of a call that was carried out.
Reaction = Callable[["Front", Done], None]


class Front:
    """Carries calls out. `operations` are answered here, all others by moto.

    `reactions` follow what succeeded; `followings` do so without a look at the result.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        operations: Mapping[tuple[str, str], Operation],
        reactions: Mapping[tuple[str, str], tuple[Reaction, ...]],
        followings: Mapping[tuple[str, str], tuple[Reaction, ...]] = MappingProxyType({}),
    ) -> None:
        """Begin with nothing in store."""
        self.settings, self._operations = settings, operations
        self._reactions, self._followings = reactions, followings
        self.changes = 0  # calls that were carried out: whether there is anything to save
        self._begin()

    def reset(self) -> None:
        """Forget everything that calls have made."""
        reset()
        self._begin()

    def _begin(self) -> None:
        self.decisions = Decisions()
        self.data_keys = DataKeys(self.settings.policy_delay)
        self.resume(State(), Sessions())

    def resume(self, state: State, sessions: Sessions) -> None:
        """Go on with what was kept beside moto."""
        self.state, self.sessions, self.trail = state, sessions, Trail(state)

    def call(self, call: Call, caller: Caller, *, request_id: str = "") -> Result:
        """Carry out one call in process, as a service does, and return its typed result.

        Raises:
            RefusalError: it isn't allowed, or refused for another reason.
        """
        return self.carry_out(call, caller, request_id=request_id or str(uuid.uuid4()), fetch=self._perform)

    def carry_out(self, call: Call, caller: Caller, *, request_id: str, fetch: Callable[[Call], Result]) -> Result:
        """Authorize, carry out by `fetch` where no operation of ours does, record, and let deliveries follow.

        Raises:
            RefusalError: it isn't allowed, or refused for another reason.
        """
        try:
            caller = identify(call).caller if is_federated(call) else caller
            call = name_own_user(call, caller)
            owner = self._authorize(call, caller, request_id)
            call = settle_arguments(call)
            refuse_dry_run(call)
            check_documents(call, caller)
            for use in list_key_uses(call):
                self._encrypt(use, caller, call.service, request_id)
            own = self._operations.get(call.name)
            result = own(self, call, caller) if own is not None else fetch(call._replace(account=owner))
        except RefusalError as refusal:
            self.trail.record(call, caller, refusal=refusal, request_id=request_id)
            raise
        self.changes += 1
        self.trail.record(call, caller, result=result, request_id=request_id)
        self._react(Done(call, caller, result, request_id))
        return result

    @property
    def resource_policies(self) -> dict[str, str]:
        """Policies of resources that moto has no room for, as JSON by ARN: an operation of ours puts them here."""
        return self.state.map("resource-policies")

    def is_own(self, call: Call) -> bool:
        """Tell whether an operation of ours answers the call."""
        return call.name in self._operations

    def is_heard(self, call: Call) -> bool:
        """Tell whether anything follows the call, so that its result is looked at."""
        return call.name in self._reactions

    def use_key(self, use: KeyUse, caller: Caller, *, service: str, request_id: str = "") -> None:
        """Make a service's calls to KMS for this caller: a forwarded access session, or the service itself.

        Raises:
            RefusalError: KMS refuses; in the words of `service`.
        """
        key = find_key(use.key, account=use.account, region=use.region)
        for action in use.actions:
            refusal = self._use(action, key, use, caller, request_id)
            if refusal is not None:
                raise pass_on(service, refusal, request_id=request_id)

    def _encrypt(self, use: KeyUse, caller: Caller, service: str, request_id: str) -> None:
        """Use the data key that is at hand, else ask KMS for one."""
        if not use.reused or not self.data_keys.is_on:
            self.use_key(use, caller, service=service, request_id=request_id)
            return
        key = find_key(use.key, account=use.account, region=use.region)
        if key is not None and self.data_keys.has(use, caller, key=key.arn):
            return
        self.use_key(use, caller, service=service, request_id=request_id)
        if key is not None:
            self.data_keys.keep(use, caller, key=key.arn)

    def require(self, demand: Demand, caller: Caller, *, call: Call, request_id: str = "") -> None:
        """Let nothing happen unless this is allowed.

        Raises:
            RefusalError: it isn't; in the words of the service that is called.
        """
        request, decision = decide(demand, caller, call=call, kept=self.resource_policies)
        is_allowed = decision.outcome is Outcome.ALLOW
        mark = Mark.SOFT if self.settings.soft and not is_allowed else Mark.ENFORCED
        if not is_modelled(call) and is_allowed:
            mark = Mark.UNMODELLED
        self.decisions.add(request_id, caller, request=request, decision=decision, mark=mark)
        if self.settings.strict and mark is not Mark.ENFORCED and not is_modelled(call):
            raise RefusalError("AccessDeniedException", f"{demand.action} isn't modelled by keypost local.", status=403)
        if mark is Mark.ENFORCED and not is_allowed:
            raise refuse(call.service, caller, request, decision)

    def _authorize(self, call: Call, caller: Caller, request_id: str) -> str:
        """Return the account whose resource the call is about."""
        owner = ""
        for demand in list_demands(call, is_signed=caller.principal is not NOBODY):
            self.require(demand, caller, call=call, request_id=request_id)
            arn = parse_arn(demand.resource)
            refuse_other_region(call, arn)
            owner = owner or (arn.account if arn is not None and arn.account != "aws" else "")
        return owner or call.account

    def _use(
        self, action: str, key: StoredKey | None, use: KeyUse, caller: Caller, request_id: str
    ) -> RefusalError | None:
        call = _key_call(action, key, use)
        try:
            refuse_other_key(use)
            if key is None:
                raise RefusalError("NotFoundException", f"Key '{use.key}' does not exist")
            told = encryption_context(use.encryption_context) | {"kms:ResourceAliases": key.aliases}
            if not caller.is_service:
                told["kms:ViaService"] = (f"{use.via}.{use.region}.amazonaws.com",)
                if action == "kms:CreateGrant":
                    told["kms:GrantIsForAWSResource"] = ("true",)
            self.require(Demand(action, key.arn, told), caller, call=call, request_id=request_id)
        except RefusalError as refusal:
            self.trail.record(call, caller, refusal=refusal, request_id=request_id, via=use.via)
            return refusal
        self.trail.record(call, caller, result={}, request_id=request_id, via=use.via)
        return None

    def _perform(self, call: Call) -> Result:
        host = f"127.0.0.1:{self.settings.port}"
        return perform(
            call.service, call.operation, call.parameters, account=call.account, region=call.region, host=host
        )

    def _react(self, done: Done) -> None:
        """Let deliveries follow: what becomes of them never changes the answer."""
        for react in (*self._reactions.get(done.call.name, ()), *self._followings.get(done.call.name, ())):
            try:
                react(self, done)
            except RefusalError as refusal:
                _log.warning("%s after %s: %s", react.__module__, done.call.name, refusal)


def _key_call(action: str, key: StoredKey | None, use: KeyUse) -> Call:
    parameters: dict[str, Any] = {"keyId": key.arn if key else use.key, "encryptionContext": use.encryption_context}
    if action == "kms:GenerateDataKey":
        parameters["keySpec"] = "AES_256"
    account = key.account if key is not None else use.account
    return Call("kms", action.removeprefix("kms:"), parameters, account, use.region)
