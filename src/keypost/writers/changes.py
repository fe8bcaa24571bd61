"""Typed changes -> edits of CloudFormation templates, by file."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from keypost.estate.resource import Encryption, Handle, Membership, Resource, Sse
from keypost.fixer.change import EncryptionChange, NewKey, PolicyChange
from keypost.fixer.free_names import KEY_PARTS, find_free_name
from keypost.fixer.outlook import Outlook
from keypost.named import Enum, NamedTuple
from keypost.policy.changes import Change, ChangeKind
from keypost.policy.document import Policy
from keypost.policy.reasons import Element, PolicyKind
from keypost.unknown import Unread
from keypost.writers.aws_cli import is_in_account
from keypost.writers.edit import Append, Edit, Insert, Remove
from keypost.writers.encryption import encrypt
from keypost.writers.new_resources import build_key_resources, build_policy_resource
from keypost.writers.order import build_order, list_orders
from keypost.writers.spelling import Held, Json, NotSpellableError, Speller
from keypost.writers.terraform.spelling import split_address

Edits = dict[str, list[Edit]]
# The types that state a role's policies as `Policies`; of others (roles that a transform makes) nothing can be written.
_WITH_POLICIES = {"AWS::IAM::Role", "AWS::IAM::User", "AWS::Serverless::Function"}
# Logical names are unique within a template (CloudFormation User Guide: Parameters, Resources, Outputs).
_NAMED = ("Parameters", "Resources", "Outputs")


class Hindrance(Enum):
    """Why changes can't be written into the files."""

    NOT_IN_A_FILE = "not-in-a-file"
    IN_ACCOUNT = "in-account"
    IN_TERRAFORM = "in-terraform"
    GENERATED = "generated"  # a transform or a tool made the file or the resource
    NOT_SPELLABLE = "not-spellable"  # a name that only another template, or AWS, could tell
    OTHER_STACK = "other-stack"
    CYCLE = "cycle"  # CloudFormation could no longer tell which resource to make first


class Hindered(NamedTuple):
    """Changes that can't be written: why, and what stands in the way."""

    why: Hindrance
    subject: str


class HinderedError(Exception):
    """Carries a hindrance to where it is told; never leaves this room."""

    def __init__(self, hindered: Hindered) -> None:
        """Take what stands in the way."""
        super().__init__(hindered.subject)
        self.hindered = hindered


class Site:
    """The templates that changes are written into, by file as plain data, with what each holds of an estate."""

    def __init__(self, documents: Mapping[str, Json], variants: Mapping[Handle, Sequence[Resource]]) -> None:
        """Take the templates, and the resources without the changes: of each what several cases hold."""
        self.documents = documents
        self._members: dict[tuple[str, str | None], list[Resource]] = {}
        self._files: dict[str, set[str]] = {}
        self._held: dict[tuple[str, str | None], Held] = {}
        self._names: dict[str, frozenset[str]] = {}
        for first, *_ in variants.values():
            self._members.setdefault((first.stack, first.origin.file), []).append(first)
            self._files.setdefault(first.stack, set()).add(first.origin.file or "")

    def find_held(self, near: Resource) -> Held:
        """Return what the template of a resource holds, and what of its stack no file says."""
        place = near.stack, near.origin.file
        if place not in self._held:
            files = dict.fromkeys((near.origin.file, None))
            self._held[place] = Held(one for file in files for one in self._members.get((near.stack, file), ()))
        return self._held[place]

    def find_names(self, file: str | None) -> frozenset[str]:
        """Return the logical names of a template."""
        name = file or ""
        if name not in self._names:
            self._names[name] = _names_in(self.documents.get(name))
        return self._names[name]

    def find_taken(self, stack: str) -> set[str]:
        """Return the logical names in the files of a stack."""
        return {name for file in self._files.get(stack, ()) for name in self.find_names(file)}


class Plan(NamedTuple):
    """The edits of each file, then those that only put resources in order; whether some would need each other."""

    edits: Edits
    ordering: Edits
    is_circular: bool


def build_edits(after: Outlook, *, site: Site) -> Plan | Hindered:
    """Return the edits of each file that make the changes of an outlook."""
    plan = _Plan(after, site)
    try:
        for change in after.changes:
            plan.add(change)
    except HinderedError as error:
        return error.hindered
    except NotSpellableError as error:
        return Hindered(Hindrance.NOT_SPELLABLE, str(error))
    return plan.put_in_order()


class _Plan:
    """Collects the edits."""

    def __init__(self, after: Outlook, site: Site) -> None:
        self.edits: Edits = {}
        self._outlook = after
        self._variants = after.ground.variants
        self._site, self._documents = site, site.documents
        self._made: dict[Handle, str] = {}
        self._written: Counter[tuple[PolicyKind | None, int, Handle]] = Counter()
        new = {one.key.handle for one in after.changes if isinstance(one, NewKey)} - self._variants.keys()
        self._keys: dict[Handle, Resource] = {}
        for owner in sorted(new):
            self._keys[owner] = self._rename(after.find_variants(owner)[0])
        self._new = set(self._keys)

    def _rename(self, key: Resource) -> Resource:
        """Give a new key a name that its template has free: a condition may hide one of that name."""
        given = {one.id.rpartition("/")[2] for one in self._keys.values() if one.stack == key.stack}
        nested, separator, name = key.id.rpartition("/")
        free = find_free_name(name, taken=self._site.find_taken(key.stack) | given, parts=KEY_PARTS)
        return key._replace(id=f"{nested}{separator}{free}")

    def add(self, change: PolicyChange | EncryptionChange | NewKey) -> None:
        if isinstance(change, NewKey) or change.owner not in self._variants:
            return  # a new key is written with its whole policy, where it is first used
        resource = self._variants[change.owner][0]
        edits = (
            self._encrypt(change, resource) if isinstance(change, EncryptionChange) else self._edit(change, resource)
        )
        self._file_of(resource).extend(edits)

    def _file_of(self, resource: Resource) -> list[Edit]:
        file = resource.origin.file
        if is_in_account(resource):
            raise HinderedError(Hindered(Hindrance.IN_ACCOUNT, resource.id))
        if split_address(resource) is not None:
            raise HinderedError(Hindered(Hindrance.IN_TERRAFORM, resource.id))
        if file is None or not resource.origin.pointer or resource.membership is Membership.OUTSIDE:
            raise HinderedError(Hindered(Hindrance.NOT_IN_A_FILE, resource.id))
        if file not in self._documents:
            raise HinderedError(Hindered(Hindrance.GENERATED, file))
        return self.edits.setdefault(file, [])

    def _encrypt(self, change: EncryptionChange, resource: Resource) -> Iterator[Edit]:
        key: Json = None
        speller = self._speller(resource)
        if change.encryption.mode is Sse.KMS and change.encryption.key is not None:
            yield from self._write_key(change.encryption, resource)
            key = speller.spell_text(change.encryption.key)
        properties = self._properties_of(resource)
        yield from encrypt(resource, change.encryption, key=key, properties=properties)

    def _write_key(self, encryption: Encryption, resource: Resource) -> Iterator[Edit]:
        """Yield the new key where this is the first resource under it."""
        for owner in sorted(self._new):
            key = self._keys[owner]
            if key.arn == encryption.key:
                self._new_written(owner)
                for name, data in build_key_resources(key, near=resource, speller=self._speller(resource)).items():
                    yield Insert("/Resources", name, data)
        del resource

    def _new_written(self, owner: Handle) -> None:
        self._new.discard(owner)

    def _speller(self, near: Resource) -> Speller:
        new = (key for key in self._keys.values() if key.stack == near.stack)
        return Speller(self._site.find_held(near), near, Held(new))

    def _properties_of(self, resource: Resource) -> Mapping[str, Json]:
        data = self._data_of(resource)
        properties = data.get("Properties")
        return properties if isinstance(properties, Mapping) else {}

    def _data_of(self, resource: Resource) -> Mapping[str, Json]:
        document = self._documents.get(resource.origin.file or "")
        for step in resource.origin.pointer.split("/")[1:]:
            document = document.get(step) if isinstance(document, Mapping) else None
        return document if isinstance(document, Mapping) else {}

    def _edit(self, change: PolicyChange, resource: Resource) -> Iterator[Edit]:
        edit = change.change
        match edit.kind:
            case ChangeKind.ADD_STATEMENT:
                yield from self._add_statement(edit, resource)
            case ChangeKind.ENABLE_KEY:
                yield Remove(f"{resource.origin.pointer}/Properties/Enabled")
            case _:
                yield from self._edit_statement(edit, resource)

    def _add_statement(self, edit: Change, resource: Resource) -> Iterator[Edit]:
        policy = self._policy_of(edit, resource)
        place = (edit.policy, edit.document, resource.handle)
        written = self._written[place]
        self._written[place] += 1
        after = _documents(edit, self._outlook.find_variants(resource.handle)[0])[edit.document]
        if policy is not None and isinstance(after, Policy):
            added = self._speller(resource).spell_statement(after.statements[len(policy.statements) + written])
            yield from (Append(pointer, added) for pointer in self._places_of(edit, resource))
        elif not written and isinstance(after, Policy):
            yield from self._add_policy(after, edit, resource)

    def _policy_of(self, edit: Change, resource: Resource) -> Policy | None:
        """Return the policy in the resource's own file that the statement goes into; None where there is none yet."""
        documents = _documents(edit, resource)
        policy = documents[edit.document] if edit.document < len(documents) else None
        if not isinstance(policy, Policy) or policy.origin.file != resource.origin.file:
            return None
        is_given_by_aws = policy.origin.pointer == resource.origin.pointer
        return None if is_given_by_aws else policy

    def _places_of(self, edit: Change, resource: Resource) -> Iterable[str]:
        """Return where the policy's statements stand: a condition of the template may choose between several."""
        policies = (self._policy_of(edit, variant) for variant in self._variants[resource.handle])
        return dict.fromkeys(_find_list(policy) for policy in policies if policy is not None)

    def _add_policy(self, policy: Policy, edit: Change, resource: Resource) -> Iterator[Edit]:
        """Yield the whole policy as it is afterwards: what AWS gave by default goes on being said."""
        document = self._speller(resource).spell_policy(policy)
        if edit.policy is PolicyKind.IDENTITY:
            yield from self._add_inline_policy(document, resource)
        elif resource.is_key:
            yield Insert(f"{resource.origin.pointer}/Properties", "KeyPolicy", document)
        else:
            taken = self._site.find_names(resource.origin.file)
            condition = self._data_of(resource).get("Condition")
            built = build_policy_resource(resource, document, taken=taken, condition=condition)
            if built is None:
                raise HinderedError(Hindered(Hindrance.NOT_IN_A_FILE, resource.id))
            self._made[resource.handle] = built[0]
            yield Insert("/Resources", *built)

    def put_in_order(self) -> Plan:
        """Return all edits: what AWS checks while it makes it waits for the policies that this rests on."""
        orders = list(list_orders(self._outlook, made=self._made))
        ordering, is_circular = {}, False
        for file in dict.fromkeys(order.file for order in orders if order.file in self._documents):
            of_file = [order for order in orders if order.file == file]
            edits, circle = build_order(of_file, self._documents[file], self.edits.get(file, []))
            is_circular = is_circular or circle
            if edits:
                ordering[file] = edits
        return Plan(self.edits, ordering, is_circular)

    def _add_inline_policy(self, document: Json, resource: Resource) -> Iterator[Edit]:
        kind = self._data_of(resource).get("Type")
        if kind not in _WITH_POLICIES:
            raise HinderedError(Hindered(Hindrance.GENERATED, resource.id))
        added = (
            document if kind == "AWS::Serverless::Function" else {"PolicyName": "use-key", "PolicyDocument": document}
        )
        at = f"{resource.origin.pointer}/Properties"
        if "Policies" in self._properties_of(resource):
            yield Append(f"{at}/Policies", added)
        else:
            yield Insert(at, "Policies", [added])

    def _edit_statement(self, edit: Change, resource: Resource) -> Iterator[Edit]:
        at = edit.origin.pointer
        if edit.origin.file != resource.origin.file and edit.origin.file not in self._documents:
            raise HinderedError(Hindered(Hindrance.OTHER_STACK, resource.id))
        values = [self._spell_value(value, edit, resource) for value in edit.values]
        if edit.element is Element.ACTION:
            yield from (Append(f"{at}/Action", value) for value in values)
            return
        statement = self._statement_at(edit)
        conditions = statement.get("Condition")
        yield from _edit_test(edit, f"{at}/Condition", conditions if isinstance(conditions, Mapping) else {}, values)

    def _spell_value(self, value: str, edit: Change, resource: Resource) -> Json:
        """Return the value; a role with a name of its own by that, so that the policy doesn't need the role first."""
        if edit.key == "aws:PrincipalArn":
            with suppress(NotSpellableError):
                return Speller(Held(), resource).spell_text(value)
        return self._speller(resource).spell_text(value)

    def _statement_at(self, edit: Change) -> Mapping[str, Json]:
        found = self._documents.get(edit.origin.file or "")
        for step in edit.origin.pointer.split("/")[1:]:
            found = _step_into(found, step)
        return found if isinstance(found, Mapping) else {}


def _find_list(policy: Policy) -> str:
    """Return the pointer to the list of statements: that of a branch where Fn::If chooses between lists."""
    place = f"{policy.origin.pointer}/Statement"
    origin = policy.statements[0].origin.pointer if policy.statements else place
    while origin.startswith(f"{place}/Fn::If/"):
        place = f"{place}/Fn::If/{origin[len(place) :].split('/')[2]}"
    return place


def _documents(edit: Change, resource: Resource) -> Sequence[Policy | Unread | None]:
    return resource.identity if edit.policy is PolicyKind.IDENTITY else (resource.policy,)


def _names_in(document: Json) -> frozenset[str]:
    sections = [document.get(name) for name in _NAMED] if isinstance(document, Mapping) else []
    return frozenset(str(name) for section in sections if isinstance(section, Mapping) for name in section)


def _step_into(data: Json, step: str) -> Json:
    if isinstance(data, Mapping):
        return data.get(step)
    return data[int(step)] if isinstance(data, list) and step.isdigit() and int(step) < len(data) else None


def _edit_test(edit: Change, at: str, conditions: Mapping[str, Json], values: list[Json]) -> Iterator[Edit]:
    operator, key = edit.operator or "", edit.key or ""
    value = values[0] if len(values) == 1 else values
    tests = conditions.get(operator)
    if edit.kind is ChangeKind.LIST:
        yield from (Append(f"{at}/{operator}/{key}", one) for one in values)
    elif edit.kind is ChangeKind.DROP_TEST:
        others = isinstance(tests, Mapping) and len(tests) > 1
        if others:
            yield Remove(f"{at}/{operator}/{key}")
        else:
            yield Remove(f"{at}/{operator}" if len(conditions) > 1 else at)
    elif isinstance(tests, Mapping):
        yield Insert(f"{at}/{operator}", key, value)
    elif conditions:
        yield Insert(at, operator, {key: value})
    else:
        yield Insert(at.rpartition("/")[0], "Condition", {operator: {key: value}})
