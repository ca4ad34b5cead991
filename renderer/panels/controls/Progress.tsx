import { ProgressBar } from 'react-aria-components';

interface ProgressProps {
  readonly className?: string;
  readonly label: string;
  /** Null where nobody knows how much there is to do. The bar then moves by itself. */
  readonly progress: { readonly done: number; readonly of: number } | null;
}

/** A bar that fills with the work that is done. */
export function Progress({ className = 'progress', label, progress }: ProgressProps) {
  return (
    <ProgressBar
      className={className}
      aria-label={label}
      minValue={0}
      maxValue={progress?.of ?? 1}
      value={progress?.done ?? 0}
      isIndeterminate={progress === null}
    >
      {({ percentage }) => (
        <span className="progress-track">
          <span
            className={`progress-fill ${percentage === undefined ? 'is-waiting' : ''}`}
            style={percentage === undefined ? {} : { width: `${percentage}%` }}
          />
        </span>
      )}
    </ProgressBar>
  );
}
