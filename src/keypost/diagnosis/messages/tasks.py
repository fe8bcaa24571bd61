"""Tasks of ECS: what keeps them from starting."""

from keypost.diagnosis.declare import Message, Symptom
from keypost.text import Text

_PULL = "https://repost.aws/knowledge-center/ecs-unable-to-pull-secrets"

MESSAGES = (
    Message(
        id="task-resources-unpulled",
        says=Symptom.UNTELLING,
        service="ecs.amazonaws.com",
        texts=(
            "unable to pull secrets or registry auth",
            "シークレットまたはレジストリ認証を取得できません",
            "シークレットまたはレジストリ認証をプルできません",
            "シークレットまたはレジストリー認証をプルできません",
        ),
        meaning=Text(
            en="The frame around a reason that stands behind it: an error of permissions names the action, anything else is the network.",
            ja="外側の文言です。後に続く部分が実際の理由で、権限の問題ならアクション名が示されます。それ以外はネットワークの問題です。",
        ),
        source=_PULL,
    ),
    Message(
        id="task-resources-unreached",
        says=Symptom.NOT_A_KEY,
        service="ecs.amazonaws.com",
        texts=(
            "unable to pull secrets or registry auth{any}RequestError",
            "unable to pull secrets or registry auth{any}context deadline exceeded",
            "unable to pull secrets or registry auth{any}signal: killed",
            "シークレットまたはレジストリ認証を取得できません{any}signal: kill",
            "シークレットまたはレジストリ認証をプルできません{any}強制終了",
            "asm からシークレットを取得できません: サービスコールが再試行されました",
        ),
        unless=("is not authorized to perform", "AccessDenied"),
        meaning=Text(
            en="The task's network has no way to Secrets Manager, Parameter Store or ECR: a public address, a NAT gateway, or VPC endpoints are missing.",
            ja="タスクのネットワークから Secrets Manager、Parameter Store、または ECR に到達できません。パブリック IP、NAT ゲートウェイ、VPC エンドポイントのいずれもない状態です。",
        ),
        source=_PULL,
    ),
)
