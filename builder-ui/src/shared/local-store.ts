const DATABASE = "flowright";
const SHELF = "copies";

let opening: Promise<IDBDatabase> | undefined;

function openDatabase(): Promise<IDBDatabase> {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.addEventListener("upgradeneeded", () => request.result.createObjectStore(SHELF));
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("IndexedDB does not open")));
  });
  return opening;
}

async function ask<T>(mode: IDBTransactionMode, act: (shelf: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> {
  // A private window may have none: what is kept here is a second copy, so the page works without it.
  if (!("indexedDB" in globalThis)) return undefined;
  try {
    const database = await openDatabase();
    return await new Promise<T>((resolve, reject) => {
      const request = act(database.transaction(SHELF, mode).objectStore(SHELF));
      request.addEventListener("success", () => resolve(request.result));
      request.addEventListener("error", () => reject(request.error ?? new Error("IndexedDB refuses")));
    });
  } catch {
    return undefined;
  }
}

/** What this browser keeps under `key`; undefined where there is nothing, or where it may keep nothing. */
export function readLocally<T>(key: string): Promise<T | undefined> {
  return ask("readonly", (shelf) => shelf.get(key) as IDBRequest<T | undefined>);
}

/** Keeps a value (plain data) in this browser until the person signs out. Does nothing where that is forbidden. */
export async function keepLocally(key: string, value: unknown): Promise<void> {
  await ask("readwrite", (shelf) => shelf.put(value, key));
}

export async function forgetLocally(key: string): Promise<void> {
  await ask("readwrite", (shelf) => shelf.delete(key));
}

/** Forgets everything, when somebody signs out. */
export async function forgetAllLocally(): Promise<void> {
  await ask("readwrite", (shelf) => shelf.clear());
}
