import { ArrowDown, ArrowUp, Copy, FolderPlus, Layers, type LucideIcon, Trash2 } from 'lucide-react';
import type { LayerCommand } from '../../document/layer-commands.ts';
import { useDocument, useStudio, useWords } from '../context.ts';
import { IconButton } from '../controls/IconButton.tsx';
import { Teach } from '../controls/Teach.tsx';
import { useKey } from '../keys.ts';
import { LayerLook } from './LayerLook.tsx';
import { LayerTree } from './LayerTree.tsx';
import { Paper } from './Paper.tsx';

export function LayersPanel() {
  const { layers: words } = useWords();
  const isEmpty = useDocument(({ document }) => document.layers.length === 0);
  if (isEmpty) return <Teach icon={Layers} title={words.emptyTitle} text={words.empty} />;
  return (
    <div className="layers" data-keys="layers">
      <LayerLook />
      <LayerTree />
      <Paper />
      <Actions />
    </div>
  );
}

function Actions() {
  return (
    <div className="layer-actions">
      <Command command="group-layers" icon={FolderPlus} />
      <Command command="layer-forward" icon={ArrowUp} />
      <Command command="layer-backward" icon={ArrowDown} />
      <Command command="duplicate-layer" icon={Copy} />
      <span className="spacer" />
      <Command command="remove-layer" icon={Trash2} />
    </div>
  );
}

/** A button that is disabled keeps its place, and its tooltip gives the reason. */
function Command({ command, icon }: { readonly command: LayerCommand; readonly icon: LucideIcon }) {
  const strings = useWords();
  const { layers } = useStudio();
  const ids = useDocument((state) => state.selectedLayerIds);
  // The document decides which commands are available.
  useDocument(({ document }) => document.layers);
  const refusal = layers.refusal(command, ids);
  return (
    <IconButton
      placement="top"
      icon={icon}
      label={strings.layers.commands[command]}
      hint={useKey(command)}
      isDisabled={refusal !== null}
      onPress={() => layers.perform(command, ids)}
    />
  );
}
