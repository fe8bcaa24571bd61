"""EventBridge archive under a KMS key."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    OBSERVED,
    Absent,
    Call,
    Doc,
    Failure,
    Necessity,
    Part,
    Path,
    Sent,
    Service,
    Undocumented,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="eventbridge-archive-key",
    part_of="eventbridge-bus-cmk",
    title=Text(en="Event archive under a KMS key", ja="KMS キーで暗号化されたイベントアーカイブ"),
    source=(Kind.EVENT_ARCHIVE,),
    target=Kind.KEY,
    caller=Service("events.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.EVENT_ARCHIVE,
            target=("KmsKeyIdentifier",),
            values={"bus": "SourceArn"},
            terraform=("aws_cloudwatch_event_archive.kms_key_identifier",),
        ),
    ),
    calls=(
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:events:event-bus:arn": Sent(Part.ARCHIVED_BUS, OBSERVED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:events:event-bus:arn": Sent(Part.ARCHIVED_BUS, OBSERVED),
            },
        ),
        Call(
            "kms:ReEncryptFrom",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:events:event-bus:arn": Sent(Part.ARCHIVED_BUS, OBSERVED),
            },
            evidence=INFERRED,
            advised="kms:ReEncrypt*",
        ),
        Call(
            "kms:ReEncryptTo",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:events:event-bus:arn": Sent(Part.ARCHIVED_BUS, OBSERVED),
            },
            evidence=INFERRED,
            advised="kms:ReEncrypt*",
        ),
        Call(
            "kms:DescribeKey",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:events:event-bus:arn": Absent(DOCUMENTED),
            },
            necessity=Necessity.RECOMMENDED,
        ),
    ),
    failure=Failure.SILENT,
    seen_in=(
        Text(en="events missing from a replay", ja="リプレイ時に欠落しているイベント"),
        Text(en="state and reason of the archive (DescribeArchive)", ja="アーカイブの状態と理由 (DescribeArchive)"),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/eventbridge/latest/userguide/encryption-archives.html",
            says=Text(
                en="events.amazonaws.com describes the key, makes data keys, decrypts and re-encrypts; the example tests the ARN of a bus as encryption context, though the text speaks of the archive's.",
                ja="events.amazonaws.com がキーの情報を取得し、データキーの生成、復号、再暗号化を行います。例では暗号化コンテキストとしてイベントバスの ARN を検査していますが、本文ではアーカイブの ARN とされています。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://github.com/hashicorp/terraform-provider-aws",
            says=Text(
                en="An acceptance test creates an archive under a key whose statement asks for the ARN of the archived bus as encryption context.",
                ja="受け入れテストで、アーカイブ対象のバスの ARN を暗号化コンテキストとして要求するキーを使い、アーカイブを作成しています。",
            ),
            read_on="2026-11-22",
        ),
    ),
    notes=Text(
        en="The encryption context is the ARN of the bus whose events are archived. AWS documents no condition on where the call comes from. Of the documented actions, only data keys and decryption are taken as proven needs.",
        ja="暗号化コンテキストは、アーカイブ対象のイベントバスの ARN です。呼び出し元についての条件はドキュメントに記載がありません。ドキュメントにあるアクションのうち、必須が確かなものとして扱うのはデータキーの生成と復号だけです。",
    ),
)
