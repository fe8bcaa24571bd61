"""S3 event notification -> SNS topic."""

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
    id="s3-event-to-sns",
    title=Text(en="S3 event notification to SNS topic", ja="S3 イベント通知から SNS トピックへ"),
    source=(Kind.BUCKET,),
    target=Kind.TOPIC,
    caller=Service("s3.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.BUCKET,
            target=("NotificationConfiguration.TopicConfigurations[].Topic",),
            terraform=("aws_s3_bucket_notification.topic",),
        ),
        Wiring(
            holder=Kind.BUCKET_NOTIFICATIONS,
            target=("NotificationConfiguration.TopicConfigurations[].TopicArn",),
            source=("BucketName",),
        ),
    ),
    calls=(
        Call(
            "sns:Publish",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "aws:SourceOwner": Absent(DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, INFERRED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, INFERRED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, INFERRED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, INFERRED),
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
            url="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
            says=Text(
                en="A service that publishes to an encrypted topic must itself be allowed kms:GenerateDataKey* and kms:Decrypt by the topic's customer managed key.",
                ja="暗号化されたトピックに発行するサービスには、トピックのカスタマーマネージドキーで kms:GenerateDataKey* と kms:Decrypt を許可する必要があります。",
            ),
            read_on="2026-11-22",
        ),
    ),
    symptoms=("Unable to validate the following destination configurations",),
    notes=Text(
        en="S3 tests the destination when the notification is set; a key that is changed later fails in silence. Standard topics only, in the bucket's Region.",
        ja="S3 は通知の設定時に送信先を検証します。後からキーを変更した場合は、表示なく失われます。標準トピックのみ、バケットと同じリージョンに限ります。",
    ),
)
