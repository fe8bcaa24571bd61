"""A role or user that sends -> SQS queue."""

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
    ThePrincipal,
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="sqs-producer-iam",
    title=Text(en="Producer to SQS queue", ja="プロデューサーから SQS キューへ"),
    source=(Kind.ROLE, Kind.USER),
    target=Kind.QUEUE,
    caller=ThePrincipal(),
    wirings=(
        Wiring(holder=Kind.ROLE, target=("identity:sqs:SendMessage",)),
        Wiring(holder=Kind.USER, target=("identity:sqs:SendMessage",)),
    ),
    calls=(
        Call(
            "sqs:SendMessage",
            on=Part.TARGET,
            context={"aws:SourceArn": Absent(DOCUMENTED), "aws:SourceAccount": Absent(DOCUMENTED)},
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_SQS, DOCUMENTED),
                "kms:EncryptionContext:aws:sqs:arn": Sent(Part.TARGET, INFERRED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_SQS, DOCUMENTED),
                "kms:EncryptionContext:aws:sqs:arn": Sent(Part.TARGET, INFERRED),
            },
        ),
    ),
    failure=Failure.TO_CALLER,
    seen_in=(Text(en="error of the API call", ja="API 呼び出しのエラー"),),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html",
            says=Text(
                en="A service that sends to an encrypted queue needs kms:GenerateDataKey and kms:Decrypt on the queue's key; lists the services whose calls carry aws:SourceArn.",
                ja="暗号化されたキューに送信するサービスには、キューのキーの kms:GenerateDataKey と kms:Decrypt が必要です。呼び出しに aws:SourceArn が含まれるサービスの一覧もあります。",
            ),
            read_on="2025",
        ),
        Doc(
            url="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html",
            says=Text(en="The KMS errors that a sender gets.", ja="送信側が受け取る KMS のエラーの一覧です。"),
            read_on="2025",
        ),
        Doc(
            url="https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html",
            says=Text(
                en="kms:ViaService is set where a service uses the key for a principal of the account (forward access sessions); SNS, SQS, S3 and Backup are in its list.",
                ja="kms:ViaService は、サービスがアカウントのプリンシパルに代わってキーを使う場合 (転送アクセスセッション) に設定されます。SNS、SQS、S3、Backup が一覧に載っています。",
            ),
            read_on="2026-04",
        ),
    ),
    symptoms=(
        "KmsAccessDenied",
        "KmsDisabled",
        "KmsInvalidState",
        "KmsNotFound",
        "KmsInvalidKeyUsage",
        "KmsOptInRequired",
        "KmsThrottled",
        "KMS.AccessDeniedException",
    ),
    notes=Text(
        en="kms:Decrypt is used to verify the new data key. A data key is reused for 60 seconds to 24 hours (300 seconds by default), so a test right after a change can pass although the permission is gone. SSE-SQS and the AWS managed key need nothing within the account.",
        ja="kms:Decrypt は新しいデータキーの検証に使われます。データキーは 60 秒から 24 時間 (既定は 300 秒) 再利用されるため、変更直後のテストは権限がなくても成功することがあります。同じアカウント内であれば、SSE-SQS と AWS マネージドキーに権限は要りません。",
    ),
)
