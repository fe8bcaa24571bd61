"""Services that deliver nothing into an encrypted resource by themselves."""

from keypost.catalogue.declare import DOCUMENTED, Doc, Failure, KeyOf, Nobody, Path
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="org-trusted-advisor-service-catalog-none",
    title=Text(en="Services without a delivery of their own", ja="独自の配信を持たないサービス"),
    source=(),
    target=Kind.TOPIC,
    caller=Nobody(),
    wirings=(),
    calls=(),
    failure=Failure.SILENT,
    seen_in=(),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html",
            says=Text(
                en="Access logs of VPC Lattice are vended logs: delivery.logs.amazonaws.com delivers them.",
                ja="VPC Lattice のアクセスログは提供ログで、delivery.logs.amazonaws.com が配信します。",
            ),
            read_on="2026-11-22",
        ),
    ),
    key_of=KeyOf.NONE,
    notes=Text(
        en="AWS Organizations, Trusted Advisor, Service Catalog, Amplify and VPC Lattice: nothing was found that they hand to an encrypted resource under a principal of their own. Trusted Advisor and AWS Health go through EventBridge (`finding-services-via-eventbridge`), notifications of Service Catalog through CloudFormation (`cloudformation-notification-arns`), access logs of VPC Lattice through vended logs (`vended-logs-v2-to-s3`).",
        ja="AWS Organizations、Trusted Advisor、Service Catalog、Amplify、VPC Lattice については、暗号化されたリソースに独自のプリンシパルで配信するものは見つかっていません。Trusted Advisor と AWS Health は EventBridge (`finding-services-via-eventbridge`)、Service Catalog の通知は CloudFormation (`cloudformation-notification-arns`)、VPC Lattice のアクセスログは提供ログ (`vended-logs-v2-to-s3`) を経由します。",
    ),
)
