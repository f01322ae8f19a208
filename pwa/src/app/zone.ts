// The time zone this phone is in now.

export function zone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
