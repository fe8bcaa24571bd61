"""Makes the snapshot of an organization: accounts x 20 keys x 30 deliveries, as `keypost collect` would write it.

Accounts are rolled out from the same templates, so they are alike up to ids and names, but for those with variations of
their own: another key policy, a Deny, another Region. All of them log to one bucket, and half send to one topic, of a
central account. Keys carry policies of 2 to 3 KB, of which some let every delivery through, some none, some a part.
"""

import json
import random
from collections.abc import Iterator
from pathlib import Path

CENTRAL = "999900001111"
REGION = "us-east-1"
KEYS = 20
RECORD = {"separators": (",", ":"), "ensure_ascii": False}
PARTS = ("cloudwatch", "events", "kms", "s3", "sns", "sqs")


def write_organization(folder: Path, accounts: int, *, keys: int = KEYS, seed: int = 6) -> int:
    """Write the snapshot of an organization; return its size in bytes."""
    chosen = random.Random(seed)  # noqa: S311 - data of a benchmark
    ids = sorted({f"{chosen.randrange(10**11, 9 * 10**11):012d}" for _ in range(accounts)})
    size = _write_central(folder)
    for number, account in enumerate(ids):
        size += _write_account(folder, Account(account, number, chosen), keys)
    plan = {
        "schema": "keypost.snapshot.v1",
        "tool": "0.1.0",
        "begun": "2026-11-22T00:00:00Z",
        "partition": "aws",
        "accounts": {CENTRAL: [REGION]} | {account: [REGION] for account in ids},
        "parts": {"global": ["iam"], "*": PARTS},
    }
    text = json.dumps(plan, indent=1)
    (folder / "snapshot.json").write_text(text, encoding="utf-8")
    return size


class Account:
    """One account's records, by part."""

    def __init__(self, account: str, number: int, chosen: random.Random) -> None:
        """Take the id, the place in the organization, and the dice."""
        self.account, self.number, self.dice = account, number, chosen
        self.parts: dict[str, list[dict[str, object]]] = {part: [] for part in (*PARTS, "iam")}

    def arn(self, service: str, rest: str) -> str:
        """Return an ARN of the account."""
        return f"arn:aws:{service}:{REGION}:{self.account}:{rest}"

    def make_id(self) -> str:
        """Return a random id as KMS makes them."""
        text = f"{self.dice.getrandbits(128):032x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

    def make_name(self, stem: str) -> str:
        """Return a name as CloudFormation makes them."""
        return f"{stem}-{self.dice.getrandbits(60):012X}"[: len(stem) + 13]

    def add(
        self, part: str, type_: str, call: str, *, id_: str, name: str = "", calls: object = None, **properties: object
    ) -> None:
        """Add one record; `calls` tells of properties which other call told them."""
        arn = id_ if id_.startswith("arn:") and " " not in id_ else ""
        record: dict[str, object] = {
            "type": type_,
            "id": id_,
            "arn": arn,
            "name": name,
            "properties": properties,
            "call": call,
        }
        self.parts[part].append(record | ({"calls": calls} if calls else {}))


def _write_account(folder: Path, account: Account, keys: int) -> int:
    varied = account.number % 10 == 3
    role = f"arn:aws:iam::{account.account}:role/KeyAdministrators"
    account.add(
        "iam",
        "AWS::IAM::Role",
        "iam:GetAccountAuthorizationDetails",
        id_=role,
        name="KeyAdministrators",
        RoleName="KeyAdministrators",
        Path="/",
        AssumeRolePolicyDocument=_policy(
            [_allow("Trust", {"AWS": f"arn:aws:iam::{account.account}:root"}, ["sts:AssumeRole"], resource="")]
        ),
        Policies=[{"PolicyName": "keys", "PolicyDocument": _policy([_allow("Keys", None, ["kms:*"])])}],
    )
    for number in range(keys):
        _add_key(account, number, varied=varied)
    return _write_parts(folder, account)


def _add_key(account: Account, number: int, *, varied: bool) -> None:
    """One key, what is encrypted with it, and 30 deliveries."""
    key_id, stem = account.make_id(), _STEMS[number]
    key = account.arn("kms", f"key/{key_id}")
    topic, queue = (account.make_name(f"{stem}-{kind}") for kind in ("topic", "queue"))
    bucket = account.make_name(f"{stem}-data").lower()
    topic_arn, queue_arn = account.arn("sns", topic), account.arn("sqs", queue)
    policy = _key_policy(account.account, number, varied=varied)
    account.add(
        "kms",
        "AWS::KMS::Key",
        "kms:DescribeKey",
        id_=key,
        name=key_id,
        calls={"KeyPolicy": "kms:GetKeyPolicy", "Grants": "kms:ListGrants"},
        KeySpec="SYMMETRIC_DEFAULT",
        KeyUsage="ENCRYPT_DECRYPT",
        KeyState="Enabled",
        MultiRegion=False,
        Origin="AWS_KMS",
        KeyPolicy=policy,
    )
    account.add(
        "kms",
        "AWS::KMS::Alias",
        "kms:ListAliases",
        id_=account.arn("kms", f"alias/{stem}"),
        name=f"alias/{stem}",
        AliasName=f"alias/{stem}",
        TargetKeyId=key_id,
    )
    account.add(
        "sns",
        "AWS::SNS::Topic",
        "sns:GetTopicAttributes",
        id_=topic_arn,
        name=topic,
        TopicName=topic,
        KmsMasterKeyId=key_id if number % 3 else f"alias/{stem}",
    )
    account.add(
        "sns",
        "AWS::SNS::TopicPolicy",
        "sns:GetTopicAttributes",
        id_=f"{topic_arn} Policy",
        Topics=[topic_arn],
        PolicyDocument=_topic_policy(account, topic_arn),
    )
    account.add(
        "sqs",
        "AWS::SQS::Queue",
        "sqs:GetQueueAttributes",
        id_=queue_arn,
        name=queue,
        QueueName=queue,
        KmsMasterKeyId=key if number % 2 else key_id,
        SqsManagedSseEnabled="false",
    )
    account.add(
        "sqs",
        "AWS::SQS::QueuePolicy",
        "sqs:GetQueueAttributes",
        id_=f"{queue_arn} Policy",
        Queues=[queue_arn],
        PolicyDocument=_queue_policy(queue_arn, topic_arn, bucket),
    )
    subscription = f"{topic_arn}:{account.make_id()}"
    account.add(
        "sns",
        "AWS::SNS::Subscription",
        "sns:ListSubscriptions",
        id_=subscription,
        name=subscription,
        calls=dict.fromkeys(("RedrivePolicy", "SubscriptionRoleArn"), "sns:GetSubscriptionAttributes"),
        TopicArn=topic_arn,
        Protocol="sqs",
        Endpoint=queue_arn,
    )
    account.add(
        "s3",
        "AWS::S3::Bucket",
        "s3:ListBuckets",
        id_=f"arn:aws:s3:::{bucket}",
        name=bucket,
        calls=_CALLS_OF_BUCKETS,
        BucketName=bucket,
        BucketEncryption=_encryption(key),
        NotificationConfiguration=_notifications(queue_arn, topic_arn),
        LoggingConfiguration={
            "DestinationBucketName": "central-logs-999900001111",
            "LogFilePrefix": f"{account.account}/",
        },
    )
    _add_senders(account, stem, topic_arn=topic_arn, queue_arn=queue_arn, varied=varied)


def _add_senders(account: Account, stem: str, *, topic_arn: str, queue_arn: str, varied: bool) -> None:
    """Twenty alarms, and three rules of two targets, of which the account's own ones differ."""
    alarms = 20 if not varied else 17
    for index in range(alarms):
        name = account.make_name(f"{stem}-{index}")
        actions = [topic_arn]
        if index == 0 and account.number % 2:
            actions.append(f"arn:aws:sns:{REGION}:{CENTRAL}:central-alerts")
        account.add(
            "cloudwatch",
            "AWS::CloudWatch::Alarm",
            "cloudwatch:DescribeAlarms",
            id_=account.arn("cloudwatch", f"alarm:{name}"),
            name=name,
            AlarmName=name,
            ActionsEnabled=True,
            AlarmActions=actions,
            OKActions=[],
            InsufficientDataActions=[],
        )
    for _ in range(3 if not varied else 5):
        name = account.make_name(f"{stem}-rule")
        targets = [{"Id": "t1", "Arn": topic_arn}, {"Id": "t2", "Arn": queue_arn}]
        account.add(
            "events",
            "AWS::Events::Rule",
            "events:ListRules",
            id_=account.arn("events", f"rule/{name}"),
            name=name,
            calls={"Targets": "events:ListTargetsByRule"},
            Name=name,
            EventBusName="default",
            State="ENABLED",
            Targets=targets,
        )


def _key_policy(account: str, number: int, *, varied: bool) -> dict[str, object]:
    """Return a key policy of 2 to 3 KB: the usual administrators and users, and the services of its kind."""
    root = {"AWS": f"arn:aws:iam::{account}:root"}
    admins = {"AWS": f"arn:aws:iam::{account}:role/KeyAdministrators"}
    statements: list[dict[str, object]] = [
        _allow("EnableIAMPolicies", root, ["kms:*"]),
        _allow("Administer", admins, _ADMINISTER),
        _allow("Use", {"AWS": [f"arn:aws:iam::{account}:role/app-{n}" for n in range(6)]}, _USE),
        _allow(
            "Attach",
            {"AWS": [f"arn:aws:iam::{account}:role/app-{n}" for n in range(6)]},
            _ATTACH,
            {"Bool": {"kms:GrantIsForAWSResource": "true"}},
        ),
        _allow(
            "Audit",
            {"AWS": f"arn:aws:iam::{CENTRAL}:role/auditor"},
            ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:List*"],
        ),
        _allow(
            "ViaServices",
            {"AWS": "*"},
            _USE,
            {
                "StringEquals": {
                    "kms:CallerAccount": account,
                    "kms:ViaService": [
                        f"{one}.{REGION}.amazonaws.com" for one in ("s3", "sqs", "sns", "secretsmanager")
                    ],
                }
            },
        ),
    ]
    services = ["cloudwatch.amazonaws.com", "events.amazonaws.com", "sns.amazonaws.com", "s3.amazonaws.com"]
    here = {"StringEquals": {"aws:SourceAccount": account}}
    match number % 6:
        case 0 | 1:
            statements.append(_allow("Services", {"Service": services}, ["kms:GenerateDataKey*", "kms:Decrypt"]))
        case 2:
            statements.append(_allow("Services", {"Service": services}, ["kms:GenerateDataKey*", "kms:Decrypt"], here))
        case 3:
            arn = {"ArnLike": {"aws:SourceArn": f"arn:aws:*:*:{account}:*"}}
            statements.append(
                _allow("Services", {"Service": services[:1]}, ["kms:GenerateDataKey*", "kms:Decrypt"], arn)
            )
            statements.append(_allow("Others", {"Service": services[1:3]}, ["kms:GenerateDataKey*", "kms:Decrypt"]))
        case 4:
            statements.append(_allow("Services", {"Service": services[2:]}, ["kms:GenerateDataKey*"]))
        case _:
            pass
    if varied and number % 4 == 0:
        statements.append(
            {
                "Sid": "Perimeter",
                "Effect": "Deny",
                "Principal": "*",
                "Action": "kms:*",
                "Resource": "*",
                "Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}},
            }
        )
    return _policy(statements)


def _topic_policy(account: Account, topic: str) -> dict[str, object]:
    services = {"Service": ["cloudwatch.amazonaws.com", "events.amazonaws.com", "s3.amazonaws.com"]}
    here = {"StringEquals": {"aws:SourceAccount": account.account}}
    return _policy(
        [
            _allow(
                "Owner",
                {"AWS": f"arn:aws:iam::{account.account}:root"},
                ["sns:Publish", "sns:Subscribe"],
                resource=topic,
            ),
            _allow("Services", services, ["sns:Publish"], here if account.number % 4 else None, resource=topic),
        ]
    )


def _queue_policy(queue: str, topic: str, bucket: str) -> dict[str, object]:
    return _policy(
        [
            _allow(
                "Topic",
                {"Service": "sns.amazonaws.com"},
                ["sqs:SendMessage"],
                {"ArnEquals": {"aws:SourceArn": topic}},
                resource=queue,
            ),
            _allow(
                "Bucket",
                {"Service": "s3.amazonaws.com"},
                ["sqs:SendMessage"],
                {"ArnLike": {"aws:SourceArn": f"arn:aws:s3:::{bucket}"}},
                resource=queue,
            ),
            _allow("Rules", {"Service": "events.amazonaws.com"}, ["sqs:SendMessage"], resource=queue),
        ]
    )


def _encryption(key: str) -> dict[str, object]:
    chosen = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key}
    return {"ServerSideEncryptionConfiguration": [{"ServerSideEncryptionByDefault": chosen, "BucketKeyEnabled": True}]}


def _notifications(queue: str, topic: str) -> dict[str, object]:
    return {
        "QueueConfigurations": [{"Event": "s3:ObjectCreated:*", "Queue": queue}],
        "TopicConfigurations": [{"Event": "s3:ObjectRemoved:*", "Topic": topic}],
    }


def _allow(
    sid: str, principal: object, actions: list[str], condition: object = None, *, resource: str = "*"
) -> dict[str, object]:
    statement: dict[str, object] = {"Sid": sid, "Effect": "Allow"}
    if principal is not None:
        statement["Principal"] = principal
    statement |= {"Action": actions} | ({"Resource": resource} if resource else {})
    return statement | ({"Condition": condition} if isinstance(condition, dict) else {})


def _policy(statements: list[dict[str, object]]) -> dict[str, object]:
    return {"Version": "2012-10-17", "Statement": statements}


def _write_central(folder: Path) -> int:
    """The account that keeps everybody's logs and alerts."""
    account = Account(CENTRAL, 0, random.Random(1))  # noqa: S311
    key_id = account.make_id()
    key = account.arn("kms", f"key/{key_id}")
    services = {"Service": ["cloudwatch.amazonaws.com", "logging.s3.amazonaws.com"]}
    policy = _policy(
        [
            _allow("Root", {"AWS": f"arn:aws:iam::{CENTRAL}:root"}, ["kms:*"]),
            _allow("Services", services, ["kms:GenerateDataKey*", "kms:Decrypt"]),
        ]
    )
    account.add(
        "kms",
        "AWS::KMS::Key",
        "kms:DescribeKey",
        id_=key,
        name=key_id,
        KeyState="Enabled",
        KeySpec="SYMMETRIC_DEFAULT",
        KeyPolicy=policy,
    )
    topic = account.arn("sns", "central-alerts")
    account.add(
        "sns",
        "AWS::SNS::Topic",
        "sns:GetTopicAttributes",
        id_=topic,
        name="central-alerts",
        TopicName="central-alerts",
        KmsMasterKeyId=key,
    )
    account.add(
        "sns",
        "AWS::SNS::TopicPolicy",
        "sns:GetTopicAttributes",
        id_=f"{topic} Policy",
        Topics=[topic],
        PolicyDocument=_policy(
            [
                _allow(
                    "All",
                    {"Service": "cloudwatch.amazonaws.com"},
                    ["sns:Publish"],
                    {"StringEquals": {"aws:SourceOrgID": "o-a1b2c3d4e5"}},
                    resource=topic,
                )
            ]
        ),
    )
    bucket = "central-logs-999900001111"
    account.add("s3", "AWS::S3::Bucket", "s3:ListBuckets", id_=f"arn:aws:s3:::{bucket}", name=bucket, BucketName=bucket)
    return _write_parts(folder, account)


def _write_parts(folder: Path, account: Account) -> int:
    size = 0
    for part, records in account.parts.items():
        region = "global" if part == "iam" else REGION
        text = "".join(_lines(records))
        file = folder / account.account / region / f"{part}.jsonl"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        size += len(text.encode())
    return size


def _lines(records: list[dict[str, object]]) -> Iterator[str]:
    for record in records:
        yield json.dumps(record, **RECORD) + "\n"  # type: ignore[arg-type]
    yield json.dumps({"end": {"records": len(records), "missed": 0, "read": "2026-11-22T00:00:00Z"}}, **RECORD) + "\n"  # type: ignore[arg-type]


_STEMS = (
    "orders",
    "payments",
    "billing",
    "audit",
    "search",
    "catalog",
    "shipping",
    "returns",
    "users",
    "sessions",
    "metrics",
    "reports",
    "imports",
    "exports",
    "media",
    "mail",
    "chat",
    "stock",
    "pricing",
    "backup",
)
_ADMINISTER = [
    f"kms:{verb}*"
    for verb in ("Create", "Describe", "Enable", "List", "Put", "Update", "Revoke", "Disable", "Get", "Delete")
]
_ADMINISTER += [
    "kms:TagResource",
    "kms:UntagResource",
    "kms:ScheduleKeyDeletion",
    "kms:CancelKeyDeletion",
    "kms:RotateKeyOnDemand",
]
_CALLS_OF_BUCKETS = {
    "BucketEncryption": "s3:GetBucketEncryption",
    "NotificationConfiguration": "s3:GetBucketNotificationConfiguration",
    "LoggingConfiguration": "s3:GetBucketLogging",
    "ReplicationConfiguration": "s3:GetBucketReplication",
    "InventoryConfigurations": "s3:ListBucketInventoryConfigurations",
}
_USE = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"]
_ATTACH = ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"]
