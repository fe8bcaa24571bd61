"""GuardDuty findings export -> S3 bucket."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    Accepts,
    Call,
    Doc,
    EncryptionKind,
    Failure,
    KeyOf,
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
    id="guardduty-export-to-s3",
    title=Text(en="GuardDuty findings export to S3 bucket", ja="GuardDuty の検出結果のエクスポートから S3 バケットへ"),
    source=(Kind.DETECTOR,),
    target=Kind.BUCKET,
    caller=Service("guardduty.amazonaws.com", regional_where_opted_in=True),
    wirings=(
        Wiring(
            holder=Kind.PUBLISHING_DESTINATION,
            target=("DestinationProperties.DestinationArn",),
            source=("DetectorId",),
            key=(".KmsKeyArn",),
            values={"destination/": ".DestinationArn"},
            terraform=("aws_guardduty_publishing_destination.destination_arn",),
        ),
    ),
    calls=(
        Call(
            "s3:GetBucketLocation",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
        ),
        Call(
            "s3:PutObject",
            on=Part.GUARDDUTY_OBJECT,
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
            when=When.BUCKET_KEY_IS_OFF,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.GUARDDUTY_OBJECT, DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_ON,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, DOCUMENTED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_ON,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, DOCUMENTED),
            },
            evidence=INFERRED,
        ),
    ),
    failure=Failure.AT_CONFIGURATION_THEN_SILENT,
    seen_in=(
        Text(
            en="status of the publishing destination: UNABLE_TO_PUBLISH_FIX_DESTINATION_PROPERTY",
            ja="エクスポート先のステータス UNABLE_TO_PUBLISH_FIX_DESTINATION_PROPERTY",
        ),
        Text(
            en="message on GuardDuty's Settings page, and an e-mail to the account",
            ja="GuardDuty の設定ページのメッセージと、アカウント宛の E メール",
        ),
        Text(
            en="CloudTrail of the key, which may lack it: AccessDenied from kms.amazonaws.com, invokedBy guardduty.amazonaws.com",
            ja="キーのリージョンの CloudTrail (記録されないこともある): invokedBy が guardduty.amazonaws.com の、kms.amazonaws.com の AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_exportfindings.html",
            says=Text(
                en="Bucket policy and key policy for guardduty.amazonaws.com, both with aws:SourceAccount and the detector in aws:SourceArn; findings are encrypted with a KMS key.",
                ja="guardduty.amazonaws.com に対するバケットポリシーとキーポリシーの例です。どちらも aws:SourceAccount と、aws:SourceArn のディテクターを条件にしています。検出結果は KMS キーで暗号化されます。",
            ),
            read_on="2023-06",
        ),
    ),
    key_of=KeyOf.SETTING,
    accepts=Accepts((EncryptionKind.CUSTOMER_MANAGED_KEY,), "s3:PutObject", INFERRED),
    notes=Text(
        en="The setting names a customer managed key, whatever the bucket's own encryption; that an export without one is refused is inferred. In opt-in Regions the service calls as guardduty.REGION.amazonaws.com. GuardDuty stops exporting where the permissions aren't put right.",
        ja="バケットの暗号化にかかわらず、設定でカスタマーマネージドキーを指定します (指定しないと受け付けられないという点は推定です)。オプトインリージョンでは guardduty.REGION.amazonaws.com として呼び出します。権限を直さないままにすると、GuardDuty はエクスポートを停止します。",
    ),
)
