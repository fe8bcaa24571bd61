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

resource "aws_kms_key" "data" {
  description = "data"
}

resource "aws_sns_topic" "alerts" {
  name              = "alerts"
  kms_master_key_id = aws_kms_key.data.arn
}

resource "aws_dynamodb_table" "plain" {
  name         = "plain"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "S"
  }
}

resource "aws_dynamodb_table" "orders" {
  name         = "orders"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "S"
  }
  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.data.arn
  }
}

resource "aws_kinesis_stream" "changes" {
  name            = "changes"
  shard_count     = 1
  encryption_type = "KMS"
  kms_key_id      = aws_kms_key.data.id
}

resource "aws_dynamodb_kinesis_streaming_destination" "orders" {
  table_name = aws_dynamodb_table.orders.name
  stream_arn = aws_kinesis_stream.changes.arn
}

resource "aws_iam_role" "work" {
  name               = "work"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = ["states.amazonaws.com", "scheduler.amazonaws.com", "pipes.amazonaws.com", "backup.amazonaws.com", "firehose.amazonaws.com", "iot.amazonaws.com", "codepipeline.amazonaws.com"] } }] })
  inline_policy {
    name   = "all"
    policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["sns:*", "sqs:*", "kms:*", "s3:*", "kinesis:*"], Resource = "*" }] })
  }
}

resource "aws_sfn_state_machine" "notify" {
  name       = "notify"
  role_arn   = aws_iam_role.work.arn
  definition = jsonencode({ StartAt = "T", States = { T = { Type = "Task", Resource = "arn:aws:states:::sns:publish", Parameters = { TopicArn = aws_sns_topic.alerts.arn, Message = "x" }, End = true } } })
}

resource "aws_scheduler_schedule" "nightly" {
  name                = "nightly"
  schedule_expression = "rate(1 days)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = aws_sns_topic.alerts.arn
    role_arn = aws_iam_role.work.arn
  }
}

resource "aws_sqs_queue" "in" {
  name                    = "in"
  sqs_managed_sse_enabled = true
}

resource "aws_pipes_pipe" "p" {
  name     = "p"
  role_arn = aws_iam_role.work.arn
  source   = aws_sqs_queue.in.arn
  target   = aws_sns_topic.alerts.arn
}

resource "aws_backup_vault" "main" {
  name        = "main"
  kms_key_arn = aws_kms_key.data.arn
}

resource "aws_backup_vault_notifications" "main" {
  backup_vault_name   = aws_backup_vault.main.name
  sns_topic_arn       = aws_sns_topic.alerts.arn
  backup_vault_events = ["BACKUP_JOB_COMPLETED"]
}

resource "aws_backup_plan" "daily" {
  name = "daily"
  rule {
    rule_name         = "daily"
    target_vault_name = aws_backup_vault.main.name
  }
}

resource "aws_backup_selection" "tables" {
  name         = "tables"
  plan_id      = aws_backup_plan.daily.id
  iam_role_arn = aws_iam_role.work.arn
  resources    = [aws_dynamodb_table.orders.arn, aws_dynamodb_table.plain.arn]
}

resource "aws_s3_bucket" "logs" {
  bucket = "keypost-logs"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "logs" {
  bucket = aws_s3_bucket.logs.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.data.arn
    }
  }
}

resource "aws_kinesis_firehose_delivery_stream" "logs" {
  name        = "logs"
  destination = "extended_s3"
  extended_s3_configuration {
    role_arn   = aws_iam_role.work.arn
    bucket_arn = aws_s3_bucket.logs.arn
  }
}

resource "aws_config_delivery_channel" "c" {
  name           = "default"
  s3_bucket_name = aws_s3_bucket.logs.bucket
  sns_topic_arn  = aws_sns_topic.alerts.arn
}

resource "aws_flow_log" "vpc" {
  log_destination      = "${aws_s3_bucket.logs.arn}/vpc/"
  log_destination_type = "s3"
  traffic_type         = "ALL"
  vpc_id               = "vpc-0a1b2c3d4e5f67890"
}

resource "aws_ce_anomaly_subscription" "spikes" {
  name             = "spikes"
  frequency        = "IMMEDIATE"
  monitor_arn_list = ["arn:aws:ce::111122223333:anomalymonitor/1"]
  subscriber {
    type    = "SNS"
    address = aws_sns_topic.alerts.arn
  }
  threshold_expression {
    dimension {
      key           = "ANOMALY_TOTAL_IMPACT_ABSOLUTE"
      match_options = ["GREATER_THAN_OR_EQUAL"]
      values        = ["100"]
    }
  }
}

resource "aws_db_event_subscription" "db" {
  name      = "db"
  sns_topic = aws_sns_topic.alerts.arn
}

resource "aws_lb" "web" {
  name    = "web"
  subnets = ["subnet-1", "subnet-2"]
  access_logs {
    bucket  = aws_s3_bucket.logs.id
    enabled = true
  }
}

resource "aws_codepipeline" "release" {
  name     = "release"
  role_arn = aws_iam_role.work.arn
  artifact_store {
    location = aws_s3_bucket.logs.bucket
    type     = "S3"
    encryption_key {
      id   = aws_kms_key.data.arn
      type = "KMS"
    }
  }
  stage {
    name = "Source"
    action {
      name             = "s"
      category         = "Source"
      owner            = "AWS"
      provider         = "CodeCommit"
      version          = "1"
      output_artifacts = ["o"]
    }
  }
  stage {
    name = "Approve"
    action {
      name          = "a"
      category      = "Approval"
      owner         = "AWS"
      provider      = "Manual"
      version       = "1"
      configuration = { NotificationArn = aws_sns_topic.alerts.arn }
    }
  }
}

resource "aws_autoscaling_notification" "n" {
  group_names   = [aws_autoscaling_group.web.name]
  notifications = ["autoscaling:EC2_INSTANCE_LAUNCH"]
  topic_arn     = aws_sns_topic.alerts.arn
}

resource "aws_launch_template" "web" {
  name     = "web"
  image_id = "ami-1"
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      encrypted  = true
      kms_key_id = aws_kms_key.data.arn
    }
  }
}

resource "aws_autoscaling_group" "web" {
  name               = "web"
  min_size           = 0
  max_size           = 1
  availability_zones = ["eu-west-1a"]
  launch_template {
    id = aws_launch_template.web.id
  }
}

resource "aws_iot_topic_rule" "r" {
  name        = "r"
  enabled     = true
  sql         = "SELECT * FROM 't'"
  sql_version = "2016-03-23"
  sns {
    role_arn   = aws_iam_role.work.arn
    target_arn = aws_sns_topic.alerts.arn
  }
  error_action {
    sqs {
      role_arn   = aws_iam_role.work.arn
      queue_url  = aws_sqs_queue.in.url
      use_base64 = false
    }
  }
}
