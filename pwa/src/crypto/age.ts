// Files in the age format, locked by a passphrase (age-encryption.org/v1, scrypt recipient), as streams. Heavy: the copies' worker only.
import { Decrypter, Encrypter } from "age-encryption";
import { type Bytes, concat } from "./bytes.js";
import { CryptoRefusal } from "./refusal.js";

/** 128 MiB and some seconds of a phone for each guess. */
export const WORK = 17;
/** A file that wants more than 512 MiB to be opened would end the app on a phone. */
const MOST_WORK = 19;
const LONGEST_HEADER = 256;
/** What `age -p` and every other implementation write: one scrypt stanza, nothing else. */
const HEADER = /^age-encryption\.org\/v1\n-> scrypt [A-Za-z0-9+/]{22} ([1-9][0-9]?)\n[A-Za-z0-9+/]{43}\n--- [A-Za-z0-9+/]{43}\n/;

type Source = AsyncIterable<Bytes>;

function readable(source: Source): ReadableStream<Bytes> {
  const pieces = source[Symbol.asyncIterator]();
  return new ReadableStream<Bytes>({
    async pull(controller) {
      const next = await pieces.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await pieces.return?.();
    },
  });
}

/** Safari reads a stream only by its reader. */
async function* pieces(stream: ReadableStream<Uint8Array>): AsyncGenerator<Bytes> {
  const reader = stream.getReader();
  let ended = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      ended = done;
      if (done) return;
      yield value as Bytes;
    }
  } finally {
    if (!ended) await reader.cancel().catch(() => undefined);
  }
}

/** One form for what two keyboards may write differently. */
const typed = (passphrase: string): string => passphrase.normalize("NFKC");

export async function* ageSealed(passphrase: string, plain: Source, work: number): AsyncGenerator<Bytes> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(typed(passphrase));
  encrypter.setScryptWorkFactor(work);
  yield* pieces(await encrypter.encrypt(readable(plain)));
}

/** Reads the header whole before anything is made of it; refuses `format` for what is no such file. */
async function* withKnownHeader(source: Source): AsyncGenerator<Bytes> {
  let head: Bytes = new Uint8Array(0);
  const from = source[Symbol.asyncIterator]();
  while (head.length < LONGEST_HEADER) {
    const next = await from.next();
    if (next.done === true) break;
    head = concat(head, next.value);
  }
  const work = HEADER.exec(new TextDecoder("latin1").decode(head.subarray(0, LONGEST_HEADER)))?.[1];
  if (work === undefined) throw new CryptoRefusal("format");
  if (Number(work) > MOST_WORK) throw new CryptoRefusal("kdf_excessive");
  yield head;
  for (let next = await from.next(); next.done !== true; next = await from.next()) yield next.value;
}

/** Remembers why the source itself ended: a file that cannot be read, or a header that is none. */
async function* watched(source: Source, failed: (reason: unknown) => void): AsyncGenerator<Bytes> {
  try {
    yield* source;
  } catch (error) {
    failed(error);
    throw error;
  }
}

/** The plaintext as it comes; refuses `format`, `kdf_excessive`, `commitment` (another passphrase) or `decrypt` (damaged, or cut short). */
export async function* ageOpened(passphrase: string, source: Source): AsyncGenerator<Bytes> {
  const ended: { reason: Error | null } = { reason: null };
  const known = watched(withKnownHeader(source), (error) => {
    if (error instanceof Error) ended.reason = error;
  });
  const first = await known.next();
  const rest = async function* (): AsyncGenerator<Bytes> {
    if (first.done !== true) yield first.value;
    yield* known;
  };
  const decrypter = new Decrypter();
  decrypter.addPassphrase(typed(passphrase));
  let opened: ReadableStream<Uint8Array>;
  try {
    opened = await decrypter.decrypt(readable(rest()));
  } catch {
    throw ended.reason ?? new CryptoRefusal("commitment");
  }
  const plain = pieces(opened);
  for (;;) {
    const next = await plain.next().catch(() => {
      throw ended.reason ?? new CryptoRefusal("decrypt");
    });
    if (next.done === true) return;
    yield next.value;
  }
}
