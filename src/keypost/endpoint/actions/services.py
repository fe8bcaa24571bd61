"""The services that watch, record, run and build (Service Authorization Reference of each)."""

from collections.abc import Iterator

from keypost.arn import parse_arn
from keypost.endpoint.actions.declare import Demand, Table, build_arn, by_parameters, pass_role
from keypost.endpoint.call import NOTHING, Call, Context


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
            yield Demand("events:PutEvents", bus if parse_arn(bus) else build_arn(call, "events", f"event-bus/{bus}"))


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


def _alarms(call: Call) -> Iterator[Demand]:
    """Yield each alarm of an operation on several."""
    for name in call.parameters.get("AlarmNames") or ():
        yield Demand(f"cloudwatch:{call.operation}", build_arn(call, "cloudwatch", f"alarm:{name}"))


CLOUDWATCH = Table(
    "cloudwatch",
    by_parameters("cloudwatch", {"AlarmName": "alarm:{}", "ResourceARN": "{}"}),
    renamed=dict.fromkeys(("DeleteAlarms", "EnableAlarmActions", "DisableAlarmActions"), ()),
    further=_alarms,
)
EVENTS = Table("events", _find_rule, renamed={"PutEvents": ()}, further=_further_of_events)
BUDGETS = Table(
    "budgets",
    by_parameters("budgets", {"BudgetName": "budget/{}"}, is_global=True),
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
LOGS = Table(
    "logs",
    by_parameters("logs", {"logGroupName": "log-group:{}", "logGroupIdentifier": "log-group:{}", "resourceArn": "{}"}),
    further=_passed_role,
)
LAMBDA = Table(
    "lambda",
    by_parameters("lambda", {"FunctionName": "function:{}", "UUID": "event-source-mapping:{}", "Resource": "{}"}),
    renamed={
        "Invoke": ("lambda:InvokeFunction",),
        "InvokeAsync": ("lambda:InvokeFunction",),
        "ListVersionsByFunction": ("lambda:ListVersionsByFunction",),
    },
    further=_passed_role,
)
# The action of each part of a transaction (DynamoDB Developer Guide, IAM and transactions).
_PARTS = {
    "Get": "GetItem", "Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
}  # fmt: skip


def _tables(call: Call) -> Iterator[Demand]:
    """Yield each table of an operation on several."""
    if call.operation in {"BatchGetItem", "BatchWriteItem"}:
        for table in call.parameters.get("RequestItems") or ():
            yield Demand(f"dynamodb:{call.operation}", _table(call, table))
    for item in call.parameters.get("TransactItems") or ():
        for kind, part in item.items():
            yield Demand(f"dynamodb:{_PARTS[kind]}", _table(call, str(part.get("TableName", ""))))


def _table(call: Call, name: str) -> str:
    return name if parse_arn(name) is not None else build_arn(call, "dynamodb", f"table/{name}")


DYNAMODB = Table(
    "dynamodb",
    by_parameters("dynamodb", {"TableName": "table/{}", "ResourceArn": "{}", "StreamArn": "{}", "BackupArn": "{}"}),
    renamed=dict.fromkeys(("BatchGetItem", "BatchWriteItem", "TransactGetItems", "TransactWriteItems"), ()),
    further=_tables,
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
