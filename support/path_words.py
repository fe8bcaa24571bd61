"""What the pages of delivery paths say beside the words that the program uses too."""

from collections.abc import Iterable
from typing import NamedTuple

from keypost.text import Text

LANGUAGE_NAMES = {"en": "English", "ja": "日本語"}
ALL_PATHS = Text(en="all paths", ja="経路の一覧")
ABOUT_KEYS = Text(
    en="Of each condition key: is it in the request? A condition on an absent key never matches. A key that is "
    "inferred to be present may also be absent. `*` is a part that nobody knows beforehand.",
    ja="各条件キーがリクエストに含まれるかどうかです。「なし」のキーを条件にすると、一致することはありません。"
    "「推定」のキーは、実際には送られない可能性があります。`*` は事前にはわからない部分です。",
)

# What the console calls a service, where the middle of CloudFormation's type names says something else.
SERVICES = {
    "AIOps": "CloudWatch investigations",
    "ApiGateway": "API Gateway",
    "ApiGatewayV2": "API Gateway",
    "AppFlow": "Amazon AppFlow",
    "AuditManager": "AWS Audit Manager",
    "AutoScaling": "EC2 Auto Scaling",
    "Backup": "AWS Backup",
    "BCMDataExports": "AWS Data Exports",
    "Budgets": "AWS Budgets",
    "CE": "Cost Explorer",
    "Chatbot": "Amazon Q Developer in chat applications",
    "CloudTrail": "AWS CloudTrail",
    "CodeStarNotifications": "Developer Tools notifications",
    "Cognito": "Amazon Cognito",
    "Config": "AWS Config",
    "Connect": "Amazon Connect",
    "ControlTower": "AWS Control Tower",
    "CUR": "AWS Data Exports",
    "CustomerProfiles": "Amazon Connect Customer Profiles",
    "DAX": "DynamoDB Accelerator (DAX)",
    "DevOpsGuru": "Amazon DevOps Guru",
    "DirectoryService": "Directory Service",
    "DMS": "AWS DMS",
    "DocDB": "Amazon DocumentDB",
    "EFS": "Amazon EFS",
    "ElasticBeanstalk": "Elastic Beanstalk",
    "ElasticLoadBalancing": "Elastic Load Balancing",
    "ElasticLoadBalancingV2": "Elastic Load Balancing",
    "EMR": "Amazon EMR",
    "Events": "EventBridge",
    "Glue": "AWS Glue",
    "ImageBuilder": "EC2 Image Builder",
    "Inspector": "Amazon Inspector",
    "IoT": "AWS IoT",
    "KinesisFirehose": "Amazon Data Firehose",
    "Logs": "CloudWatch Logs",
    "MSK": "Amazon MSK",
    "Pipes": "EventBridge Pipes",
    "Redshift": "Amazon Redshift",
    "Route53": "Route 53",
    "Route53Resolver": "Route 53",
    "RUM": "CloudWatch RUM",
    "S3Tables": "S3 Tables",
    "SageMaker": "Amazon SageMaker AI",
    "Scheduler": "EventBridge Scheduler",
    "SecretsManager": "Secrets Manager",
    "SSM": "Systems Manager",
    "SSMIncidents": "Incident Manager",
    "StepFunctions": "Step Functions",
    "Synthetics": "CloudWatch Synthetics",
    "Timestream": "Amazon Timestream",
    "Transfer": "Transfer Family",
    "WAFv2": "AWS WAF",
}
ROLES = Text(en="Roles and users (IAM)", ja="ロール・ユーザー (IAM)")


class _Headings(NamedTuple):
    """The headings and leads that only pages have."""

    failure: Text
    stop: Text
    look: Text
    messages: Text
    type: Text


HEADINGS = _Headings(
    failure=Text(en="When it fails", ja="失敗したとき"),
    stop=Text(en=".", ja="。"),
    look=Text(en="Where to look:", ja="確認する場所:"),
    messages=Text(en="Messages, as AWS writes them:", ja="AWS が出力するメッセージ (原文):"),
    type=Text(en="resource type", ja="リソースタイプ"),
)


def name_page(page: str, language: str) -> str:
    """Return the file name of a page in a language."""
    return f"{page}.md" if language == "en" else f"{page}.{language}.md"


def begin(text: str) -> str:
    """Return the text as a sentence or heading begins."""
    return text[:1].upper() + text[1:]


def render_row(cells: Iterable[str]) -> str:
    """Return a row of a table."""
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
