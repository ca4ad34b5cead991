/**
 * Where a network's weights come from. `take` checks the shape against the checkpoint, notes that
 * the tensor was used, and gives the name under which a graph stores it. Throws a `StudioError`
 * where the checkpoint lacks the tensor or has it in another shape.
 */
export interface Weights {
  take(name: string, shape: readonly number[]): string;
}
