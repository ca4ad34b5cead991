import { useEffect, useMemo } from 'react';
import { useDocument } from '../context.ts';

/** A drag of a thumb as one undo step. The gesture opens with the first change. */
export function useGesture(): { readonly begin: () => void; readonly end: () => void } {
  const beginGesture = useDocument((state) => state.beginGesture);
  const endGesture = useDocument((state) => state.endGesture);
  const gesture = useMemo(() => {
    let open = false;
    return {
      begin: () => {
        if (!open) beginGesture();
        open = true;
      },
      end: () => {
        if (open) endGesture();
        open = false;
      },
    };
  }, [beginGesture, endGesture]);
  useEffect(() => gesture.end, [gesture]);
  return gesture;
}
