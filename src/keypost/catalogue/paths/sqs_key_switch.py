"""A queue's messages under its old key, after the key was changed."""

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
    id="sqs-key-switch",
    title=Text(en="Messages that are in a queue when its key changes", ja="キーの変更時にキューに残っているメッセージ"),
    source=(Kind.ROLE, Kind.USER),
    target=Kind.QUEUE,
    caller=ThePrincipal(),
    wirings=(),
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
        Text(
            en="error of ReceiveMessage: KmsAccessDenied, or KmsDisabled where the old key was switched off",
            ja="ReceiveMessage のエラー: KmsAccessDenied、または古いキーを無効化した場合は KmsDisabled",
        ),
        Text(
            en="metric ApproximateAgeOfOldestMessage rises", ja="ApproximateAgeOfOldestMessage メトリクスが増加し続ける"
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html",
            says=Text(
                en="A message keeps the key that encrypted it: who receives needs kms:Decrypt on every key under which messages still are. A data key is reused for the period that the queue sets, 1 minute to 24 hours, 5 minutes unless set.",
                ja="メッセージは暗号化に使われたキーのままです。受信する側には、メッセージが残っているすべてのキーの kms:Decrypt が必要です。データキーはキューに設定した期間 (1 分から 24 時間、既定は 5 分) 再利用されます。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html",
            says=Text(
                en="Switching encryption on or off doesn't touch the messages that are in the queue.",
                ja="暗号化を有効または無効にしても、すでにキューにあるメッセージは変わりません。",
            ),
            read_on="2023-06",
        ),
    ),
    notes=Text(
        en="No template shows what is in a queue, so this makes no delivery. The key here is the old one, and the new one as soon as a message is sent under it: consumers need both until the backlog is gone, and producers need the new one. Leave the old key enabled, with its policy, until the queue and its dead-letter queue are drained; switching encryption off helps no message that is already there. From SSE-SQS to a customer managed key, consumers lose access with the first new message unless they have kms:Decrypt. For up to the data key reuse period old permissions still seem to work.",
        ja="キューの中身はテンプレートに現れないため、配信としては検査しません。ここでのキーは古いキーで、新しいキーでメッセージが送られた時点から新しいキーも該当します。コンシューマーには残りがなくなるまで両方のキーが、プロデューサーには新しいキーが必要です。キューとそのデッドレターキューが空になるまで、古いキーをポリシーごと有効なまま残してください。暗号化を無効にしても、すでにあるメッセージには効果がありません。SSE-SQS からカスタマーマネージドキーに替えると、kms:Decrypt のないコンシューマーは最初の新しいメッセージから受信できなくなります。データキーの再利用期間の間は、以前の権限のままでも動作しているように見えることがあります。",
    ),
)
