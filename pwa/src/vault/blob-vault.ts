// The vault's functions for pictures and files.
import { background } from "../store/failure.js";
import type { BlobVault } from "./blob-port.js";
import type { Core } from "./core.js";
import { seldom } from "./on-demand.js";
import { countOnlyHere } from "./sync-view.js";
import { beginRun, endRun, onMobileData } from "./uploads.js";

async function sendPictures(core: Core): Promise<void> {
  const { open } = core;
  if (open === null) return;
  const { waiting } = await countOnlyHere(open);
  beginRun(core.uploads, waiting);
  core.onShown();
  await core.rounds?.now();
}

export function blobVault(core: Core): BlobVault {
  const { pictures, promised } = core;
  return {
    pictures,
    promised,
    sendPictures: () => background(sendPictures(core)),
    holdPictures: () => {
      endRun(core.uploads);
      core.onShown();
    },
    uploadOn: (choice) => {
      if (choice === core.uploads.choice) return;
      core.uploads.choice = choice;
      core.onShown();
      core.rounds?.soon();
    },
    tellsMobileData: onMobileData(core.env.connection()) !== null,
    placeOf: async (caseId, exhibitId) => (await seldom()).placeOf(core, caseId, exhibitId),
    storage: async () => (await seldom()).storageView(core),
    freeSpace: async (watch) => (await seldom()).freeSpace(core, watch),
  };
}
