export const LEFT_OUT: string;
export function noteLeftOut(tests: readonly { file: string; name: string; why: string }[]): void;
export function readLeftOut(path: string): string[];
