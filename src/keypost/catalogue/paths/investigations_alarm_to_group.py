"""CloudWatch alarm action -> investigation group."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    Call,
    Doc,
    Failure,
    Part,
    Path,
    Sent,
    Service,
    Undocumented,
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="investigations-alarm-to-group",
    part_of="investigations-alarm",
    title=Text(en="CloudWatch alarm to investigation group", ja="CloudWatch アラームから調査グループへ"),
    source=(
        Kind.ALARM,
        Kind.COMPOSITE_ALARM,
    ),
    target=Kind.INVESTIGATION_GROUP,
    caller=Service("aiops.alarms.cloudwatch.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.ALARM,
            target=("AlarmActions[]",),
        ),
        Wiring(
            holder=Kind.ALARM,
            target=("OKActions[]",),
        ),
        Wiring(
            holder=Kind.ALARM,
            target=("InsufficientDataActions[]",),
        ),
        Wiring(
            holder=Kind.COMPOSITE_ALARM,
            target=("AlarmActions[]",),
        ),
        Wiring(
            holder=Kind.COMPOSITE_ALARM,
            target=("OKActions[]",),
        ),
        Wiring(
            holder=Kind.COMPOSITE_ALARM,
            target=("InsufficientDataActions[]",),
        ),
    ),
    calls=(
        Call(
            "aiops:CreateInvestigation",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
        ),
        Call(
            "aiops:CreateInvestigationEvent",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
            evidence=INFERRED,
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_AIOPS, DOCUMENTED),
                "kms:EncryptionContext:aws:aiops:investigation-group-arn": Sent(Part.TARGET, DOCUMENTED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_AIOPS, DOCUMENTED),
                "kms:EncryptionContext:aws:aiops:investigation-group-arn": Sent(Part.TARGET, DOCUMENTED),
            },
        ),
    ),
    failure=Failure.SILENT,
    seen_in=(Text(en="history of the alarm", ja="アラームの履歴"),),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/cloudwatchinvestigations/latest/APIReference/API_PutInvestigationGroupPolicy.html",
            says=Text(
                en="The policy of the group lets aiops.alarms.cloudwatch.amazonaws.com create investigations and their events, with alarms of the account in aws:SourceArn.",
                ja="グループのポリシーで、aiops.alarms.cloudwatch.amazonaws.com に調査と調査イベントの作成を許可します。aws:SourceArn はアカウントのアラームです。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Investigations-Security.html",
            says=Text(
                en="Key policy of an investigation group: aiops.amazonaws.com with the groups of the account in aws:SourceArn; aiops.alarms.cloudwatch.amazonaws.com with the alarms of the account, and kms:ViaService of aiops.",
                ja="調査グループのキーポリシーでは、aiops.amazonaws.com を aws:SourceArn (アカウントの調査グループ) の条件付きで、aiops.alarms.cloudwatch.amazonaws.com をアカウントのアラームと aiops の kms:ViaService の条件付きで許可します。",
            ),
            read_on="2026-11-22",
        ),
    ),
    notes=Text(
        en="Both the group's policy and the key name aiops.alarms.cloudwatch.amazonaws.com, not cloudwatch.amazonaws.com.",
        ja="グループのポリシーでもキーでも、許可するのは cloudwatch.amazonaws.com ではなく aiops.alarms.cloudwatch.amazonaws.com です。",
    ),
)
