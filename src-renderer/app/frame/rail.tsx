// The rail: where one can go, what waits there, and how to make it narrow.
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { useSession } from "../../rpc/context.tsx";
import { Icon } from "../../ui/icons.tsx";
import { RAILS, type RailMark, type RailItem } from "../rail-items.ts";

type RailProps = Readonly<{ collapsed: boolean; marks: Readonly<Partial<Record<RailMark, number>>>; onCollapse: () => void }>;

export function Rail({ collapsed, marks, onCollapse }: RailProps) {
  const { t } = useTranslation("frame");
  const { role } = useSession();
  const [location] = useLocation();
  return (
    <nav className="rail" aria-label={t("rail")}>
      <ul>
        {RAILS[role].map((place) => (
          <li key={place.path}>
            <RailLink
              place={place}
              on={isAt(location, place.path)}
              collapsed={collapsed}
              count={place.mark === undefined ? 0 : (marks[place.mark] ?? 0)}
            />
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="plain rail-collapse"
        onClick={onCollapse}
        aria-expanded={!collapsed}
        aria-label={t(collapsed ? "expandRail" : "collapseRail")}
      >
        <Icon name={collapsed ? "expand" : "collapse"} />
        {!collapsed && <span>{t("collapseRail")}</span>}
      </button>
    </nav>
  );
}

function RailLink({
  place,
  on,
  collapsed,
  count,
}: Readonly<{ place: RailItem; on: boolean; collapsed: boolean; count: number }>) {
  const { t } = useTranslation("frame");
  const word = t(`rail.${place.word}`);
  return (
    <Link
      href={place.path}
      className={on ? "on" : ""}
      aria-current={on ? "page" : undefined}
      title={collapsed ? word : undefined}
    >
      <Icon name={place.icon} />
      <span className={collapsed ? "visually-hidden" : ""}>{word}</span>
      {count > 0 && (
        <em>
          {count > 99 ? "99+" : count}
          <span className="visually-hidden">{t(`mark.${place.mark ?? ""}`)}</span>
        </em>
      )}
    </Link>
  );
}

function isAt(location: string, path: string): boolean {
  return path === "/" ? location === "/" : location === path || location.startsWith(`${path}/`);
}
