"""The picture of the flows: nothing is lost on the way, nothing lies over anything else."""

import re
from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bowout.domain.courses import ENDS, STARTS, STEPS
from bowout.report.facts import Flow, Nodes
from bowout.report.sankey import BAR, HEIGHT, TOP, WIDTH, Sankey, lay_out

NODES = Nodes(STARTS, tuple(STEPS.values()), ENDS)
STEP_SETS = st.sets(st.sampled_from(NODES.steps)).map(
    lambda found: tuple(sorted(found, key=NODES.steps.index))
)
WAYS = st.lists(
    st.tuples(st.sampled_from(STARTS), STEP_SETS, st.sampled_from(ENDS), st.integers(1, 3000)),
    min_size=1,
    max_size=40,
)


def flows_of(ways: list[tuple[str, tuple[str, ...], str, int]]) -> list[Flow]:
    counts = Counter[tuple[str, str]]()
    for start, steps, end, count in ways:
        for pair in pairwise((start, *steps, end)):
            counts[pair] += count
    return [Flow(*pair, count) for pair, count in counts.items()]


@given(WAYS)
def test_every_flow_is_drawn_as_thick_as_it_is_and_fills_its_nodes(
    ways: list[tuple[str, tuple[str, ...], str, int]],
) -> None:
    flows = flows_of(ways)
    drawn = lay_out(flows, NODES)
    assert sorted(link.flow for link in drawn.links) == sorted(flows)
    scale = {round(link.thickness / link.flow.applications, 6) for link in drawn.links}
    assert len(scale) == 1
    total = sum(count for *_, count in ways)
    by_name = {node.name: node for node in drawn.nodes}
    assert sum(by_name[name].applications for name in ENDS if name in by_name) == total
    for node in drawn.nodes:
        for end in (0, 1):
            edges = sorted(
                edge(link.path, link.thickness, end) for link in drawn.links if link.flow[end] == node.name
            )
            if not edges:
                assert node.kind == "start" if end else node.name in ENDS
                continue
            # From the node's upper edge to its lower one, as thick together as it is high.
            assert abs(min(top for top, _ in edges) - node.y) < 0.2
            assert abs(max(bottom for _, bottom in edges) - node.y - node.height) < 0.2
            assert abs(sum(bottom - top for top, bottom in edges) - node.height) < 0.01


@given(WAYS)
def test_what_leaves_later_lies_on_what_goes_the_same_way(
    ways: list[tuple[str, tuple[str, ...], str, int]],
) -> None:
    drawn = lay_out(flows_of(ways), NODES)
    x = {node.name: node.x for node in drawn.nodes}
    for end in ENDS:
        coming = [link for link in drawn.links if link.flow.target == end]
        coming.sort(key=lambda link: edge(link.path, link.thickness, 1))
        assert all(x[above.flow.source] >= x[below.flow.source] for above, below in pairwise(coming))


def edge(path: str, thickness: float, end: int) -> tuple[float, float]:
    upper = [float(figure) for figure in re.findall(r"-?\d+\.\d", path.partition("V")[0])]
    y = upper[-1] if end else upper[1]
    return y, y + thickness


@given(WAYS)
def test_nothing_lies_outside_or_over_anything_else(
    ways: list[tuple[str, tuple[str, ...], str, int]],
) -> None:
    drawn = lay_out(flows_of(ways), NODES)
    for node in drawn.nodes:
        assert 0 <= node.x <= WIDTH - BAR
        assert node.y >= TOP - 0.01 and node.y + node.height <= TOP + HEIGHT + 0.01
    for column in {node.x for node in drawn.nodes}:
        nodes = [node for node in drawn.nodes if node.x == column]
        assert all(above.y + above.height < below.y for above, below in pairwise(nodes))
        assert all(below.label_y - above.label_y >= 15 for above, below in pairwise(nodes))
        assert all(node.label_y <= drawn.height for node in nodes)


def test_one_application_is_drawn() -> None:
    drawn: Sankey = lay_out([Flow("Applied", "Ongoing", 1)], NODES)
    assert [(node.name, node.kind) for node in drawn.nodes] == [("Applied", "start"), ("Ongoing", "ongoing")]
