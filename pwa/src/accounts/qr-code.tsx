// A QR code drawn as one SVG path, always dark on white so that any camera reads it.
import type { JSX } from "preact";
import qrcode from "qrcode-generator";

const QUIET = 4;

export function QrCode({ text, label }: { readonly text: string; readonly label: string }): JSX.Element {
  const code = qrcode(0, "M");
  code.addData(text, "Alphanumeric");
  code.make();
  const size = code.getModuleCount();
  const places = Array.from({ length: size * size }, (_, index) => [index % size, Math.floor(index / size)] as const);
  const dark = places.filter(([x, y]) => code.isDark(y, x));
  const path = dark.map(([x, y]) => `M${String(x + QUIET)} ${String(y + QUIET)}h1v1h-1z`).join("");
  const side = size + 2 * QUIET;
  return (
    <svg class="qr" role="img" aria-label={label} viewBox={`0 0 ${String(side)} ${String(side)}`}>
      <rect width={side} height={side} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}
