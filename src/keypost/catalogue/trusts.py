"""Which services assume roles of customers: what each call of theirs to sts:AssumeRole is known to carry.

A key that is known to be sent is in the table with its value. Nobody documents of most services whether they tell for
whom they assume a role: the account, if it is sent, is that of the source; of `aws:SourceArn` nothing is known then.
"""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    OBSERVED,
    Call,
    ContextKey,
    ContextValue,
    Evidence,
    Part,
    Sent,
    Service,
    Undocumented,
)
from keypost.named import Mapping, NamedTuple

ASSUME = "sts:AssumeRole"
_DOCS = "https://docs.aws.amazon.com"
_SAMPLES = "https://github.com/aws-samples/serverless-patterns/tree/HEAD"
_UNSURE: Mapping[ContextKey, ContextValue] = {
    "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
    "aws:SourceArn": Undocumented(),
}


class Trust(NamedTuple):
    """How a service assumes a role: the call, and the page or the public template whose trust policy shows it.

    `also` are names that trust policies have for the service, which it answers to as well (`{region}`: the source's).
    """

    call: Call
    shown_by: str
    also: tuple[str, ...] = ()


def _trust(
    service: str,
    shown_by: str,
    context: Mapping[ContextKey, ContextValue] = _UNSURE,
    *,
    evidence: Evidence = DOCUMENTED,
    also: tuple[str, ...] = (),
) -> tuple[str, Trust]:
    call = Call(ASSUME, on=Part.ROLE, context=context, evidence=evidence, caller=Service(service))
    return service, Trust(call, shown_by, also)


def _sends(account: Part, arn: Part | None) -> Mapping[ContextKey, ContextValue]:
    """Return what is sent where AWS documents the account, or the source's ARN too."""
    told: ContextValue = Undocumented() if arn is None else Sent(arn, DOCUMENTED)
    return {"aws:SourceAccount": Sent(account, DOCUMENTED), "aws:SourceArn": told}


_SOURCE = _sends(Part.SOURCE_ACCOUNT, Part.SOURCE_ARN)
_ACCOUNT = _sends(Part.SOURCE_ACCOUNT, None)

TRUSTS: Mapping[str, Trust] = dict(
    (
        _trust("apigateway.amazonaws.com", f"{_DOCS}/apigateway/latest/developerguide/permissions.html"),
        _trust(
            "athena.amazonaws.com",
            f"{_DOCS}/athena/latest/ug/notebooks-spark-troubleshooting-workgroups.html",
            _SOURCE,
        ),
        _trust(
            "autoscaling.amazonaws.com",
            "https://github.com/widdix/aws-cf-templates/tree/HEAD/ecs",
            evidence=OBSERVED,
        ),
        _trust("backup.amazonaws.com", f"{_DOCS}/aws-backup/latest/devguide/assigning-resources-cfn.html"),
        _trust(
            "batchoperations.s3.amazonaws.com", f"{_DOCS}/AmazonS3/latest/userguide/batch-ops-iam-role-policies.html"
        ),
        _trust(
            "codebuild.amazonaws.com",
            f"{_DOCS}/AWSCloudFormation/latest/TemplateReference/aws-resource-codebuild-project.html",
        ),
        _trust(
            "codepipeline.amazonaws.com",
            "https://github.com/aws-cloudformation/aws-cloudformation-templates/tree/HEAD/Solutions/CodeBuildAndCodePipeline",
            evidence=OBSERVED,
        ),
        _trust(
            "config.amazonaws.com",
            "https://github.com/aws-cloudformation/aws-cloudformation-templates/tree/HEAD/Config",
            evidence=OBSERVED,
        ),
        _trust(
            "datasync.amazonaws.com", f"{_DOCS}/datasync/latest/userguide/create-s3-location.html", evidence=INFERRED
        ),
        _trust("dlm.amazonaws.com", f"{_DOCS}/ebs/latest/userguide/service-role.html", evidence=INFERRED),
        _trust(
            "ec2.amazonaws.com", f"{_DOCS}/AWSCloudFormation/latest/TemplateReference/aws-resource-emr-cluster.html"
        ),
        _trust(
            "ecr.amazonaws.com",
            f"{_DOCS}/AmazonECR/latest/userguide/repository-creation-templates.html",
            evidence=INFERRED,
        ),
        _trust(
            "elasticbeanstalk.amazonaws.com",
            f"{_DOCS}/elasticbeanstalk/latest/dg/iam-servicerole.html",
            evidence=INFERRED,
        ),
        _trust(
            "elastictranscoder.amazonaws.com",
            f"{_DOCS}/elastictranscoder/latest/developerguide/access-control.html",
            evidence=INFERRED,
        ),
        # Both keys: condition keys of EventBridge, the rule that sends the event and its account.
        _trust("events.amazonaws.com", f"{_DOCS}/eventbridge/latest/userguide/eb-use-conditions.html", _SOURCE),
        _trust("export.rds.amazonaws.com", f"{_DOCS}/AmazonRDS/latest/UserGuide/USER_ExportSnapshot.html"),
        _trust(
            "firehose.amazonaws.com",
            f"{_DOCS}/AmazonCloudWatch/latest/logs/SubscriptionFilters.html",
            # The same page, older, and that of AWS::KinesisFirehose::DeliveryStream: the external id is the account.
            {**_UNSURE, "sts:ExternalId": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED)},
        ),
        _trust(
            "glue.amazonaws.com",
            f"{_DOCS}/AWSCloudFormation/latest/TemplateReference/aws-resource-glue-job.html",
        ),
        _trust("iot.amazonaws.com", f"{_DOCS}/iot/latest/developerguide/iot-create-role.html", _SOURCE),
        _trust("lambda.amazonaws.com", f"{_DOCS}/lambda/latest/dg/lambda-intro-execution-role.html"),
        _trust(
            "logs.amazonaws.com",
            f"{_DOCS}/AmazonCloudWatch/latest/logs/SubscriptionFilters.html",
            {
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceArn": Sent(Part.LOGS_OF_ACCOUNT, DOCUMENTED),
            },
            also=("logs.{region}.amazonaws.com",),  # the same page, older: trust policies named the Region
        ),
        _trust(
            "pipes.amazonaws.com",
            f"{_DOCS}/AWSCloudFormation/latest/TemplateReference/aws-resource-pipes-pipe.html",
        ),
        _trust(
            "rds.amazonaws.com",
            f"{_DOCS}/AmazonRDS/latest/UserGuide/cross-service-confused-deputy-prevention.html",
            _ACCOUNT,
        ),
        _trust("s3.amazonaws.com", f"{_DOCS}/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html"),
        _trust("sagemaker.amazonaws.com", f"{_SAMPLES}/apigw-rest-sagemaker", evidence=OBSERVED),
        _trust(
            "scheduler.amazonaws.com",
            # The ARN is that of the schedule's group, never of the schedule.
            f"{_DOCS}/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html",
            _sends(Part.SOURCE_ACCOUNT, Part.SCHEDULE_GROUPS),
        ),
        _trust("sns.amazonaws.com", f"{_SAMPLES}/sns-firehose-opensearch", evidence=OBSERVED),
        _trust("ssm.amazonaws.com", f"{_SAMPLES}/eventbridge-rule-to-ssm-automation-sam", evidence=OBSERVED),
        _trust(
            "states.amazonaws.com",
            f"{_DOCS}/step-functions/latest/dg/procedure-create-iam-role.html",
            _sends(Part.SOURCE_ACCOUNT, Part.STATES_OF_ACCOUNT),
            # github.com/serverless-operations/serverless-step-functions, iam-role-statemachine-execution-template
            also=("states.{region}.amazonaws.com",),
        ),
        _trust(
            "timestream.amazonaws.com",
            f"{_DOCS}/timestream/latest/developerguide/scheduledqueries.html",
            evidence=INFERRED,
        ),
        _trust("transfer.amazonaws.com", f"{_SAMPLES}/awstransfer-lambda-sam", evidence=OBSERVED),
    )
)
