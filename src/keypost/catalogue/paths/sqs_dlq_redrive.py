"""StartMessageMoveTask: dead-letter queue -> source queue."""

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
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="sqs-dlq-redrive",
    title=Text(en="Redrive of a dead-letter queue", ja="デッドレターキューの再処理 (redrive)"),
    source=(Kind.ROLE, Kind.USER),
    target=Kind.QUEUE,
    caller=ThePrincipal(),
    wirings=(),
    calls=(
        Call(
            "sqs:StartMessageMoveTask",
            on=Part.TARGET,
            context={"aws:SourceArn": Absent(DOCUMENTED), "aws:SourceAccount": Absent(DOCUMENTED)},
        ),
        Call(
            "sqs:ReceiveMessage",
            on=Part.TARGET,
            context={"aws:SourceArn": Absent(DOCUMENTED), "aws:SourceAccount": Absent(DOCUMENTED)},
        ),
        Call(
            "sqs:DeleteMessage",
            on=Part.TARGET,
            context={"aws:SourceArn": Absent(DOCUMENTED), "aws:SourceAccount": Absent(DOCUMENTED)},
        ),
        Call(
            "sqs:GetQueueAttributes",
            on=Part.TARGET,
            context={"aws:SourceArn": Absent(DOCUMENTED), "aws:SourceAccount": Absent(DOCUMENTED)},
        ),
        Call(
            "sqs:SendMessage",
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
    ),
    failure=Failure.TO_CALLER,
    seen_in=(Text(en="ListMessageMoveTasks, FailureReason", ja="ListMessageMoveTasks の FailureReason"),),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html",
            says=Text(
                en="The actions that a redrive needs on both queues; the page of 2023 asked for one key for both.",
                ja="再処理 (リドライブ) で両方のキューに必要なアクションです。2023 年のページでは、両方に同じキーを使うよう求めていました。",
            ),
            read_on="2023-06",
        ),
    ),
    notes=Text(
        en="No template shows who starts a redrive, so this makes no delivery. The caller needs both keys; whether they still have to be the same one is open.",
        ja="誰が再処理を開始するかはテンプレートに現れないため、配信としては検査しません。呼び出し元には両方のキーの権限が必要です。今も同じキーでなければならないかは不明です。",
    ),
)
