"""CloudTrail Lake event data store under a KMS key."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    Absent,
    Call,
    Doc,
    Failure,
    Part,
    Path,
    Service,
    Undocumented,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="cloudtrail-lake-eds",
    title=Text(
        en="CloudTrail Lake event data store under a KMS key",
        ja="KMS キーで暗号化された CloudTrail Lake イベントデータストア",
    ),
    source=(Kind.EVENT_DATA_STORE,),
    target=Kind.KEY,
    caller=Service("cloudtrail.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.EVENT_DATA_STORE,
            target=("KmsKeyId",),
            terraform=("aws_cloudtrail_event_data_store.kms_key_id",),
        ),
    ),
    calls=(
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
            },
        ),
    ),
    failure=Failure.AT_CONFIGURATION_THEN_SILENT,
    seen_in=(
        Text(
            en="exception of CreateEventDataStore or UpdateEventDataStore",
            ja="CreateEventDataStore・UpdateEventDataStore の例外",
        ),
        Text(en="no events in the event data store", ja="イベントデータストアにイベントが届かない"),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html",
            says=Text(
                en="Key statement for cloudtrail.amazonaws.com with kms:GenerateDataKey and kms:Decrypt; aws:SourceArn and aws:SourceAccount are not supported for event data stores.",
                ja="cloudtrail.amazonaws.com に kms:GenerateDataKey と kms:Decrypt を許可するキーのステートメントの例です。イベントデータストアでは aws:SourceArn と aws:SourceAccount は使えません。",
            ),
            read_on="2026-04",
        ),
    ),
    notes=Text(
        en="Conditions on aws:SourceArn or aws:SourceAccount, which trails support, refuse an event data store. Who queries needs kms:Decrypt and kms:GenerateDataKey as well.",
        ja="証跡で使える aws:SourceArn や aws:SourceAccount の条件を付けると、イベントデータストアでは拒否されます。クエリを実行するプリンシパルにも kms:Decrypt と kms:GenerateDataKey が必要です。",
    ),
)
