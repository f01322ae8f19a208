// What a person asks of the vault once in a while: about the account, copies and room. Fetched when it is first asked for.
export { exportCopy } from "./export-copy.js";
export { continueForked } from "./forked.js";
export { revokeDevices } from "./generations.js";
export { giveBackKeys } from "./give-back-keys.js";
export { importCopy } from "./import-copy.js";
export { erase, leave, signOut, stay } from "./leaving.js";
export { packetCalls } from "./packet-calls.js";
export { addPasskey, passkeys, refreshPasskeys, removePasskey, signInWithPasskey, unlockWithPasskey } from "./passkeys.js";
export { changePassphrase, replaceRecoveryCode, signInAgain } from "./rekeying.js";
export { recover, signIn } from "./sign-in.js";
export { asksForInvite, signUp } from "./sign-up.js";
export { signUpWithPasskey } from "./sign-up-passkey.js";
export { freeSpace, placeOf, storageView } from "./storage.js";
