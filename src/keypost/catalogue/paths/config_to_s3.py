"""AWS Config delivery channel -> S3 bucket."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    Absent,
    Call,
    Doc,
    Failure,
    KeyOf,
    Necessity,
    Part,
    Path,
    RoleThenService,
    Sent,
    Undocumented,
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="config-to-s3",
    title=Text(en="AWS Config delivery channel to S3 bucket", ja="AWS Config 配信チャネルから S3 バケットへ"),
    source=(Kind.DELIVERY_CHANNEL,),
    target=Kind.BUCKET,
    caller=RoleThenService("config.amazonaws.com", "config.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.DELIVERY_CHANNEL,
            target=("S3BucketName",),
            role=("RoleARN",),
            key=("S3KmsKeyArn",),
            role_holder=Kind.CONFIG_RECORDER,
            values={"prefix/": "S3KeyPrefix"},
            terraform=(
                "aws_config_delivery_channel.s3_bucket_name",
                "aws_config_delivery_channel.s3_kms_key_arn",
                "aws_config_delivery_channel.s3_key_prefix",
            ),
        ),
    ),
    calls=(
        Call(
            "s3:GetBucketAcl",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Sent(Part.CONFIG_OF_ACCOUNT, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
            role_context={"aws:SourceArn": Absent(DOCUMENTED), "aws:SourceAccount": Absent(DOCUMENTED)},
        ),
        Call(
            "s3:ListBucket",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Sent(Part.CONFIG_OF_ACCOUNT, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
            necessity=Necessity.RECOMMENDED,
            role_context={"aws:SourceArn": Absent(DOCUMENTED), "aws:SourceAccount": Absent(DOCUMENTED)},
        ),
        Call(
            "s3:PutObject",
            on=Part.CONFIG_OBJECT,
            context={
                "aws:SourceArn": Sent(Part.CONFIG_OF_ACCOUNT, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "s3:x-amz-acl": Sent("bucket-owner-full-control", DOCUMENTED),
            },
            role_context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "s3:x-amz-acl": Sent("bucket-owner-full-control", DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_OFF,
            context={
                "aws:SourceArn": Sent(Part.CONFIG_OF_ACCOUNT, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.CONFIG_OBJECT, DOCUMENTED),
            },
            role_context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_S3, DOCUMENTED),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.CONFIG_OBJECT, DOCUMENTED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_OFF,
            context={
                "aws:SourceArn": Sent(Part.CONFIG_OF_ACCOUNT, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.CONFIG_OBJECT, DOCUMENTED),
            },
            role_context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_S3, DOCUMENTED),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.CONFIG_OBJECT, DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_ON,
            context={
                "aws:SourceArn": Sent(Part.CONFIG_OF_ACCOUNT, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, DOCUMENTED),
            },
            role_context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_S3, DOCUMENTED),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, DOCUMENTED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_ON,
            context={
                "aws:SourceArn": Sent(Part.CONFIG_OF_ACCOUNT, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, DOCUMENTED),
            },
            role_context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_S3, DOCUMENTED),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, DOCUMENTED),
            },
        ),
    ),
    failure=Failure.AT_CONFIGURATION_THEN_SILENT,
    seen_in=(
        Text(en="error of PutDeliveryChannel, or of the stack", ja="PutDeliveryChannel (またはスタック) のエラー"),
        Text(
            en="describe-delivery-channel-status, lastErrorCode", ja="describe-delivery-channel-status の lastErrorCode"
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/config/latest/developerguide/s3-kms-key-policy.html",
            says=Text(
                en="The key lets config.amazonaws.com use kms:Decrypt and kms:GenerateDataKey; aws:SourceArn is always the pattern of the account and Region; organization conditions do not work.",
                ja="キーで config.amazonaws.com に kms:Decrypt と kms:GenerateDataKey を許可します。aws:SourceArn は常にアカウントとリージョンのパターンで、組織の条件は機能しません。",
            ),
            read_on="2023-06",
        ),
        Doc(
            url="https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html",
            says=Text(
                en="The recorder role is tried first and config.amazonaws.com after it, or always with the service-linked role; which bucket actions are needed.",
                ja="まずレコーダーのロール、次に config.amazonaws.com として試し、サービスにリンクされたロールの場合は常に後者です。バケットに必要なアクションも書かれています。",
            ),
            read_on="2023-06",
        ),
        Doc(
            url="https://github.com/hashicorp/terraform-provider-aws/issues/8655",
            says=Text(en="The delivery error as users meet it.", ja="利用者が遭遇した配信エラーの実例です。"),
            read_on="2026-04",
        ),
    ),
    key_of=KeyOf.SETTING_ELSE_TARGET,
    symptoms=(
        "Insufficient delivery policy to s3 bucket",
        "InsufficientDeliveryPolicyException",
        "unable to get s3 bucket acl",
        "unable to assume role",
    ),
    notes=Text(
        en="One error text covers bucket policy, role and key; the part `provided kms key is` names the key that was used, `null` the bucket's own. With the service-linked role the caller is always config.amazonaws.com. Without s3:ListBucket delivery works; CloudTrail just shows a refusal.",
        ja="バケットポリシー、ロール、キーのどれが原因でも同じエラー文になります。`provided kms key is` の部分が使われたキーで、`null` ならバケットの既定の暗号化です。サービスにリンクされたロールの場合、呼び出し元は常に config.amazonaws.com です。s3:ListBucket がなくても配信はされ、CloudTrail に拒否が記録されるだけです。",
    ),
)
