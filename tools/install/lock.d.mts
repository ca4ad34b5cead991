export function withLock<T>(file: string, body: () => Promise<T>): Promise<T>;
