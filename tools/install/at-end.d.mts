export function cleaningUp<T>(clean: () => void, work: () => Promise<T>): Promise<T>;
