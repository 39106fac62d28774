// What stands where data are still read: said at once to machines, drawn once a person would wonder.
import { Spin } from "antd";
import "./loading.css";

/** Stands in the place of what is read, from its first drawing on: a screen without it holds what it is to show. */
export function Loading() {
  return (
    <div className="loading" aria-busy="true">
      <Spin />
    </div>
  );
}
