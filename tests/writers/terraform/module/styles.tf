locals {
  deny = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Own"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
        Resource  = "*"
      },
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "kms:Decrypt"
        Resource  = "*"
        Condition = {
          StringNotEquals = { "aws:PrincipalArn" = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:role/admin" }
        }
      },
    ]
  })
}

resource "aws_kms_key" "denying" {
  policy = local.deny
}

resource "aws_sns_topic" "denying" {
  name              = "denying"
  kms_master_key_id = aws_kms_key.denying.arn
}

# Nobody knows the places of statements in a text.
resource "aws_kms_key" "text" {
  policy = <<-EOT
    {
      "Version": "2012-10-17",
      "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root"}, "Action": "kms:*", "Resource": "*"}]
    }
  EOT
}

resource "aws_sns_topic" "text" {
  name              = "text"
  kms_master_key_id = aws_kms_key.text.arn
}

# A key without a policy of its own has the default one.
resource "aws_kms_key" "bare" {
  is_enabled = true
}

resource "aws_sns_topic" "bare" {
  name              = "bare"
  kms_master_key_id = aws_kms_key.bare.arn
}

resource "aws_kms_key" "partly" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Sid       = "Alarms"
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = "kms:Decrypt"
        Resource  = "*"
      },
    ]
  })
}

resource "aws_sns_topic" "partly" {
  name              = "partly"
  kms_master_key_id = aws_kms_key.partly.arn
}

resource "aws_cloudwatch_metric_alarm" "styles" {
  alarm_name          = "styles"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 2
  metric_name         = "CPUUtilization"
  namespace           = "AWS/EC2"
  period              = 300
  statistic           = "Average"
  threshold           = 80
  alarm_actions = [
    aws_sns_topic.bare.arn,
    aws_sns_topic.denying.arn,
    aws_sns_topic.partly.arn,
    aws_sns_topic.text.arn,
  ]
}

resource "aws_sqs_queue" "closed" {
  name = "closed"
}

resource "aws_sns_topic_subscription" "closed" {
  topic_arn = aws_sns_topic.orders.arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.closed.arn
}

# Every instance would be changed with one.
resource "aws_sns_topic" "each" {
  for_each          = toset(["one", "two"])
  name              = each.key
  kms_master_key_id = "alias/aws/sns"
}

resource "aws_cloudwatch_metric_alarm" "each" {
  alarm_name          = "each"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 2
  metric_name         = "CPUUtilization"
  namespace           = "AWS/EC2"
  period              = 300
  statistic           = "Average"
  threshold           = 80
  alarm_actions       = [aws_sns_topic.each["one"].arn]
}
