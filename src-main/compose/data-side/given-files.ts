// What session/files/ asks of the adapters: how a file that a person named is opened and measured, and what room there is for one.
import { roomAt } from "../../drives/places/room.ts";
import { hashing } from "../../media/keep/intake.ts";
import { openSource } from "../../media/keep/open-source.ts";
import type { SaveReach } from "../../session/files/save-file.ts";
import type { UploadNeeds } from "../../session/files/uploads.ts";

export const GIVEN_FILES: SaveReach & Omit<UploadNeeds, "newId"> = { openSource, measuring: hashing, roomAt };
