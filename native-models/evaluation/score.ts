/** From verdicts to numbers. */
import type { Expected } from '../judge/expect.ts';
import type { Fault } from '../judge/verdict.ts';

/** The verdict on one job, for the report. */
export interface JobReport {
  readonly id: string;
  readonly suite: string;
  readonly task: string;
  readonly words: string;
  readonly expected: Expected;
  /** None of the facts that the suite asks for is wrong. */
  readonly right: boolean;
  /** No stated fact is wrong. */
  readonly whole: boolean;
  readonly faults: readonly Fault[];
  readonly seen: string;
  /** The engine's sentence, where the job failed. */
  readonly error: string | null;
  readonly seconds: number | null;
  /** Paths from the report's folder. */
  readonly pictures: {
    readonly given?: string;
    readonly second?: string;
    readonly mask?: string;
    readonly wanted?: string;
    readonly drawn?: string;
  };
  /** Agreement of a map with the true one, 0 to 1. */
  readonly measured?: number;
}

/** The score of one suite. */
export interface SuiteScore {
  readonly suite: string;
  readonly right: number;
  readonly whole: number;
  readonly total: number;
  /** 95 % interval of the share that is right. */
  readonly interval: readonly [number, number];
  /** How many jobs each fact was wrong in, the most frequent first. */
  readonly wrong: readonly (readonly [string, number])[];
  readonly secondsEach: number | null;
  /** Mean agreement with the true maps, what failed counted as 0; null where none was asked for. */
  readonly agreement: number | null;
}

/** Wilson's 95 % interval of a share: it stays within 0 and 1 and has a width at both ends. */
export function wilson(right: number, total: number): readonly [number, number] {
  if (total === 0) return [0, 1];
  const z = 1.959964;
  const share = right / total;
  const middle = share + (z * z) / (2 * total);
  const spread = z * Math.sqrt((share * (1 - share) + (z * z) / (4 * total)) / total);
  const scale = 1 + (z * z) / total;
  return [Math.max(0, (middle - spread) / scale), Math.min(1, (middle + spread) / scale)];
}

/** One score a suite, in the order in which the suites first appear. */
export function scores(jobs: readonly JobReport[]): SuiteScore[] {
  return [...new Set(jobs.map((job) => job.suite))].map((suite) => {
    const members = jobs.filter((job) => job.suite === suite);
    const right = members.filter((job) => job.right).length;
    const facts = members.flatMap((job) => [
      ...new Set(job.error === null ? job.faults.map((fault) => fault.fact) : ['failed']),
    ]);
    const counted = [...new Set(facts)].map((fact) => [fact, facts.filter((other) => other === fact).length] as const);
    const seconds = members.flatMap((job) => (job.seconds === null ? [] : [job.seconds]));
    return {
      suite,
      right,
      whole: members.filter((job) => job.whole).length,
      total: members.length,
      interval: wilson(right, members.length),
      wrong: counted.toSorted((a, b) => b[1] - a[1]),
      agreement: mean(members.filter((job) => job.expected.map !== undefined).map(({ measured = 0 }) => measured)),
      secondsEach: mean(seconds),
    };
  });
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

const two = (share: number) => share.toFixed(2);

/** A table for a terminal. */
export function table(rows: readonly SuiteScore[]): string {
  const cells = [
    ['suite', 'right', 'share', '95 %', 'all facts', 'agreement'],
    ...rows.map(({ suite, right, whole, total, interval, agreement }) => [
      suite,
      `${right}/${total}`,
      two(right / total),
      `${two(interval[0])}-${two(interval[1])}`,
      `${whole}/${total}`,
      agreement === null ? '' : two(agreement),
    ]),
  ];
  const widths = [0, 1, 2, 3, 4, 5].map((column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  return `${cells.map(line).join('\n')}\n`;
}
