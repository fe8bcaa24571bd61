terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  region = "eu-west-1"
}

resource "aws_kms_key" "good" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "kms:*", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Resource = "*" }, { Effect = "Allow", Action = ["kms:GenerateDataKey*", "kms:Decrypt"], Principal = { Service = "cloudwatch.amazonaws.com" }, Resource = "*" }] })
}

resource "aws_sns_topic" "a" {
  name_prefix       = "a"
  kms_master_key_id = aws_kms_key.good.arn
}

resource "aws_sns_topic" "b" {
  name_prefix       = "b"
  kms_master_key_id = "alias/aws/sns"
}

resource "aws_cloudwatch_metric_alarm" "each" {
  for_each            = { a = aws_sns_topic.a.arn, b = aws_sns_topic.b.arn }
  alarm_name          = "alarm-${each.key}"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  alarm_actions       = [each.value]
}
