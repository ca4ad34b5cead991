import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { Menu, Popover } from 'react-aria-components';

/** Where a menu was opened, in CSS pixels of the window. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

interface SpotMenuProps {
  readonly spot: Spot;
  readonly label: string;
  readonly children: ReactNode;
  readonly onClose: () => void;
}

/** A context menu, which opens at the pointer. */
export function SpotMenu({ spot, label, children, onClose }: SpotMenuProps) {
  const anchor = useRef<HTMLSpanElement>(null);
  // The anchor has to be in the page before the menu opens at it.
  const [placed, setPlaced] = useState(false);
  useLayoutEffect(() => setPlaced(true), []);
  return (
    <>
      <span ref={anchor} className="menu-spot" style={{ left: spot.x, top: spot.y }} aria-hidden />
      {placed && (
        <Popover
          className="popover"
          aria-label={label}
          triggerRef={anchor}
          placement="bottom start"
          offset={0}
          isOpen
          onOpenChange={(open) => !open && onClose()}
        >
          {/* Without a trigger the popover would keep the focus, and arrow keys would find no item. */}
          <Menu className="menu" aria-label={label} onClose={onClose} autoFocus>
            {children}
          </Menu>
        </Popover>
      )}
    </>
  );
}
