import { ArrowDown, ArrowUp, Copy, FolderPlus, Layers, type LucideIcon, Trash2, VenetianMask } from 'lucide-react';
import type { AnyLayerCommand } from '../../../preload/contract/layer-commands.ts';
import { LayerSettings } from '../adjust/LayerSettings.tsx';
import { useDocument, useStudio, useWords } from '../context.ts';
import { IconButton } from '../controls/IconButton.tsx';
import { Teach } from '../controls/Teach.tsx';
import { useKey } from '../keys.ts';
import { AddFill } from './AddFill.tsx';
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
      <LayerSettings />
      <Paper />
      <Actions />
    </div>
  );
}

/** The commands that are used most. */
function Actions() {
  return (
    <div className="layer-actions">
      <Command command="group-layers" icon={FolderPlus} />
      <Command command="layer-forward" icon={ArrowUp} />
      <Command command="layer-backward" icon={ArrowDown} />
      <Command command="duplicate-layer" icon={Copy} />
      <AddMask />
      <AddFill />
      <span className="spacer" />
      <Command command="remove-layer" icon={Trash2} />
    </div>
  );
}

/** A button that is disabled keeps its place, and its tooltip gives the reason. */
function Command({ command, icon }: { readonly command: AnyLayerCommand; readonly icon: LucideIcon }) {
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
      refusal={refusal?.(strings)}
      onPress={() => layers.perform(command, ids)}
    />
  );
}

/** Makes a mask of the region, or a plain one where there is none. With Alt, the mask hides what it would show. */
function AddMask() {
  const strings = useWords();
  const { layers } = useStudio();
  const ids = useDocument((state) => state.selectedLayerIds);
  const marked = useDocument(({ document }) => document.region.length > 0);
  useDocument(({ document }) => document.layers);
  const refusal = layers.refusal(marked ? 'mask-of-region' : 'mask-show-all', ids);
  const add = (hides: boolean) => {
    if (marked) layers.perform(hides ? 'mask-of-outside' : 'mask-of-region', ids);
    else layers.perform(hides ? 'mask-hide-all' : 'mask-show-all', ids);
  };
  return (
    <IconButton
      placement="top"
      icon={VenetianMask}
      label={strings.layers.addMask}
      refusal={refusal?.(strings) ?? undefined}
      says={strings.layers.addMaskHint}
      onPress={({ altKey }) => add(altKey)}
    />
  );
}
