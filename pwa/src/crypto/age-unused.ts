// Stands in the bundle for the curves and lattices of age recipients other than a passphrase: undefined, so that using one fails at once.
export const MLKEM768P256 = undefined;
export const MLKEM768X25519 = undefined;
export const p256 = undefined;
export const x25519 = undefined;
