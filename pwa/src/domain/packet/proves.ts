// What a packet proves, and what it does not: the keys of the sentences that its last page and its verifier say.
export const PROVES = ["bytes", "clock", "sender", "truth"] as const;
