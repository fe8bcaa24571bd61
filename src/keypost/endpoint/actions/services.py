"""The services that watch, record, run and build (Service Authorization Reference of each)."""

from collections.abc import Iterator

from keypost.arn import parse_arn
from keypost.endpoint.actions.declare import (
    EVERYTHING,
    Demand,
    Listed,
    Table,
    build_arn,
    by_parameters,
    find_arn,
    pass_role,
)
from keypost.endpoint.call import NOTHING, Call, Context
from keypost.endpoint.refusal import RefusalError


def _targets_roles(call: Call) -> Iterator[Demand]:
    if call.operation == "PutRule" and call.get("RoleArn"):
        yield pass_role(call, call.get("RoleArn"), "events.amazonaws.com")
    for target in call.parameters.get("Targets") or ():
        if call.operation == "PutTargets" and target.get("RoleArn"):
            yield pass_role(call, str(target["RoleArn"]), "events.amazonaws.com")


def _further_of_events(call: Call) -> Iterator[Demand]:
    """Yield roles that are handed over, and each bus that gets events (one action for every bus)."""
    yield from _targets_roles(call)
    if call.operation == "PutEvents":
        for bus in dict.fromkeys(
            str(one.get("EventBusName") or "default") for one in call.parameters.get("Entries") or ()
        ):
            arn = bus if parse_arn(bus) else build_arn(call, "events", f"event-bus/{bus}")
            yield Demand("events:PutEvents", arn, _tell_events(call, bus))


def _tell_events(call: Call, bus: str) -> Context:
    """Return who made the events for a bus, and of which kind (EventBridge User Guide, IAM policy conditions)."""
    entries = [one for one in call.parameters.get("Entries") or () if (one.get("EventBusName") or "default") == bus]
    sources, kinds = ([str(one.get(name, "")) for one in entries] for name in ("Source", "DetailType"))
    return {"events:source": tuple(dict.fromkeys(sources)), "events:detail-type": tuple(dict.fromkeys(kinds))}


def _find_rule(call: Call) -> str:
    """Return the rule that is named, with its bus where that isn't the default one."""
    name, bus = call.get("Rule") or call.get("Name"), call.get("EventBusName").rpartition("/")[2]
    if call.operation in _OF_RULES and name:
        return build_arn(call, "events", f"rule/{name}" if bus in {"", "default"} else f"rule/{bus}/{name}")
    return _find_events_resource(call)


_OF_RULES = frozenset(
    {"PutRule", "DeleteRule", "DescribeRule", "EnableRule", "DisableRule", "PutTargets", "RemoveTargets"}
    | {"ListTargetsByRule"}
)
_find_events_resource = by_parameters(
    "events", {"EventBusName": "event-bus/{}", "ResourceARN": "{}", "Name": "event-bus/{}", "ArchiveName": "archive/{}"}
)
_PASSED = {
    ("backup", "StartBackupJob"): ("IamRoleArn", "backup.amazonaws.com"),
    ("backup", "StartCopyJob"): ("IamRoleArn", "backup.amazonaws.com"),
    ("backup", "StartRestoreJob"): ("IamRoleArn", "backup.amazonaws.com"),
    ("lambda", "CreateFunction"): ("Role", "lambda.amazonaws.com"),
    ("lambda", "UpdateFunctionConfiguration"): ("Role", "lambda.amazonaws.com"),
    ("cloudtrail", "CreateTrail"): ("CloudWatchLogsRoleArn", "cloudtrail.amazonaws.com"),
    ("cloudtrail", "UpdateTrail"): ("CloudWatchLogsRoleArn", "cloudtrail.amazonaws.com"),
    ("logs", "PutSubscriptionFilter"): ("roleArn", "logs.amazonaws.com"),
    **{
        ("cloudformation", name): ("RoleARN", "cloudformation.amazonaws.com")
        for name in ("CreateStack", "UpdateStack", "DeleteStack", "CreateChangeSet")
    },
    **{
        ("chatbot", f"{verb}{chat}ChannelConfiguration"): ("IamRoleArn", "chatbot.amazonaws.com")
        for verb in ("Create", "Update")
        for chat in ("Slack", "MicrosoftTeams")
    },
    ("cloudformation", "CreateStackSet"): ("AdministrationRoleARN", "cloudformation.amazonaws.com"),
    ("cloudformation", "UpdateStackSet"): ("AdministrationRoleARN", "cloudformation.amazonaws.com"),
    ("cloudwatch", "PutMetricStream"): ("RoleArn", "streams.metrics.cloudwatch.amazonaws.com"),
    ("logs", "PutDestination"): ("roleArn", "logs.amazonaws.com"),
}


def _selected_role(call: Call) -> Iterator[Demand]:
    """Yield the permission to hand over the role that backs selected resources up."""
    role = (call.parameters.get("BackupSelection") or {}).get("IamRoleArn")
    if role:
        yield pass_role(call, str(role), "backup.amazonaws.com")


def _passed_role(call: Call) -> Iterator[Demand]:
    """Yield the permission to hand over the role that a parameter names."""
    if call.name == ("backup", "CreateBackupSelection"):
        yield from _selected_role(call)
    parameter, service = _PASSED.get(call.name, ("", ""))
    if parameter and call.get(parameter):
        yield pass_role(call, call.get(parameter), service)


def _config_role(call: Call) -> Iterator[Demand]:
    role = (call.parameters.get("ConfigurationRecorder") or {}).get("roleARN")
    if role:
        yield pass_role(call, str(role), "config.amazonaws.com")


def _find_cloudwatch_resource(call: Call) -> str:
    """Return the alarm, dashboard ... that is named; dashboards belong to no Region."""
    if call.get("DashboardName"):
        return build_arn(call, "cloudwatch", f"dashboard/{call.get('DashboardName')}", is_global=True)
    if call.operation.endswith("MetricStream") and call.get("Name"):
        return build_arn(call, "cloudwatch", f"metric-stream/{call.get('Name')}")
    return _find_alarm(call)


_find_alarm = by_parameters("cloudwatch", {"AlarmName": "alarm:{}", "ResourceARN": "{}", "RuleName": "insight-rule/{}"})


def _find_budget(call: Call) -> str:
    """Return the budget, which stands inside what is made."""
    if call.get("AccountId") not in {"", call.account}:
        raise RefusalError("AccessDeniedException", f"Account {call.get('AccountId')} isn't the caller's.")
    inside = call.parameters.get("Budget") or call.parameters.get("NewBudget") or {}
    name = call.get("BudgetName") or str(inside.get("BudgetName") or "")
    return build_arn(call, "budgets", f"budget/{name}", is_global=True) if name else find_arn(call, "ResourceARN")


CLOUDWATCH = Table(
    "cloudwatch",
    _find_cloudwatch_resource,
    lists={
        **dict.fromkeys(
            ("DeleteAlarms", "EnableAlarmActions", "DisableAlarmActions"), Listed("AlarmNames", "alarm:{}")
        ),
        **dict.fromkeys(
            ("DeleteInsightRules", "EnableInsightRules", "DisableInsightRules"), Listed("RuleNames", "insight-rule/{}")
        ),
        **dict.fromkeys(("StartMetricStreams", "StopMetricStreams"), Listed("Names", "metric-stream/{}")),
        "DeleteDashboards": Listed("DashboardNames", "dashboard/{}", is_global=True),
    },
    further=_passed_role,
)
EVENTS = Table("events", _find_rule, renamed={"PutEvents": ()}, further=_further_of_events)
BUDGETS = Table(
    "budgets",
    _find_budget,
    renamed={
        **dict.fromkeys(("CreateBudget", "UpdateBudget", "DeleteBudget"), ("budgets:ModifyBudget",)),
        **dict.fromkeys(("CreateNotification", "UpdateNotification", "DeleteNotification"), ("budgets:ModifyBudget",)),
        **dict.fromkeys(("CreateSubscriber", "UpdateSubscriber", "DeleteSubscriber"), ("budgets:ModifyBudget",)),
        **dict.fromkeys(("DescribeBudget", "DescribeBudgets"), ("budgets:ViewBudget",)),
        **dict.fromkeys(
            ("DescribeNotificationsForBudget", "DescribeSubscribersForNotification"), ("budgets:ViewBudget",)
        ),
    },
)
BACKUP = Table(
    "backup",
    by_parameters(
        "backup", {"BackupVaultName": "backup-vault:{}", "BackupPlanId": "backup-plan:{}", "ResourceArn": "{}"}
    ),
    further=_passed_role,
)
CONFIG = Table(
    "config", by_parameters("config", {"ConfigRuleName": "config-rule/{}", "ResourceArn": "{}"}), further=_config_role
)
CLOUDTRAIL = Table(
    "cloudtrail",
    by_parameters("cloudtrail", {"Name": "trail/{}", "TrailName": "trail/{}", "ResourceId": "{}"}),
    further=_passed_role,
)
# These are about a log stream; all others about its group (Service Authorization Reference: CloudWatch Logs).
_OF_STREAMS = frozenset({"PutLogEvents", "GetLogEvents", "DeleteLogStream"})
_find_logs_resource = by_parameters(
    "logs",
    {
        "logGroupName": "log-group:{}", "logGroupIdentifier": "log-group:{}", "resourceArn": "{}",
        "destinationName": "destination:{}",
    },
)  # fmt: skip


def _find_log_resource(call: Call) -> str:
    group = _find_logs_resource(call)
    if call.operation in _OF_STREAMS and group != EVERYTHING:
        return f"{group.removesuffix(':*')}:log-stream:{call.get('logStreamName')}"
    return group


def _log_groups(call: Call) -> Iterator[Demand]:
    """Yield each group of a query over several, and the role that is handed over."""
    if call.operation == "StartQuery":
        for parameter in ("logGroupNames", "logGroupIdentifiers"):
            for name in call.parameters.get(parameter) or ():
                arn = str(name) if parse_arn(str(name)) is not None else build_arn(call, "logs", f"log-group:{name}")
                yield Demand("logs:StartQuery", arn)
    yield from _passed_role(call)


LOGS = Table("logs", _find_log_resource, further=_log_groups)
_find_layer_or_function = by_parameters(
    "lambda",
    {
        "FunctionName": "function:{}", "UUID": "event-source-mapping:{}", "Resource": "{}", "ResourceArn": "{}",
        "LayerName": "layer:{}", "CodeSigningConfigArn": "{}",
    },
)  # fmt: skip


def _find_lambda_resource(call: Call) -> str:
    """Return the function; `ACCOUNT:function:NAME` names one too (Lambda API reference, FunctionName)."""
    account, _, name = call.get("FunctionName").rpartition("function:")
    if name and parse_arn(call.get("FunctionName")) is None:
        return build_arn(call._replace(account=account.rstrip(":") or call.account), "lambda", f"function:{name}")
    return _find_layer_or_function(call)


LAMBDA = Table(
    "lambda",
    _find_lambda_resource,
    renamed={
        "Invoke": ("lambda:InvokeFunction",),
        "InvokeAsync": ("lambda:InvokeFunction",),
        "ListVersionsByFunction": ("lambda:ListVersionsByFunction",),
    },
    further=_passed_role,
)
_OF_STACKS = {
    "RoleARN": "cloudformation:RoleArn",
    "TemplateURL": "cloudformation:TemplateUrl",
    "ChangeSetName": "cloudformation:ChangeSetName",
}


def _stack_context(call: Call) -> Context:
    """Return the service's own condition keys (Service Authorization Reference, AWS CloudFormation)."""
    told = {key: (call.get(name),) for name, key in _OF_STACKS.items() if call.get(name)}
    return told or NOTHING


CLOUDFORMATION = Table(
    "cloudformation",
    by_parameters(
        "cloudformation", {"StackName": "stack/{}/*", "StackSetName": "stackset/{}:*", "ChangeSetName": "changeSet/{}"}
    ),
    context=_stack_context,
    further=_passed_role,
)
CONTROL_TOWER = Table("controltower", by_parameters("controltower", {"landingZoneIdentifier": "{}"}))
CHATBOT = Table("chatbot", by_parameters("chatbot", {"ChatConfigurationArn": "{}"}), further=_passed_role)
