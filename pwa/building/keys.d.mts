export const KEYS_FILE: string;
export function keysSource(catalogue: unknown): string;
export function leaves(node: unknown): readonly (readonly [key: string, leaf: unknown])[];
export function writeKeys(): Promise<void>;
