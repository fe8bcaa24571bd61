"""SQS redrive policy: source queue -> dead-letter queue."""

from keypost.catalogue.declare import DOCUMENTED, Doc, Failure, KeyOf, Nobody, Path, Wiring
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="sqs-dlq-move",
    title=Text(en="SQS queue to its dead-letter queue", ja="SQS キューからデッドレターキューへ"),
    source=(Kind.QUEUE,),
    target=Kind.QUEUE,
    caller=Nobody(),
    wirings=(
        Wiring(
            holder=Kind.QUEUE,
            target=("RedrivePolicy.deadLetterTargetArn",),
            terraform=("aws_sqs_queue.redrive_policy", "aws_sqs_queue_redrive_policy.redrive_policy"),
        ),
    ),
    calls=(),
    failure=Failure.SILENT,
    seen_in=(Text(en="error of a consumer of the dead-letter queue", ja="デッドレターキューのコンシューマーのエラー"),),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html",
            says=Text(
                en="Messages keep the encryption that they were sent with; a dead-letter queue holds messages under the key of their source queue.",
                ja="メッセージは送信時の暗号化のまま保持されます。デッドレターキューには、元のキューのキーで暗号化されたメッセージが入ります。",
            ),
            read_on="2025",
        ),
    ),
    key_of=KeyOf.NONE,
    notes=Text(
        en="SQS moves the message as it is: it stays under the key of the source queue, whatever encrypts the dead-letter queue. Who reads the dead-letter queue needs kms:Decrypt on that key.",
        ja="SQS はメッセージをそのまま移します。デッドレターキューの暗号化にかかわらず、元のキューのキーで暗号化されたままです。デッドレターキューを読む側には、そのキーの kms:Decrypt が必要です。",
    ),
)
