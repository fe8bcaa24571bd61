"""The Terraform inputs of a run: plans, states, and folders of configuration, and which belong together.

The folder that a plan lies in, and a folder named beside a plan that has all its resources, tell where its resources
stand: a plan has no lines. Any other folder is read by itself, but one that is only a module of another.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from keypost.errors import UnreadableInputError
from keypost.estate.estate import Gap
from keypost.readers.building.draft import Draft
from keypost.readers.options import ReadOptions
from keypost.readers.terraform.load import load_plan
from keypost.readers.terraform.modules.load import load_folder
from keypost.readers.terraform.translation import Input, build_drafts
from keypost.readers.terraform.tree import Tree


class Sources:
    """What was found so far."""

    def __init__(self, options: ReadOptions, *, alone: bool) -> None:
        """Take what the run settles, and whether it has one input only."""
        self.files: list[str] = []
        self._options = options
        self._alone = alone
        self._plans: list[Input] = []
        self._trees: list[Tree] = []

    def add_plan(self, content: bytes, *, name: str) -> None:
        """Read a plan or state.

        Raises:
            UnreadableInputError: it can't be read.
        """
        label = "" if self._alone else name
        self._plans.append(load_plan(content, name=name, label=label, options=self._options))
        self.files.append(name)

    def add_folder(self, name: str, *, refuse: Callable[[UnreadableInputError], None]) -> None:
        """Read the files of a folder; `refuse` takes the errors of those that can't be read.

        Raises:
            UnreadableInputError: the folder can't be listed.
        """
        tree = Tree(name)
        for error in tree.broken:
            refuse(error)
        if tree.root.blocks:
            self._trees.append(tree)
            self.files.extend(dict.fromkeys(block.file for block in tree.root.blocks))

    def build_drafts(self, gaps: list[Gap]) -> list[Draft]:
        """Return a draft for every resource."""
        inputs = [self._place(plan) for plan in self._plans]
        trees = list(self._alone_trees())
        single = len(trees) == 1 and not inputs
        for tree in trees:
            label = "" if single else tree.name
            inputs.append(load_folder(tree, label=label, options=self._options, gaps=gaps))
        return build_drafts(inputs, gaps=gaps)

    def _place(self, plan: Input) -> Input:
        tree = self._find_companion(plan)
        return plan if tree is None else plan._replace(instances=[tree.place(one) for one in plan.instances])

    def _find_companion(self, plan: Input) -> Tree | None:
        """Return the folder that a plan was made of."""
        folder = os.path.dirname(plan.name) or os.curdir
        beside = [tree for tree in self._trees if tree.real == Path(folder).resolve()] or list(_read_beside(folder))
        others = [tree for tree in self._trees if tree not in beside]
        return next((tree for tree in (*beside, *others) if tree.holds(plan.instances)), next(iter(beside), None))

    def _alone_trees(self) -> Iterator[Tree]:
        called = frozenset[Path]().union(*(tree.called for tree in self._trees))
        companions = [self._find_companion(plan) for plan in self._plans]
        for tree in self._trees:
            if tree not in companions and (tree.real not in called or tree.real in _mutual(self._trees, tree)):
                yield tree


def _mutual(trees: list[Tree], tree: Tree) -> frozenset[Path]:
    """Return the folder itself where it is called only by what it calls itself, so that none would be read."""
    callers = [other for other in trees if tree.real in other.called]
    return frozenset({tree.real}) if all(other.real in tree.called for other in callers) else frozenset()


def _read_beside(folder: str) -> Iterator[Tree]:
    try:
        tree = Tree(folder)
    except UnreadableInputError:
        return
    if tree.root.blocks:
        yield tree
