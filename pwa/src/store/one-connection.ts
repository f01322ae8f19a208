// One connection to the database for all that a worker does: the next task opens it again where it could not be opened, or was lost.
import { type Database, openDatabase } from "./schema.js";

export function oneConnection(open: () => Promise<Database> = openDatabase): () => Promise<Database> {
  let connection: Promise<Database> | null = null;
  return () => {
    if (connection !== null) return connection;
    const opening = open();
    const forget = (): void => {
      if (connection === opening) connection = null;
    };
    connection = opening;
    opening.then((database) => database.addEventListener("close", forget), forget);
    return opening;
  };
}
