// The names of what is asked only when a packet is made.
import type { PacketFields } from "../fields.js";

export const ABOUT_ME = ["my_name", "my_birth_date", "my_address", "my_phone", "safe_time", "voicemail"] as const;
export const ABOUT_CHILD = ["child_name", "child_birth_date", "child_address", "child_phone"] as const;
export const ABOUT_NOW = ["last_contact", "deadline", "still_active", "money", "transactions", "images", "images_device"] as const;
export const DETAILS = [...ABOUT_ME, ...ABOUT_CHILD, ...ABOUT_NOW] as const;
export type Detail = (typeof DETAILS)[number] & keyof PacketFields;
