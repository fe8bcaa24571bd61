"""CloudTrail, AWS Config and Control Tower."""

from keypost.diagnosis.declare import Candidate, Manner, Message, Symptom
from keypost.text import Text

_TRAIL = "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html"
_CONFIG = "https://docs.aws.amazon.com/config/latest/developerguide/s3-kms-key-policy.html"

MESSAGES = (
    Message(
        id="trail-encryption-insufficient",
        says=Symptom.TARGET_OR_KEY_DENIED,
        service="cloudtrail.amazonaws.com",
        manner=Manner.SERVICE,
        texts=("Insufficient permissions to access S3 bucket {bucket} or KMS key",),
        codes=("InsufficientEncryptionPolicyException",),
        paths=("cloudtrail-to-s3",),
        causes=(Candidate("condition-value-differs", 20),),
        meaning=Text(
            en="CloudTrail may not use the key or write to the bucket; mostly the key policy lacks its statement (kms:GenerateDataKey* with the trail in aws:SourceArn or in the encryption context).",
            ja="CloudTrail がキーを使えないか、バケットに書き込めません。多くの場合、キーポリシーに CloudTrail 用のステートメント (aws:SourceArn または暗号化コンテキストに証跡を指定した kms:GenerateDataKey*) がありません。",
        ),
        source=_TRAIL,
    ),
    Message(
        id="trail-bucket-insufficient",
        says=Symptom.BUCKET_DENIED,
        service="cloudtrail.amazonaws.com",
        manner=Manner.SERVICE,
        texts=("Incorrect S3 bucket policy is detected for bucket",),
        codes=("InsufficientS3BucketPolicyException",),
        paths=("cloudtrail-to-s3",),
        meaning=Text(
            en="The bucket's policy doesn't let CloudTrail in.", ja="バケットポリシーが CloudTrail を許可していません。"
        ),
        source=_TRAIL,
    ),
    Message(
        id="trail-key-missing",
        says=Symptom.KEY_MISSING,
        service="cloudtrail.amazonaws.com",
        manner=Manner.SERVICE,
        codes=("KmsKeyNotFoundException", "InvalidKmsKeyIdException"),
        paths=("cloudtrail-to-s3", "cloudtrail-to-sns"),
        meaning=Text(
            en="The trail's key (or the topic's) doesn't exist, or stands in another Region than the bucket.",
            ja="証跡 (またはトピック) のキーが存在しないか、バケットと異なるリージョンにあります。",
        ),
        source=_TRAIL,
    ),
    Message(
        id="trail-kms-failure",
        says=Symptom.KEY_UNUSABLE,
        service="cloudtrail.amazonaws.com",
        manner=Manner.SERVICE,
        codes=("KmsException", "KmsKeyDisabledException"),
        beside=("trail",),
        paths=("cloudtrail-to-s3", "ecr-repository"),
        meaning=Text(
            en="Something is wrong with the trail's key; the text doesn't say what.",
            ja="証跡のキーに問題がありますが、内容は示されていません。",
        ),
        source=_TRAIL,
    ),
    Message(
        id="config-bucket-unwritable",
        says=Symptom.TARGET_OR_KEY_DENIED,
        service="config.amazonaws.com",
        manner=Manner.SERVICE,
        texts=(
            "Insufficient delivery policy to s3 bucket: {bucket}, unable to write to bucket",
            "Insufficient delivery policy to s3 bucket",
        ),
        codes=("InsufficientDeliveryPolicyException",),
        paths=("config-to-s3", "control-tower-landing-zone-kms"),
        meaning=Text(
            en="AWS Config can't write a test file: the bucket policy, or the key named in the text, doesn't let config.amazonaws.com (or Config's role) in.",
            ja="AWS Config がテストファイルを書き込めません。バケットポリシー、または文中のキーが config.amazonaws.com (または Config のロール) を許可していません。",
        ),
        source=_CONFIG,
    ),
    Message(
        id="config-key-named",
        says=Symptom.KEY_DENIED,
        service="config.amazonaws.com",
        manner=Manner.SERVICE,
        texts=("unable to write to bucket, provided s3 key prefix is {prefix} provided kms key is 'arn:aws:kms",),
        paths=("config-to-s3", "control-tower-landing-zone-kms"),
        meaning=Text(
            en="A key is set on the delivery channel, and the text names it: look at that key's policy first.",
            ja="配信チャネルにキーが設定されており、文中に示されています。まずそのキーのポリシーを確認してください。",
        ),
        source=_CONFIG,
    ),
    Message(
        id="config-bucket-acl",
        says=Symptom.BUCKET_DENIED,
        service="config.amazonaws.com",
        manner=Manner.SERVICE,
        texts=(
            "Insufficient delivery policy to s3 bucket: {bucket}, unable to get s3 bucket acl",
            "unable to get s3 bucket acl",
        ),
        paths=("config-to-s3",),
        meaning=Text(
            en="AWS Config can't look at the bucket or assume its role; no key was asked yet.",
            ja="AWS Config がバケットを確認できないか、ロールを引き受けられません。キーの確認より前の段階です。",
        ),
        source="https://github.com/awslabs/landing-zone-accelerator-on-aws/issues/127",
    ),
    Message(
        id="config-role-unassumable",
        says=Symptom.NOT_A_KEY,
        service="config.amazonaws.com",
        texts=("Insufficient delivery policy to s3 bucket: {bucket}, unable to assume role",),
        causes=(Candidate("role-does-not-trust-service", 60),),
        paths=("config-to-s3",),
        meaning=Text(
            en="AWS Config can't assume the role that it is given: its trust policy, or it isn't a role.",
            ja="AWS Config が指定されたロールを引き受けられません。信頼ポリシーに不備があるか、指定したものがロールではありません。",
        ),
        source="https://github.com/aws/aws-cli/issues/3516",
    ),
    Message(
        id="config-without-channel",
        says=Symptom.NOT_A_KEY,
        texts=("delivery channel is not available",),
        codes=(
            "NoAvailableDeliveryChannelException",
            "NoSuchDeliveryChannelException",
            "NoAvailableConfigurationRecorderException",
        ),
        meaning=Text(
            en="AWS Config has no delivery channel to start with.", ja="AWS Config の配信チャネルがありません。"
        ),
        source="https://github.com/aws/aws-cdk/issues/9001",
    ),
    Message(
        id="control-tower-failed",
        says=Symptom.UNTELLING,
        texts=(
            "AWS Control Tower failed to deploy one or more stack set instances",
            "AWS Control Tower failed to deploy stack",
            "AWS Control Tower はランディングゾーンを{any}設定できませんでした",
            "AWSControlTowerBP-BASELINE",
        ),
        paths=("control-tower-landing-zone-kms",),
        meaning=Text(
            en="A frame: the reason stands at the end of the text (ResourceStatusReason), or in the events of the failed stack.",
            ja="外側の文言です。実際の理由は末尾の ResourceStatusReason、または失敗したスタックのイベントにあります。",
        ),
        source="https://dev.classmethod.jp/articles/aws-control-tower-setup-troubleshooting-iam-role-permissions",
    ),
)
