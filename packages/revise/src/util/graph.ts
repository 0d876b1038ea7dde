/** A directed graph over opaque nodes, sorted without losing the order in which the nodes were given. */

export interface SortResult<Node> {
  /** Every node that is not on a cycle nor behind one, predecessors first. */
  readonly sorted: readonly Node[];
  /** The nodes that could not be placed, in the order given; empty when the graph has no cycle. */
  readonly cyclic: readonly Node[];
}

/**
 * Sorts `nodes` so that each comes after its predecessors. Among the nodes that are free at a moment the one given
 * first goes first, so equal input always gives equal output (Kahn's algorithm over a heap of positions).
 *
 * @param predecessors the nodes that must precede a node; those that are not in `nodes` are ignored
 */
export function topologicalSort<Node>(
  nodes: readonly Node[],
  predecessors: (node: Node) => Iterable<Node>,
): SortResult<Node> {
  const position = new Map(nodes.map((node, index) => [node, index]));
  const successors = nodes.map((): number[] => []);
  const open = nodes.map((node, index) => {
    const before = new Set<number>();
    for (const predecessor of predecessors(node)) {
      const at = position.get(predecessor);
      if (at !== undefined && at !== index) before.add(at);
    }
    for (const at of before) successors[at]?.push(index);
    return before.size;
  });

  const free = new PositionHeap();
  open.forEach((count, index) => {
    if (count === 0) free.push(index);
  });
  const placed = new Set<number>();
  const sorted: Node[] = [];
  for (let index = free.pop(); index !== undefined; index = free.pop()) {
    placed.add(index);
    sorted.push(nodes[index] as Node);
    for (const successor of successors[index] ?? []) {
      const left = (open[successor] ?? 0) - 1;
      open[successor] = left;
      if (left === 0) free.push(successor);
    }
  }
  return { sorted, cyclic: nodes.filter((_, index) => !placed.has(index)) };
}

/** A binary min-heap of numbers. */
class PositionHeap {
  readonly #items: number[] = [];

  push(value: number): void {
    const items = this.#items;
    let at = items.push(value) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((items[parent] ?? 0) <= value) break;
      items[at] = items[parent] ?? 0;
      at = parent;
    }
    items[at] = value;
  }

  pop(): number | undefined {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (last === undefined || items.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && (items[child + 1] ?? 0) < (items[child] ?? 0)) child += 1;
      if ((items[child] ?? 0) >= last) break;
      items[at] = items[child] ?? 0;
      at = child;
    }
    items[at] = last;
    return top;
  }
}
