"""The calls of one part: made with retries, told apart where they fail, and never more than the part declares."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor

from botocore import xform_name
from botocore.client import BaseClient
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    CredentialRetrievalError,
    NoCredentialsError,
    SSOError,
    TokenRetrievalError,
)
from botocore.parsers import ResponseParserError

from keypost.errors import UnreadableInputError
from keypost.named import TYPE_CHECKING
from keypost.readers.live.faults import EXPIRED, classify, read_error
from keypost.readers.live.reply import Item, Reply
from keypost.readers.snapshot.manifest import Scope
from keypost.readers.snapshot.record import Fault, Missed, Record
from keypost.text import Text
from keypost.unknown import Unread

if TYPE_CHECKING:
    from typing import TypeVar

    T = TypeVar("T")

FAILURES = (BotoCoreError, ClientError, ResponseParserError)
_NO_MORE_CREDENTIALS = (CredentialRetrievalError, NoCredentialsError, SSOError, TokenRetrievalError)
_LONGEST_MESSAGE = 300

_EXPIRED = Text(
    en="the credentials are no longer accepted ({code})", ja="認証情報が受け付けられなくなりました ({code})"
)
_SIGN_IN = Text(
    en="Sign in again and run the same command: what has been read is kept.",
    ja="もう一度サインインして同じコマンドを実行してください。取得済みの部分は残っています。",
)


class GoneError(Exception):
    """The resource that is being read was removed."""


class Api:
    """Makes the calls of one part, in one account and Region. `missed` are those that told nothing."""

    def __init__(
        self, client: BaseClient, calls: Mapping[str, str], *, scope: Scope, partition: str, pool: Executor
    ) -> None:
        """Take the client, the operations that may be called with their IAM actions, and the pool of `each`."""
        self._client, self._calls, self._pool = client, calls, pool
        self.account, self.region, self.partition = scope.account, scope.region, partition
        self.missed: list[Missed] = []

    def action(self, operation: str) -> str:
        """Return the IAM action that an operation of this part needs."""
        return self._calls[operation]

    def call(self, operation: str, *, about: str = "", absent: Iterable[str] = (), **parameters: object) -> Reply:
        """Make one call about a resource; the error codes `absent` mean that nothing is set.

        Raises:
            GoneError: the resource was removed.
            UnreadableInputError: the credentials are no longer accepted.
        """
        self.action(operation)
        try:
            answer = getattr(self._client, xform_name(operation))(**parameters)
        except FAILURES as error:
            if isinstance(error, ClientError) and read_error(error.response)[0] in absent:
                return Reply({}, about=about)
            fault = self._miss(operation, error, about=about)
            if fault is Fault.GONE and about:
                raise GoneError(about) from error
            return Reply({}, about=about, fault=fault)
        return Reply(answer, about=about)

    def pages(self, operation: str, *, about: str = "", **parameters: object) -> Iterator[Mapping[str, object]]:
        """Yield the pages of a listing, up to one that can't be read.

        Raises:
            UnreadableInputError: the credentials are no longer accepted.
        """
        self.action(operation)
        try:
            yield from self._turn(xform_name(operation), parameters)
        except FAILURES as error:
            self._miss(operation, error, about=about)

    def items(self, operation: str, member: str, *, about: str = "", **parameters: object) -> Iterator[Item]:
        """Yield the elements of a listing."""
        for page in self.pages(operation, about=about, **parameters):
            listed = page.get(member)
            yield from listed if isinstance(listed, list) else ()

    def whole(self, operation: str, member: str, *, about: str, **parameters: object) -> list[Item] | Unread:
        """Return all elements of a listing about a resource; Unread where one of its pages is missing.

        Raises:
            GoneError: the resource was removed.
            UnreadableInputError: the credentials are no longer accepted.
        """
        self.action(operation)
        try:
            pages = list(self._turn(xform_name(operation), parameters))
        except FAILURES as error:
            fault = self._miss(operation, error, about=about)
            if fault is Fault.GONE:
                raise GoneError(about) from error
            return Unread(fault.why, f"{about} {member}")
        return [item for page in pages if isinstance(listed := page.get(member), list) for item in listed]

    def each(self, items: "Iterable[T]", fetch: "Callable[[Api, T], Iterable[Record]]") -> Iterator[Record]:
        """Yield what `fetch` reads of each item, several at a time, in the items' order; one that is gone is none."""
        for records in self._pool.map(lambda item: self._fetch_one(item, fetch), items):
            yield from records

    def arn(self, service: str, resource: str) -> str:
        """Return the ARN of a resource here, of which AWS tells only the name."""
        return f"arn:{self.partition}:{service}:{self.region}:{self.account}:{resource}"

    def _fetch_one(self, item: "T", fetch: "Callable[[Api, T], Iterable[Record]]") -> list[Record]:
        try:
            return list(fetch(self, item))
        except GoneError:
            return []

    def _turn(self, method: str, parameters: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
        if self._client.can_paginate(method):
            yield from self._client.get_paginator(method).paginate(**parameters)
            return
        token: Mapping[str, object] = {}
        while True:
            page: Mapping[str, object] = getattr(self._client, method)(**parameters, **token)
            yield page
            if not page.get("NextToken"):
                return
            token = {"NextToken": page["NextToken"]}

    def _miss(self, operation: str, error: Exception, *, about: str) -> Fault:
        code, message, fault = type(error).__name__, "", Fault.UNREACHABLE
        if isinstance(error, ClientError):
            code, message, status = read_error(error.response)
            fault = classify(code, status=status)
        if code in EXPIRED or isinstance(error, _NO_MORE_CREDENTIALS):
            raise UnreadableInputError(_EXPIRED.fill(code=code), hint=_SIGN_IN) from error
        call = f"{self._client.meta.service_model.service_name}:{operation}"
        told = message[:_LONGEST_MESSAGE]
        self.missed.append(Missed(call, self.action(operation), about, fault, code, told))
        return fault
