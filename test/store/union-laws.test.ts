// The laws of the union over a few random histories; over a thousand in union-laws.slow.test.ts.
import { countsWhatWasHandedIn, droppingIsForgetting, orderNeverMatters, rebuildIsTheSame } from "./laws.ts";

orderNeverMatters(30);
rebuildIsTheSame(15);
countsWhatWasHandedIn(40);
droppingIsForgetting(40);
