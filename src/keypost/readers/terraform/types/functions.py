"""Lambda functions and their event sources."""

from keypost.readers.terraform.types.declare import Blocks, Type, Types, text

FUNCTIONS: Types = {
    "aws_lambda_function": Type(
        "AWS::Lambda::Function",
        {
            "FunctionName": text("function_name"),
            "Role": "role",
            "KmsKeyArn": "kms_key_arn",
            "Environment": {"Variables": text("environment.variables")},
            "DeadLetterConfig": {"TargetArn": "dead_letter_config.target_arn"},
        },
        gives={"id": "{Name}", "function_name": "{Name}"},
    ),
    "aws_lambda_alias": Type(
        "AWS::Lambda::Alias",
        {"Name": text("name"), "FunctionName": "function_name", "FunctionVersion": text("function_version")},
    ),
    "aws_lambda_permission": Type(
        "AWS::Lambda::Permission",
        {
            "Action": text("action"),
            "FunctionName": "function_name",
            "Principal": text("principal"),
            "SourceArn": "source_arn",
            "SourceAccount": text("source_account"),
            "PrincipalOrgID": text("principal_org_id"),
            "FunctionUrlAuthType": text("function_url_auth_type"),
            "EventSourceToken": text("event_source_token"),
        },
    ),
    "aws_lambda_event_source_mapping": Type(
        "AWS::Lambda::EventSourceMapping",
        {
            "EventSourceArn": "event_source_arn",
            "FunctionName": "function_name",
            "DestinationConfig": {"OnFailure": {"Destination": "destination_config.on_failure.destination_arn"}},
            "SourceAccessConfigurations": Blocks("source_access_configuration", {"Type": text("type"), "URI": "uri"}),
        },
    ),
    "aws_lambda_function_event_invoke_config": Type(
        "AWS::Lambda::EventInvokeConfig",
        {
            "FunctionName": "function_name",
            "Qualifier": text("qualifier"),
            "DestinationConfig": {
                "OnFailure": {"Destination": "destination_config.on_failure.destination"},
                "OnSuccess": {"Destination": "destination_config.on_success.destination"},
            },
        },
    ),
}
