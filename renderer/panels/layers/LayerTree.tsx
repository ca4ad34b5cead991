import { type MouseEvent, useEffect, useMemo, useRef, useState } from 'react';
import { Collection, type Key, Tree, useDragAndDrop } from 'react-aria-components';
import { placeLayers } from '../../document/arrange-layers.ts';
import { useDocument, useStudio, useWords } from '../context.ts';
import type { Spot } from '../controls/SpotMenu.tsx';
import { placeOfDrop } from './drop-place.ts';
import { LayerMenu } from './LayerMenu.tsx';
import { LayerRow } from './LayerRow.tsx';
import { type Row, rows, useTopFirst } from './tree.ts';

/**
 * Letters choose tools, so the list must not search for them. The tree passes this property to its list, but its types
 * do not declare it.
 */
const NO_SEARCH = { disallowTypeAhead: true };

/** The tree of all layers and groups, top first. */
export function LayerTree() {
  const strings = useWords();
  const { document } = useStudio();
  const layers = useDocument((state) => state.document.layers);
  const selectedIds = useDocument((state) => state.selectedLayerIds);
  const nodes = useTopFirst(layers);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [spot, setSpot] = useState<Spot | null>(null);
  const groups = useMemo(() => layers.filter(({ kind }) => kind === 'group').map(({ id }) => id), [layers]);
  const { dragAndDropHooks } = useLayerDrag();
  /** The selection as the list made it. It also holds where a range with Shift began. */
  const last = useRef<ReadonlySet<Key>>(new Set());
  const keysOf = (ids: readonly string[]) => {
    const same = ids.length === last.current.size && ids.every((id) => last.current.has(id));
    return same ? last.current : new Set(ids);
  };
  const host = useFocusThatFollows();
  const openMenu = (event: MouseEvent) => {
    const id = rowAt(event.target)?.dataset.key;
    if (id === undefined) return;
    event.preventDefault();
    const state = document.getState();
    if (!state.selectedLayerIds.includes(id)) state.selectLayer(id);
    setSpot({ x: event.clientX, y: event.clientY });
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the menu's key opens it on the row that has the focus
    <div className="layer-scroll" ref={host} onContextMenu={openMenu}>
      <Tree
        className="layer-list"
        aria-label={strings.layers.list}
        items={rows(nodes)}
        {...NO_SEARCH}
        // The window handles Escape.
        escapeKeyBehavior="none"
        // The second click of a double click must not clear the selection.
        disallowEmptySelection
        selectionMode="multiple"
        selectionBehavior="replace"
        selectedKeys={keysOf(selectedIds)}
        onSelectionChange={(keys) => {
          if (keys !== 'all') last.current = keys;
          const state = document.getState();
          const ids = keys === 'all' ? layers.map(({ id }) => id) : [...keys].map(String);
          const added = ids.filter((id) => !state.selectedLayerIds.includes(id));
          state.selectLayers(ids, added.at(-1) ?? state.selectedLayerId);
        }}
        expandedKeys={groups.filter((id) => !closed.has(id))}
        onExpandedChange={(open) => setClosed(new Set(groups.filter((id) => !open.has(id))))}
        dragAndDropHooks={dragAndDropHooks}
      >
        {rowOf}
      </Tree>
      {spot !== null && <LayerMenu spot={spot} onClose={() => setSpot(null)} />}
    </div>
  );
}

const rowOf = ({ node }: Row) => (
  <LayerRow id={node.layer.id} layer={node.layer}>
    <Collection items={rows(node.inside)}>{rowOf}</Collection>
  </LayerRow>
);

const rowAt = (target: EventTarget): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[role=row]') : null;

/** When a command selects a layer, its row takes the focus from another row, so that the next key acts on it. */
function useFocusThatFollows() {
  const host = useRef<HTMLDivElement>(null);
  const selectedId = useDocument((state) => state.selectedLayerId);
  useEffect(() => {
    // The list renders its rows a moment after the document has changed.
    const wait = setTimeout(() => {
      const focused = host.current?.querySelector<HTMLElement>('[role=row]:focus');
      if (selectedId === null || focused == null || focused.ariaSelected === 'true') return;
      host.current?.querySelector<HTMLElement>(`[role=row][data-key="${selectedId}"]`)?.focus();
    }, 30);
    return () => clearTimeout(wait);
  }, [selectedId]);
  return host;
}

/** Dragging reorders layers and moves them into and out of groups. Only a group accepts a drop on itself. */
function useLayerDrag() {
  const { document } = useStudio();
  return useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': String(key) })),
    shouldAcceptItemDrop: ({ key }) =>
      document.getState().document.layers.some(({ id, kind }) => id === key && kind === 'group'),
    onMove: ({ keys, target }) => {
      const ids = [...keys].map(String);
      const { layers } = document.getState().document;
      const place = placeOfDrop(layers, ids, String(target.key), target.dropPosition);
      if (place !== null) document.getState().change((page) => placeLayers(page, ids, place), ids);
    },
  });
}
