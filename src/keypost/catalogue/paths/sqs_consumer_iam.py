"""A role or user that receives <- SQS queue."""

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
    id="sqs-consumer-iam",
    title=Text(en="Consumer of SQS queue", ja="SQS キューのコンシューマー"),
    source=(Kind.ROLE, Kind.USER),
    target=Kind.QUEUE,
    caller=ThePrincipal(),
    wirings=(
        Wiring(holder=Kind.ROLE, target=("identity:sqs:ReceiveMessage",)),
        Wiring(holder=Kind.USER, target=("identity:sqs:ReceiveMessage",)),
    ),
    calls=(
        Call(
            "sqs:ReceiveMessage",
            on=Part.TARGET,
            context={"aws:SourceArn": Absent(DOCUMENTED), "aws:SourceAccount": Absent(DOCUMENTED)},
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
    seen_in=(
        Text(en="error of ReceiveMessage", ja="ReceiveMessage のエラー"),
        Text(en="metric ApproximateAgeOfOldestMessage", ja="ApproximateAgeOfOldestMessage メトリクス"),
    ),
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
            url="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html",
            says=Text(
                en="Messages keep the encryption that they were sent with; a dead-letter queue holds messages under the key of their source queue.",
                ja="メッセージは送信時の暗号化のまま保持されます。デッドレターキューには、元のキューのキーで暗号化されたメッセージが入ります。",
            ),
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
        "KMSAccessDeniedException",
        "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.",
    ),
    notes=Text(
        en="Moving a queue from SSE-SQS or the AWS managed key to a customer managed key is the usual outage: consumers never needed kms:Decrypt before. From one customer managed key to another, both are needed until the old messages are gone. A consumer of a dead-letter queue needs the key of the source queue.",
        ja="SSE-SQS や AWS マネージドキーからカスタマーマネージドキーへの移行は、典型的な障害の原因です。それまでコンシューマーに kms:Decrypt は不要だったからです。カスタマーマネージドキー同士の切り替えでは、古いメッセージがなくなるまで両方のキーの権限が要ります。デッドレターキューのコンシューマーには、元のキューのキーの権限が必要です。",
    ),
)
