"""EventBridge pipe under a KMS key."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    AssumedRole,
    Call,
    Doc,
    Failure,
    Part,
    Path,
    Sent,
    Undocumented,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="pipes-role-key",
    part_of="pipes-cmk",
    title=Text(en="EventBridge pipe under a KMS key", ja="KMS キーで暗号化された EventBridge Pipes"),
    source=(Kind.PIPE,),
    target=Kind.KEY,
    caller=AssumedRole("pipes.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.PIPE,
            target=("KmsKeyIdentifier",),
            role=("RoleArn",),
            terraform=("aws_pipes_pipe.kms_key_identifier",),
        ),
    ),
    calls=(
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:pipe:arn": Sent(Part.SOURCE_ARN, INFERRED),
                "kms:EncryptionContext:aws:pipes:arn": Sent(Part.SOURCE_ARN, INFERRED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:pipe:arn": Sent(Part.SOURCE_ARN, INFERRED),
                "kms:EncryptionContext:aws:pipes:arn": Sent(Part.SOURCE_ARN, INFERRED),
            },
        ),
        Call(
            "kms:DescribeKey",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
            },
            evidence=INFERRED,
        ),
    ),
    failure=Failure.SILENT,
    seen_in=(
        Text(en="the state of the pipe and its reason (DescribePipe)", ja="パイプの状態とその理由 (DescribePipe)"),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption-pipes-cmkey.html",
            says=Text(
                en="The execution role describes the key, makes data keys and decrypts; the text has aws:pipes:arn as encryption context, the example aws:pipe:arn; with execution data in the log, the log delivery service decrypts and makes data keys, and the role makes data keys.",
                ja="実行ロールがキーの情報を取得し、データキーを生成し、復号します。暗号化コンテキストは、本文では aws:pipes:arn、例では aws:pipe:arn です。ログに実行データを含める場合は、ログ配信サービスが復号とデータキーの生成を行い、ロールもデータキーを生成します。",
            ),
            read_on="2026-11-22",
        ),
    ),
    notes=Text(
        en="The key encrypts the filter patterns and input transformers; events that pass through are never stored. The encryption context has two names in AWS's page, so that a condition on it leaves the delivery open.",
        ja="このキーで暗号化されるのは、フィルターのパターンと入力トランスフォーマーです。パイプを通るイベントは保存されません。暗号化コンテキストの名前は AWS のページの中で食い違っているため、その条件があると判定は保留になります。",
    ),
)
