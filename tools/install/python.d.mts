export function checkPython(): Promise<{ code: number; leftOut: string[] }>;
export function checkedPython(): string | null;
