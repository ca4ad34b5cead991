/** Since when pictures are sought. */
export const spans = ['today', 'week', 'month', 'year'] as const;
export type Span = (typeof spans)[number];

const days: Readonly<Record<Span, number>> = { today: 0, week: 6, month: 29, year: 364 };

/** The midnight at which a span begins, by the clock of this computer, in milliseconds since 1970. */
export function sinceOf(span: Span, now: number): number {
  const date = new Date(now);
  // Days have 23 or 25 hours where summer time begins or ends.
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - days[span]).getTime();
}
