// What units handed in, and how it came.
import type { ReportReader } from "../../usecases/ports/store/reports.ts";
import { figuresDigest } from "../chain/digests.ts";
import { readCountedValue, readHandedIn, readReceipted } from "../project/figure-queries.ts";
import { readArrivals, readDocuments, readReports } from "../project/report-queries.ts";
import type { Connection } from "./connection.ts";

export function reportsOf({ statements }: Connection): ReportReader {
  return {
    reports: (unit) => readReports(statements, unit),
    documents: (kinds) => readDocuments(statements, kinds),
    arrivals: (kinds) => readArrivals(statements, kinds),
    countedValue: (key) => readCountedValue(statements, key),
    handedIn: () => readHandedIn(statements),
    receipted: () => readReceipted(statements),
    figuresDigest: () => figuresDigest(statements),
  };
}
