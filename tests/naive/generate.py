"""Cases of every shape: all kinds of policies and callers, all operators, made to meet each other often."""

from random import Random
from typing import Any

Json = dict[str, Any]

HERE, ABROAD, THIRD = "111122223333", "444455556666", "777788889999"
KEY = f"arn:aws:kms:us-east-1:{HERE}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
TOPIC, QUEUE = f"arn:aws:sns:us-east-1:{HERE}:alerts", f"arn:aws:sqs:us-east-1:{HERE}:inbox"
OBJECT, ROLE = "arn:aws:s3:::bucket/team/x", f"arn:aws:iam::{HERE}:role/target"
ALIAS = f"arn:aws:kms:us-east-1:{HERE}:alias/app"
PROVIDER = f"arn:aws:iam::{HERE}:oidc-provider/token.example.com"

ACTIONS = {
    KEY: (
        *("kms:Decrypt", "kms:Decrypt", "kms:GenerateDataKey", "kms:Encrypt", "kms:DescribeKey", "kms:CreateGrant"),
        *("kms:CreateGrant", "kms:RetireGrant", "kms:PutKeyPolicy", "kms:Sign", "kms:GenerateMac", "kms:CreateAlias"),
    ),
    ALIAS: ("kms:CreateAlias", "kms:DeleteAlias"),
    TOPIC: ("sns:Publish", "SNS:Subscribe"),
    QUEUE: ("sqs:SendMessage", "sqs:ReceiveMessage"),
    OBJECT: ("s3:GetObject", "s3:PutObject"),
    ROLE: ("sts:AssumeRole", "sts:AssumeRole", "sts:AssumeRoleWithWebIdentity", "sts:TagSession"),
    "*": ("kms:ListKeys", "kms:CreateKey", "sns:ListTopics"),
}
RESOURCES = (KEY, KEY, KEY, KEY, TOPIC, QUEUE, OBJECT, ROLE, ALIAS, "*")
CALLERS = (
    f"arn:aws:iam::{HERE}:role/app",
    f"arn:aws:iam::{HERE}:role/app",
    f"arn:aws:iam::{HERE}:role/path/app",
    f"arn:aws:sts::{HERE}:assumed-role/app/s1",
    f"arn:aws:sts::{HERE}:assumed-role/app/s1",
    f"arn:aws:iam::{HERE}:user/alice",
    f"arn:aws:iam::{HERE}:user/alice",
    f"arn:aws:iam::{HERE}:user/team/alice",
    f"arn:aws:sts::{HERE}:federated-user/alice",
    f"arn:aws:iam::{HERE}:root",
    HERE,
    f"arn:aws:iam::{ABROAD}:role/reader",
    f"arn:aws:iam::{ABROAD}:role/reader",
    f"arn:aws:sts::{ABROAD}:assumed-role/reader/s2",
    f"arn:aws:iam::{ABROAD}:user/bob",
    f"arn:aws:iam::{ABROAD}:root",
    f"arn:aws:iam::{HERE}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX",
    f"arn:aws:sts::{HERE}:assumed-role/AWSServiceRoleForX/s",
    "cloudwatch.amazonaws.com",
    "cloudwatch.amazonaws.com",
    "s3.amazonaws.com",
    "s3.ap-east-1.amazonaws.com",
    "anonymous",
    PROVIDER,
    "accounts.google.com",
)
ACCOUNTS = (HERE, ABROAD, THIRD)
ARNS = (TOPIC, QUEUE, KEY, f"arn:aws:cloudwatch:us-east-1:{HERE}:alarm:a:b", "arn:aws:s3:::bucket", "no-arn")
WORDS = ("x", "y", "X", "team", "tea*", "t?am", "*", "a*c")
CONTEXT: dict[str, tuple[str, ...]] = {
    "aws:SourceAccount": ACCOUNTS,
    "aws:SourceArn": ARNS,
    "aws:SourceIp": ("192.0.2.7", "198.51.100.1", "2001:db8::1", "203.0.113.9"),
    "aws:CurrentTime": ("2026-04-01T00:00:00Z", "2026-04-02T09:30:00+09:00", "1775001600", "2026-04-01"),
    "aws:MultiFactorAuthPresent": ("true", "false", "True"),
    "aws:MultiFactorAuthAge": ("10", "10.0", "9.99", "3600", "-1", "old"),
    "aws:PrincipalTag/Team": WORDS,
    "aws:ResourceTag/Team": WORDS,
    "aws:PrincipalOrgID": ("o-a", "o-b"),
    "aws:PrincipalOrgPaths": ("o-a/r-b/ou-c/", "o-a/r-b/", "o-b/r-c/"),
    "aws:SourceOrgID": ("o-a", "o-b"),
    "aws:SourceVpce": ("vpce-1", "vpce-2"),
    "aws:SecureTransport": ("true", "false"),
    "kms:EncryptionContext:K": WORDS,
    "kms:EncryptionContext:k2": WORDS,
    "kms:EncryptionContextKeys": ("K", "k", "k2", "aws:x"),
    "kms:ViaService": ("sns.us-east-1.amazonaws.com", "sqs.us-east-1.amazonaws.com"),
    "kms:GrantOperations": ("Decrypt", "Encrypt", "CreateGrant"),
    "kms:GrantConstraintType": ("EncryptionContextEquals", "EncryptionContextSubset"),
    "kms:GranteePrincipal": CALLERS[:4],
    "kms:ResourceAliases": ("alias/x", "alias/app", "alias/*"),
    "aws:CalledVia": ("cloudformation.amazonaws.com", "dynamodb.amazonaws.com"),
    "sts:ExternalId": WORDS,
    "token.example.com:sub": WORDS,
}
# Keys that follow from the request, with what policies ask of them.
DERIVED: dict[str, tuple[str, ...]] = {
    "aws:PrincipalArn": (*CALLERS[:6], f"arn:aws:iam::{HERE}:role/*", "*", f"arn:aws:iam::{HERE}:root"),
    "aws:PrincipalAccount": (*ACCOUNTS, "anonymous"),
    "aws:PrincipalType": ("User", "AssumedRole", "Account", "Anonymous", "FederatedUser"),
    "aws:PrincipalIsAWSService": ("true", "false"),
    "aws:PrincipalServiceName": ("cloudwatch.amazonaws.com", "s3.amazonaws.com", "s3.*"),
    "aws:PrincipalServiceNamesList": ("cloudwatch.amazonaws.com", "s3.amazonaws.com", "s3.*"),
    "aws:username": ("alice", "bob", "a*"),
    "aws:userid": (HERE, f"{HERE}:alice", "anonymous"),
    "aws:ViaAWSService": ("true", "false"),
    "kms:GrantIsForAWSResource": ("true", "false"),
    "aws:CalledViaFirst": ("cloudformation.amazonaws.com",),
    "aws:CalledViaLast": ("cloudformation.amazonaws.com", "dynamodb.amazonaws.com"),
    "aws:ResourceAccount": ACCOUNTS,
    "aws:RequestedRegion": ("us-east-1", "eu-*"),
    "kms:CallerAccount": ACCOUNTS,
    "kms:KeySpec": ("SYMMETRIC_DEFAULT", "RSA_*"),
    "kms:KeyUsage": ("ENCRYPT_DECRYPT",),
    "kms:EncryptionAlgorithm": ("SYMMETRIC_DEFAULT",),
}
EXTRA: dict[str, tuple[Any, ...]] = {
    "aws:SourceIp": ("192.0.2.0/24", "0.0.0.0/0", "2001:db8::/32", "::/0", "office"),
    "aws:SourceArn": ("arn:aws:sns:*:*:*", "arn:aws:sns:*", f"arn:aws:*:us-east-1:{HERE}:*", "arn:aws:s3:::*", "*"),
    "aws:CurrentTime": ("2026-04-02T00:30:00Z", "1775001600", "soon"),
    "aws:MultiFactorAuthPresent": (True, False, "yes"),
    "aws:MultiFactorAuthAge": (10, 11, "0.5", "9.990"),
    "aws:PrincipalOrgPaths": ("o-a/*", "o-a/r-b/ou-c/*"),
}
VARIABLES = (
    *("${aws:PrincipalTag/Team}", "${AWS:principaltag/team}*", "${aws:username}", "${aws:PrincipalTag/Team, 'x'}"),
    *("te${*}", "${kms:EncryptionContextKeys}", "${aws:SourceArn}", "${$}x", "t${?}am"),
)
MULTIVALUED = (
    "aws:PrincipalServiceNamesList",
    "kms:ResourceAliases",
    "kms:EncryptionContextKeys",
    "aws:PrincipalOrgPaths",
    "kms:GrantOperations",
    "aws:CalledVia",
)
OPERATORS = (
    *("StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike"),
    *("StringNotLike", "ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike", "Null", "Null", "Bool", "BinaryEquals"),
    *("IpAddress", "NotIpAddress", "NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals"),
    *("NumericGreaterThan", "NumericGreaterThanEquals", "DateEquals", "DateNotEquals", "DateLessThan"),
    *("DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals"),
)
FITTING = {
    "aws:SourceIp": "IpAddress NotIpAddress",
    "aws:CurrentTime": "DateEquals DateNotEquals DateLessThan DateGreaterThanEquals",
    "aws:MultiFactorAuthPresent": "Bool",
    "aws:SecureTransport": "Bool",
    "aws:PrincipalIsAWSService": "Bool",
    "aws:ViaAWSService": "Bool",
    "aws:MultiFactorAuthAge": "NumericEquals NumericNotEquals NumericLessThan NumericGreaterThan",
    "aws:SourceArn": "ArnLike ArnNotLike ArnEquals StringLike",
    "aws:PrincipalArn": "ArnLike ArnNotLike ArnNotEquals StringEquals StringNotLike",
}
PATTERNS = {
    KEY: (KEY, "arn:aws:kms:us-east-1:*:key/*", "arn:aws:kms:*", KEY[:-1] + "?", ALIAS, KEY.split("/")[1]),
    ALIAS: (ALIAS, "arn:aws:kms:*:*:alias/*", KEY),
    TOPIC: (TOPIC, "arn:aws:sns:*:*:alerts", TOPIC.upper()),
    QUEUE: (QUEUE, "arn:aws:sqs:*"),
    OBJECT: (OBJECT, "arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket/${aws:PrincipalTag/Team}/*", "arn:aws:s3:::other/*"),
    ROLE: (ROLE, "arn:aws:iam::*:role/*"),
    "*": ("*", KEY),
}


class Scene:
    """A resource with its policies, about which several requests are made."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.resource = random.choice(RESOURCES)
        self.actors = random.sample(CALLERS, 3)
        self.keys = random.sample([*CONTEXT, *DERIVED], 5)
        self.policies = self.make_policies()
        self.key = self.make_key()

    def often(self, share: float) -> bool:
        return self.random.random() < share

    def one(self, options: Any) -> Any:
        return self.random.choice(options)

    def few(self, options: Any, most: int = 2) -> Any:
        found = [self.one(options) for _ in range(self.random.randint(1, most))]
        return found[0] if len(found) == 1 and self.often(0.7) else found

    # Policies.

    def make_policies(self) -> Json:
        policies: Json = {}
        if self.resource in (KEY, ROLE, ALIAS) or self.often(0.7):
            policies["resource"] = self.make_document(standing=True)
        if self.often(0.7):
            policies["identity"] = [self.make_document() for _ in range(self.random.randint(1, 2))]
        for kind, share in (("permissionsBoundary", 0.2), ("session", 0.2)):
            if self.often(share):
                policies[kind] = [self.make_document()]
        if self.often(0.15):
            policies["vpcEndpoint"] = [self.make_document(standing=True, generous=0.6)]
        if self.often(0.2):
            policies["serviceControl"] = [self.make_level(standing=False) for _ in range(self.random.randint(1, 3))]
        if self.often(0.2):
            policies["resourceControl"] = [self.make_level(standing=True) for _ in range(self.random.randint(1, 2))]
        if self.resource == KEY and self.often(0.35):
            policies["grants"] = [self.make_grant() for _ in range(self.random.randint(1, 2))]
        return policies

    def make_level(self, *, standing: bool) -> list[Json]:
        level = [self.make_document(standing=standing)] if self.often(0.5) else []
        whole: Json = {"Effect": "Allow", "Action": "*", "Resource": "*"}
        if standing:
            whole["Principal"] = "*"
        return [*level, {"Version": "2012-10-17", "Statement": [whole]}] if self.often(0.8) else level

    def make_document(self, *, standing: bool = False, generous: float = 0.0) -> Json:
        statements = [self.make_statement(standing=standing) for _ in range(self.random.randint(1, 3))]
        if self.often(generous):
            statements.append({"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"})
        version = self.one(("2012-10-17", "2012-10-17", "2012-10-17", "2012-10-17", "2008-10-17", None))
        document: Json = {"Statement": statements if self.often(0.9) else statements[0]}
        return document if version is None else {"Version": version, **document}

    def make_statement(self, *, standing: bool) -> Json:
        statement: Json = {"Effect": "Allow" if self.often(0.75) else "Deny"}
        if standing and self.often(0.98):
            excepts = self.often(0.25 if statement["Effect"] == "Deny" else 0.02)
            statement["NotPrincipal" if excepts else "Principal"] = self.make_principal()
        service = self.one(ACTIONS[self.resource]).partition(":")[0]
        actions = (*ACTIONS[self.resource], "*", "*", f"{service}:*", f"{service.upper()}:*e*", "k*:De?rypt", "kms:Re*")
        if self.often(0.99):
            statement["NotAction" if self.often(0.07) else "Action"] = self.few(actions, 3)
        if self.often(0.97) and not (self.resource == ROLE and standing and self.often(0.7)):
            everything = self.often(0.55)
            pattern = "*" if everything else self.few(PATTERNS[self.resource])
            statement["NotResource" if self.often(0.05) else "Resource"] = pattern
        if self.often(0.55):
            statement["Condition"] = self.make_condition()
        return statement

    def make_principal(self) -> Any:
        if self.often(0.2):
            return self.one(("*", {"AWS": "*"}))
        principal: Json = {}
        for _ in range(self.random.randint(1, 2)):
            form, value = self.make_named()
            principal[form] = [*principal.get(form, []), value]
        return {form: found[0] if len(found) == 1 else found for form, found in principal.items()}

    def make_named(self) -> tuple[str, str]:
        actor = self.one(self.actors) if self.often(0.7) else self.one(CALLERS)
        if self.often(0.25):
            return "AWS", self.one((HERE, f"arn:aws:iam::{HERE}:root", f"arn:aws:iam::{ABROAD}:root", THIRD))
        if actor == "anonymous" or self.often(0.05):
            return "AWS", self.one(
                (f"arn:aws:iam::{HERE}:role/*", "AROAEXAMPLEID1234567", f"arn:aws:iam::{HERE}:role/app")
            )
        if actor in (PROVIDER, "accounts.google.com"):
            return "Federated", actor
        return ("AWS" if actor.startswith("arn:") or actor == HERE else "Service"), actor

    def make_condition(self) -> Json:
        block: Json = {}
        for _ in range(self.random.randint(1, 2)):
            key = self.one(self.keys) if self.often(0.8) else self.one([*CONTEXT, *DERIVED])
            operator = self.make_operator(key)
            spelled = key if self.often(0.9) else self.one((key.upper(), key.lower()))
            block.setdefault(operator, {})[spelled] = self.make_values(key, operator)
        return block

    def make_operator(self, key: str) -> str:
        fitting = FITTING.get(key, "StringEquals StringNotEquals StringLike StringNotLike StringEqualsIgnoreCase")
        operator = self.one(fitting.split()) if self.often(0.75) else self.one(OPERATORS)
        if operator == "Null":
            return "Null"
        if self.often(0.6 if key in MULTIVALUED else 0.1):
            operator = self.one(("ForAllValues:", "ForAnyValue:")) + operator
        return str(operator + "IfExists") if self.often(0.15) else str(operator)

    def make_values(self, key: str, operator: str) -> Any:
        if operator == "Null":
            return self.one(("true", "false", True, False, ["true", "false"]))
        options = [*CONTEXT.get(key, ()), *DERIVED.get(key, ()), *EXTRA.get(key, ())]
        if self.often(0.08):
            options = [*VARIABLES, *options[:3]]
        if operator.startswith("Binary"):
            options = ["QmluYXJ5", "eA==", "***"]
        return self.few(options)

    def make_grant(self) -> Json:
        actor = self.one(self.actors) if self.often(0.7) else self.one((HERE, f"arn:aws:iam::{ABROAD}:root"))
        if actor in ("anonymous", PROVIDER, "accounts.google.com"):
            actor = CALLERS[0]
        named = not actor.endswith(".com") or self.often(0.3)
        grant: Json = {"GranteePrincipal" if named else "GranteeServicePrincipal": actor}
        grant["Operations"] = self.random.sample(
            ("Decrypt", "Encrypt", "GenerateDataKey", "DescribeKey", "CreateGrant", "CreateGrant", "RetireGrant"), 3
        )
        if self.often(0.3):
            grant["RetiringPrincipal"] = self.one(CALLERS[:6])
        if self.often(0.6):
            grant["Constraints"] = self.make_constraints()
        return grant

    def make_constraints(self) -> Json:
        pairs = {self.one(("K", "k", "k2")): self.one(WORDS)}
        constraints: Json = {self.one(("EncryptionContextSubset", "EncryptionContextEquals")): pairs}
        if self.often(0.2):
            constraints["SourceArn"] = self.one(ARNS)
        return constraints if self.often(0.8) else {"SourceArn": self.one(ARNS)}

    def make_key(self) -> Json:
        manager = self.one(("CUSTOMER",) * 8 + ("AWS", "AWS", "AWS_OWNED"))
        spec = self.one(("SYMMETRIC_DEFAULT",) * 8 + ("RSA_2048", "HMAC_256", "ECC_NIST_P256"))
        states = ("Enabled",) * 9 + ("Disabled", "PendingDeletion", "PendingImport", "Updating", "Unavailable")
        return {"manager": manager, "spec": spec, "state": self.one(states)}

    # Requests.

    def make_request(self, *, unknown: float = 0.0) -> Json:
        caller = self.one(self.actors) if self.often(0.8) else self.one(CALLERS)
        request: Json = {
            "principal": caller,
            "action": self.one(ACTIONS[self.resource]),
            "resource": self.resource,
            "context": self.make_context(),
        }
        if self.resource == OBJECT and self.often(0.9):
            request["resourceAccount"] = self.one((HERE, HERE, ABROAD))
        if self.often(unknown):
            request["unknown"] = self.random.sample(self.keys, 1 if self.often(0.8) else 2)
        return request

    def make_context(self) -> Json:
        context: Json = {}
        for key in self.keys:
            if key not in CONTEXT or self.often(0.35):
                continue
            value = self.one(CONTEXT[key])
            if key in MULTIVALUED and self.often(0.6):
                value = self.random.sample(CONTEXT[key], 2)
            context[key if self.often(0.9) else key.lower()] = value
        return context

    def make_case(self, *, unknown: float = 0.0) -> Json:
        return {"request": self.make_request(unknown=unknown), "policies": self.policies, "key": self.key}
