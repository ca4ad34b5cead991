export function withScratch<T>(body: (env: { TMPDIR?: string }) => Promise<T>): Promise<T>;
