import { Eye, EyeOff, FileQuestion, Folder, GripVertical, Shield, Trash2 } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { Button, GridListItem } from 'react-aria-components';
import type { Layer } from '../../../preload/contract/document.ts';
import { useDocument, useWords } from '../context.ts';
import { Thumbnail } from '../controls/Thumbnail.tsx';

interface LayerRowProps {
  readonly layer: Layer;
  /** True while the name is being changed. */
  readonly naming: boolean;
  readonly setNaming: (naming: boolean) => void;
}

/** Grip, eye, thumbnail, name (double click or F2 to change it), delete. */
export function LayerRow({ layer, naming, setNaming }: LayerRowProps) {
  const strings = useWords();
  const { setVisible, removeLayer } = useDocument((state) => state);
  const words = strings.layers;
  return (
    <GridListItem id={layer.id} className={`layer-row ${layer.visible ? '' : 'is-hidden'}`} textValue={layer.name}>
      <Button slot="drag" className="grip">
        <GripVertical size={14} aria-hidden />
      </Button>
      <Button
        className="icon-button is-small"
        aria-label={layer.visible ? words.hideNamed({ name: layer.name }) : words.showNamed({ name: layer.name })}
        onPress={() => setVisible(layer.id, !layer.visible)}
      >
        {layer.visible ? <Eye size={16} aria-hidden /> : <EyeOff size={16} aria-hidden />}
      </Button>
      <LayerPicture layer={layer} />
      {naming ? (
        <NameInput layer={layer} onDone={() => setNaming(false)} />
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: F2 on the row does the same by keyboard (shortcuts.ts)
        <span className="layer-name" title={layer.name} onDoubleClick={() => setNaming(true)}>
          {layer.name}
        </span>
      )}
      {layer.isProtected && <Shield className="layer-mark" size={14} role="img" aria-label={words.protected} />}
      <Button
        className="icon-button is-small layer-delete"
        aria-label={words.deleteNamed({ name: layer.name })}
        onPress={() => removeLayer(layer.id)}
      >
        <Trash2 size={14} aria-hidden />
      </Button>
    </GridListItem>
  );
}

/** The picture itself; of a group, and of what this studio does not know, a sign. */
function LayerPicture({ layer }: { readonly layer: Layer }) {
  const strings = useWords();
  if (layer.kind === 'picture') return <Thumbnail hash={layer.blob} className="is-layer" />;
  const [Sign, label] =
    layer.kind === 'group' ? [Folder, strings.layers.group] : [FileQuestion, strings.layers.unknown];
  return (
    <span className="thumbnail is-layer is-sign" title={label}>
      <Sign size={18} role="img" aria-label={label} />
    </span>
  );
}

function NameInput({ layer, onDone }: { readonly layer: Layer; readonly onDone: () => void }) {
  const strings = useWords();
  const [text, setText] = useState(layer.name);
  const rename = useDocument((state) => state.renameLayer);
  const press = (event: KeyboardEvent) => {
    event.stopPropagation(); // the list would search for what is typed
    if (event.key === 'Escape') onDone();
    if (event.key !== 'Enter') return;
    rename(layer.id, text);
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
        rename(layer.id, text);
        onDone();
      }}
    />
  );
}
