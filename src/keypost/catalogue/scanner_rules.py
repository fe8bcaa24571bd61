"""The rule behind an id in a scanner's results: what it wants encrypted, and what satisfies it. Data only."""

from collections.abc import Mapping
from types import MappingProxyType

from keypost.catalogue.encryptable import ENCRYPTABLE, Satisfied, ScannerRule
from keypost.estate.kind import Kind
from keypost.named import NamedTuple

_KICS = "https://github.com/Checkmarx/kics/tree/master/assets/queries/terraform/aws"


class Asked(NamedTuple):
    """What a rule asks for: a key on resources of this kind."""

    kind: Kind
    rule: ScannerRule


# KICS has an id of its own for each language of templates: those of Terraform, read from its metadata in 2026-11.
_FURTHER: Mapping[Kind, tuple[ScannerRule, ...]] = MappingProxyType(
    {
        Kind.TOPIC: (
            ScannerRule(
                "KICS", "28545147-2fc6-42d5-a1f9-cf226658e591", Satisfied.BY_KMS_KEY, f"{_KICS}/sns_topic_not_encrypted"
            ),
        ),
        Kind.QUEUE: (
            ScannerRule(
                "KICS", "6e8849c1-3aa7-40e3-9063-b85ee300f29f", Satisfied.BY_KMS_KEY, f"{_KICS}/sqs_with_sse_disabled"
            ),
        ),
        Kind.STREAM: (
            ScannerRule(
                "KICS",
                "862fe4bf-3eec-4767-a517-40f378886b88",
                Satisfied.BY_KMS_KEY,
                f"{_KICS}/kinesis_not_encrypted_with_kms",
            ),
        ),
        Kind.LOG_GROUP: (
            ScannerRule(
                "KICS",
                "0afbcfe9-d341-4b92-a64c-7e6de0543879",
                Satisfied.BY_CUSTOMER_KEY,
                f"{_KICS}/cloudwatch_log_group_not_encrypted",
            ),
        ),
        Kind.TRAIL: (
            ScannerRule(
                "KICS",
                "5d9e3164-9265-470c-9a10-57ae454ac0c7",
                Satisfied.BY_CUSTOMER_KEY,
                f"{_KICS}/cloudtrail_log_files_not_encrypted_with_kms",
            ),
        ),
    }
)
# Newer versions of Trivy write `AWS-0095` as ID and keep `AVD-AWS-0095` as AVDID, which is deprecated
# (https://github.com/aquasecurity/trivy/blob/main/pkg/types/misconfiguration.go); tfsec's `rule_id` is the latter.
_FORMER = "AVD-"


def find_asked(rule: str) -> Asked | None:
    """Return what the rule of this id asks for, None where it asks for no encryption that Keypost can try."""
    return _BY_ID.get(_name(rule))


def _name(rule: str) -> str:
    return rule.strip().upper().removeprefix(_FORMER)


_BY_ID: Mapping[str, Asked] = MappingProxyType(
    {
        _name(rule.id): Asked(kind, rule)
        for kind, rules in (*((kind, takes.scanners) for kind, takes in ENCRYPTABLE.items()), *_FURTHER.items())
        for rule in rules
    }
)
