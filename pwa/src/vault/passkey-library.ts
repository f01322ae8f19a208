// Of the passkey library, what is used here: imported whole and later, it would come whole.
export { startAuthentication, startRegistration } from "@simplewebauthn/browser";
