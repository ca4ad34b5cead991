export function checkPython(): Promise<{ code: number; leftOut: string[] }>;
