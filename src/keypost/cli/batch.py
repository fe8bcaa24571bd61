"""`keypost simulate --batch`: JSON Lines in, JSON Lines out, as quick as the lines can be read.

Whoever writes a line and waits for its answer gets it: what has been read is answered before more is waited for.
"""

import sys
from collections.abc import Iterator
from io import BufferedReader
from json import JSONEncoder

from keypost.errors import EXIT_UNREADABLE, KeypostError, UnreadableInputError
from keypost.policy.compile import Authorizer, compile_policies
from keypost.policy.decision import Decision
from keypost.policy.request import KeyFacts, Policies
from keypost.readers.case_lines import CaseLines
from keypost.readers.simulation import LARGEST_CASE, refuse_deep, refuse_large
from keypost.reports.decision import encode_decision
from keypost.reports.printable import escape_json
from keypost.text import Text

_BLANK = Text(en="this line is empty", ja="空行です")
_ONE_LINE = Text(en="write one case a line", ja="1 行に 1 ケースを書いてください。")
_CHUNK = 1 << 18
# Kept at a time: compiled policies, and answers to requests that are decided alike.
_MOST_COMPILED = 16
_MOST_ANSWERS = 1024

_ENCODER = JSONEncoder(ensure_ascii=False)


def run_batch(stream: BufferedReader, *, with_trace: bool) -> int:
    """Answer every line of the stream; return the exit code."""
    batch = Batch(with_trace=with_trace)
    for lines in _read_lines(stream):
        sys.stdout.write("".join([batch.answer(line) for line in lines]))
        sys.stdout.flush()
    return batch.exit_code


def _encode(data: object) -> str:
    return escape_json(_ENCODER.encode(data))


class Batch:
    """Answers lines; policies that stay the same from line to line are compiled once."""

    def __init__(self, *, with_trace: bool) -> None:
        """Start with nothing compiled."""
        self.exit_code = 0
        self._with_trace = with_trace
        self._lines = CaseLines()
        self._compiled: dict[int, tuple[Policies, KeyFacts, Authorizer]] = {}
        self._answers: dict[int, tuple[Decision, str]] = {}

    def answer(self, line: bytes | KeypostError) -> str:
        """Return the line that answers a case, or tells in its place what is wrong with it."""
        try:
            if isinstance(line, KeypostError):
                raise line
            return self._decide(line)
        except RecursionError:
            return self._tell(refuse_deep())
        except KeypostError as error:
            return self._tell(error)

    def _tell(self, error: KeypostError) -> str:
        self.exit_code = EXIT_UNREADABLE
        return _encode({"error": f"{error.message.en} {error.origin.pointer}".rstrip()}) + "\n"

    def _decide(self, line: bytes) -> str:
        case = self._lines.read(line)
        authorizer = self._compile(case.policies, case.key)
        if self._with_trace:
            body = _encode(encode_decision(authorizer.explain(case.request), with_trace=True))
        else:
            body = self._render(authorizer.decide(case.request))
        return f"{body}\n" if case.name is None else f'{{"name": {_encode(case.name)}, {body[1:]}\n'

    def _compile(self, policies: Policies, key: KeyFacts) -> Authorizer:
        known = self._compiled.get(id(policies))
        if known is not None and known[0] is policies and known[1] == key:
            return known[2]
        if len(self._compiled) >= _MOST_COMPILED:
            self._compiled.clear()
        authorizer = compile_policies(policies, key=key)
        self._compiled[id(policies)] = policies, key, authorizer
        return authorizer

    def _render(self, decision: Decision) -> str:
        """Return the decision as JSON; the engine answers most requests with one of a few."""
        known = self._answers.get(id(decision))
        if known is not None and known[0] is decision:
            return known[1]
        if len(self._answers) >= _MOST_ANSWERS:
            self._answers.clear()
        body = _encode(encode_decision(decision, with_trace=False))
        self._answers[id(decision)] = decision, body
        return body


def _read_lines(stream: BufferedReader) -> Iterator[list[bytes | KeypostError]]:
    """Yield the lines as they come in, an error in the place of one that is too long or empty.

    Empty lines at the end are none.
    """
    splitter = _Splitter()
    while chunk := stream.read1(_CHUNK):
        yield splitter.split(chunk)
    yield splitter.split(b"\n")


class _Splitter:
    """Takes a stream apart at the ends of its lines."""

    def __init__(self) -> None:
        self._blank = 0
        self._rest: list[bytes] = []
        self._size = 0

    def split(self, chunk: bytes) -> list[bytes | KeypostError]:
        """Return the lines that end in this part of the stream."""
        *ended, rest = chunk.split(b"\n")
        lines: list[bytes | KeypostError] = []
        for part in ended:
            self._take(part)
            self._end(lines)
        self._take(rest)
        return lines

    def _take(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > LARGEST_CASE:
            self._rest.clear()
        elif part:
            self._rest.append(part)

    def _end(self, lines: list[bytes | KeypostError]) -> None:
        line, size = b"".join(self._rest), self._size
        self._rest, self._size = [], 0
        if size <= LARGEST_CASE and not line.strip():
            self._blank += 1
            return
        lines += [UnreadableInputError(_BLANK, hint=_ONE_LINE)] * self._blank
        self._blank = 0
        lines.append(line if size <= LARGEST_CASE else refuse_large())
