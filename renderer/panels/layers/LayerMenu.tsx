import { Check } from 'lucide-react';
import { useContext } from 'react';
import { MenuItem, Separator } from 'react-aria-components';
import { type LayerTag, layerTags } from '../../../preload/contract/document.ts';
import { type AnyLayerCommand, alignments } from '../../../preload/contract/layer-commands.ts';
import { type DrawnLayerAction, drawnLayerActions } from '../../../preload/keys/shortcuts.ts';
import { updateLayers } from '../../document/operations.ts';
import type { DocumentState } from '../../document/store.ts';
import { useApp, useDocument, useStudio, useWords } from '../context.ts';
import { KeyHint } from '../controls/KeyHint.tsx';
import { CloseMenu, CommandItem, Submenu } from '../controls/menu-items.tsx';
import { type Spot, SpotMenu } from '../controls/SpotMenu.tsx';

const ARRANGE: readonly AnyLayerCommand[] = ['layer-to-front', 'layer-forward', 'layer-backward', 'layer-to-back'];
const TURN: readonly AnyLayerCommand[] = ['flip-across', 'flip-down', 'turn-right', 'turn-left', 'turn-around'];
const ALIGN: readonly AnyLayerCommand[] = alignments;
const MASK: readonly AnyLayerCommand[] = [
  'mask-of-region',
  'mask-of-outside',
  'mask-of-subject',
  'mask-show-all',
  'mask-hide-all',
  'mask-invert',
  'mask-clear',
  'mask-apply',
  'mask-toggle',
  'mask-delete',
];

/** The context menu of the chosen layers. It opens at the pointer. */
export function LayerMenu({ spot, onClose }: { readonly spot: Spot; readonly onClose: () => void }) {
  const strings = useWords();
  const { layers: words } = strings;
  const nameLayer = useApp((app) => app.nameLayer);
  const last = useDocument((state) => state.selectedLayerId);
  return (
    <CloseMenu value={onClose}>
      <SpotMenu spot={spot} label={words.menu} onClose={onClose}>
        <MenuItem id="rename-layer" className="menu-item" onAction={() => last !== null && nameLayer(last)}>
          {words.rename}
          <KeyHint action="rename-layer" className="menu-key" />
        </MenuItem>
        <CommandItem command="copy-pixels" />
        <CommandItem command="layer-via-copy" />
        <CommandItem command="duplicate-layer" />
        <CommandItem command="remove-layer" />
        <Separator className="menu-rule" />
        <CommandItem command="group-layers" />
        <CommandItem command="ungroup-layers" />
        <Submenu label={words.arrange}>
          {ARRANGE.map((command) => (
            <CommandItem key={command} command={command} />
          ))}
        </Submenu>
        <Submenu label={words.turns}>
          {TURN.map((command) => (
            <CommandItem key={command} command={command} />
          ))}
        </Submenu>
        <Submenu label={words.alignments}>
          {ALIGN.map((command) => (
            <CommandItem key={command} command={command} />
          ))}
        </Submenu>
        <Submenu label={strings.drawn.menu}>
          {drawnLayerActions.map((action) => (
            <DrawnItem key={action} action={action} />
          ))}
        </Submenu>
        <CommandItem command="clip-layer" />
        <Submenu label={words.masks}>
          <MaskItem action="paint-mask" label={words.paintMask} run={paintMask} />
          <MaskItem action="lone-mask" label={words.loneMask} run={showAlone} />
          {MASK.map((command) => (
            <CommandItem key={command} command={command} />
          ))}
        </Submenu>
        <Separator className="menu-rule" />
        <CommandItem command="merge-layers" />
        <CommandItem command="merge-visible" />
        <CommandItem command="flatten" />
        <CommandItem command="rasterise" />
        <CommandItem command="drop-lost" />
        <Separator className="menu-rule" />
        <Tags />
      </SpotMenu>
    </CloseMenu>
  );
}

/** An item for the layer that was chosen last, where a model has drawn it. */
function DrawnItem({ action }: { readonly action: DrawnLayerAction }) {
  const { keys, drawn } = useWords();
  const { perform } = useStudio();
  const isDrawn = useDocument(({ document: { layers }, selectedLayerId }) =>
    layers.some((layer) => layer.id === selectedLayerId && layer.kind !== 'unreadable' && layer.generationId !== null),
  );
  const close = useContext(CloseMenu);
  return (
    <MenuItem
      id={action}
      className="menu-item"
      textValue={keys.actions[action]}
      isDisabled={!isDrawn}
      onAction={() => {
        perform(action);
        close();
      }}
    >
      <span title={isDrawn ? undefined : drawn.notDrawn}>{keys.actions[action]}</span>
    </MenuItem>
  );
}

type OfMask = (state: DocumentState, layerId: string) => void;

const paintMask: OfMask = ({ paintedMaskId, paintOn }, id) => paintOn(id, paintedMaskId === id ? 'layer' : 'mask');
const showAlone: OfMask = ({ loneMaskId, showMaskAlone }, id) => showMaskAlone(loneMaskId === id ? null : id);

interface MaskItemProps {
  readonly action: 'paint-mask' | 'lone-mask';
  readonly label: string;
  readonly run: OfMask;
}

/** An item for the mask of the layer that was chosen last. */
function MaskItem({ action, label, run }: MaskItemProps) {
  const { document } = useStudio();
  const layerId = useDocument((state) => state.selectedLayerId);
  const hasMask = useDocument(({ document: { layers } }) =>
    layers.some(({ id, mask }) => id === layerId && mask !== null),
  );
  const close = useContext(CloseMenu);
  return (
    <MenuItem
      id={action}
      className="menu-item"
      textValue={label}
      isDisabled={!hasMask}
      onAction={() => {
        if (layerId !== null) run(document.getState(), layerId);
        close();
      }}
    >
      {label}
      <KeyHint action={action} className="menu-key" />
    </MenuItem>
  );
}

function Tags() {
  const { layers: words } = useWords();
  const change = useDocument((state) => state.change);
  const ids = useDocument((state) => state.selectedLayerIds);
  const chosen = useDocument(({ document, selectedLayerId }): LayerTag => {
    const layer = document.layers.find(({ id }) => id === selectedLayerId);
    return layer === undefined || layer.kind === 'unreadable' ? 'none' : (layer.tag ?? 'none');
  });
  const close = useContext(CloseMenu);
  const setTag = (tag: LayerTag) => {
    change((page) => updateLayers(page, new Map(ids.map((id) => [id, { tag }]))));
    close();
  };
  return (
    <Submenu label={words.tag}>
      {layerTags.map((tag) => (
        <MenuItem key={tag} id={tag} className="menu-item" textValue={words.tags[tag]} onAction={() => setTag(tag)}>
          <span className="menu-check">{tag === chosen && <Check size={16} aria-hidden />}</span>
          <span className="tag-dot" data-tag={tag} aria-hidden />
          {words.tags[tag]}
        </MenuItem>
      ))}
    </Submenu>
  );
}
