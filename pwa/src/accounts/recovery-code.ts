// A recovery code as it is shown: seven groups of four.

const GROUP = 4;

export function groupsOf(code: string): readonly string[] {
  const characters = code.replace(/[^0-9A-Za-z]/g, "").toUpperCase();
  return Array.from({ length: Math.ceil(characters.length / GROUP) }, (_, index) => characters.slice(index * GROUP, (index + 1) * GROUP));
}
