import { ArrowDown, ArrowUp, Copy, Eye, EyeOff, Layers, Shield, ShieldOff, Trash2 } from 'lucide-react';
import { useMemo } from 'react';
import { GridList, useDragAndDrop } from 'react-aria-components';
import type { Layer } from '../../../preload/contract/document.ts';
import { useApp, useDocument, useStudio, useWords } from '../context.ts';
import { ValueSlider } from '../controls/Field.tsx';
import { IconButton } from '../controls/IconButton.tsx';
import { Teach } from '../controls/Teach.tsx';
import { useKey } from '../keys.ts';
import { percent } from '../words.ts';
import { LayerRow } from './LayerRow.tsx';
import { Paper } from './Paper.tsx';
import { indexAfterDrop } from './reorder.ts';

export function LayersPanel() {
  const strings = useWords();
  const layers = useDocument(({ document }) => document.layers);
  const selectedId = useDocument((state) => state.selectedLayerId);
  const selected = layers.find((layer) => layer.id === selectedId) ?? null;
  if (layers.length === 0) {
    return <Teach icon={Layers} title={strings.layers.emptyTitle} text={strings.layers.empty} />;
  }
  return (
    <div className="layers" data-keys="layers">
      <Opacity layer={selected} />
      <LayerList layers={layers} selectedId={selectedId} />
      <Paper />
      <Actions layers={layers} selected={selected} />
    </div>
  );
}

function LayerList({ layers, selectedId }: { readonly layers: readonly Layer[]; readonly selectedId: string | null }) {
  const strings = useWords();
  const { document } = useStudio();
  const namedId = useApp((app) => app.namedLayerId);
  const nameLayer = useApp((app) => app.nameLayer);
  const topFirst = useMemo(() => layers.toReversed(), [layers]);
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': String(key) })),
    onReorder: ({ keys, target }) => {
      const [id] = [...keys].map(String);
      if (id === undefined || target.dropPosition === 'on') return;
      const to = indexAfterDrop(
        layers.map((layer) => layer.id),
        id,
        String(target.key),
        target.dropPosition,
      );
      document.getState().moveLayer(id, to);
    },
  });
  return (
    <div className="layer-scroll">
      <GridList
        className="layer-list"
        aria-label={strings.layers.list}
        items={topFirst}
        dependencies={[namedId]}
        // Letters choose tools, and Escape is the window's.
        disallowTypeAhead
        escapeKeyBehavior="none"
        // The second click of a double click is not to take the choice back.
        disallowEmptySelection
        selectionMode="single"
        selectionBehavior="replace"
        selectedKeys={selectedId === null ? [] : [selectedId]}
        onSelectionChange={(keys) => {
          if (keys !== 'all') document.getState().selectLayer([...keys].map(String)[0] ?? null);
        }}
        dragAndDropHooks={dragAndDropHooks}
      >
        {(layer) => (
          <LayerRow
            layer={layer}
            naming={layer.id === namedId}
            setNaming={(naming) => nameLayer(naming ? layer.id : null)}
          />
        )}
      </GridList>
    </div>
  );
}

/** There with no layer chosen, too: the list below it stays where it is. */
function Opacity({ layer }: { readonly layer: Layer | null }) {
  const strings = useWords();
  const { setOpacity, beginGesture, endGesture } = useDocument((state) => state);
  // A drag of the thumb is one undo step: the gesture opens with the first change.
  const gesture = useMemo(() => ({ open: false }), []);
  return (
    <div className="layer-opacity">
      <ValueSlider
        label={strings.layers.opacity}
        value={Math.round((layer?.opacity ?? 1) * 100)}
        isDisabled={layer === null}
        least={0}
        most={100}
        step={1}
        format={(value) => (layer === null ? '–' : percent(strings, value / 100))}
        onStart={() => {
          if (!gesture.open) beginGesture();
          gesture.open = true;
        }}
        onChange={(value) => layer !== null && setOpacity(layer.id, value / 100)}
        onEnd={() => {
          if (gesture.open) endGesture();
          gesture.open = false;
        }}
      />
    </div>
  );
}

function Actions({ layers, selected }: { readonly layers: readonly Layer[]; readonly selected: Layer | null }) {
  const strings = useWords();
  const { setVisible, setProtected, moveLayer, duplicateLayer, removeLayer } = useDocument((state) => state);
  const at = selected === null ? -1 : layers.indexOf(selected);
  const off = selected === null;
  const words = strings.layers;
  const withLayer = (act: (layer: Layer) => void) => () => {
    if (selected !== null) act(selected);
  };
  const Visibility = selected?.visible === false ? Eye : EyeOff;
  return (
    <div className="layer-actions">
      <IconButton
        placement="top"
        icon={ArrowUp}
        label={words.up}
        isDisabled={off || at === layers.length - 1}
        onPress={withLayer(({ id }) => moveLayer(id, at + 1))}
      />
      <IconButton
        placement="top"
        icon={ArrowDown}
        label={words.down}
        isDisabled={off || at === 0}
        onPress={withLayer(({ id }) => moveLayer(id, at - 1))}
      />
      <IconButton
        placement="top"
        icon={Visibility}
        label={selected?.visible === false ? words.show : words.hide}
        isDisabled={off}
        onPress={withLayer(({ id, visible }) => setVisible(id, !visible))}
      />
      <IconButton
        placement="top"
        icon={selected?.isProtected ? ShieldOff : Shield}
        label={selected?.isProtected ? words.unprotect : words.protect}
        isDisabled={off}
        onPress={withLayer(({ id, isProtected = false }) => setProtected(id, !isProtected))}
      />
      <IconButton
        placement="top"
        icon={Copy}
        label={words.duplicate}
        hint={useKey('duplicate-layer')}
        isDisabled={off}
        onPress={withLayer(({ id }) => duplicateLayer(id, () => crypto.randomUUID(), strings.names.copy))}
      />
      <span className="spacer" />
      <IconButton
        placement="top"
        icon={Trash2}
        label={words.delete}
        hint={useKey('remove-layer')}
        isDisabled={off}
        onPress={withLayer(({ id }) => removeLayer(id))}
      />
    </div>
  );
}
