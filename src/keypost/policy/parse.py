"""JSON-like data -> Policy. Keeps everything that AWS would store, and notes what can't mean anything."""

from keypost.named import Enum, Iterator, Mapping, lru_cache, partial
from keypost.origin import LateOrigin, Locate, Origin, Pointer, locate_by_pointer
from keypost.policy.conditions.operators import split_operator
from keypost.policy.document import (
    Condition,
    Effect,
    Flaw,
    Listing,
    NamedPrincipal,
    Policy,
    PrincipalForm,
    PrincipalListing,
    Statement,
    Version,
)
from keypost.policy.reasons import Reason
from keypost.unknown import Unread, Why, has_unknown

_ACCOUNT_DIGITS = 12
_UNREAD_VALUE = Unread(Why.UNKNOWN_VALUE)


class NotAPolicy(Enum):
    """Why a document isn't a policy at all."""

    NOT_JSON = "not-json"
    NOT_AN_OBJECT = "not-an-object"
    NO_STATEMENT = "no-statement"
    NOT_A_STATEMENT = "statement-is-not-an-object"


class NotAPolicyError(Exception):
    """The document isn't a policy: `problem` says why, `origin` where."""

    def __init__(self, problem: NotAPolicy, *, origin: Origin) -> None:
        """Take what is wrong and where it stands."""
        super().__init__(f"{problem.value} {origin}".strip())
        self.problem = problem
        self.origin = origin


def parse_policy(document: object, *, locate: Locate = locate_by_pointer) -> Policy:
    """Return the policy that plain data, or a JSON text of it, stands for.

    Texts may have unknown parts, and any part may be an `Unread`: what depends on it is undecided. Raises
    NotAPolicyError where the document isn't a policy (IAM User Guide, grammar of the policy language).
    """
    if isinstance(document, Unread):
        return Policy(Version.CURRENT, (), origin=locate(()), unread=(document,))
    data = _load(document, locate) if isinstance(document, str) else document
    if isinstance(data, Unread):
        return Policy(Version.CURRENT, (), origin=locate(()), unread=(data,))
    if not isinstance(data, Mapping):
        raise NotAPolicyError(NotAPolicy.NOT_AN_OBJECT, origin=locate(()))
    if data.get("Statement") is None:
        raise NotAPolicyError(NotAPolicy.NO_STATEMENT, origin=locate(()))
    return _Reader(locate).read_policy(data)


def _load(text: str, locate: Locate) -> object:
    try:
        return _parse_text(text)
    except (ValueError, RecursionError) as error:
        if has_unknown(text):
            return _UNREAD_VALUE
        raise NotAPolicyError(NotAPolicy.NOT_JSON, origin=locate(())) from error


@lru_cache(maxsize=64)
def _parse_text(text: str) -> object:
    """Return the data of a text; many of one input say the same, as modules repeat them."""
    import json  # most documents arrive as data

    return json.loads(text)


class _Reader:
    """Reads one document; knows where each part stands."""

    def __init__(self, locate: Locate) -> None:
        self._locate = partial(LateOrigin, locate)

    def read_policy(self, data: Mapping[object, object]) -> Policy:
        version, flaws = self._read_version(data.get("Version"))
        statements: list[Statement] = []
        unread: list[Unread] = []
        for pointer, index, part in _items(data["Statement"], ("Statement",)):
            if isinstance(part, Mapping):
                statements.append(self._read_statement(part, pointer, index))
            elif (lost := _unread(part)) is not None:
                unread.append(lost)
            else:
                raise NotAPolicyError(NotAPolicy.NOT_A_STATEMENT, origin=self._locate(pointer))
        name = data.get("Id")
        return Policy(
            version=version,
            statements=tuple(statements),
            id=name if isinstance(name, str) else None,
            origin=self._locate(()),
            source={str(key): value for key, value in data.items()},
            unread=tuple(unread),
            flaws=flaws,
        )

    def _read_version(self, value: object) -> tuple[Version, tuple[Flaw, ...]]:
        if value is None:
            return Version.OLD, ()
        text = _scalar(value)
        version = _VERSIONS.get(text or "")
        if version is not None:
            return version, ()
        flaw = Flaw(Reason.MALFORMED_VALUE, text or "", origin=self._locate(("Version",)))
        return Version.CURRENT, (flaw,)

    def _read_statement(self, data: Mapping[object, object], at: Pointer, index: int) -> Statement:
        flaws: list[Flaw] = []
        effect = self._read_effect(data.get("Effect"), at, flaws)
        actions = self._read_listing(data, "Action", at, flaws, missing=Reason.NO_ACTION)
        resources = self._read_listing(data, "Resource", at, flaws, missing=Reason.NO_RESOURCE)
        principals = self._read_principals(data, at, flaws)
        conditions, unread = self._read_conditions(data.get("Condition"), (*at, "Condition"), flaws)
        sid = data.get("Sid")
        return Statement(
            number=index,
            sid=_scalar(sid),
            effect=effect,
            principals=principals,
            actions=actions,
            resources=resources,
            conditions=conditions,
            flaws=tuple(flaws),
            origin=self._locate(at),
            unread=unread,
        )

    def _read_effect(self, value: object, at: Pointer, flaws: list[Flaw]) -> Effect:
        effect = _EFFECTS.get(value) if isinstance(value, str) else None
        if effect is not None:
            return effect
        if _unread(value) is None:
            self._flaw(flaws, Reason.STATEMENT_MALFORMED, "Effect", (*at, "Effect"))
        return Effect.UNKNOWN

    def _read_listing(
        self, data: Mapping[object, object], element: str, at: Pointer, flaws: list[Flaw], *, missing: Reason
    ) -> Listing | None:
        name, twin = element, _TWINS[element]
        if twin in data:
            if element in data:
                self._flaw(flaws, Reason.STATEMENT_MALFORMED, twin, (*at, twin))
            else:
                name = twin
        value = data.get(name)
        if value is None:
            self._flaw(flaws, missing, element, at)
            return None
        pointer = (*at, name)
        values, unread = self._read_values(value, pointer, flaws)
        return Listing(values, name is twin, self._locate(pointer), unread)

    def _read_principals(
        self, data: Mapping[object, object], at: Pointer, flaws: list[Flaw]
    ) -> PrincipalListing | None:
        name = "Principal" if "Principal" in data else "NotPrincipal"
        value, pointer = data.get(name), (*at, name)
        if value is None:
            return None
        named: list[NamedPrincipal] = []
        unread = _unread(value)
        if value == "*":
            named.append(NamedPrincipal(PrincipalForm.EVERYONE, "*", self._locate(pointer)))
        elif isinstance(value, Mapping):
            unread = self._read_forms(value, pointer, named, flaws)
        elif unread is None:
            self._flaw(flaws, Reason.STATEMENT_MALFORMED, name, pointer)
        return PrincipalListing(tuple(named), name == "NotPrincipal", self._locate(pointer), unread)

    def _read_forms(
        self, data: Mapping[object, object], at: Pointer, named: list[NamedPrincipal], flaws: list[Flaw]
    ) -> Unread | None:
        unread: Unread | None = None
        for word, value in data.items():
            form = _FORMS.get(str(word))
            if form is None:
                self._flaw(flaws, Reason.STATEMENT_MALFORMED, str(word), (*at, str(word)))
                continue
            if isinstance(value, str):
                named.append(NamedPrincipal(form, value, self._locate((*at, str(word)))))
                continue
            for pointer, _, part in _items(value, (*at, str(word))):
                text = _principal_text(part)
                if text is not None:
                    named.append(NamedPrincipal(form, text, self._locate(pointer)))
                elif (lost := _unread(part)) is not None:
                    unread = lost
                else:
                    self._flaw(flaws, Reason.MALFORMED_VALUE, str(word), pointer)
        return unread

    def _read_conditions(
        self, value: object, at: Pointer, flaws: list[Flaw]
    ) -> tuple[tuple[Condition, ...], tuple[Unread, ...]]:
        if value is None:
            return (), ()
        conditions: list[Condition] = []
        lost = _unread(value)
        unread = [lost] if lost is not None else []
        if lost is None and not isinstance(value, Mapping):
            self._flaw(flaws, Reason.STATEMENT_MALFORMED, "Condition", at)
            unread.append(Unread(Why.MALFORMED, "Condition"))
        for operator, tests in value.items() if isinstance(value, Mapping) else ():
            pointer = (*at, str(operator))
            if isinstance(tests, Mapping):
                conditions += self._read_tests(str(operator), tests, pointer, flaws)
            elif (lost := _unread(tests)) is not None:
                unread.append(lost)
            else:
                self._flaw(flaws, Reason.STATEMENT_MALFORMED, str(operator), pointer)
                unread.append(Unread(Why.MALFORMED, str(operator)))
        return tuple(conditions), tuple(unread)

    def _read_tests(
        self, operator: str, tests: Mapping[object, object], at: Pointer, flaws: list[Flaw]
    ) -> Iterator[Condition]:
        spelling = split_operator(operator)
        if spelling is None:
            self._flaw(flaws, Reason.NOT_AN_OPERATOR, operator, at)
        for key, value in tests.items():
            pointer = (*at, str(key))
            values, unread = self._read_values(value, pointer, flaws)
            origin = self._locate(pointer)
            if spelling is None:
                yield Condition(operator, str(key), values, origin=origin, unread=unread)
            else:
                name, quantifier = spelling.operator, spelling.quantifier
                yield Condition(name, str(key), values, quantifier, spelling.if_exists, origin, unread)

    def _read_values(self, value: object, at: Pointer, flaws: list[Flaw]) -> tuple[tuple[str, ...], Unread | None]:
        if isinstance(value, str):
            return (value,), None
        texts: list[str] = []
        unread: Unread | None = None
        listed = isinstance(value, list)
        for index, part in enumerate(value if isinstance(value, list) else (value,)):
            text = _scalar(part)
            if text is not None:
                texts.append(text)
            elif isinstance(part, Unread):
                unread = part
            else:
                self._flaw(flaws, Reason.MALFORMED_VALUE, str(at[-1]), (*at, index) if listed else at)
        return tuple(texts), unread

    def _flaw(self, flaws: list[Flaw], reason: Reason, subject: str, at: Pointer) -> None:
        flaws.append(Flaw(reason, subject, origin=self._locate(at)))


_TWINS = {"Action": "NotAction", "Resource": "NotResource"}
_VERSIONS = {version.value: version for version in Version}
_EFFECTS = {effect.value: effect for effect in (Effect.ALLOW, Effect.DENY)}
_FORMS = {form.value: form for form in PrincipalForm if form is not PrincipalForm.EVERYONE}


def _items(value: object, at: Pointer) -> Iterator[tuple[Pointer, int, object]]:
    """Return the parts of a list, or the one value that stands in its place."""
    if isinstance(value, list):
        for index, part in enumerate(value):
            yield (*at, index), index, part
    else:
        yield at, 0, value


def _unread(value: object) -> Unread | None:
    """Return what is unread about a value that should not be a text: an Unread, or a text with unknown parts."""
    if isinstance(value, Unread):
        return value
    return _UNREAD_VALUE if isinstance(value, str) and has_unknown(value) else None


def _scalar(value: object) -> str | None:
    """Return the text that AWS reads from a JSON or YAML scalar, None for anything else."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    # Dates, which YAML makes of 2012-10-17 and its like.
    written = getattr(value, "isoformat", None)
    return str(written()) if callable(written) else None


def _principal_text(value: object) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value).zfill(_ACCOUNT_DIGITS)
    return value if isinstance(value, str) else None
