"""One request against all policies, written from AWS's prose: slow, obvious, and independent of keypost.

Takes a case of `keypost simulate` as plain data.
"""

from collections.abc import Mapping
from typing import Any

from tests.naive.callers import UNSEEN, Caller, Doubtful, derive, except_for, read_caller, ways
from tests.naive.conditions import as_list, holds, text
from tests.naive.grants import allowed_by_grants
from tests.naive.operators import Context, fill, glob, spell
from tests.naive.worlds import Explored, World, explore

ALLOW, EXPLICIT, IMPLICIT = "allow", "explicit_deny", "implicit_deny"
FULL = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}

# AWS Organizations User Guide: services whose resources RCPs reach.
CONTROLLED = [
    "s3",
    "sts",
    "kms",
    "sqs",
    "secretsmanager",
    "cognito-idp",
    "cognito-identity",
    "cognito-sync",
    "logs",
    "dynamodb",
    "appconfig",
    "appstream",
    "autoscaling",
    "codebuild",
    "codecommit",
    "comprehend",
    "comprehendmedical",
    "dax",
    "ecr",
    "health",
    "kinesisvideo",
    "aoss",
    "signin",
    "support",
    "textract",
    "transcribe",
    "translate",
]
# KMS Developer Guide: what names no key.
KEYLESS = [
    "createkey",
    "listkeys",
    "listaliases",
    "generaterandom",
    "createcustomkeystore",
    "deletecustomkeystore",
    "describecustomkeystores",
    "updatecustomkeystore",
    "connectcustomkeystore",
    "disconnectcustomkeystore",
]
DATA_KEYS = "generatedatakey generatedatakeywithoutplaintext generatedatakeypair generatedatakeypairwithoutplaintext"
ENCRYPTING = "encrypt decrypt reencryptfrom reencryptto"
SIGNING, MAC, SECRETS = "sign verify", "generatemac verifymac", "derivesharedsecret encapsulate decapsulate"
CRYPTOGRAPHIC = f"{DATA_KEYS} {ENCRYPTING} {SIGNING} {MAC} {SECRETS}".split()
ACROSS = [
    *CRYPTOGRAPHIC,
    *["creategrant", "describekey", "getkeyrotationstatus", "getpublickey", "listgrants", "retiregrant", "revokegrant"],
]
UNUSABLE = ("Disabled", "PendingDeletion", "PendingReplicaDeletion", "PendingImport", "Unavailable", "Creating")
SPECS = {
    ENCRYPTING: ("SYMMETRIC_DEFAULT", "RSA_", "SM2"),
    SIGNING: ("RSA_", "ECC_", "ML_DSA_", "SM2"),
    MAC: ("HMAC_",),
    SECRETS: ("ECC_", "ML_KEM_", "SM2"),
}
# Keys from which others follow.
LEADING = ("aws:viaawsservice", "kms:viaservice", "aws:calledvia", "kms:encryptioncontext")


class Evaluation:
    """One request in one world."""

    def __init__(self, case: Mapping[str, Any], world: World) -> None:
        self.world = world
        request = case["request"]
        self.policies: Mapping[str, Any] = case.get("policies") or {}
        self.key: Mapping[str, Any] = case.get("key") or {}
        self.caller: Caller = read_caller(request["principal"])
        self.action: str = request["action"].lower()
        self.service, _, self.operation = self.action.partition(":")
        self.resource: str = request["resource"]
        arn = self.resource.split(":", 5)
        self.arn = arn if len(arn) == 6 else ["", "", "", "", "", ""]
        self.account = request.get("resourceAccount") or self.arn[4] or None
        if self.account is None and self.resource == "*":
            self.account = self.caller.account
        about_alias = self.arn[5].startswith("alias/") and "alias" in self.operation
        self.keyless = self.service == "kms" and (self.operation in KEYLESS or about_alias)
        self.uses_key = self.service == "kms" and not self.keyless
        self.trust = self.service == "sts" and self.arn[2] == "iam" and self.arn[5].startswith("role/")
        self.bounded = bool(self.policies.get("permissionsBoundary"))
        self.context = self.gather(request)

    # What the request carries.

    def gather(self, request: Mapping[str, Any]) -> Doubtful:
        # What an unknown key may be.
        self.pool = ([], *([value] for value in self.values_of_policies()), ["true"], ["never"], ["never", "heard"])
        context = derive(self.caller, self.world)
        if isinstance(context, Doubtful):
            context.doubtful.update(dict.fromkeys(("aws:principaltype", "aws:userid"), self.pool))
            names = [[self.caller.text], *([self.caller.text, value] for value in self.values_of_policies())]
            context.doubtful["aws:principalservicenameslist"] = tuple(names)
        context["aws:viaawsservice"] = ["false"]
        if self.account:
            context["aws:resourceaccount"] = [self.account]
        if self.arn[3]:
            context["aws:requestedregion"] = [self.arn[3]]
        if self.service == "kms":
            self.gather_kms(context)
        given = {key.lower(): [str(one) for one in as_list(value)] for key, value in request["context"].items()}
        doubtful = context.doubtful if isinstance(context, Doubtful) else {}
        for key, values in given.items():
            doubtful.pop(key, None)
            context[key] = values
        unknown = {key.lower() for key in request.get("unknown", [])}
        for key in unknown:
            context.pop(key, None)
            if key.startswith(LEADING):
                given[key] = context[key] = self.world.choose(("key", key), self.pool)
        self.gather_consequences(context, given, [*request["context"], *unknown])
        rest = {key: self.pool for key in unknown if not key.startswith(LEADING)}
        return Doubtful(context, {**doubtful, **rest}, self.world)

    def gather_kms(self, context: dict[str, list[str]]) -> None:
        spec = self.key.get("spec", "SYMMETRIC_DEFAULT")
        context["kms:keyspec"] = [spec]
        if spec == "SYMMETRIC_DEFAULT":
            context["kms:keyusage"] = ["ENCRYPT_DECRYPT"]
            if self.operation.startswith(("generatedatakey", "encrypt", "decrypt", "reencrypt")):
                context["kms:encryptionalgorithm"] = [spec]
        if self.caller.account:
            context["kms:calleraccount"] = [self.caller.account]
        if isinstance(context, Doubtful):
            context.doubtful["kms:calleraccount"] = ([], [UNSEEN * 12])
            context.doubtful["kms:viaservice"] = self.pool

    def gather_consequences(
        self, context: dict[str, list[str]], given: Mapping[str, list[str]], spelled: list[str]
    ) -> None:
        """Keys that follow from others that are given."""
        forwarded = any(given.get(key) for key in ("kms:viaservice", "aws:calledvia"))
        if forwarded and self.caller.in_account:
            context.update({"aws:viaawsservice": ["true"], **given})
        about_grants = self.service == "kms" and self.operation in ("creategrant", "listgrants", "revokegrant")
        if given.get("kms:viaservice") and about_grants and self.caller.in_account:
            context.setdefault("kms:grantisforawsresource", ["true"])
        address = context.get("aws:sourceip")
        if address and self.caller.in_account and (context.get("aws:viaawsservice") or ["false"]) == ["true"]:
            # One page says that the target sees the caller's address, another that it sees the service's.
            question = "whose address a forwarded call has"
            context["aws:sourceip"] = self.world.choose(question, (address, ["203.0.113.250"]))
        if given.get("aws:calledvia"):
            context.setdefault("aws:calledviafirst", given["aws:calledvia"][:1])
            context.setdefault("aws:calledvialast", given["aws:calledvia"][-1:])
        prefix = "kms:encryptioncontext:"
        pairs = [key[len(prefix) :] for key in spelled if key.lower().startswith(prefix) and given.get(key.lower())]
        if pairs:
            context.setdefault("kms:encryptioncontextkeys", pairs)

    def values_of_policies(self) -> list[str]:
        """Every value that some condition asks for: what an unknown key might well be."""
        found: dict[str, None] = {}
        for document in self.all_documents():
            for statement in as_list(document["Statement"]):
                for tests in statement.get("Condition", {}).values():
                    for values in tests.values():
                        texts = [text(value) for value in as_list(values)]
                        found.update(dict.fromkeys((*texts, *(one.replace("*", "x") for one in texts))))
        return list(found)

    def all_documents(self) -> list[Any]:
        found: list[Any] = []
        for kind in ("identity", "permissionsBoundary", "session", "vpcEndpoint"):
            found += self.policies.get(kind) or []
        for kind in ("serviceControl", "resourceControl"):
            found += [document for level in self.policies.get(kind) or [] for document in level]
        return found + ([self.policies["resource"]] if self.policies.get("resource") else [])

    # Statements.

    def applies(self, statement: Mapping[str, Any], document: Mapping[str, Any], *, standing: bool) -> set[str]:
        """Return how the statement reaches the request; nothing where it doesn't apply."""
        variables = document.get("Version") == "2012-10-17"
        trusts = self.trust and document is self.policies.get("resource")
        reached = self.reached(statement, standing=standing)
        matches = (
            reached
            and self.about_action(statement)
            and self.about_resource(statement, variables=variables, trusts=trusts)
            and holds(statement.get("Condition"), self.seen_by(document), self.world, variables=variables)
        )
        return reached if matches else set()

    def seen_by(self, document: Mapping[str, Any]) -> Context:
        """One page says that kms:ResourceAliases works in IAM policies only, another speaks of key policies too."""
        aliases = "kms:resourcealiases"
        if document is not self.policies.get("resource") or not self.context.get(aliases):
            return self.context
        return self.world.choose("aliases in key policies", (self.context, self.context.without(aliases)))

    def reached(self, statement: Mapping[str, Any], *, standing: bool) -> set[str]:
        if "Principal" in statement:
            return ways(statement["Principal"], self.caller, self.world)
        if "NotPrincipal" not in statement:
            return set() if standing else {"attached"}
        listed = statement["NotPrincipal"]
        if statement["Effect"] == "Deny":
            return {"everyone"} if except_for(listed, self.caller, self.world, bounded=self.bounded) else set()
        if not except_for(listed, self.caller, self.world, bounded=False):
            return set()
        # AWS doesn't support NotPrincipal with Allow.
        return self.world.choose(("NotPrincipal with Allow", str(listed)), (set(), {"everyone"}))

    def about_action(self, statement: Mapping[str, Any]) -> bool:
        listed = any(
            glob(spell(str(one).lower()), self.action)
            for element in ("Action", "NotAction")
            for one in as_list(statement.get(element, []))
        )
        return not listed if "NotAction" in statement else listed

    def about_resource(self, statement: Mapping[str, Any], *, variables: bool, trusts: bool) -> bool:
        """Only a role's trust policy does without a resource."""
        if "NotResource" not in statement and "Resource" not in statement:
            return trusts
        listed = False
        for one in as_list(statement.get("Resource", statement.get("NotResource"))):
            head, tail = ":".join(one.split(":")[:5]), one.split(":", 5)[5:]
            pattern = fill(":" + tail[0], self.context, variables=variables) if tail else []
            if pattern is not None:
                listed = listed or glob(spell(head) + pattern, self.resource)
        return not listed if "NotResource" in statement else listed

    def find(self, document: Any, effect: str, *, standing: bool) -> set[str]:
        found: set[str] = set()
        for statement in as_list(document["Statement"]):
            if statement["Effect"] == effect:
                found |= self.applies(statement, document, standing=standing)
        return found

    def any_allows(self, documents: list[Any], *, standing: bool = False) -> bool:
        return any(self.find(document, "Allow", standing=standing) for document in documents)

    def any_denies(self, documents: list[Any], *, standing: bool = False) -> bool:
        return any(self.find(document, "Deny", standing=standing) for document in documents)

    # Which policies have a say.

    def service_control(self) -> list[list[Any]]:
        """Not for services, anonymous callers and service-linked roles."""
        if not self.caller.in_account or self.caller.is_service_linked:
            return []
        return list(self.policies.get("serviceControl") or [])

    def resource_control(self) -> list[list[Any]]:
        """For services too; not for service-linked roles, other services' resources, AWS managed keys, RetireGrant."""
        if self.caller.is_service_linked or self.service not in CONTROLLED:
            return []
        managed = self.key.get("manager", "CUSTOMER") != "CUSTOMER"
        if self.service == "kms" and (managed or self.operation == "retiregrant"):
            return []
        return list(self.policies.get("resourceControl") or [])

    def endpoint(self) -> list[Any]:
        """Not for services, service-linked roles and calls that a service forwards."""
        if self.caller.kind == "service" or self.caller.is_service_linked:
            return []
        documents = list(self.policies.get("vpcEndpoint") or [])
        if documents and (self.context.get("aws:viaawsservice") or ["false"])[0].lower() == "true":
            return []
        return documents

    def attached(self, kind: str) -> list[Any]:
        return list(self.policies.get(kind) or []) if self.caller.in_account else []

    def resource_policy(self) -> list[Any]:
        document = self.policies.get("resource")
        return [] if document is None or self.keyless else [document]

    # The decision.

    def decide(self) -> str:
        if self.uses_key and self.key.get("manager") == "AWS_OWNED":
            return ALLOW
        if self.is_denied():
            return EXPLICIT
        if not all(self.any_allows(level) for level in self.service_control()):
            return IMPLICIT
        if not all(self.any_allows(level, standing=True) for level in self.resource_control()):
            return IMPLICIT
        if self.endpoint() and not self.any_allows(self.endpoint(), standing=True):
            return IMPLICIT
        if not self.is_granted():
            return IMPLICIT
        return ALLOW if self.is_usable() else IMPLICIT

    def is_denied(self) -> bool:
        attached = [
            document for kind in ("identity", "permissionsBoundary", "session") for document in self.attached(kind)
        ]
        control = [document for level in self.service_control() for document in level]
        of_resource = [document for level in self.resource_control() for document in level]
        standing = [*self.resource_policy(), *self.endpoint(), *of_resource]
        return self.any_denies(control + attached) or self.any_denies(standing, standing=True)

    def is_granted(self) -> bool:
        reached: set[str] = set()
        for document in self.resource_policy():
            reached |= self.find(document, "Allow", standing=True)
        direct = bool(reached & {"everyone", "itself", "service", "provider"})
        if not self.caller.in_account:
            return direct or self.grants(identity=False)
        session = self.attached("session")
        bounded = self.bounded and not self.caller.is_service_linked
        within = not bounded or self.any_allows(self.attached("permissionsBoundary"))
        within = within and (not session or self.any_allows(session))
        limited = bool(reached & {"role", "user of the federated session"}) and within
        identity = (self.caller.is_root or self.any_allows(self.attached("identity"))) and within
        delegated = "account" in reached
        if self.is_same_account():
            if self.caller.is_root and not (self.uses_key or self.trust):
                return True
            through_identity = identity and (delegated or not (self.uses_key or self.trust))
            return direct or limited or through_identity or self.grants(identity=identity)
        if self.uses_key and self.operation not in ACROSS:
            return False
        return (bool(reached) and identity) or self.grants(identity=identity)

    def is_same_account(self) -> bool:
        if self.account is None:
            return self.world.choose("the resource is of the caller's account", (True, False))
        return self.account == self.caller.account

    def grants(self, *, identity: bool) -> bool:
        if not self.uses_key:
            return False
        return allowed_by_grants(
            self.policies.get("grants") or [],
            caller=self.caller,
            operation=self.operation,
            context=self.context,
            identity=identity,
            world=self.world,
        )

    def is_usable(self) -> bool:
        """State and spec of the key."""
        if not self.uses_key or self.operation not in CRYPTOGRAPHIC:
            return True
        spec = self.key.get("spec", "SYMMETRIC_DEFAULT")
        if self.key.get("state", "Enabled") in UNUSABLE:
            return False
        by_service = self.caller.kind == "service" and self.operation in ENCRYPTING.split()
        if self.operation in DATA_KEYS.split() or by_service:
            return bool(spec == "SYMMETRIC_DEFAULT")
        return any(self.operation in group.split() and spec.startswith(able) for group, able in SPECS.items())


def explore_outcomes(case: Mapping[str, Any]) -> Explored:
    """Return what may be decided, over all worlds."""
    return explore(lambda world: Evaluation(case, world).decide())
