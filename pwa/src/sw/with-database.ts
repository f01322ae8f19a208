// The phone's database for the length of one event of the service worker.
import { isStorageFailure } from "../store/failure.js";
import type { Database } from "../store/schema.js";

/** `otherwise` when the database does not open: no event may fail of that. */
export async function withDatabase<T>(open: () => Promise<Database>, otherwise: T, act: (database: Database) => Promise<T>): Promise<T> {
  try {
    const database = await open();
    try {
      return await act(database);
    } finally {
      database.close();
    }
  } catch (error) {
    if (!isStorageFailure(error)) throw error;
    return otherwise;
  }
}
