import { RotateCcw } from 'lucide-react';
import type { Adjustment } from '../../../preload/contract/adjustments.ts';
import { firstAdjustments } from '../../../preload/contract/adjustments.ts';
import type { AdjustmentLayer, FillLayer } from '../../../preload/contract/document.ts';
import { readjusted } from '../../document/adjustment-layers.ts';
import { locksOn } from '../../document/locks.ts';
import { useDocument, useWords } from '../context.ts';
import { IconButton } from '../controls/IconButton.tsx';
import { ColourSettings, GradientSettings } from './FillSettings.tsx';
import { LevelsSettings } from './LevelsSettings.tsx';
import { Setting } from './Setting.tsx';

/** What the chosen fill or adjustment can be set to. It lies below the list, so that no row of the list moves. */
export function LayerSettings() {
  const layers = useDocument(({ document }) => document.layers);
  const selectedId = useDocument((state) => state.selectedLayerId);
  const layer = layers.find(({ id }) => id === selectedId);
  if (layer?.kind !== 'fill' && layer?.kind !== 'adjustment') return null;
  return <Settings key={layer.id} layer={layer} isDisabled={locksOn(layers, layer.id).all} />;
}

interface SettingsProps<Layer> {
  readonly layer: Layer;
  readonly isDisabled: boolean;
}

function Settings({ layer, isDisabled }: SettingsProps<FillLayer | AdjustmentLayer>) {
  const { adjust: words } = useWords();
  const change = useDocument((state) => state.change);
  const type = layer.kind === 'fill' ? layer.fill.type : layer.adjustment.type;
  const canReset = layer.kind === 'adjustment' && type !== 'invert';
  return (
    <section className="layer-settings" aria-label={words.settings({ name: layer.name })}>
      <div className="layer-settings-head">
        <h2>{words.types[type]}</h2>
        {canReset && (
          <IconButton
            size={16}
            placement="left"
            icon={RotateCcw}
            label={words.reset}
            isDisabled={isDisabled}
            onPress={() => change((page) => readjusted(page, layer.id, firstAdjustments[layer.adjustment.type]))}
          />
        )}
      </div>
      {layer.kind === 'fill' ? (
        <FillOf layer={layer} isDisabled={isDisabled} />
      ) : (
        <AdjustmentOf layer={layer} isDisabled={isDisabled} />
      )}
    </section>
  );
}

function FillOf({ layer, isDisabled }: SettingsProps<FillLayer>) {
  const { id, fill } = layer;
  return fill.type === 'solid' ? (
    <ColourSettings id={id} fill={fill} isDisabled={isDisabled} />
  ) : (
    <GradientSettings id={id} fill={fill} isDisabled={isDisabled} />
  );
}

function AdjustmentOf({ layer, isDisabled }: SettingsProps<AdjustmentLayer>) {
  const { adjust: words } = useWords();
  const change = useDocument((state) => state.change);
  const { adjustment } = layer;
  const set = (next: Adjustment) => change((page) => readjusted(page, layer.id, next));
  if (adjustment.type === 'invert') return <p className="hint">{words.inverts}</p>;
  if (adjustment.type === 'levels') {
    return <LevelsSettings layerId={layer.id} levels={adjustment} isDisabled={isDisabled} onChange={set} />;
  }
  if (adjustment.type === 'brightness-contrast') {
    return (['brightness', 'contrast'] as const).map((name) => (
      <Setting
        key={name}
        label={words[name]}
        value={adjustment[name]}
        least={-100}
        most={100}
        isDisabled={isDisabled}
        onChange={(value) => set({ ...adjustment, [name]: value })}
      />
    ));
  }
  return (['hue', 'saturation', 'lightness'] as const).map((name) => (
    <Setting
      key={name}
      label={words[name]}
      value={adjustment[name]}
      least={name === 'hue' ? -180 : -100}
      most={name === 'hue' ? 180 : 100}
      track={tracks[name]}
      isDisabled={isDisabled}
      onChange={(value) => set({ ...adjustment, [name]: value })}
    />
  ));
}

/** What the ends of the sliders mean. In the middle of the hue's lies red. */
const tracks = {
  hue: 'linear-gradient(to right in hsl longer hue, hsl(180 85% 50%), hsl(180 85% 50%))',
  saturation: 'linear-gradient(to right, hsl(0 0% 55%), hsl(0 90% 55%))',
  lightness: 'linear-gradient(to right, #000, #fff)',
} as const;
