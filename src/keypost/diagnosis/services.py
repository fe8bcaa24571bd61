"""Services by the names that texts use, and how each comes to KMS. Data only.

How a service calls is what the delivery paths of the catalogue say of it; their sources stand there.
"""

import re
from functools import cache

from keypost.diagnosis.declare import Manner
from keypost.named import NamedTuple

_SHORT = 4  # letters of a name that other words may hold


class Caller(NamedTuple):
    """A service by its principal, the words for it in texts (letters only), and how it comes to KMS."""

    principal: str
    words: tuple[str, ...]
    manner: Manner


# The first whose words the text holds: sources of deliveries stand before what they deliver to.
CALLERS = (
    Caller(
        "cloudwatch.amazonaws.com",
        (
            "cloudwatchalarm",
            "cloudwatchアラーム",
            "historyitemtype",
            "actionstate",
            "cloudwatchmetricalarm",
            "putmetricalarm",
        ),
        Manner.SERVICE,
    ),
    Caller("budgets.amazonaws.com", ("budget", "予算"), Manner.SERVICE),
    Caller("costalerts.amazonaws.com", ("costanomaly", "anomalysubscription", "コスト異常"), Manner.SERVICE),
    Caller(
        "cloudtrail.amazonaws.com",
        (
            "awscloudtrail",
            "cloudtrail::trail",
            "cloudtrailtrail",
            "createtrail",
            "updatetrail",
            "insufficientencryptionpolicy",
        ),
        Manner.SERVICE,
    ),
    Caller(
        "config.amazonaws.com",
        (
            "amazonconfig",
            "awsconfig",
            "configdelivery",
            "deliverychannel",
            "configurationrecorder",
            "insufficientdeliverypolicy",
        ),
        Manner.SERVICE,
    ),
    Caller(
        "backup.amazonaws.com",
        (
            "awsbackup",
            "backupjob",
            "backupvault",
            "recoverypoint",
            "copyjob",
            "restorejob",
            "バックアップジョブ",
            "バックアップボールト",
            "復旧ポイント",
            "リカバリポイント",
        ),
        Manner.ROLE,
    ),
    Caller(
        "autoscaling.amazonaws.com",
        (
            "awsserviceroleforautoscaling",
            "autoscalinggroup",
            "launchinganewec2instance",
            "autoscaling",
            "asg",
            "nodegroup",
        ),
        Manner.LINKED_ROLE,
    ),
    Caller(
        "delivery.logs.amazonaws.com",
        ("flowlog", "フローログ", "logdestination", "deliverylogs", "queryloggingconfig", "putdeliverydestination"),
        Manner.SERVICE,
    ),
    Caller(
        "logdelivery.elasticloadbalancing.amazonaws.com",
        ("elasticloadbalancing", "modifyloadbalancerattributes", "loadbalancer", "ロードバランサ"),
        Manner.SERVICE,
    ),
    Caller("guardduty.amazonaws.com", ("guardduty",), Manner.SERVICE),
    Caller(
        "s3.amazonaws.com",
        (
            "putbucketnotification",
            "notificationconfiguration",
            "validatethefollowingdestination",
            "バケット通知",
            "イベント通知",
        ),
        Manner.SERVICE,
    ),
    Caller("ses.amazonaws.com", ("setidentitynotificationtopic", "sesnotification", "ses"), Manner.SERVICE),
    Caller("cloudfront.amazonaws.com", ("cloudfront",), Manner.SERVICE),
    Caller("codestar-notifications.amazonaws.com", ("notificationrule", "codestarnotification"), Manner.SERVICE),
    Caller(
        "logs.amazonaws.com",
        ("loggroup", "createloggroup", "associatekmskey", "cloudwatchlogs", "ロググループ"),
        Manner.SERVICE,
    ),
    Caller("codepipeline.amazonaws.com", ("codepipeline",), Manner.ROLE),
    Caller("codebuild.amazonaws.com", ("codebuild", "clienterrordownload"), Manner.ROLE),
    Caller("firehose.amazonaws.com", ("firehose", "deliverystream"), Manner.ROLE),
    Caller("pipes.amazonaws.com", ("eventbridgepipe", "pipesexecution"), Manner.ROLE),
    Caller("scheduler.amazonaws.com", ("eventbridgescheduler", "schedulerschedule"), Manner.ROLE),
    Caller("states.amazonaws.com", ("stepfunctions", "statemachine", "ステートマシン"), Manner.ROLE),
    Caller("apigateway.amazonaws.com", ("apigateway", "apigw", "integrationresponse"), Manner.ROLE),
    Caller("lambda.amazonaws.com", ("lambda",), Manner.ROLE),
    Caller("ecs.amazonaws.com", ("ecstask", "resourceinitializationerror", "taskexecution", "ecsservice"), Manner.ROLE),
    Caller("glue.amazonaws.com", ("awsglue", "gluejob", "gluecrawler"), Manner.ROLE),
    Caller("dms.amazonaws.com", ("databasemigration", "replicationtask"), Manner.ROLE),
    Caller("events.amazonaws.com", ("eventbridge", "rulearn", "eventsrule"), Manner.SERVICE),
    Caller("sns.amazonaws.com", ("snstosqs", "providerresponse", "deadlettertopic"), Manner.SERVICE),
    Caller(
        "rds.amazonaws.com",
        ("dbcluster", "dbinstance", "dbsnapshot", "aurora", "rds", "kmskeynotaccessiblefault"),
        Manner.USER,
    ),
    Caller(
        "ec2.amazonaws.com",
        ("ebs", "createvolume", "runinstances", "attachvolume", "copysnapshot", "copyimage", "startinstances", "ami"),
        Manner.USER,
    ),
    Caller("secretsmanager.amazonaws.com", ("secretsmanager", "secret", "シークレット"), Manner.ROLE),
    Caller(
        "ssm.amazonaws.com",
        ("parameterstore", "getparameter", "theputparameter", "ssmparameter", "securestring", "パラメータストア"),
        Manner.ROLE,
    ),
    Caller("dynamodb.amazonaws.com", ("dynamodb", "putitem", "getitem"), Manner.ROLE),
    Caller("kinesis.amazonaws.com", ("kinesis", "putrecord"), Manner.ROLE),
    Caller("sqs.amazonaws.com", ("sqs", "sendmessage", "receivemessage"), Manner.ROLE),
    Caller("sns.amazonaws.com", ("sns",), Manner.ROLE),
    Caller("s3.amazonaws.com", ("putobject", "getobject", "createmultipartupload", "uploadpart", "s3"), Manner.ROLE),
)


# What a delivery goes into, by the words for it in texts.
TARGETS = {
    "sqs": ("sqs", "queue", "キュー", "sendmessage"),
    "sns": ("sns", "topic", "トピック"),
    "s3": ("s3", "bucket", "バケット", "putobject", "getobject"),
}


def find_targets(letters: str) -> tuple[str, ...]:
    """Return the kinds of targets that the text names."""
    return tuple(kind for kind, words in TARGETS.items() if any(word in letters for word in words))


def find_caller(letters: str, flat: str) -> Caller | None:
    """Return the service that the text is about, None where it names none: `letters` alone, `flat` with signs too."""
    return next((caller for caller in CALLERS if any(_is_named(word, letters, flat) for word in caller.words)), None)


def _is_named(word: str, letters: str, flat: str) -> bool:
    if word not in letters:
        return False
    return len(word) > _SHORT or not word.isascii() or _whole(word).search(flat) is not None


@cache
def _whole(word: str) -> re.Pattern[str]:
    """Match a short name where no other word holds it: `SES`, `ses.amazonaws.com`, not `processes`."""
    return re.compile(rf"(?<![A-Z]){word.upper()}(?![A-Z])|(?<![A-Za-z]){word}(?![a-z])")
