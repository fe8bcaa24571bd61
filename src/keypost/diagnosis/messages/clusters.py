"""Amazon EKS and Amazon MSK: keys of clusters, and secrets that they read."""

from keypost.diagnosis.declare import Candidate, Manner, Message, Symptom
from keypost.text import Text

MESSAGES = (
    Message(
        id="cluster-role-unassumed",
        says=Symptom.NOT_A_KEY,
        service="eks.amazonaws.com",
        texts=(
            "Role with arn {role} could not be assumed because it does not exist or the trusted entity is not correct",
        ),
        causes=(Candidate("key-policy-omits-caller", 45), Candidate("role-lacks-key-permission", 15)),
        meaning=Text(
            en="EKS couldn't work as the cluster's role. Where its trust is right, the key of the secrets doesn't let the role in: EKS words both this way.",
            ja="EKS がクラスターのロールとして動作できませんでした。信頼ポリシーが正しい場合は、シークレットのキーがこのロールを許可していません。EKS はどちらもこの文言で表します。",
        ),
        source="https://github.com/aws/containers-roadmap/issues/1533",
    ),
    Message(
        id="cluster-key-denied-or-revoked",
        says=Symptom.GRANT_DENIED,
        service="eks.amazonaws.com",
        manner=Manner.ROLE,
        texts=("Access denied to KMS key {key} due to explicit deny policy or revoked grant",),
        causes=(Candidate("deny-hits-role", 20),),
        meaning=Text(
            en="The cluster's role has no working grant or permission on the key; right after they are made, it also takes a while until they do work.",
            ja="クラスターのロールに、キーに対する有効なグラントや権限がありません。作成した直後は、有効になるまで少し時間がかかることもあります。",
        ),
        source="https://github.com/hashicorp/terraform-provider-aws/pull/50007",
    ),
    Message(
        id="cluster-without-key-arn",
        says=Symptom.NOT_A_KEY,
        service="eks.amazonaws.com",
        texts=("InvalidParameterException: KeyArn is required",),
        meaning=Text(
            en="The request asks for encryption and names no key: an entry of its encryption settings is empty.",
            ja="暗号化を求めているのに、キーが指定されていません。暗号化設定の項目が空です。",
        ),
        source="https://github.com/aws-controllers-k8s/community/issues/1175",
    ),
    Message(
        id="cluster-secret-of-other-name",
        says=Symptom.NOT_A_KEY,
        service="kafka.amazonaws.com",
        texts=("Secret names must have the prefix 'AmazonMSK_'",),
        meaning=Text(
            en="MSK only takes secrets whose names begin with AmazonMSK_.",
            ja="MSK が使えるのは、名前が AmazonMSK_ で始まるシークレットだけです。",
        ),
        source="https://github.com/aws-controllers-k8s/community/issues/2546",
    ),
)
