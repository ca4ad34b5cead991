import { type PointerEvent, type ReactNode, useState } from 'react';
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components';

interface DividedPicturesProps {
  readonly first: ReactNode;
  readonly second: ReactNode;
  /** The name of the line between both. */
  readonly divider: string;
}

/** Two pictures over each other, and a line that says which of them is seen. It is dragged, or moved by the arrow keys. */
export function DividedPictures({ first, second, divider }: DividedPicturesProps) {
  const [share, setShare] = useState(50);
  const toPointer = ({ currentTarget, clientX, buttons }: PointerEvent<HTMLElement>) => {
    if ((buttons & 1) === 0) return;
    const { left, width } = currentTarget.getBoundingClientRect();
    setShare(Math.round(Math.max(0, Math.min(1, (clientX - left) / width)) * 100));
  };
  return (
    <>
      <div className="compare-over" onPointerDown={toPointer} onPointerMove={toPointer}>
        {first}
        <div className="compare-second" style={{ clipPath: `inset(0 0 0 ${share}%)` }}>
          {second}
        </div>
        <div className="compare-line" style={{ left: `${share}%` }} aria-hidden />
      </div>
      <Slider
        className="slider compare-slider"
        aria-label={divider}
        minValue={0}
        maxValue={100}
        value={share}
        onChange={setShare}
      >
        <SliderTrack className="slider-track">
          <span className="slider-fill" style={{ width: `${share}%` }} />
          <SliderThumb className="slider-thumb" />
        </SliderTrack>
      </Slider>
    </>
  );
}
