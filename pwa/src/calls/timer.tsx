// How long the call has lasted, from the start that was saved: a reload or a dead battery does not set it back.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Ms } from "../domain/records.js";

const SECOND_MS = 1000;
const two = (n: number): string => String(n).padStart(2, "0");

/** "4:12", "1:04:12". A clock set back shows no time below nothing. */
export function lasted(ms: Ms): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND_MS));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours === 0 ? `${minutes}:${two(seconds % 60)}` : `${hours}:${two(minutes)}:${two(seconds % 60)}`;
}

export function Timer({ since }: { readonly since: Ms }): JSX.Element {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const tick = setInterval(() => setNow(Date.now()), SECOND_MS);
    return () => clearInterval(tick);
  }, []);
  return (
    <span class="call-timer figures" role="timer">
      {lasted(now - since)}
    </span>
  );
}
