import { useRef } from 'react';
import type { Layer } from '../../../preload/contract/document.ts';
import { type LayerNode, layerTree } from '../../document/layer-tree.ts';

/** The tree of layers and groups, top first, for the list. A row whose layers have not changed keeps its node. */
export function useTopFirst(layers: readonly Layer[]): readonly LayerNode[] {
  const last = useRef<{ readonly layers: readonly Layer[]; readonly nodes: readonly LayerNode[] }>(null);
  if (last.current?.layers !== layers) {
    const known = new Map(allOf(last.current?.nodes ?? []).map((node) => [node.layer.id, node]));
    last.current = { layers, nodes: topFirst(layerTree(layers), known) };
  }
  return last.current.nodes;
}

function topFirst(nodes: readonly LayerNode[], known: ReadonlyMap<string, LayerNode>): readonly LayerNode[] {
  return nodes.toReversed().map(({ layer, inside }) => {
    const before = known.get(layer.id);
    const next = topFirst(inside, known);
    const same = before?.layer === layer && before.inside.length === next.length;
    return same && next.every((node, at) => node === before.inside[at]) ? before : { layer, inside: next };
  });
}

const allOf = (nodes: readonly LayerNode[]): readonly LayerNode[] =>
  nodes.flatMap((node) => [node, ...allOf(node.inside)]);

/** A node in the form that the list takes. */
export interface Row {
  readonly id: string;
  readonly node: LayerNode;
}

const known = new WeakMap<LayerNode, Row>();

/** Returns the same row for the same node, so that unchanged rows are not rendered again. */
export function rows(nodes: readonly LayerNode[]): readonly Row[] {
  return nodes.map((node) => {
    const row = known.get(node) ?? { id: node.layer.id, node };
    known.set(node, row);
    return row;
  });
}
