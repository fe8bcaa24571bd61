// A small app as people write it: a key and topics, alarms in a second stack, a nested stack, and S3 notifications.
const cdk = require('aws-cdk-lib');
const { aws_cloudwatch: cloudwatch, aws_cloudwatch_actions: actions, aws_iam: iam, aws_kms: kms } = cdk;
const { aws_lambda: lambda, aws_lambda_event_sources: sources, aws_s3: s3, aws_s3_notifications: notify } = cdk;
const { aws_sns: sns, aws_sns_subscriptions: subscriptions, aws_sqs: sqs } = cdk;

/** The topics that everything else publishes to: one with its own key, one as a scanner suggested it. */
class Messaging extends cdk.Stack {
  constructor(scope, id, props) {
    super(scope, id, props);
    this.key = new kms.Key(this, 'AlertsKey', { alias: 'app/alerts', enableKeyRotation: true });
    this.key.grant(new iam.ServicePrincipal('cloudwatch.amazonaws.com'), 'kms:Decrypt', 'kms:GenerateDataKey*');
    this.alerts = new sns.Topic(this, 'Alerts', { masterKey: this.key });
    this.legacy = new sns.Topic(this, 'Legacy', {
      masterKey: kms.Alias.fromAliasName(this, 'SnsKey', 'alias/aws/sns'),
    });
    for (const topic of [this.alerts, this.legacy]) {
      topic.grantPublish(new iam.ServicePrincipal('cloudwatch.amazonaws.com'));
    }
  }
}

/** A queue with its worker, as a nested stack. */
class Worker extends cdk.NestedStack {
  constructor(scope, id, props) {
    super(scope, id, props);
    const key = new kms.Key(this, 'JobsKey');
    this.jobs = new sqs.Queue(this, 'Jobs', { encryptionMasterKey: key });
    props.topic.addSubscription(new subscriptions.SqsSubscription(this.jobs));
    const worker = new lambda.Function(this, 'Handler', {
      runtime: lambda.Runtime.PYTHON_3_13,
      handler: 'index.handler',
      code: lambda.Code.fromInline('def handler(event, context): return len(event["Records"])'),
    });
    worker.addEventSource(new sources.SqsEventSource(this.jobs));
  }
}

/** Alarms and uploads; refers to the topics across stacks. */
class App extends cdk.Stack {
  constructor(scope, id, props) {
    super(scope, id, props);
    const errors = new cloudwatch.Metric({ namespace: 'App', metricName: 'Errors' });
    for (const [name, topic] of [['Errors', props.alerts], ['OldErrors', props.legacy]]) {
      new cloudwatch.Alarm(this, name, { metric: errors, threshold: 1, evaluationPeriods: 1 })
        .addAlarmAction(new actions.SnsAction(topic));
    }
    const worker = new Worker(this, 'Worker', { topic: props.alerts });
    const uploads = new s3.Bucket(this, 'Uploads');
    const inbox = new sqs.Queue(this, 'Inbox', { encryption: sqs.QueueEncryption.KMS });
    uploads.addEventNotification(s3.EventType.OBJECT_CREATED, new notify.SqsDestination(inbox));
  }
}

const app = new cdk.App({ analyticsReporting: false });
const messaging = new Messaging(app, 'Messaging', { env: { account: '111122223333', region: 'eu-west-1' } });
new App(app, 'App', {
  env: { account: '111122223333', region: 'eu-west-1' }, alerts: messaging.alerts, legacy: messaging.legacy,
});
app.synth();
