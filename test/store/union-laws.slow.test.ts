// The laws of the union over a thousand random histories each.
import { countsWhatWasHandedIn, orderNeverMatters, rebuildIsTheSame } from "./laws.ts";

orderNeverMatters(1000);
rebuildIsTheSame(1000);
countsWhatWasHandedIn(1000);
