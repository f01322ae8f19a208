// Tells what a later Holdfast wrote from what is broken: nothing here is trusted, it only decides what the person is told.

/** "E2OP" and the like, where this build knows "E1OP". */
export function laterMagic(bytes: Uint8Array, name: "OP" | "ID"): boolean {
  const [e = 0, version = 0, first, second] = bytes;
  return e === 0x45 && version > 0x31 && version <= 0x39 && first === name.charCodeAt(0) && second === name.charCodeAt(1);
}

export function ourMagic(bytes: Uint8Array, name: "OP" | "ID"): boolean {
  return bytes[0] === 0x45 && bytes[1] === 0x31 && bytes[2] === name.charCodeAt(0) && bytes[3] === name.charCodeAt(1);
}
