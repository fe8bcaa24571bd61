"""The same estate twice: as a template for the checker, and in the endpoint, put there past its authorization."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from keypost.endpoint.call import Call
from keypost.endpoint.caller import build_root
from keypost.endpoint.front import Front
from keypost.endpoint.store.perform import perform
from tests.laws.agreement.estate import ACCOUNT, BUCKET, OTHER, REGION, ROOT, Estate, Json, Statements, allow, document

TOPIC, QUEUE = f"arn:aws:sns:{REGION}:{ACCOUNT}:alerts", f"arn:aws:sqs:{REGION}:{ACCOUNT}:inbox"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/caller"
Resources = dict[str, tuple[str, Json]]
_CONTROLS = {"control": "SERVICE_CONTROL_POLICY", "perimeter": "RESOURCE_CONTROL_POLICY"}


def write_template(estate: Estate, resources: Resources) -> Json:
    """Return the template: the resources, and what every estate has beside them."""
    key: Json = {"KeyPolicy": estate.document("key"), **({} if estate.is_enabled else {"Enabled": False})}
    beside: Resources = {"Key": ("AWS::KMS::Key", key)}
    if "role" in estate.policies:
        beside |= write_role(estate)
    for holder, kind in _CONTROLS.items():
        if estate.policies.get(holder):
            told = {"Name": holder, "Type": kind, "TargetIds": [ACCOUNT], "Content": estate.document(holder)}
            beside[holder.title()] = ("AWS::Organizations::Policy", told)
    both = beside | resources
    return {"Resources": {name: {"Type": kind, "Properties": what} for name, (kind, what) in both.items()}}


def write_role(estate: Estate) -> Resources:
    role: Json = {
        "RoleName": "caller", "AssumeRolePolicyDocument": estate.document("trust"),
        "Policies": [{"PolicyName": "own", "PolicyDocument": estate.document("role")}],
    }  # fmt: skip
    if "boundary" not in estate.policies:
        return {"Role": ("AWS::IAM::Role", role)}
    boundary = {"ManagedPolicyName": "edge", "PolicyDocument": estate.document("boundary")}
    role["PermissionsBoundary"] = {"Ref": "Edge"}
    return {"Role": ("AWS::IAM::Role", role), "Edge": ("AWS::IAM::ManagedPolicy", boundary)}


def write_target(estate: Estate, service: str) -> Resources:
    """Return a topic or a queue with its policy."""
    key: Json = {"managed": f"alias/aws/{service}", "key": {"Fn::GetAtt": ["Key", "Arn"]}}
    told: Json = {"KmsMasterKeyId": key[estate.encryption]} if estate.encryption else {}
    kind, many, name = ("Topic", "Topics", "alerts") if service == "sns" else ("Queue", "Queues", "inbox")
    full = f"AWS::{service.upper()}::{kind}"
    policy = {many: [{"Ref": "Target"}], "PolicyDocument": estate.document("target")}
    return {"Target": (full, {f"{kind}Name": name, **told}), "TargetPolicy": (f"{full}Policy", policy)}


def aim(service: str) -> Json:
    """Return how a template names the target's ARN."""
    return {"Ref": "Target"} if service == "sns" else {"Fn::GetAtt": ["Target", "Arn"]}


def write_bucket(estate: Estate) -> Resources:
    policy = {"Bucket": {"Ref": "Target"}, "PolicyDocument": estate.document("target")}
    return {"Target": ("AWS::S3::Bucket", {"BucketName": BUCKET}), "TargetPolicy": ("AWS::S3::BucketPolicy", policy)}


class World:
    """The endpoint, emptied, with the estate's key, role and control policies in it."""

    def __init__(self, front: Front, estate: Estate) -> None:
        self.front, self.estate = front, estate
        front.reset()
        self._control()
        key = self.do("kms", "CreateKey", Policy=json.dumps(estate.document("key")))["KeyMetadata"]
        self.key = str(key["Arn"])
        if not estate.is_enabled:
            self.do("kms", "DisableKey", KeyId=key["KeyId"])
        if "role" in estate.policies:
            self.make_role(estate.policies)

    def do(self, service: str, operation: str, **parameters: Any) -> dict[str, Any]:
        """Carry something out past the authorization."""
        return perform(service, operation, parameters, account=ACCOUNT, region=REGION, host="127.0.0.1:1")

    def call(self, service: str, operation: str, **parameters: Any) -> Any:
        """Carry something out as the account's root user, as anybody would."""
        return self.front.call(Call(service, operation, parameters, ACCOUNT, REGION), build_root(ACCOUNT))

    def make_target(self, service: str) -> str:
        """Make the topic or queue; return its ARN."""
        estate = self.estate
        key = {"managed": f"alias/aws/{service}", "key": self.key}
        told = {"KmsMasterKeyId": key[estate.encryption]} if estate.encryption else {}
        attributes = {"Policy": json.dumps(estate.document("target")), **told}
        if service == "sns":
            self.do("sns", "CreateTopic", Name="alerts", Attributes=attributes)
            return TOPIC
        self.do("sqs", "CreateQueue", QueueName="inbox", Attributes=attributes)
        return QUEUE

    @contextmanager
    def usable_key(self) -> Iterator[str]:
        """Let the account's root user use the key for a while; its ARN."""
        name = self.key.rpartition("/")[2]
        self.do("kms", "EnableKey", KeyId=name)
        self._put_policy(name, document([allow(ROOT, "kms:*")]))
        yield self.key
        self._put_policy(name, self.estate.document("key"))
        if not self.estate.is_enabled:
            self.do("kms", "DisableKey", KeyId=name)

    def _put_policy(self, key: str, policy: Json) -> None:
        self.do("kms", "PutKeyPolicy", KeyId=key, PolicyName="default", Policy=json.dumps(policy))

    def make_bucket(self, policy: str = "target") -> None:
        self.do("s3", "CreateBucket", Bucket=BUCKET)
        if policy in self.estate.policies:
            self.do("s3", "PutBucketPolicy", Bucket=BUCKET, Policy=json.dumps(self.estate.document(policy)))

    def make_role(self, policies: Mapping[str, Statements]) -> None:
        """Make the role that calls."""
        written = {holder: json.dumps(document(statements)) for holder, statements in policies.items()}
        limits = {}
        if "boundary" in written:
            made = self.do("iam", "CreatePolicy", PolicyName="edge", PolicyDocument=written["boundary"])
            limits = {"PermissionsBoundary": made["Policy"]["Arn"]}
        self.do("iam", "CreateRole", RoleName="caller", AssumeRolePolicyDocument=written["trust"], **limits)
        self.do("iam", "PutRolePolicy", RoleName="caller", PolicyName="own", PolicyDocument=written["role"])

    def _control(self) -> None:
        """Make the account a member of an organization, where a policy of it counts."""
        held = {holder: kind for holder, kind in _CONTROLS.items() if self.estate.policies.get(holder)}
        if not held:
            return

        def do(operation: str, **parameters: Any) -> Any:
            return perform("organizations", operation, parameters, account=OTHER, region=REGION)

        do("CreateOrganization", FeatureSet="ALL")
        root = do("ListRoots")["Roots"][0]["Id"]
        for kind in _CONTROLS.values():
            do("EnablePolicyType", RootId=root, PolicyType=kind)
        with patch("moto.organizations.utils.make_random_account_id", return_value=ACCOUNT):
            do("CreateAccount", AccountName="member", Email="a@example.com")
        for holder, kind in held.items():
            content = json.dumps(self.estate.document(holder))
            made = do("CreatePolicy", Content=content, Description="d", Name=holder, Type=kind)
            do("AttachPolicy", PolicyId=made["Policy"]["PolicySummary"]["Id"], TargetId=ACCOUNT)
