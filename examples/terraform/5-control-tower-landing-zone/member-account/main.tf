terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  region = "ap-northeast-1"
}

variable "organization_id" {
  type = string
}

variable "key_arn" {
  description = "ARN of the landing zone's key, which lives in the management account"
  type        = string
}

data "aws_caller_identity" "current" {}

resource "aws_config_configuration_recorder" "recorder" {
  role_arn = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"

  recording_group {
    all_supported = true
  }
}

resource "aws_config_delivery_channel" "channel" {
  s3_bucket_name = "aws-controltower-logs-210987654321-ap-northeast-1"
  s3_key_prefix  = var.organization_id
  s3_kms_key_arn = var.key_arn

  depends_on = [aws_config_configuration_recorder.recorder]
}
