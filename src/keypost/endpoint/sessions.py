"""Temporary credentials: who has them, what limits them, until when."""

import base64
import secrets
import string
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from keypost.named import NamedTuple

_ALPHABET = string.ascii_uppercase + "234567"
_SECRET_BYTES = 30
_TOKEN_BYTES = 180
_KEY_LETTERS = 16
# Ended sessions are forgotten when that many are kept.
_MANY = 10_000


class Session(NamedTuple):
    """One session: whose it is (`holder`: the role, user or root user), and what its credentials are.

    `policies` are session policies as JSON, None where none were passed; `context` is what a sign-in told of itself.
    Tags whose keys are `transitive` go on to sessions of roles that the session assumes.
    """

    access_key: str
    secret: str
    token: str
    arn: str
    account: str
    holder: str
    user_id: str
    ends: datetime
    policies: tuple[str, ...] | None = None
    tags: Mapping[str, str] = MappingProxyType({})
    context: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    transitive: tuple[str, ...] = ()


class Sessions:
    """All sessions by access key."""

    def __init__(self) -> None:
        """Begin without any."""
        self.by_key: dict[str, Session] = {}

    def find(self, access_key: str) -> Session | None:
        """Return the session that has the access key."""
        return self.by_key.get(access_key)

    def start(
        self,
        arn: str,
        *,
        account: str,
        holder: str,
        user_id: str,
        seconds: int,
        policies: tuple[str, ...] | None = None,
        tags: Mapping[str, str] = MappingProxyType({}),
    ) -> Session:
        """Make credentials and return the session."""
        if len(self.by_key) >= _MANY:
            self._forget_ended()
        key = "ASIA" + "".join(secrets.choice(_ALPHABET) for _ in range(_KEY_LETTERS))
        session = Session(
            access_key=key,
            secret=base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode(),
            token=base64.b64encode(secrets.token_bytes(_TOKEN_BYTES)).decode(),
            arn=arn,
            account=account,
            holder=holder,
            user_id=user_id,
            ends=datetime.now(UTC) + timedelta(seconds=seconds),
            policies=policies,
            tags=dict(tags),  # as plain values: they are saved
            context={},
        )
        return self.keep(session)

    def keep(self, session: Session) -> Session:
        """Keep a session as it is, and return it."""
        self.by_key[session.access_key] = session
        return session

    def __getstate__(self) -> dict[str, dict[str, Session]]:
        """Return what is written to a file: a copy, for sessions start meanwhile."""
        return {"by_key": self.by_key.copy()}

    def _forget_ended(self) -> None:
        now = datetime.now(UTC)
        self.by_key = {key: session for key, session in self.by_key.items() if session.ends > now}
