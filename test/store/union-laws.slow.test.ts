// The laws of the union over a thousand random histories each.
import { countsWhatWasHandedIn, droppingIsForgetting, orderNeverMatters, rebuildIsTheSame } from "./laws.ts";

orderNeverMatters(1000);
rebuildIsTheSame(1000);
countsWhatWasHandedIn(1000);
droppingIsForgetting(1000);
