"""Every kind of delivery that the endpoint makes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from keypost.endpoint.deliveries import (
    backup_to_vault_fully_managed,
    budgets_to_sns,
    chat_client,
    cloudtrail_to_s3,
    cloudwatch_alarm_to_sns,
    composite_alarms,
    config_to_s3,
    cwlogs_log_group_kms,
    eventbridge_rule,
    lambda_esm_sqs,
    metric_alarms,
    s3_event,
    sns_handshake,
    sns_to_chatbot_slack,
    sns_to_email,
    sns_to_http,
    sns_to_sqs,
    sqs_dlq_move,
    sqs_dlq_redrive,
)
from keypost.endpoint.deliveries.declare import Delivery, Name
from keypost.endpoint.front import Operation, Reaction

DELIVERIES: tuple[Delivery, ...] = (
    cloudtrail_to_s3.DELIVERY,
    config_to_s3.DELIVERY,
    cwlogs_log_group_kms.DELIVERY,
    budgets_to_sns.DELIVERY,
    backup_to_vault_fully_managed.DELIVERY,
    cloudwatch_alarm_to_sns.DELIVERY,
    metric_alarms.DELIVERY,
    composite_alarms.DELIVERY,  # after what changes the states of others
    eventbridge_rule.DELIVERY,
    s3_event.DELIVERY,
    chat_client.DELIVERY,
    sns_handshake.DELIVERY,
    sns_to_chatbot_slack.DELIVERY,
    sns_to_email.DELIVERY,
    sns_to_http.DELIVERY,
    sns_to_sqs.DELIVERY,
    sqs_dlq_move.DELIVERY,
    sqs_dlq_redrive.DELIVERY,
    lambda_esm_sqs.DELIVERY,
)


def list_reactions() -> dict[Name, tuple[Reaction, ...]]:
    """Return what follows each call, in the order of the list."""
    return _gather(delivery.reactions for delivery in DELIVERIES)


def list_followings() -> dict[Name, tuple[Reaction, ...]]:
    """Return what follows each call whatever its result is."""
    return _gather(delivery.followings for delivery in DELIVERIES)


def _gather(all_reactions: Iterable[Mapping[Name, Reaction]]) -> dict[Name, tuple[Reaction, ...]]:
    found: defaultdict[Name, tuple[Reaction, ...]] = defaultdict(tuple)
    for reactions in all_reactions:
        for name, reaction in reactions.items():
            found[name] += (reaction,)
    return dict(found)


def list_operations() -> dict[Name, Operation]:
    """Return the operations that deliveries bring along."""
    return {name: operation for delivery in DELIVERIES for name, operation in delivery.operations.items()}
