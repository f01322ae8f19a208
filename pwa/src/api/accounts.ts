// Calls of the accounts room.
import type { ApiResult, Door } from "./door.js";
import type {
  AccountKeys,
  Devices,
  Empty,
  IdentityAppended,
  IdentityEntries,
  Leaving,
  LeavingRequest,
  LoginRequest,
  PasskeyChallenge,
  PasskeyLogin,
  PasskeyMade,
  PreloginAnswer,
  RecoveryFinishRequest,
  RecoveryStartAnswer,
  RegisterRequest,
  SlotsKept,
  SlotsPut,
} from "./wire.gen.js";

export const register = (door: Door, body: RegisterRequest): Promise<ApiResult<Empty>> => door.json("POST", "/v1/auth/register", body);
export const prelogin = (door: Door, login: string): Promise<ApiResult<PreloginAnswer>> => door.json("POST", "/v1/auth/prelogin", { login });
export const logIn = (door: Door, body: LoginRequest): Promise<ApiResult<AccountKeys>> => door.json("POST", "/v1/auth/login", body);
export const logOut = (door: Door): Promise<ApiResult<Empty>> => door.json("POST", "/v1/auth/logout", {});
export const startRecovery = (door: Door, rec_id: string): Promise<ApiResult<RecoveryStartAnswer>> => door.json("POST", "/v1/recovery/start", { rec_id });
export const finishRecovery = (door: Door, body: RecoveryFinishRequest): Promise<ApiResult<AccountKeys>> => door.json("POST", "/v1/recovery/finish", body);
export const accountKeys = (door: Door): Promise<ApiResult<AccountKeys>> => door.json("GET", "/v1/account/keys");
export const putSlots = (door: Door, body: SlotsPut): Promise<ApiResult<SlotsKept>> => door.json("PUT", "/v1/account/slots", body);
export const leaveAccount = (door: Door, body: LeavingRequest): Promise<ApiResult<Leaving>> => door.json("POST", "/v1/account/leave", body);
export const stayInAccount = (door: Door, body: LeavingRequest): Promise<ApiResult<Empty>> => door.json("POST", "/v1/account/stay", body);
export const eraseAccount = (door: Door, body: LeavingRequest): Promise<ApiResult<Empty>> => door.json("POST", "/v1/account/erase", body);
export const listDevices = (door: Door): Promise<ApiResult<Devices>> => door.json("GET", "/v1/devices");
export const identityEntries = (door: Door): Promise<ApiResult<IdentityEntries>> => door.json("GET", "/v1/identity");
export const appendIdentity = (door: Door, entry: string): Promise<ApiResult<IdentityAppended>> => door.json("POST", "/v1/identity", { entry });
export const passkeyOptions = (door: Door, account_id: string): Promise<ApiResult<PasskeyChallenge>> => door.json("POST", "/v1/webauthn/register/options", { account_id });
export const passkeyMade = (door: Door, body: PasskeyMade): Promise<ApiResult<Empty>> => door.json("POST", "/v1/webauthn/register/verify", body);
export const passkeyLoginOptions = (door: Door): Promise<ApiResult<PasskeyChallenge>> => door.json("POST", "/v1/webauthn/login/options", {});
export const passkeyLogin = (door: Door, body: PasskeyLogin): Promise<ApiResult<AccountKeys>> => door.json("POST", "/v1/webauthn/login/verify", body);
