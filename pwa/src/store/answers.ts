// Reminders that knocked on this phone, and what was answered to them while the vault was locked or closed: opaque ids and tokens, no words.
import type { Answer, Database, Knock, MetaValues, WriteTx } from "./schema.js";
import { putMeta, readMeta } from "./meta.js";
import { write } from "./transaction.js";

type Kept = "knocks" | "answers";

/** The server forgets a push's token after this long. */
const FORGET_MS = 30 * 24 * 3600 * 1000;

async function listIn<K extends Kept>(tx: WriteTx, key: K): Promise<MetaValues[K]> {
  return ((await tx.objectStore("meta").get(key)) ?? []) as MetaValues[K];
}

async function change<K extends Kept>(database: Database, key: K, alter: (list: MetaValues[K]) => MetaValues[K]): Promise<void> {
  await write(database, ["meta"], async (tx) => putMeta(tx, key, alter(await listIn(tx, key))));
}

export async function knocksOf(database: Database): Promise<readonly Knock[]> {
  return (await readMeta(database, "knocks")) ?? [];
}

export async function answersOf(database: Database): Promise<readonly Answer[]> {
  return (await readMeta(database, "answers")) ?? [];
}

/** What a new push makes of the earlier ones: false when it came before, delivered twice, or was answered already. */
export async function keepKnock(database: Database, knock: Knock): Promise<boolean> {
  return write(database, ["meta"], async (tx) => {
    const known = [...(await listIn(tx, "knocks")), ...(await listIn(tx, "answers"))].some(({ token }) => token === knock.token);
    if (known) return false;
    const others = (await listIn(tx, "knocks")).filter(({ id, at }) => id !== knock.id && at > knock.at - FORGET_MS);
    await putMeta(tx, "knocks", [...others, knock]);
    return true;
  });
}

/** Of a push only the first answer counts; the knock is over. */
export async function keepAnswer(database: Database, answer: Answer): Promise<void> {
  await write(database, ["meta"], async (tx) => {
    await putMeta(tx, "knocks", (await listIn(tx, "knocks")).filter(({ id }) => id !== answer.id));
    const list = await listIn(tx, "answers");
    if (!list.some(({ token }) => token === answer.token)) await putMeta(tx, "answers", [...list, answer]);
  });
}

/** Undone before it was sent or sealed: the knock stands again. False when it was too late. */
export async function takeBackAnswer(database: Database, token: string): Promise<boolean> {
  return write(database, ["meta"], async (tx) => {
    const list = await listIn(tx, "answers");
    const answer = list.find((one) => one.token === token && !one.sent && !one.sealed);
    if (answer === undefined) return false;
    await putMeta(tx, "answers", list.filter((one) => one !== answer));
    const { id, rev, at } = answer;
    await putMeta(tx, "knocks", [...(await listIn(tx, "knocks")).filter((knock) => knock.id !== id), { id, rev, token, at }]);
    return true;
  });
}

export function dropKnocks(database: Database, ids: ReadonlySet<string>): Promise<void> {
  return change(database, "knocks", (list) => list.filter(({ id }) => !ids.has(id)));
}

/** An answer is forgotten once the server has had it and the record holds it. */
export function markAnswer(database: Database, token: string, done: Partial<Pick<Answer, "sent" | "sealed" | "from">>): Promise<void> {
  return change(database, "answers", (list) =>
    list.map((one) => (one.token === token ? { ...one, ...done } : one)).filter((one) => !(one.sent && one.sealed)),
  );
}

/** Null when the server could not be asked now. */
type Post = (answer: Pick<Answer, "token" | "act">) => Promise<"taken" | null>;

/** False when some have to wait for the network. */
export async function sendAnswers(database: Database, now: number, post: Post): Promise<boolean> {
  for (const answer of await answersOf(database)) {
    if (answer.sent || answer.from > now) continue;
    if ((await post(answer)) === null) return false;
    await markAnswer(database, answer.token, { sent: true });
  }
  return true;
}
