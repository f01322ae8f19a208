// Whether a picture is small enough to be decoded on a phone, told from its first bytes.
import { fitsMemory } from "../domain/picture-size.js";
import { fileType } from "../worker/file-type.js";
import { pictureFacts } from "../worker/picture-facts.js";

const HEAD = 1024 * 1024;

/** False too for what is no picture, or cannot be read. */
export async function canBeDecoded(file: Blob): Promise<boolean> {
  try {
    const head = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
    const mime = fileType(head);
    const facts = pictureFacts(mime, head);
    return mime.startsWith("image/") && facts.w !== undefined && fitsMemory(facts);
  } catch (error) {
    if (error instanceof DOMException) return false;
    throw error;
  }
}
