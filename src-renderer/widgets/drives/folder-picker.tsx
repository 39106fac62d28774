// Choosing a folder or bundles of this PC: drives first, the removable ones on top, then the folders inside.
import { useMutation, useQuery } from "@tanstack/react-query";
import { Button, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FolderListing, FolderRoot } from "../../../src-main/api/surroundings/contract.ts";
import { saySize } from "../../format/amounts.ts";
import { query } from "../../rpc/api.ts";
import { problemOf } from "../../rpc/failure.ts";
import { Icon } from "../../ui/icons.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { DriveFacts, sayFormat } from "./drive-facts.tsx";
import { PathEntry, type Picked } from "./path-entry.tsx";

export type PickerProps = Readonly<{
  title: string;
  confirm: string;
  /** `folder`: where to write; `look`: a folder to read; `bundles`: a folder to look through, or bundles in it. */
  purpose: "folder" | "look" | "bundles";
  /** Room that is needed, as far as it is known. */
  neededBytes?: number;
  onPick: (picked: Picked) => void;
  onCancel: () => void;
}>;

export function FolderPicker({ title, confirm, purpose, neededBytes = 0, onPick, onCancel }: PickerProps) {
  const { t } = useTranslation("folders");
  const [path, setPath] = useState<string>();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const go = (next: string | undefined): void => {
    setPath(next);
    setChosen([]);
  };
  const [first = path, ...more] = chosen;
  return (
    <Modal
      open
      title={title}
      width={680}
      okText={chosen.length > 0 ? t("useChosen", { count: chosen.length }) : confirm}
      okButtonProps={{ disabled: first === undefined }}
      onOk={() => first !== undefined && onPick([first, ...more])}
      onCancel={onCancel}
    >
      <PathEntry title={title} purpose={purpose === "bundles" ? "bundles" : "folder"} at={path} onGo={go} onPick={onPick} />
      <div className="picker">
        <Roots at={path} onGo={go} />
        {path === undefined ? (
          <p className="picker-blank muted">{t("chooseDrive")}</p>
        ) : (
          <Inside path={path} purpose={purpose} chosen={chosen} onGo={go} onChoose={setChosen} />
        )}
      </div>
      {path !== undefined && purpose === "folder" && <DriveFacts path={path} neededBytes={neededBytes} />}
    </Modal>
  );
}

function Roots({ at, onGo }: Readonly<{ at: string | undefined; onGo: (path: string) => void }>) {
  const { t } = useTranslation("folders");
  const roots = useQuery(query.system.roots.queryOptions({ staleTime: 0 }));
  if (roots.isError) return <ProblemNotice problem={problemOf(roots.error)} />;
  return (
    <ul className="picker-roots" aria-label={t("places")}>
      {(roots.data ?? []).map((root) => (
        <li key={root.path}>
          <button
            type="button"
            className={`plain ${at?.startsWith(root.path) === true ? "on" : ""}`}
            onClick={() => onGo(root.path)}
          >
            <Icon name={root.kind === "drive" || root.kind === "removable" ? "drive" : "folder"} />
            <span>
              <Foreign text={root.name} />
              <span className="muted small">
                <RootFacts root={root} />
              </span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function RootFacts({ root }: Readonly<{ root: FolderRoot }>) {
  const { t } = useTranslation("folders");
  const free = root.freeBytes === null ? "" : t("free", { size: saySize(root.freeBytes) });
  const kind = root.kind === "removable" ? t("removable") : "";
  return [kind, sayFormat(root.fileSystem), free, root.writable ? "" : t("readOnly")].filter((part) => part !== "").join(" · ");
}

type InsideProps = Readonly<{
  path: string;
  purpose: PickerProps["purpose"];
  chosen: readonly string[];
  onGo: (path: string) => void;
  onChoose: (paths: readonly string[]) => void;
}>;

function Inside({ path, purpose, chosen, onGo, onChoose }: InsideProps) {
  const { t } = useTranslation("folders");
  const listing = useQuery(query.system.listFolder.queryOptions({ input: { path }, staleTime: 0 }));
  if (listing.isError) return <ProblemNotice problem={problemOf(listing.error)} />;
  const entries = (listing.data?.entries ?? []).filter(
    (entry) => entry.kind === "folder" || (purpose === "bundles" && entry.kind === "bundle"),
  );
  const toggle = (entry: string): void =>
    onChoose(chosen.includes(entry) ? chosen.filter((one) => one !== entry) : [...chosen, entry]);
  return (
    <div className="picker-inside">
      <PathLine listing={listing.data} path={path} onGo={onGo} />
      <ul className="picker-entries">
        {entries.map((entry) => (
          <li key={entry.path}>
            {entry.kind === "folder" ? (
              <button type="button" className="plain" onClick={() => onGo(entry.path)}>
                <Icon name="folder" size={18} />
                <Foreign text={entry.name} />
              </button>
            ) : (
              <label>
                <input type="checkbox" checked={chosen.includes(entry.path)} onChange={() => toggle(entry.path)} />
                <Foreign text={entry.name} />
                <span className="push" />
                <span className="muted small">{saySize(entry.sizeBytes ?? 0)}</span>
              </label>
            )}
          </li>
        ))}
        {listing.isSuccess && entries.length === 0 && (
          <li className="muted picker-none">{t(purpose === "bundles" ? "noBundles" : "noFolders")}</li>
        )}
      </ul>
      {purpose === "folder" && listing.data?.writable === true && <NewFolder parent={path} onMade={onGo} />}
    </div>
  );
}

function PathLine({
  listing,
  path,
  onGo,
}: Readonly<{ listing: FolderListing | undefined; path: string; onGo: (path: string) => void }>) {
  const { t } = useTranslation("folders");
  const parent = listing?.parent ?? null;
  return (
    <div className="row tight picker-path">
      <Button
        size="small"
        type="text"
        aria-label={t("up")}
        disabled={parent === null}
        icon={<Icon name="back" size={16} />}
        onClick={() => parent !== null && onGo(parent)}
      />
      <Foreign text={path} />
      {listing?.writable === false && <span className="warn-ink small">{t("readOnly")}</span>}
    </div>
  );
}

function NewFolder({ parent, onMade }: Readonly<{ parent: string; onMade: (path: string) => void }>) {
  const { t } = useTranslation("folders");
  const [name, setName] = useState<string>();
  const make = useMutation(query.system.makeFolder.mutationOptions({ onSuccess: (made) => onMade(made.path) }));
  if (name === undefined) {
    return (
      <button type="button" className="link picker-new" onClick={() => setName("")}>
        {t("newFolder")}
      </button>
    );
  }
  return (
    <>
      <div className="row tight">
        <Input
          autoFocus
          aria-label={t("folderName")}
          placeholder={t("folderName")}
          value={name}
          maxLength={120}
          onChange={(event) => setName(event.target.value)}
        />
        <Button onClick={() => name.trim() !== "" && make.mutate({ parent, name: name.trim() })}>{t("make")}</Button>
      </div>
      {make.isError && <ProblemNotice problem={problemOf(make.error)} />}
    </>
  );
}
