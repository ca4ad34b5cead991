import { ArrowLeftRight } from 'lucide-react';
import type { ComponentProps } from 'react';
import { type Fill, type GradientFill, gradientShapes } from '../../../preload/contract/adjustments.ts';
import { refilled } from '../../document/adjustment-layers.ts';
import { gradientPlace, placedGradient, reshapedGradient } from '../../document/gradient-place.ts';
import { useDocument, useWords } from '../context.ts';
import { Choice } from '../controls/Choice.tsx';
import { ColourField } from '../controls/ColourField.tsx';
import { useGesture } from '../controls/gesture.ts';
import { IconButton } from '../controls/IconButton.tsx';
import { Setting } from './Setting.tsx';

interface FillProps<F extends Fill> {
  readonly id: string;
  readonly fill: F;
  readonly isDisabled: boolean;
}

function useFill(id: string) {
  const change = useDocument((state) => state.change);
  return (fill: Fill) => change((page) => refilled(page, id, fill));
}

/** A colour of a fill. All that is chosen while the picker is open is one undo step. */
function FillColour({ onChange, ...field }: ComponentProps<typeof ColourField>) {
  const gesture = useGesture();
  return (
    <ColourField
      {...field}
      onChange={(colour) => {
        gesture.begin();
        onChange(colour);
      }}
      onClose={gesture.end}
    />
  );
}

export function ColourSettings({ id, fill, isDisabled }: FillProps<Extract<Fill, { type: 'solid' }>>) {
  const { adjust: words } = useWords();
  const set = useFill(id);
  return (
    <div className="setting-row">
      <span aria-hidden>{words.colour}</span>
      <FillColour
        label={words.colour}
        colour={fill.colour}
        isDisabled={isDisabled}
        onChange={(colour) => set({ ...fill, colour })}
      />
    </div>
  );
}

export function GradientSettings({ id, fill, isDisabled }: FillProps<GradientFill>) {
  const { adjust: words } = useWords();
  const set = useFill(id);
  const page = useDocument(({ document }) => document);
  const place = gradientPlace(fill, page);
  const { first, second } = fill;
  return (
    <>
      <div className="setting-row">
        <Choice
          className="choice is-inline"
          label={words.shape}
          values={gradientShapes}
          chosen={fill.shape}
          nameOf={(shape) => words.shapes[shape]}
          onChoose={(shape) => !isDisabled && set(reshapedGradient(fill, shape, page))}
        />
        <span className="spacer" />
        <FillColour
          label={words.first}
          colour={first}
          isDisabled={isDisabled}
          onChange={(colour) => set({ ...fill, first: { ...first, ...colour } })}
        />
        <IconButton
          size={16}
          icon={ArrowLeftRight}
          label={words.swap}
          isDisabled={isDisabled}
          onPress={() => set({ ...fill, first: second, second: first })}
        />
        <FillColour
          label={words.second}
          colour={second}
          isDisabled={isDisabled}
          onChange={(colour) => set({ ...fill, second: { ...second, ...colour } })}
        />
      </div>
      {fill.shape === 'linear' && (
        <Setting
          label={words.angle}
          value={Math.round(place.angle)}
          least={-180}
          most={180}
          isDisabled={isDisabled}
          onChange={(angle) => set(placedGradient(fill, { ...place, angle }, page))}
        />
      )}
      <Setting
        label={words.scale}
        value={Math.round(100 * place.scale)}
        least={5}
        most={200}
        isDisabled={isDisabled}
        onChange={(percent) => set(placedGradient(fill, { ...place, scale: percent / 100 }, page))}
      />
      {(['first', 'second'] as const).map((name) => (
        <Setting
          key={name}
          label={words[`${name}Opacity`]}
          value={Math.round(100 * fill[name].alpha)}
          least={0}
          most={100}
          isDisabled={isDisabled}
          onChange={(percent) => set({ ...fill, [name]: { ...fill[name], alpha: percent / 100 } })}
        />
      ))}
    </>
  );
}
