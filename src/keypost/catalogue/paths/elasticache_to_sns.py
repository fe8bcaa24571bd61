"""ElastiCache cluster -> SNS topic."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    Accepts,
    Call,
    Doc,
    EncryptionKind,
    Failure,
    Part,
    Path,
    Sent,
    Service,
    Undocumented,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="elasticache-to-sns",
    title=Text(en="ElastiCache to SNS topic", ja="ElastiCache から SNS トピックへ"),
    source=(
        Kind.CACHE_CLUSTER,
        Kind.REPLICATION_GROUP,
    ),
    target=Kind.TOPIC,
    caller=Service("elasticache.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.CACHE_CLUSTER,
            target=("NotificationTopicArn",),
            terraform=("aws_elasticache_cluster.notification_topic_arn",),
        ),
        Wiring(
            holder=Kind.REPLICATION_GROUP,
            target=("NotificationTopicArn",),
            terraform=("aws_elasticache_replication_group.notification_topic_arn",),
        ),
    ),
    calls=(
        Call(
            "sns:Publish",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "aws:SourceOwner": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
            },
            evidence=INFERRED,
        ),
    ),
    failure=Failure.SILENT,
    seen_in=(
        Text(
            en="TopicStatus of the cluster's NotificationConfiguration: inactive",
            ja="クラスターの NotificationConfiguration の TopicStatus (inactive)",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ElastiCacheSNS.html",
            says=Text(
                en="The topic cannot be encrypted: an encrypted one can be attached, but its status becomes inactive; it lies in the account and Region of the cluster.",
                ja="トピックは暗号化できません。暗号化されたトピックも設定はできますが、ステータスが inactive になります。トピックはクラスターと同じアカウント・同じリージョンにある必要があります。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ECEvents.SNS.html",
            says=Text(
                en="The topic policy allows everybody under the condition aws:SourceOwner; under aws:SourceAccount, the default of new topics, ElastiCache can't publish and the status becomes inactive.",
                ja="トピックポリシーでは、aws:SourceOwner の条件付きで全員に許可します。新しいトピックの既定である aws:SourceAccount では ElastiCache から発行できず、ステータスが inactive になります。",
            ),
            read_on="2026-11-22",
        ),
    ),
    accepts=Accepts((EncryptionKind.NO_KMS,), "sns:Publish", DOCUMENTED),
    notes=Text(
        en="No key policy makes it work: the topic must not be encrypted. A queue or function that is subscribed to an unencrypted topic can pass the messages on. AWS's statement names no service: the principal is inferred, so a missing statement alone is not called a failure.",
        ja="キーポリシーでは解決できず、トピックは暗号化なしにする必要があります。暗号化されていないトピックをサブスクライブしたキューや関数から転送することはできます。AWS の例にサービスの指定はなく、プリンシパルは推定です。そのため、ステートメントがないだけでは失敗とは判定しません。",
    ),
)
