"""When a failed delivery shows, and where to look for it."""

from keypost.catalogue.declare import Failure
from keypost.text import Text

FAILURES = {
    Failure.AT_CONFIGURATION: Text(
        en="at deployment: AWS refuses the setting",
        ja="デプロイ時: AWS が設定を受け付けません",
    ),
    Failure.SILENT: Text(
        en="not at deployment: later, each delivery is lost in silence",
        ja="デプロイ時には現れません: 運用が始まってから、配信のたびに通知なく失われます",
    ),
    Failure.RECORDED: Text(
        en="not at deployment: later, each delivery is lost, and that is written down",
        ja="デプロイ時には現れません: 運用が始まってから配信が失われ、記録だけが残ります",
    ),
    Failure.TO_CALLER: Text(
        en="not at deployment: later, the caller gets an error",
        ja="デプロイ時には現れません: 呼び出したときに、呼び出し元にエラーが返ります",
    ),
    Failure.AT_CONFIGURATION_THEN_SILENT: Text(
        en="at deployment, when AWS refuses the setting; where the setting was made before, each delivery is lost in silence",
        ja="デプロイ時に AWS が設定を受け付けません。すでに設定済みの場合は、配信のたびに通知なく失われます",
    ),
}
