"""S3 event notification -> SQS queue."""

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
    id="s3-event-to-sqs",
    title=Text(en="S3 event notification to SQS queue", ja="S3 イベント通知から SQS キューへ"),
    source=(Kind.BUCKET,),
    target=Kind.QUEUE,
    caller=Service("s3.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.BUCKET,
            target=("NotificationConfiguration.QueueConfigurations[].Queue",),
            terraform=("aws_s3_bucket_notification.queue",),
        ),
        Wiring(
            holder=Kind.BUCKET_NOTIFICATIONS,
            target=("NotificationConfiguration.QueueConfigurations[].QueueArn",),
            source=("BucketName",),
        ),
    ),
    calls=(
        Call(
            "sqs:SendMessage",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:sqs:arn": Sent(Part.TARGET, INFERRED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:sqs:arn": Sent(Part.TARGET, INFERRED),
            },
        ),
    ),
    failure=Failure.AT_CONFIGURATION_THEN_SILENT,
    seen_in=(
        Text(
            en="error of PutBucketNotificationConfiguration, or of the stack",
            ja="PutBucketNotificationConfiguration (またはスタック) のエラー",
        ),
        Text(
            en="CloudTrail of the key, which may lack it: AccessDenied from kms.amazonaws.com, invokedBy s3.amazonaws.com",
            ja="キーのリージョンの CloudTrail (記録されないこともある): invokedBy が s3.amazonaws.com の、kms.amazonaws.com の AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html",
            says=Text(
                en="Topic and queue policy with aws:SourceArn and aws:SourceAccount; the key policy lets s3.amazonaws.com use kms:GenerateDataKey and kms:Decrypt and has no condition.",
                ja="aws:SourceArn と aws:SourceAccount を使ったトピックポリシーとキューポリシーの例です。キーポリシーは s3.amazonaws.com に kms:GenerateDataKey と kms:Decrypt を許可し、条件はありません。",
            ),
            read_on="2026-04",
        ),
        Doc(
            url="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html",
            says=Text(
                en="A service that sends to an encrypted queue needs kms:GenerateDataKey and kms:Decrypt on the queue's key; lists the services whose calls carry aws:SourceArn.",
                ja="暗号化されたキューに送信するサービスには、キューのキーの kms:GenerateDataKey と kms:Decrypt が必要です。呼び出しに aws:SourceArn が含まれるサービスの一覧もあります。",
            ),
            read_on="2025",
        ),
    ),
    symptoms=("Unable to validate the following destination configurations",),
    notes=Text(
        en="S3 tests the destination when the notification is set; a key that is changed later fails in silence. Standard queues only, in the bucket's Region.",
        ja="S3 は通知の設定時に送信先を検証します。後からキーを変更した場合は、表示なく失われます。標準キューのみ、バケットと同じリージョンに限ります。",
    ),
)
