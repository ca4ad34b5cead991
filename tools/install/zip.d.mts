export function unzip(zip: Buffer, target: string, rename: (name: string) => string | null): void;
export function fileInTar(tar: Buffer, suffix: string): Buffer;
