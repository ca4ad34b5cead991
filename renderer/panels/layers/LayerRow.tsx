import { ChevronRight, CornerLeftDown, Eye, EyeOff, GripVertical, Lock, Shield, ShieldOff, Trash2 } from 'lucide-react';
import { type CSSProperties, type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { Button, TreeItem, TreeItemContent } from 'react-aria-components';
import type { Layer } from '../../../preload/contract/document.ts';
import { locksWithin } from '../../document/locks.ts';
import { useApp, useDocument, useStudio, useWords } from '../context.ts';
import { LayerPicture, MaskPicture } from './LayerPicture.tsx';

interface LayerRowProps {
  readonly id: string;
  readonly layer: Layer;
  /** The rows of the layers in the group. */
  readonly children: ReactNode;
}

/**
 * A layer's row: grip, eye, the group's arrow, thumbnails of layer and mask, name, marks and delete button. A double
 * click or F2 edits the name.
 */
export function LayerRow({ id, layer, children }: LayerRowProps) {
  const tag = layer.kind === 'unreadable' ? 'none' : (layer.tag ?? 'none');
  return (
    <TreeItem
      id={id}
      className={`layer-row ${layer.visible ? '' : 'is-hidden'}`}
      textValue={layer.name}
      data-tag={tag}
      style={({ level }) => ({ '--level': level - 1 }) as CSSProperties}
    >
      <TreeItemContent>
        {({ hasChildItems }) => (
          <>
            <Button slot="drag" className="grip">
              <GripVertical size={14} aria-hidden />
            </Button>
            <EyeButton layer={layer} />
            <span className="layer-indent">
              {(hasChildItems || layer.kind === 'group') && (
                <Button slot="chevron" className="layer-chevron">
                  <ChevronRight size={14} aria-hidden />
                </Button>
              )}
            </span>
            {layer.kind !== 'unreadable' && layer.clipped && <ClippedSign />}
            <LayerPicture layer={layer} />
            {layer.mask !== null && <MaskPicture layer={layer} mask={layer.mask} />}
            <LayerName layer={layer} />
            <Marks layer={layer} />
            <DeleteButton layer={layer} />
          </>
        )}
      </TreeItemContent>
      {children}
    </TreeItem>
  );
}

function EyeButton({ layer }: { readonly layer: Layer }) {
  const { layers: words } = useWords();
  const setVisible = useDocument((state) => state.setVisible);
  const { name, visible } = layer;
  return (
    <Button
      className="icon-button is-small"
      aria-label={visible ? words.hideNamed({ name }) : words.showNamed({ name })}
      onPress={() => setVisible(layer.id, !visible)}
    >
      {visible ? <Eye size={16} aria-hidden /> : <EyeOff size={16} aria-hidden />}
    </Button>
  );
}

function DeleteButton({ layer }: { readonly layer: Layer }) {
  const { layers: words } = useWords();
  const { layers } = useStudio();
  const locked = useDocument(({ document }) => locksWithin(document.layers, layer.id).all);
  if (locked) return null;
  return (
    <Button
      className="icon-button is-small layer-delete"
      aria-label={words.deleteNamed({ name: layer.name })}
      onPress={() => layers.perform('remove-layer', [layer.id])}
    >
      <Trash2 size={14} aria-hidden />
    </Button>
  );
}

function ClippedSign() {
  const { layers: words } = useWords();
  return <CornerLeftDown className="layer-clipped" size={14} role="img" aria-label={words.clipped} />;
}

/** The layer's properties as icons. */
function Marks({ layer }: { readonly layer: Layer }) {
  const { layers: words } = useWords();
  const { all, position, transparency } = layer.locks;
  const locked = all ? words.locked : position || transparency ? words.partlyLocked : null;
  const unknown = layer.kind === 'unreadable' && layer.box === null;
  return (
    <>
      {locked !== null && (
        <Lock className={`layer-mark ${all ? '' : 'is-partly'}`} size={14} role="img" aria-label={locked} />
      )}
      {layer.isProtected === true &&
        (unknown ? (
          <ShieldOff className="layer-mark" size={14} role="img" aria-label={words.notProtected} />
        ) : (
          <Shield className="layer-mark" size={14} role="img" aria-label={words.protected} />
        ))}
    </>
  );
}

function LayerName({ layer }: { readonly layer: Layer }) {
  const naming = useApp((app) => app.namedLayerId === layer.id);
  const nameLayer = useApp((app) => app.nameLayer);
  if (naming) return <NameInput layer={layer} onDone={() => nameLayer(null)} />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: F2 on the row does the same by keyboard (shortcuts.ts)
    <span className="layer-name" title={layer.name} onDoubleClick={() => nameLayer(layer.id)}>
      {layer.name}
    </span>
  );
}

function NameInput({ layer, onDone }: { readonly layer: Layer; readonly onDone: () => void }) {
  const strings = useWords();
  const [text, setText] = useState(layer.name);
  const rename = useDocument((state) => state.renameLayer);
  const isDone = useRef(false);
  const press = (event: KeyboardEvent) => {
    event.stopPropagation(); // the list would search for the typed letters
    if (event.key !== 'Escape' && event.key !== 'Enter') return;
    isDone.current = true;
    if (event.key === 'Enter') rename(layer.id, text);
    // The field goes, and the keys of the list go on in its row.
    event.currentTarget.closest<HTMLElement>('[role=row]')?.focus();
    onDone();
  };
  return (
    <input
      className="text-field layer-name"
      aria-label={strings.layers.name}
      // biome-ignore lint/a11y/noAutofocus: it appears because the artist asked for it
      autoFocus
      value={text}
      maxLength={200}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setText(event.target.value)}
      onPointerDown={(event) => event.stopPropagation()}
      onKeyDownCapture={press}
      onBlur={() => {
        if (isDone.current) return;
        rename(layer.id, text);
        onDone();
      }}
    />
  );
}
