import { Check } from 'lucide-react';
import { useContext } from 'react';
import { MenuItem, Separator } from 'react-aria-components';
import type { ShortcutAction } from '../../../preload/keys/shortcuts.ts';
import { layersAt } from '../../document/layers-at.ts';
import type { Point } from '../../document/point.ts';
import { useDocument, useRun, useWords } from '../context.ts';
import { ActionItem, CloseMenu, CommandItem, Submenu } from '../controls/menu-items.tsx';
import { type Spot, SpotMenu } from '../controls/SpotMenu.tsx';

/** Where the menu was opened: in the window, and on the page. */
export interface CanvasSpot extends Spot {
  readonly page: Point;
}

interface CanvasMenuProps {
  readonly spot: CanvasSpot;
  readonly onClose: () => void;
}

/** The context menu of the canvas: what can be done with the results that wait, with what is marked, and with the layers. */
export function CanvasMenu({ spot, onClose }: CanvasMenuProps) {
  const { canvas: words } = useWords();
  const waits = useRun((run) => run.phase === 'candidate');
  const marked = useDocument(({ document }) => document.region.length > 0);
  return (
    <CloseMenu value={onClose}>
      <SpotMenu spot={spot} label={words.menu} onClose={onClose}>
        {waits ? <OfResults /> : <OfLayers at={spot.page} marked={marked} />}
        <Separator className="menu-rule" />
        <Named action="zoom-fit" />
        <Named action="zoom-100" />
      </SpotMenu>
    </CloseMenu>
  );
}

/** An action by its name in the list of keys. */
function Named({ action }: { readonly action: ShortcutAction & keyof ReturnType<typeof useWords>['keys']['actions'] }) {
  return <ActionItem action={action} label={useWords().keys.actions[action]} />;
}

function OfResults() {
  const { candidate } = useWords();
  return (
    <>
      <Named action="accept" />
      <ActionItem action="cancel" label={candidate.discard} />
      <Named action="show-confidence" />
    </>
  );
}

/** While a region is marked, most is about that, and the menu stays short enough to be read at once. */
function OfLayers({ at, marked }: { readonly at: Point; readonly marked: boolean }) {
  if (marked) {
    return (
      <>
        <OfRegion />
        <Separator className="menu-rule" />
        <LayersHere at={at} />
      </>
    );
  }
  return (
    <>
      <Named action="select-all" />
      <LayersHere at={at} />
      <Separator className="menu-rule" />
      <CommandItem command="duplicate-layer" />
      <CommandItem command="merge-layers" />
      <CommandItem command="remove-layer" />
      <Separator className="menu-rule" />
      <Named action="image-size" />
      <Named action="canvas-size" />
    </>
  );
}

function OfRegion() {
  return (
    <>
      <Named action="clear-mask" />
      <Named action="invert-region" />
      <Named action="feather-region" />
      <Separator className="menu-rule" />
      <CommandItem command="copy-pixels" />
      <CommandItem command="cut-pixels" />
      <CommandItem command="layer-via-copy" />
      <CommandItem command="mask-of-region" />
      <Named action="crop-to-region" />
      <Named action="remove-object" />
    </>
  );
}

/** The layers under the pointer, so that one that others cover is chosen as well. */
function LayersHere({ at }: { readonly at: Point }) {
  const { canvas: words } = useWords();
  const layers = useDocument(({ document }) => document.layers);
  const chosen = useDocument((state) => state.selectedLayerIds);
  const selectLayer = useDocument((state) => state.selectLayer);
  const close = useContext(CloseMenu);
  const here = layersAt(layers, at);
  if (here.length === 0) return null;
  return (
    <Submenu label={words.layersHere}>
      {here.map(({ id, name }) => (
        <MenuItem
          key={id}
          id={id}
          className="menu-item"
          textValue={name}
          onAction={() => {
            selectLayer(id);
            close();
          }}
        >
          <span className="menu-check">{chosen.includes(id) && <Check size={16} aria-hidden />}</span>
          <span className="clip menu-name">{name}</span>
        </MenuItem>
      ))}
    </Submenu>
  );
}
