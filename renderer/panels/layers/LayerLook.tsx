import { Check, ChevronDown, FileOutput, Grid2x2Check, Lock, type LucideIcon, Move, Shield } from 'lucide-react';
import { Button, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';
import { type BlendMode, blendModes, type Layer, type Locks } from '../../../preload/contract/document.ts';
import { exportRefusal } from '../../document/export-plans.ts';
import { locksOn } from '../../document/locks.ts';
import { type LayerPatch, updateLayers } from '../../document/operations.ts';
import { asksToPass } from '../../document/pass-through.ts';
import { useDocument, useStudio, useWords } from '../context.ts';
import { DragOut } from '../controls/DragOut.tsx';
import { ValueSlider } from '../controls/Field.tsx';
import { useGesture } from '../controls/gesture.ts';
import { IconButton } from '../controls/IconButton.tsx';
import { percent } from '../words.ts';
import { LayerNumbers } from './LayerNumbers.tsx';

/**
 * How the chosen layers are painted, and which of their locks are on. Its place stays reserved where no layer is
 * chosen.
 */
export function LayerLook() {
  const { layers: words } = useWords();
  const layers = useDocument(({ document }) => document.layers);
  const selectedId = useDocument((state) => state.selectedLayerId);
  const layer = layers.find(({ id }) => id === selectedId) ?? null;
  const held = layer !== null && locksOn(layers, layer.id).all;
  return (
    <section className="layer-look" aria-label={words.look}>
      <div className="layer-look-row">
        <Mode layer={layer} held={held} />
        <Opacity layer={layer} held={held} />
      </div>
      <LayerNumbers />
      <Holds layer={layer} />
    </section>
  );
}

interface LookProps {
  /** The layer that was chosen last. A change applies to all chosen layers. */
  readonly layer: Layer | null;
  readonly held: boolean;
}

/** Changes all chosen layers in one undo step. */
function useChange() {
  const change = useDocument((state) => state.change);
  const ids = useDocument((state) => state.selectedLayerIds);
  return (patch: LayerPatch) => change((page) => updateLayers(page, new Map(ids.map((id) => [id, patch]))));
}

/** What the menu of blend modes has for groups alone. */
const PASS_THROUGH = 'pass-through';

const isMode = (key: unknown): key is BlendMode => blendModes.some((mode) => mode === key);

/** The blend modes in the order of the menu, in groups of similar modes. */
const families: readonly (readonly BlendMode[])[] = [
  ['normal'],
  ['darken', 'multiply', 'color-burn'],
  ['lighten', 'screen', 'color-dodge'],
  ['overlay', 'soft-light', 'hard-light'],
  ['difference', 'exclusion'],
  ['hue', 'saturation', 'color', 'luminosity'],
];

/** Changes the blend mode of all chosen layers, or lets the groups among them pass through. */
function useModeChange() {
  const change = useDocument((state) => state.change);
  const ids = useDocument((state) => state.selectedLayerIds);
  return (mode: BlendMode | typeof PASS_THROUGH) =>
    change((page) => {
      const chosen = page.layers.filter(
        ({ id, kind }) => ids.includes(id) && (kind === 'group' || mode !== PASS_THROUGH),
      );
      const patch: LayerPatch =
        mode === PASS_THROUGH ? { passThrough: true, blendMode: 'normal' } : { passThrough: false, blendMode: mode };
      return updateLayers(page, new Map(chosen.map(({ id }) => [id, patch])));
    });
}

function Mode({ layer, held }: LookProps) {
  const { layers: words } = useWords();
  const change = useModeChange();
  const passes = layer !== null && asksToPass(layer);
  const names = { ...words.modes, [PASS_THROUGH]: words.passThrough };
  const shown = layer?.kind === 'group' ? [[PASS_THROUGH] as const, ...families] : families;
  return (
    <Select
      className="layer-mode"
      aria-label={words.mode}
      isDisabled={layer === null || held}
      value={passes ? PASS_THROUGH : (layer?.blendMode ?? 'normal')}
      onChange={(mode) => (isMode(mode) || mode === PASS_THROUGH) && change(mode)}
    >
      <Button className="plain-button layer-mode-button">
        <SelectValue className="clip" />
        <ChevronDown size={14} aria-hidden />
      </Button>
      <Popover className="popover" placement="bottom start" offset={4}>
        <ListBox className="menu">
          {shown.flatMap((family, at) =>
            family.map((mode, place) => (
              <ListBoxItem
                key={mode}
                id={mode}
                className={`menu-item ${at > 0 && place === 0 ? 'begins' : ''}`}
                textValue={names[mode]}
              >
                {({ isSelected }) => (
                  <>
                    <span className="menu-check">{isSelected && <Check size={16} aria-hidden />}</span>
                    {names[mode]}
                  </>
                )}
              </ListBoxItem>
            )),
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}

function Opacity({ layer, held }: LookProps) {
  const strings = useWords();
  const change = useChange();
  const gesture = useGesture();
  return (
    <ValueSlider
      label={strings.layers.opacity}
      value={Math.round((layer?.opacity ?? 1) * 100)}
      isDisabled={layer === null || held}
      least={0}
      most={100}
      step={1}
      format={(value) => (layer === null ? '–' : percent(strings, value / 100))}
      onStart={gesture.begin}
      onChange={(value) => change({ opacity: value / 100 })}
      onEnd={gesture.end}
    />
  );
}

/** Drags what the chosen layers show out of the window, as a file. The rows themselves are dragged to sort them. */
function OutGrip() {
  const { layers: words } = useWords();
  const { dragOut } = useStudio();
  const ids = useDocument((state) => state.selectedLayerIds);
  const isEmpty = useDocument(({ document }) => exportRefusal(document, ONE_PICTURE, ids) !== null);
  if (isEmpty) return null;
  return (
    <DragOut prepare={() => dragOut.ofLayers(ids)} title={words.dragOut} className="is-handle">
      <FileOutput size={16} aria-hidden />
    </DragOut>
  );
}

const ONE_PICTURE = { part: 'layers', mediaType: 'image/png' } as const;

const lockIcons: Readonly<Record<keyof Locks, LucideIcon>> = {
  transparency: Grid2x2Check,
  position: Move,
  all: Lock,
};
const lockNames = ['transparency', 'position', 'all'] as const;

/** The locks against editing by hand, and the protection against being redrawn by the model. */
function Holds({ layer }: { readonly layer: Layer | null }) {
  const { layers: words } = useWords();
  const change = useChange();
  return (
    <div className="layer-holds">
      <span className="layer-holds-label">{words.lock}</span>
      {lockNames.map((name) => (
        <IconButton
          key={name}
          size={16}
          icon={lockIcons[name]}
          label={words.locks[name]}
          pressed={layer?.locks[name] === true}
          isDisabled={layer === null}
          onPress={() => layer !== null && change({ locks: { ...layer.locks, [name]: !layer.locks[name] } })}
        />
      ))}
      <span className="spacer" />
      <OutGrip />
      <IconButton
        size={16}
        icon={Shield}
        label={layer?.isProtected ? words.unprotect : words.protect}
        pressed={layer?.isProtected === true}
        isDisabled={layer === null}
        onPress={() => layer !== null && change({ isProtected: layer.isProtected !== true })}
      />
    </div>
  );
}
