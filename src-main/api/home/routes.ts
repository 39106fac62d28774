// What is to be done now, as the two home screens show it.
import { unitName } from "../../usecases/campaign.ts";
import type { Workspace } from "../../usecases/workspace.ts";
import { countyHome, type CountyHome, type RecentImport } from "../../usecases/home/county-home.ts";
import { unitHome, type UnitHome } from "../../usecases/home/unit-home.ts";
import type { Procedures } from "../base.ts";
import { gapViews } from "../receipts/routes.ts";
import type { CountyHome as CountyHomeView, UnitHome as UnitHomeView } from "./contract.ts";

export function homeRoutes({ at }: Procedures) {
  return {
    unit: at.home.unit.handler(({ context }) => unitView(unitHome(context.workspace.ws))),
    desk: at.home.desk.handler(({ context }) => countyHomeView(context.workspace.ws, countyHome(context.workspace.ws))),
  };
}

function unitView(home: UnitHome): UnitHomeView {
  const { setup, duties, returned, lacking, received, drafts } = home;
  return {
    ...home,
    setup: [...setup],
    duties: [...duties],
    returned: [...returned],
    lacking: [...lacking],
    received: received.map((one) => ({ ...one, lacking: [...one.lacking] })),
    drafts: [...drafts],
  };
}

function countyHomeView(ws: Pick<Workspace, "campaign">, home: CountyHome): CountyHomeView {
  const { standings, gaps, recent } = home;
  return { ...home, standings: [...standings], gaps: gapViews(gaps), recent: recent.map((one) => recentView(ws, one)) };
}

function recentView(ws: Pick<Workspace, "campaign">, recent: RecentImport): CountyHomeView["recent"][number] {
  const names = recent.units.map((unit) => unitName(ws, unit));
  return { import: String(recent.atMs), ...recent, units: [...new Set(names)] };
}
