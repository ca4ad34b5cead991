import { type ReactNode, useLayoutEffect, useRef } from 'react';

interface PassingSectionProps {
  readonly 'aria-label'?: string;
  readonly role?: 'status';
  readonly children: ReactNode;
}

/**
 * A part of the page of models that goes away when one of its buttons has done its work. The focus would be lost with the button,
 * and with the focus the dialog's keys; so the dialog takes it.
 */
export function PassingSection(props: PassingSectionProps) {
  const part = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const element = part.current;
    // The part still stands in the page while its effects end. A button that was switched off has lost the focus already.
    return () => {
      const { activeElement } = document;
      const isLost = activeElement === null || activeElement === document.body || element?.contains(activeElement);
      if (isLost === true) element?.closest<HTMLElement>('[role="dialog"]')?.focus();
    };
  }, []);
  return <section ref={part} className="model-adding" {...props} />;
}
