// Bundles of several volumes.
import type { VolumeWriter } from "../../usecases/ports/store/volumes.ts";
import { forgetMedia } from "../chain/forget.ts";
import { dropPlan, keepPlan, noteWritten, readPlan, readPlans } from "../deliveries/export-plans.ts";
import {
  expectVolume,
  forgetSet,
  noteVolume,
  readJoinable,
  readLooseFiles,
  readSetFiles,
  readVolumeSets,
  readVolumesWith,
} from "../deliveries/volume-sets.ts";
import type { Connection } from "./connection.ts";

export function volumesOf({ statements, write }: Connection): VolumeWriter {
  return {
    volumeSets: (only = {}) => readVolumeSets(statements, only),
    setFiles: (set) => readSetFiles(statements, set),
    joinable: (bundle, signer) => readJoinable(statements, bundle, signer),
    looseFiles: (bundle) => readLooseFiles(statements, bundle),
    volumesWith: (sha256) => readVolumesWith(statements, sha256),
    plans: () => readPlans(statements),
    plan: (number) => readPlan(statements, number),
    expectVolume: (origin, originals, bringing) => write(() => expectVolume(statements, origin, originals, bringing)),
    noteVolume: (origin, arrived, runItem) => write(() => noteVolume(statements, origin, arrived, runItem)),
    forgetSet: (set) => write(() => forgetMedia(statements, forgetSet(statements, set))),
    keepPlan: (plan) => write(() => keepPlan(statements, plan)),
    noteWritten: (number, volume, writtenMs) => write(() => noteWritten(statements, number, volume, writtenMs)),
    dropPlan: (number) => write(() => dropPlan(statements, number)),
  };
}
