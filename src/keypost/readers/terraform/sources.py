"""The Terraform inputs of a run: plans, states, and folders of configuration, and which belong together.

The folder that a plan lies in, and a folder named beside a plan that has all its resources, tell where its resources
stand: a plan has no lines. What such files say settles what the plan leaves open, but only where they are among the
inputs: whoever names a plan alone gets what that plan says, whatever was written since. Any other folder is read by
itself, but one that is only a module of another.
"""

import os
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from keypost.errors import UnreadableInputError
from keypost.estate.estate import Gap
from keypost.readers.building.draft import Draft
from keypost.readers.options import ReadOptions
from keypost.readers.terraform.load import Plan
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
        self._plans: list[Plan] = []
        self._trees: list[Tree] = []

    def add_plan(self, content: bytes, *, name: str) -> None:
        """Read a plan or state.

        Raises:
            UnreadableInputError: it can't be read.
        """
        self._plans.append(Plan(content, name=name))
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
        companions = [self._find_companion(plan) for plan in self._plans]
        inputs = [self._read(plan, tree) for plan, tree in zip(self._plans, companions, strict=True)]
        trees = list(self._alone_trees(companions))
        single = len(trees) == 1 and not inputs
        for tree in trees:
            label = "" if single else tree.name
            inputs.append(load_folder(tree, label=label, options=self._options, gaps=gaps))
        return build_drafts(inputs, gaps=gaps)

    def _read(self, plan: Plan, tree: Tree | None) -> Input:
        """Read a plan: what its files say counts where they are among the inputs and have all its resources."""
        label = "" if self._alone or len(self._plans) == 1 else plan.name
        files = tree if tree in self._trees and tree.holds(plan.addresses) else None
        read = plan.read(label=label, options=self._options, files=files)
        return read if tree is None else read._replace(instances=[tree.place(one) for one in read.instances])

    def _find_companion(self, plan: Plan) -> Tree | None:
        """Return the folder that a plan was made of."""
        folder = os.path.dirname(plan.name) or os.curdir
        beside = [tree for tree in self._trees if tree.real == Path(folder).resolve()] or list(_read_beside(folder))
        others = [tree for tree in self._trees if tree not in beside]
        return next((tree for tree in (*beside, *others) if tree.holds(plan.addresses)), next(iter(beside), None))

    def _alone_trees(self, companions: Collection[Tree | None]) -> Iterator[Tree]:
        called = frozenset[Path]().union(*(tree.called for tree in self._trees))
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
