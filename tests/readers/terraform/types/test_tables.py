"""The tables name what the provider has, and everything that the catalogue says of Terraform is in them."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from keypost.catalogue.all import all_paths
from keypost.estate.kind import kind_of
from keypost.readers.terraform.naming import entry_of
from keypost.readers.terraform.properties import Place
from keypost.readers.terraform.types.all import TYPES

SCHEMA = json.loads((Path(__file__).parents[1] / "schema.json").read_text(encoding="utf-8"))
# What paths say of Terraform, and no table has yet; it must end empty.
MISSING = frozenset(
    {
        "aws_apigatewayv2_integration.credentials_arn",
        "aws_appflow_flow.destination_flow_config",
        "aws_appflow_flow.source_flow_config",
        "aws_athena_workgroup.configuration",
        "aws_autoscaling_group.initial_lifecycle_hook",
        "aws_autoscaling_group.launch_template",
        "aws_autoscaling_lifecycle_hook.notification_target_arn",
        "aws_autoscaling_notification.topic_arn",
        "aws_backup_plan.rule",
        "aws_backup_report_plan.report_delivery_channel",
        "aws_backup_selection.iam_role_arn",
        "aws_backup_selection.resources",
        "aws_backup_vault_notifications.sns_topic_arn",
        "aws_bcmdataexports_export.export",
        "aws_budgets_budget_action.subscriber",
        "aws_ce_anomaly_subscription.subscriber",
        "aws_chatbot_slack_channel_configuration.sns_topic_arns",
        "aws_cloudfront_distribution.logging_config",
        "aws_cloudfront_distribution.origin",
        "aws_cloudtrail_event_data_store.kms_key_id",
        "aws_cloudwatch_event_archive.kms_key_identifier",
        "aws_cloudwatch_log_delivery.delivery_destination_arn",
        "aws_cloudwatch_log_subscription_filter.destination_arn",
        "aws_codebuild_project.artifacts",
        "aws_codecommit_trigger.trigger",
        "aws_codepipeline.artifact_store",
        "aws_codepipeline.stage",
        "aws_codestarnotifications_notification_rule.target",
        "aws_cognito_user_pool.lambda_config",
        "aws_config_delivery_channel.s3_bucket_name",
        "aws_config_delivery_channel.s3_key_prefix",
        "aws_config_delivery_channel.s3_kms_key_arn",
        "aws_config_delivery_channel.sns_topic_arn",
        "aws_controltower_landing_zone.manifest_json",
        "aws_customerprofiles_domain.dead_letter_queue_url",
        "aws_datasync_location_s3.s3_config",
        "aws_datasync_task.destination_location_arn",
        "aws_datasync_task.source_location_arn",
        "aws_dax_cluster.notification_topic_arn",
        "aws_db_event_subscription.sns_topic",
        "aws_db_proxy.auth",
        "aws_devopsguru_notification_channel.sns",
        "aws_dlm_lifecycle_policy.execution_role_arn",
        "aws_dlm_lifecycle_policy.policy_details",
        "aws_dms_event_subscription.sns_topic_arn",
        "aws_dynamodb_kinesis_streaming_destination.stream_arn",
        "aws_ec2_fleet.launch_template_config",
        "aws_ecr_repository_creation_template.custom_role_arn",
        "aws_ecr_repository_creation_template.encryption_configuration",
        "aws_eks_node_group.launch_template",
        "aws_elastic_beanstalk_environment.setting",
        "aws_elasticache_cluster.notification_topic_arn",
        "aws_elasticache_replication_group.notification_topic_arn",
        "aws_elb.access_logs",
        "aws_emr_cluster.log_encryption_kms_key_id",
        "aws_emr_cluster.log_uri",
        "aws_flow_log.log_destination",
        "aws_glue_data_catalog_encryption_settings.data_catalog_encryption_settings",
        "aws_glue_job.security_configuration",
        "aws_glue_security_configuration.encryption_configuration",
        "aws_guardduty_publishing_destination.destination_arn",
        "aws_imagebuilder_distribution_configuration.distribution",
        "aws_imagebuilder_image_recipe.block_device_mapping",
        "aws_imagebuilder_infrastructure_configuration.sns_topic_arn",
        "aws_iot_topic_rule.error_action",
        "aws_iot_topic_rule.firehose",
        "aws_iot_topic_rule.kinesis",
        "aws_iot_topic_rule.s3",
        "aws_iot_topic_rule.sns",
        "aws_iot_topic_rule.sqs",
        "aws_kinesis_firehose_delivery_stream.extended_s3_configuration",
        "aws_kinesis_firehose_delivery_stream.kinesis_source_configuration",
        "aws_lambda_event_source_mapping.source_access_configuration",
        "aws_launch_template.block_device_mappings",
        "aws_lb.access_logs",
        "aws_lb.connection_logs",
        "aws_msk_cluster.logging_info",
        "aws_pipes_pipe.kms_key_identifier",
        "aws_pipes_pipe.log_configuration",
        "aws_pipes_pipe.source",
        "aws_pipes_pipe.target",
        "aws_rds_integration.kms_key_id",
        "aws_redshift_event_subscription.sns_topic_arn",
        "aws_redshift_integration.kms_key_id",
        "aws_redshift_logging.bucket_name",
        "aws_route53_key_signing_key.key_management_service_arn",
        "aws_route53_resolver_query_log_config.destination_arn",
        "aws_s3_bucket_inventory.destination",
        "aws_s3_bucket_metadata_configuration.metadata_configuration",
        "aws_s3_bucket_replication_configuration.rule",
        "aws_s3control_storage_lens_configuration.storage_lens_configuration",
        "aws_s3tables_table_bucket.encryption_configuration",
        "aws_sagemaker_endpoint_configuration.data_capture_config",
        "aws_scheduler_schedule.kms_key_arn",
        "aws_scheduler_schedule.target",
        "aws_secretsmanager_secret_rotation.secret_id",
        "aws_ses_event_destination.sns_destination",
        "aws_ses_receipt_rule.s3_action",
        "aws_ses_receipt_rule.sns_action",
        "aws_sesv2_configuration_set_event_destination.event_destination",
        "aws_sfn_state_machine.definition",
        "aws_sfn_state_machine.encryption_configuration",
        "aws_sfn_state_machine.logging_configuration",
        "aws_spot_fleet_request.launch_template_config",
        "aws_ssm_maintenance_window_task.task_invocation_parameters",
        "aws_ssm_resource_data_sync.s3_destination",
        "aws_ssmincidents_response_plan.chat_channel",
        "aws_ssmincidents_response_plan.incident_template",
        "aws_synthetics_canary.artifact_s3_location",
        "aws_timestreamquery_scheduled_query.notification_configuration",
        "aws_transfer_user.home_directory",
        "aws_transfer_user.home_directory_mappings",
        "aws_wafv2_web_acl_logging_configuration.log_destination_configs",
    }
)


def _find(type_name: str, way: str) -> Mapping[str, object] | None:
    inside: object = SCHEMA[type_name]
    found: Mapping[str, object] | None = None
    for name in way.split("."):
        if not isinstance(inside, dict) or name not in inside:
            return {} if found is not None and found.get("inside") == {} else None  # a map has any names
        found = inside[name]
        inside = found.get("inside") if found else None
    return found


@pytest.mark.parametrize("type_name", sorted(TYPES))
def test_a_table_names_what_the_provider_has(type_name: str) -> None:
    assert type_name in SCHEMA, "./x python -m support.terraform_schema"
    wrong = [way for way, place in entry_of(type_name).places.items() if not _agrees(_find(type_name, way), place)]
    assert wrong == []
    later = {"data.aws_region": {"region"}}.get(type_name, set())  # of version 6
    assert TYPES[type_name].gives.keys() - later <= SCHEMA[type_name].keys()


def _agrees(found: Mapping[str, object] | None, place: Place) -> bool:
    if found is None:
        return False
    if place.block:
        return "inside" in found and (place.computed or not found.get("computed"))  # of blocks no schema says it
    return place.listed is bool(found.get("listed")) or place.form.value in {"text", "policy"}


@pytest.mark.parametrize("type_name", sorted(TYPES))
def test_a_table_speaks_of_types_that_cloudformation_has(type_name: str) -> None:
    translated = TYPES[type_name]
    assert all(one.of.startswith("AWS::") for one in translated.parts)
    if translated.cloudformation:
        assert kind_of(translated.cloudformation).value in {translated.cloudformation, "?"}
        assert translated.cloudformation.startswith("AWS::")


def _is_translated(name: str) -> bool:
    type_name, _, way = name.partition(".")
    ways = entry_of(type_name).places if type_name in TYPES else {}
    return any(one == way or one.startswith(f"{way}.") for one in ways)


def test_what_paths_say_of_terraform_is_in_the_tables() -> None:
    named = {name for path in all_paths() for wiring in path.wirings for name in wiring.terraform}
    assert {name for name in named if not _is_translated(name)} == MISSING
