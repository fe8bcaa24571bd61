variable "actions" {
  type = map(string)
}

resource "aws_cloudwatch_metric_alarm" "high" {
  alarm_name          = "web-high"
  namespace           = "AWS/EC2"
  metric_name         = "CPUUtilization"
  statistic           = "Average"
  period              = 300
  evaluation_periods  = 2
  threshold           = 80
  comparison_operator = "GreaterThanThreshold"
  alarm_actions       = [var.actions["alarms"]]
}

resource "aws_cloudwatch_event_rule" "deployed" {
  name          = "web-deployed"
  event_pattern = jsonencode({ source = ["aws.codedeploy"] })
}

resource "aws_cloudwatch_event_target" "topic" {
  rule      = aws_cloudwatch_event_rule.deployed.name
  target_id = "topic"
  arn       = var.actions.events
}
