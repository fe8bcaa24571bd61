"""SQS queue -> its dead-letter queue: what was received too often is moved as it is, under the key that it has.

Whoever reads the dead-letter queue needs the key of the queue that the message was sent to. Source: SQS Developer
Guide, using dead-letter queues in Amazon SQS; encryption at rest in Amazon SQS.
"""

from keypost.catalogue.paths.sqs_dlq_move import PATH
from keypost.endpoint.actions.messaging import find_queue_arn
from keypost.endpoint.call import Call, Caller
from keypost.endpoint.deliveries.attempt import write_attempt
from keypost.endpoint.deliveries.declare import Delivery
from keypost.endpoint.front import Front, Result
from keypost.endpoint.operations.sqs import find_queue_key, receive_message
from keypost.endpoint.store.messages import find_letters, list_ids, seal


def receive(front: Front, call: Call, caller: Caller) -> Result:
    """Receive; what was received too often before is moved to the dead-letter queue, and written down."""
    queue = find_queue_arn(call, call.get("QueueUrl"))
    letters = find_letters(queue)
    if not letters:
        return receive_message(front, call, caller)
    before = list_ids(queue)
    seal(queue, find_queue_key(queue))
    result = receive_message(front, call, caller)
    for _ in before & list_ids(letters):
        write_attempt(front, path=PATH.id, source=queue, target=letters, error="")
    return result


DELIVERY = Delivery(operations={("sqs", "ReceiveMessage"): receive})
