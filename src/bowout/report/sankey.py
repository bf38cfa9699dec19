"""Where the flows of a search are drawn: beginnings on the left, a column for each step, ends on the right.

Laid out here rather than by a library: of those for Python each brings a whole plotting stack, those for the
browser would have to be shipped within each page, and none keeps the order that a search has.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bowout.report.facts import Flow, Nodes

WIDTH, HEIGHT = 1000, 420  # of the picture, and of what is drawn below the headings; in units of its own
LEFT, RIGHT, TOP = 112, 132, 44
BAR = 12
# Between the ends, between the beginnings, and below a step before what passes it by; between what goes elsewhere.
_APART, _PASSING = 18, 5
_BELOW = 22
_LINE = 19  # the least from one label to the next
_THINNEST = 0.8  # band: one application of thousands is seen


class Node(NamedTuple):
    """A bar, and where its name stands; `kind` is start, step, or the name of an end."""

    name: str
    kind: str
    applications: int
    x: float
    y: float
    height: float
    label_y: float


class Link(NamedTuple):
    """A band as thick as its applications; `kind` is that of the node that it leads to."""

    flow: Flow
    kind: str
    path: str
    thickness: float


class Sankey(NamedTuple):
    """A picture of flows."""

    width: int
    height: int
    nodes: Sequence[Node]
    links: Sequence[Link]


class _Lane(NamedTuple):
    """What takes room in a column: a node, or a flow that passes it by."""

    node: str | None
    flow: Flow | None
    size: int


def lay_out(flows: Sequence[Flow], nodes: Nodes) -> Sankey:
    """Lay out flows of which each step gives on what it is given."""
    columns = _Columns(flows, nodes)
    places = columns.places()
    drawn = tuple(columns.node(name, places) for name in columns.names())
    links = tuple(_links(columns, places))
    return Sankey(WIDTH, TOP + HEIGHT + 12, _apart(drawn), links)


class _Columns:
    """The columns from left to right, and what lies in each from top to bottom."""

    def __init__(self, flows: Sequence[Flow], nodes: Nodes) -> None:
        self.flows, self._nodes = flows, nodes
        used = {name for flow in flows for name in flow[:2]}
        self._starts = [name for name in nodes.starts if name in used]
        self._ends = [name for name in nodes.ends if name in used]
        steps = [[name] for name in nodes.steps if name in used]
        self.columns = [self._starts, *steps, self._ends]
        self.at = {name: place for place, column in enumerate(self.columns) for name in column}
        self._order = {name: place for place, name in enumerate((*nodes.steps, *nodes.ends))}
        self.lanes = [self._lanes(place) for place in range(len(self.columns))]
        self.scale = min((HEIGHT - self._gaps(lanes)) / max(1, _size(lanes)) for lanes in self.lanes)

    def names(self) -> Iterator[str]:
        for column in self.columns:
            yield from column

    def x(self, place: int) -> float:
        return LEFT + place * (WIDTH - LEFT - RIGHT - BAR) / max(1, len(self.columns) - 1)

    def applications(self, name: str) -> int:
        into = sum(flow.applications for flow in self.flows if flow.target == name)
        return into or sum(flow.applications for flow in self.flows if flow.source == name)

    def _lanes(self, place: int) -> list[_Lane]:
        own = [_Lane(name, None, self.applications(name)) for name in self.columns[place]]
        passing = [flow for flow in self.flows if self.at[flow.source] < place < self.at[flow.target]]
        # What leaves later comes from above, and lies on what goes there already rather than across it.
        passing.sort(key=lambda flow: (self._order[flow.target], -self.at[flow.source]))
        return own + [_Lane(None, flow, flow.applications) for flow in passing]

    def _gaps(self, lanes: Sequence[_Lane]) -> float:
        return sum(self._gap(*pair) for pair in pairwise(lanes))

    def _gap(self, above: _Lane, below: _Lane) -> float:
        if above.flow is None:
            return _APART if below.flow is None else _BELOW
        return 0 if below.flow is None or above.flow.target == below.flow.target else _PASSING

    def places(self) -> dict[tuple[int, str | Flow], float]:
        """The upper edge of each node, by its column and name, and of each flow that passes a column by."""
        found: dict[tuple[int, str | Flow], float] = {}
        for place, lanes in enumerate(self.lanes):
            y = float(TOP)
            for lane, following in zip(lanes, [*lanes[1:], None], strict=True):
                found[place, lane.node if lane.flow is None else lane.flow] = y  # type: ignore[index]
                y += lane.size * self.scale + (self._gap(lane, following) if following else 0)
        return found

    def kind(self, name: str) -> str:
        return "start" if name in self._starts else name.lower() if name in self._ends else "step"

    def node(self, name: str, places: dict[tuple[int, str | Flow], float]) -> Node:
        place, count = self.at[name], self.applications(name)
        y, height = places[place, name], count * self.scale
        return Node(name, self.kind(name), count, self.x(place), y, height, y + height / 2)


def _size(lanes: Sequence[_Lane]) -> int:
    return sum(lane.size for lane in lanes)


def _links(columns: _Columns, places: dict[tuple[int, str | Flow], float]) -> Iterator[Link]:
    at = columns.at

    def beside(flow: Flow, place: int) -> float:
        """Where a flow lies in a column on its way."""
        if place == at[flow.source]:
            return places[place, flow.source]
        return places[place, flow.target if place == at[flow.target] else flow]

    leaving = _slots(columns, places, 0, lambda flow: beside(flow, at[flow.source] + 1))
    coming = _slots(columns, places, 1, lambda flow: beside(flow, at[flow.target] - 1))
    for flow in columns.flows:
        thickness = flow.applications * columns.scale
        way = range(at[flow.source] + 1, at[flow.target])
        heights = [leaving[flow], *(places[place, flow] for place in way), coming[flow]]
        path = _path(columns, at[flow.source], heights, max(thickness, _THINNEST))
        yield Link(flow, columns.kind(flow.target), path, thickness)


def _slots(
    columns: _Columns,
    places: dict[tuple[int, str | Flow], float],
    end: int,
    order: Callable[[Flow], float],
) -> dict[Flow, float]:
    """Where each flow leaves its source (`end` 0) or comes to its target (1): one below the other, none crossing."""
    found: dict[Flow, float] = {}
    for name in columns.names():
        y = places[columns.at[name], name]
        for flow in sorted((flow for flow in columns.flows if flow[end] == name), key=order):
            found[flow] = y
            y += flow.applications * columns.scale
    return found


def _path(columns: _Columns, first: int, heights: Sequence[float], thickness: float) -> str:
    """A band by its two edges: level past each column, a wave from one to the next.

    An area rather than a thick line: bands beside each other then share an edge on a slope too.
    """
    x = columns.x
    there, back = [f"M{x(first) + BAR:.1f} {heights[0]:.1f}"], []
    for place, (before, after) in enumerate(pairwise(heights), first + 1):
        left, right = x(place - 1) + BAR, x(place)
        if place > first + 1:
            there.append(f"h{BAR}")
            back.append(f"h-{BAR}")
        there.append(_wave(left, before, right, after))
        back.append(_wave(right, after + thickness, left, before + thickness))
    return f"{''.join(there)}V{heights[-1] + thickness:.1f}{''.join(reversed(back))}Z"


def _wave(x: float, y: float, to_x: float, to_y: float) -> str:
    middle = (x + to_x) / 2
    return f"C{middle:.1f} {y:.1f} {middle:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}"


def _apart(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Move the labels of a column down, as far as they would cover each other."""
    found: list[Node] = []
    lowest: dict[float, float] = {}
    for node in nodes:
        y = max(node.label_y, lowest.get(node.x, 0) + _LINE)
        lowest[node.x] = y
        found.append(node._replace(label_y=y))
    return tuple(found)
