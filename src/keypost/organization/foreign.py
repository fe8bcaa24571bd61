"""What an account's records name in other accounts: with it, one account can be decided without the others."""

from collections import OrderedDict
from collections.abc import Iterable

from keypost.named import NamedTuple
from keypost.organization.account import Account, Line
from keypost.organization.shapes import Shape, Shapes
from keypost.organization.source import Source
from keypost.organization.words import ACCOUNT, split_words

# What says something about the resources that it names: it comes along with them.
SPEAKERS = frozenset(
    (
        "AWS::Events::EventBusPolicy", "AWS::IAM::GroupPolicy", "AWS::IAM::ManagedPolicy", "AWS::IAM::Policy",
        "AWS::IAM::RolePolicy", "AWS::IAM::UserPolicy", "AWS::IAM::UserToGroupAddition", "AWS::KMS::Alias",
        "AWS::Kinesis::ResourcePolicy", "AWS::Lambda::Permission", "AWS::S3::BucketPolicy",
        "AWS::SNS::TopicInlinePolicy", "AWS::SNS::TopicPolicy", "AWS::SQS::QueueInlinePolicy", "AWS::SQS::QueuePolicy",
        "AWS::SecretsManager::ResourcePolicy",
    )
)  # fmt: skip
_MOST_ACCOUNTS = 4
# By account: the words by which it is asked.
_Asked = dict[str, frozenset[bytes]]
_NO_WORDS: frozenset[bytes] = frozenset()


class Context(NamedTuple):
    """Records of other accounts, with all that these name; `words` are all words in them.

    `asked` are the words by which each account was asked; `partial` and `is_special` are those of their shapes.
    """

    lines: tuple[Line, ...]
    text: bytes
    words: frozenset[bytes]
    partial: frozenset[bytes]
    is_special: bool
    asked: tuple[tuple[str, frozenset[bytes]], ...]


NOTHING = Context((), b"", _NO_WORDS, _NO_WORDS, is_special=False, asked=())


class Foreign:
    """Finds the records of other accounts; those that are named again and again are read once."""

    def __init__(self, source: Source, shapes: Shapes, buckets: dict[bytes, str]) -> None:
        """Take where accounts are read from, and whose the buckets are."""
        self._source, self._shapes, self._buckets = source, shapes, buckets
        self._accounts = frozenset(account.encode() for account in source.manifest.accounts)
        self._opened: OrderedDict[str, Account] = OrderedDict()
        self._asked: dict[int, tuple[_Asked, frozenset[bytes]]] = {}
        self._contexts: dict[tuple[tuple[str, frozenset[bytes]], ...], Context] = {}

    def find(self, shapes: Iterable[Shape], own: str) -> Context:
        """Return what records of an account with these shapes name elsewhere, and all that comes with it."""
        asked: _Asked = {}
        for shape in shapes:
            for account, words in self._ask(shape, own).items():
                if account != own:
                    asked[account] = asked.get(account, _NO_WORDS) | words
        if not asked:
            return NOTHING
        handle = tuple(sorted(asked.items(), key=lambda one: one[0]))
        found = self._contexts.get(handle)
        if found is None:
            found = self._contexts[handle] = self._build(handle)
        return found

    def names(self, shape: Shape, account: str, own: str) -> bool:
        """Tell whether settings of this shape, in the account `own`, may name records of the account."""
        return account in self._ask(shape, own)

    def _ask(self, shape: Shape, own: str) -> _Asked:
        """Return, for each account that settings of this shape may name, the words that they spell out."""
        known = self._asked.get(shape.number)
        if known is None:
            known = self._asked[shape.number] = self._ask_first(shape)
        asked, open_words = known
        if not open_words:
            return asked
        return asked | self._look(frozenset(word.replace(ACCOUNT, own.encode()) for word in open_words))

    def _ask_first(self, shape: Shape) -> tuple[_Asked, frozenset[bytes]]:
        """Return what is the same for all accounts, and the words that have the account's own id in them."""
        asked = self._look(shape.words)
        for account in shape.accounts.keys() & self._accounts:
            asked[account.decode()] = asked.get(account.decode(), _NO_WORDS) | shape.accounts[account]
        return asked, frozenset(word for word in shape.words if ACCOUNT in word and word != ACCOUNT)

    def _look(self, words: frozenset[bytes]) -> _Asked:
        asked: _Asked = {}
        for word in words & self._buckets.keys():
            owner = self._buckets[word]
            asked[owner] = asked.get(owner, _NO_WORDS) | {word}
        return asked

    def _build(self, handle: tuple[tuple[str, frozenset[bytes]], ...]) -> Context:
        """Collect the records, and what these name in yet other accounts."""
        found: dict[tuple[str, int], Line] = {}
        shapes: dict[int, Shape] = {}
        waiting, seen = list(handle), set[tuple[str, frozenset[bytes]]]()
        while waiting:
            name, words = waiting.pop()
            if (name, words) in seen:
                continue
            seen.add((name, words))
            account = self._open(name)
            numbers = account.close(account.find(_hide(words, name)), SPEAKERS)
            found.update(((name, number), account.line(number)) for number in numbers)
            for number in numbers:
                shape = account.shapes[number]
                shapes[shape.number] = shape
                waiting += self._ask(shape, name).items()
        lines = tuple(found.values())
        text = b" ".join(line.restore() for line in lines)
        partial = _NO_WORDS.union(*(shape.partial for shape in shapes.values()))
        is_special = any(shape.is_special for shape in shapes.values())
        return Context(lines, text, frozenset(split_words(text)), partial, is_special, handle)

    def _open(self, name: str) -> Account:
        account = self._opened.pop(name, None)
        if account is None:
            account = Account(name, self._source.fetch_account(name).parts, self._shapes, buckets=self._buckets)
        self._opened[name] = account
        while len(self._opened) > _MOST_ACCOUNTS:
            self._opened.popitem(last=False)
        return account


def _hide(words: frozenset[bytes], account: str) -> frozenset[bytes]:
    """Return the words as they stand in the lines of an account: without its id."""
    return frozenset(word.replace(account.encode(), ACCOUNT) for word in words)
